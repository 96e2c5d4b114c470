//! POST /projects/{project_id}/files/{file_id}/complete: look at what was uploaded; then the file can be used.

use domain::{Env, FileId, ProjectId};
use functions::{
    FILE_COMPLETE,
    files::{IngestionQueue, Verification, problems, uploads::is_text, verify},
    storage_problem,
};
use jobs::Queue;
use models::{
    UserDb,
    files::{self, CheckedUpload, File, FileStatus},
};
use storage::Storage;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let ingestion = IngestionQueue::new(Queue::ingestion(&mut env));
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_COMPLETE, (db, (storage, ingestion)), complete).await
}

async fn complete(
    request: AuthenticatedRequest,
    (db, (storage, ingestion)): &(UserDb, (Storage, IngestionQueue)),
) -> HandlerResult {
    let (project_id, id): (ProjectId, FileId) = (request.id("project_id")?, request.id("file_id")?);
    let no_file = || Problem::not_found("file");
    let mut tx = request.begin_write(db).await?;
    let file = files::lock(&mut tx, project_id, id)
        .await?
        .ok_or_else(no_file)?;
    if matches!(file.status, FileStatus::Ready | FileStatus::Processing) {
        return tx.respond(Response::resource(&file)?).await;
    }
    match verify(storage, &file).await.map_err(storage_problem)? {
        Verification::Missing => Err(problems::upload_incomplete().into()),
        Verification::Verified {
            etag,
            is_transcript,
            ..
        } if is_transcript || !is_text(extension(&file)) => {
            ingestion.accept(&request, db, tx, file, Some(&etag)).await
        }
        Verification::Verified { etag, sha256, .. } => {
            let checked = CheckedUpload {
                status: FileStatus::Ready,
                error: None,
                etag: Some(&etag),
                sha256: sha256.as_deref(),
            };
            let file = files::check(&mut tx, project_id, id, &checked)
                .await?
                .ok_or_else(no_file)?;
            tx.respond(Response::resource(&file)?).await
        }
        Verification::Rejected(failure) => {
            // Before the commit: should it fail, the row still says what is to be looked at.
            storage
                .remove(std::slice::from_ref(&file.path))
                .await
                .map_err(storage_problem)?;
            let checked = CheckedUpload {
                status: FileStatus::Failed,
                error: Some(&failure),
                etag: None,
                sha256: None,
            };
            files::check(&mut tx, project_id, id, &checked).await?;
            tx.reject(problems::bad_upload(failure)).await
        }
    }
}

fn extension(file: &File) -> &str {
    file.path.rsplit('.').next().unwrap_or_default()
}
