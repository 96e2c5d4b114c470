//! DELETE /projects/{project_id}/files/{file_id}: row and object.

use functions::{FILE_DELETE, storage_problem};
use models::{Env, FileId, ProjectId, UserDb, files};
use storage::Storage;
use web::{Answer, Call, Error, Problem, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_DELETE, (db, storage), delete).await
}

async fn delete(call: Call, (db, storage): &(UserDb, Storage)) -> Answer {
    let (project_id, id): (ProjectId, FileId) = (call.id("project_id")?, call.id("file_id")?);
    let mut tx = call.write(db).await?;
    if call.has_precondition() {
        let current = files::lock(&mut tx, project_id, id)
            .await?
            .ok_or_else(|| Problem::not_found("file"))?;
        call.precondition(&current)?;
    }
    let path = files::delete(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("file"))?;
    // Before the commit: should it fail, the row still says what is to be removed.
    storage.remove(&[path]).await.map_err(storage_problem)?;
    tx.answer(Reply::no_content()).await
}
