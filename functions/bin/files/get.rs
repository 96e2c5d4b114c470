//! GET /projects/{project_id}/files/{file_id}: one file, with a signed URL to download it by; with `Prefer: wait=N`, as soon as
//! it is read or can't be, or with `If-None-Match` as soon as it is another than the client has.

use domain::{Env, FileId, ProjectId, limits};
use functions::{
    FILE_GET, State, WaitSlots, files::uploads::FileWithDownload, respond_when_awaited,
    storage_problem,
};
use models::{
    UserDb,
    files::{self, File, FileWithText},
};
use storage::{SignedUrl, Storage};
use web::{
    AuthenticatedRequest, Error, HandlerResult, Problem, Rejection, content_disposition, serve,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let slots = WaitSlots::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_GET, (db, (storage, slots)), get).await
}

async fn get(
    request: AuthenticatedRequest,
    (db, (storage, slots)): &(UserDb, (Storage, WaitSlots)),
) -> HandlerResult {
    let present = async || present(&request, db, storage).await;
    respond_when_awaited(&request, db, *slots, present).await
}

async fn present(
    request: &AuthenticatedRequest,
    db: &UserDb,
    storage: &Storage,
) -> Result<State, Rejection> {
    let (project_id, id): (ProjectId, FileId) = (request.id("project_id")?, request.id("file_id")?);
    let mut tx = request.begin_read(db).await?;
    let FileWithText {
        file,
        duration,
        text,
    } = files::get(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("file"))?;
    let is_final = file.status().is_final();
    // The tag is that of the row and of how far its work is, so that it is the same with the next URL.
    let response = request
        .resource_including(file.without_progress().as_ref(), &file)?
        .extend_json(|file| {
            Ok(FileWithDownload {
                download: signed(&file, storage)?,
                file,
                duration,
                transcription_text: text,
            })
        })?;
    Ok(State {
        is_final,
        response: tx.respond(response).await?,
    })
}

fn signed(file: &File, storage: &Storage) -> Result<Option<SignedUrl>, Problem> {
    if file.is_stored() {
        let last = file.path.rsplit('/').next().unwrap_or_default();
        let filename = file.filename.as_deref().unwrap_or(last);
        // A browser saves it and doesn't show it.
        let signed = storage.sign_get(
            &file.path,
            &content_disposition(filename),
            limits::DOWNLOAD_URL,
        );
        Ok(Some(signed.map_err(storage_problem)?))
    } else {
        Ok(None)
    }
}
