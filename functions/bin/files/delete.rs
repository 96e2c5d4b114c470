//! DELETE /projects/{project_id}/files/{file_id}: row and object.

use domain::{Env, FileId, ProjectId, Subject};
use functions::{FILE_DELETE, storage_problem};
use models::{UserDb, files};
use storage::Storage;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_DELETE, (db, storage), delete).await
}

async fn delete(request: AuthenticatedRequest, (db, storage): &(UserDb, Storage)) -> HandlerResult {
    let (project_id, id): (ProjectId, FileId) = (request.id("project_id")?, request.id("file_id")?);
    let mut tx = request.begin_deletion(db, Subject::File(id)).await?;
    if request.has_precondition() {
        let current = files::lock(&mut tx, project_id, id)
            .await?
            .ok_or_else(|| Problem::not_found("file"))?;
        request.check_precondition(&current)?;
    }
    let path = files::delete(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("file"))?;
    // Before the commit: should it fail, the row still says what is to be removed.
    storage.remove(&[path]).await.map_err(storage_problem)?;
    tx.respond(Response::no_content()).await
}
