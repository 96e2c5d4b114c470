//! GET /projects/{project_id}/files/{file_id}: one file, with a signed URL to download it by.

use domain::{Env, FileId, ProjectId, limits};
use functions::{FILE_GET, files::uploads::FileWithDownload, storage_problem};
use models::{
    UserDb,
    files::{self, File, FileWithText},
};
use storage::{SignedUrl, Storage};
use web::{
    AuthenticatedRequest, Error, HandlerResult, Problem, Response, content_disposition, serve,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_GET, (db, storage), get).await
}

async fn get(request: AuthenticatedRequest, (db, storage): &(UserDb, Storage)) -> HandlerResult {
    let (project_id, id): (ProjectId, FileId) = (request.id("project_id")?, request.id("file_id")?);
    let mut tx = request.begin_read(db).await?;
    let FileWithText {
        file,
        duration,
        text,
    } = files::get(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("file"))?;
    // The tag is that of the row and of how far its work is, so that it is the same with the next URL.
    let response = match file.without_progress() {
        Some(kept) => request.resource_including(&kept, &file)?,
        None => Response::resource(&file)?,
    };
    let response = response.extend_json(|file| {
        Ok(FileWithDownload {
            download: signed(&file, storage)?,
            file,
            duration,
            transcription_text: text,
        })
    })?;
    tx.respond(response).await
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
