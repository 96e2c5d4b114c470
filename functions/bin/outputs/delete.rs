//! DELETE /projects/{project_id}/outputs/{output_id}: a job in flight ends without writing. The output can be restored, unless it
//! is `?permanent=true`.

use domain::{Env, OutputId, ProjectId, Subject};
use functions::OUTPUT_DELETE;
use models::{UserDb, outputs};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_DELETE, db, delete).await
}

async fn delete(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let permanent = request.query_switch("permanent")?;
    let mut tx = request.begin_deletion(db, Subject::Output(id)).await?;
    if request.has_precondition() {
        let current = outputs::lock(&mut tx, project_id, id)
            .await?
            .ok_or_else(|| Problem::not_found("output"))?;
        request.check_precondition(&current)?;
    }
    if !outputs::delete(&mut tx, project_id, id, permanent).await? {
        return Err(Problem::not_found("output").into());
    }
    tx.respond(Response::no_content()).await
}
