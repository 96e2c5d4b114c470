//! POST /projects/{project_id}/files/{file_id}/complete: look at what was uploaded, and put it where it is served
//! from; then the file can be used. One that could not be fetched from its address is fetched again.

use domain::{Env, FileId, ProjectId, media};
use functions::{
    FILE_COMPLETE,
    files::{IngestionQueue, Verification, Verified, problems, uploads::is_text, verify},
    storage_problem,
};
use jobs::Queue;
use models::{
    UserDb,
    files::{self, CheckedUpload, File, FileStatus},
};
use storage::{Place, Storage, StorageError};
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
    if matches!(file.status(), FileStatus::Ready | FileStatus::Processing) {
        return tx.respond(Response::resource(&file)?).await;
    }
    if file.is_to_be_fetched() {
        return ingestion.accept(&request, db, tx, file, None).await;
    }
    let verified = match verify(storage, &file).await.map_err(storage_problem)? {
        Verification::Verified(verified) if file.is_stored() => verified,
        Verification::Verified(checked) => match publish(storage, &file, checked).await? {
            Some(published) => published,
            None => return Err(problems::upload_incomplete().into()),
        },
        Verification::Missing => return Err(problems::upload_incomplete().into()),
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
            return tx.reject(problems::bad_upload(failure)).await;
        }
    };
    let path = file.path.clone();
    let answer = if verified.is_transcript || !is_text(extension(&file)) {
        let etag = Some(verified.etag.as_str());
        ingestion.accept(&request, db, tx, file, etag).await?
    } else {
        let checked = CheckedUpload {
            status: FileStatus::Ready,
            error: None,
            etag: Some(&verified.etag),
            sha256: verified.sha256.as_deref(),
        };
        let file = files::check(&mut tx, project_id, id, &checked)
            .await?
            .ok_or_else(no_file)?;
        tx.respond(Response::resource(&file)?).await?
    };
    // After the commit: should that fail, what was uploaded can be completed again. What is left now goes by `maintenance`.
    if let Err(error) = storage.remove_from(Place::Staging, &[path]).await {
        tracing::warn!(%error, "a staged upload was not removed");
    }
    Ok(answer)
}

/// Puts what was checked where it is served from; `None` where another has been uploaded since.
async fn publish(
    storage: &Storage,
    file: &File,
    checked: Verified,
) -> Result<Option<Verified>, Problem> {
    let content_type = media::served(extension(file));
    match storage
        .publish(&file.path, &checked.etag, content_type)
        .await
    {
        Ok(served) => Ok(Some(Verified {
            etag: served.etag,
            ..checked
        })),
        Err(StorageError::NotFound | StorageError::Changed) => Ok(None),
        Err(error) => Err(storage_problem(error)),
    }
}

fn extension(file: &File) -> &str {
    file.path.rsplit('.').next().unwrap_or_default()
}
