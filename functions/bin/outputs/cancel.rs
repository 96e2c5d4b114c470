//! POST /projects/{project_id}/outputs/{output_id}/cancel: what is queued is over, what is worked on is asked to stop.

use domain::{Env, OutputId, ProjectId};
use functions::OUTPUT_CANCEL;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_CANCEL, db, cancel).await
}

async fn cancel(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let output = db
        .cancel(request.principal(), request.needs(), project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    if output.row.status.is_final() {
        return Ok(Response::resource(&output)?);
    }
    let location = format!("/projects/{project_id}/outputs/{id}");
    Ok(Response::accepted(location, &output)?)
}
