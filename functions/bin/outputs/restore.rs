//! POST /projects/{project_id}/outputs/{output_id}/restore: restore a deleted output.

use domain::{Env, OutputId, ProjectId};
use functions::OUTPUT_RESTORE;
use models::{UserDb, outputs};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_RESTORE, db, restore).await
}

async fn restore(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let mut tx = request.begin_write(db).await?;
    let output = outputs::restore(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    tx.respond(Response::resource(&output)?).await
}
