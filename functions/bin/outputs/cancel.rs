//! POST /projects/{project_id}/outputs/{output_id}/cancel: what is queued is over, what is worked on is asked to stop.

use domain::{Env, OutputId, ProjectId, Subject};
use functions::{OUTPUT_CANCEL, publish_now};
use jobs::Queue;
use models::{Cancelled, UserDb};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::webhooks(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_CANCEL, (db, queue), cancel).await
}

async fn cancel(request: AuthenticatedRequest, (db, queue): &(UserDb, Queue)) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let Cancelled { output, deliveries } = db
        .cancel(request.principal(), request.needs(), project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    if !deliveries.is_empty() {
        let deliveries: Vec<_> = deliveries.into_iter().map(Subject::Delivery).collect();
        publish_now(queue, &request, db, &deliveries).await;
    }
    if output.row.status.is_final() {
        return Ok(Response::resource(&output)?);
    }
    let location = format!("/projects/{project_id}/outputs/{id}");
    Ok(Response::accepted(location, &output)?)
}
