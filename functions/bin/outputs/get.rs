//! GET /projects/{project_id}/outputs/{output_id}: one output; with `Prefer: wait=N`, as soon as its status is final, or with
//! `If-None-Match` as soon as it is another than the client has.

use domain::{Env, OutputId, ProjectId};
use functions::{OUTPUT_GET, State, WaitSlots, respond_when_awaited};
use models::{UserDb, outputs};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Rejection, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let slots = WaitSlots::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_GET, (db, slots), get).await
}

async fn get(request: AuthenticatedRequest, (db, slots): &(UserDb, WaitSlots)) -> HandlerResult {
    respond_when_awaited(&request, db, *slots, async || present(&request, db).await).await
}

async fn present(request: &AuthenticatedRequest, db: &UserDb) -> Result<State, Rejection> {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let mut tx = request.begin_read(db).await?;
    let output = outputs::get(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    let response = request.resource_including(output.without_progress().as_ref(), &output)?;
    Ok(State {
        is_final: output.row.status.is_final(),
        response: tx.respond(response).await?,
    })
}
