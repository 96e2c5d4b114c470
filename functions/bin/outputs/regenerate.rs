//! POST /projects/{project_id}/outputs/{output_id}/regenerate: one more attempt, under the same id; what is not sent is
//! as it was asked for before.

use domain::{Env, OutputId, ProjectId};
use functions::{
    OUTPUT_REGENERATE,
    outputs::{GenerationRequest, Generator, RequestedOutput},
};
use jobs::Queue;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::outputs(&mut env);
    let generator = Generator::new(&env, queue);
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_REGENERATE, (db, generator), regenerate).await
}

async fn regenerate(
    request: AuthenticatedRequest,
    (db, generator): &(UserDb, Generator),
) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    request.json(GenerationRequest::read_regeneration)?;
    let sent = serde_json::from_slice(request.bytes()).map_err(Problem::internal)?;
    let (tx, output) = request.begin_regeneration(db, project_id, id).await?;
    let output = output.ok_or_else(|| Problem::not_found("output"))?;
    request.check_precondition(&output)?;
    if !output.row.status.is_final() {
        return Err(Problem::output_in_progress().into());
    }
    let (generation, request_json) = GenerationRequest::changed(output.row.request.as_ref(), sent)?;
    let requested = RequestedOutput {
        project_id,
        kind: output.row.kind,
        regenerates: Some(id),
        request: generation,
        request_json,
    };
    generator.accept(&request, db, tx, requested).await
}
