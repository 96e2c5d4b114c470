//! POST /projects/{project_id}/restore: restore a deleted project.

use domain::{Env, ProjectId};
use functions::PROJECT_RESTORE;
use models::{UserDb, projects};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_RESTORE, db, restore).await
}

async fn restore(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: ProjectId = request.id("project_id")?;
    let mut tx = request.begin_write(db).await?;
    let project = projects::restore(&mut tx, id, &request.id)
        .await?
        .ok_or_else(|| Problem::not_found("project"))?;
    tx.respond(Response::resource(&project)?).await
}
