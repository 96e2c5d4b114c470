//! POST /projects/{project_id}/outputs/{output_id}/cancel: what is queued is over, what is worked on is asked to stop.

use functions::OUTPUT_CANCEL;
use models::{Env, OutputId, ProjectId, UserDb};
use web::{Answer, Call, Error, Problem, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_CANCEL, db, cancel).await
}

async fn cancel(call: Call, db: &UserDb) -> Answer {
    let (project_id, id): (ProjectId, OutputId) = (call.id("project_id")?, call.id("output_id")?);
    let output = db
        .cancel(call.user(), project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    if output.row.status.is_final() {
        return Ok(Reply::resource(&output)?);
    }
    let location = format!("/projects/{project_id}/outputs/{id}");
    Ok(Reply::accepted(location, &output)?)
}
