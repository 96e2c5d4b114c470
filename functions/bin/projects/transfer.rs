//! POST /projects/{project_id}/transfer: to another account, with all that is in it.

use domain::{Env, ProjectId};
use functions::{
    PROJECT_TRANSFER,
    projects::{Transfer, problems},
};
use models::{DbError, UserDb, projects};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_TRANSFER, db, transfer).await
}

async fn transfer(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: ProjectId = request.id("project_id")?;
    let to = request.json(Transfer::read)?.account_id;
    let mut tx = request.begin_write(db).await?;
    // What it counts against is the plan of the account that it goes to.
    let quotas = tx.take_quota();
    let project = match projects::transfer(&mut tx, id, &to, quotas).await {
        Err(DbError::InUse) => Err(problems::project_busy()),
        outcome => outcome?.map_err(|refusal| match refusal {
            projects::Refusal::NotFound => Problem::not_found("project"),
            projects::Refusal::NotAdmin => {
                Problem::invalid(vec![problems::not_admin_there().at("#/account_id")])
            }
            projects::Refusal::TooLarge => problems::project_too_large(),
            projects::Refusal::Busy => problems::project_busy(),
        }),
    }?;
    tx.respond(Response::resource(&project)?).await
}
