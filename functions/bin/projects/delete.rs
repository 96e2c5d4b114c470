//! DELETE /projects/{project_id}: with all that is in it, restorable; with `?permanent=true` for good.

use domain::{Env, ProjectId};
use functions::{PROJECT_DELETE, storage_problem};
use models::{UserDb, projects};
use storage::Storage;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_DELETE, (db, storage), delete).await
}

async fn delete(request: AuthenticatedRequest, (db, storage): &(UserDb, Storage)) -> HandlerResult {
    let id: ProjectId = request.id("project_id")?;
    let permanent = request.query_switch("permanent")?;
    let mut tx = request.begin_write(db).await?;
    if request.has_precondition() {
        let current = projects::lock(&mut tx, id)
            .await?
            .ok_or_else(|| Problem::not_found("project"))?;
        request.check_precondition(&current)?;
    }
    let paths = projects::delete(&mut tx, id, permanent)
        .await?
        .ok_or_else(|| Problem::not_found("project"))?;
    storage.remove(&paths).await.map_err(storage_problem)?;
    tx.respond(Response::no_content()).await
}
