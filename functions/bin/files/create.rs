//! POST /projects/{project_id}/files: announce a file; the answer says where its bytes are to be put.

use domain::{Env, FileId, ProjectId, limits, media};
use functions::{
    FILE_CREATE,
    files::{
        problems,
        uploads::{FileWithUpload, NewUpload, Upload},
    },
    storage_problem,
};
use models::{
    OnConstraint, UserDb,
    files::{self, File, FileStatus, NewFile},
};
use storage::{Key, Storage};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Rejection, Response, serve};

struct Create {
    storage: Storage,
    /// Bytes.
    largest: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let create = Create {
        storage: Storage::from_env(&mut env),
        largest: env.parsed("MAX_UPLOAD_BYTES", limits::UPLOAD),
    };
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_CREATE, (db, create), answer).await
}

async fn answer(request: AuthenticatedRequest, (db, create): &(UserDb, Create)) -> HandlerResult {
    // What is kept under an idempotency key is the row: the URL is signed anew each time.
    let response = match row(&request, db, create).await {
        Ok(response) => response,
        Err(Rejection::Replay(response)) => {
            still_open(&request, db, &response).await?;
            response
        }
        refused => return refused,
    };
    Ok(response.extend_json(|file| signed(file, &create.storage))?)
}

/// Nothing is signed for a file that has gone since, or has been uploaded: what would be put is no file's.
async fn still_open(
    request: &AuthenticatedRequest,
    db: &UserDb,
    replayed: &Response,
) -> Result<(), Rejection> {
    let announced: File = replayed.read_json()?;
    let mut tx = request.begin_read(db).await?;
    let file = files::get(&mut tx, announced.project_id, announced.id).await?;
    match file {
        Some(found) if !found.file.is_stored() => Ok(()),
        _ => Err(problems::upload_closed().into()),
    }
}

async fn row(request: &AuthenticatedRequest, db: &UserDb, create: &Create) -> HandlerResult {
    let project_id: ProjectId = request.id("project_id")?;
    let announced = request.json(NewUpload::read)?;
    let name = announced.accepted(create.largest)?;
    let mut tx = request
        .begin_upload(db, request.bytes(), announced.size_bytes)
        .await?;

    let id = FileId::random();
    let key = Key::new(request.user(), project_id, id, name.extension);
    let public_url = create.storage.public_url(&key);
    let new = NewFile {
        id,
        project_id,
        path: key.as_str(),
        filename: &name.filename,
        mime_type: name.media_type,
        size_bytes: announced.size_bytes,
        public_url: public_url.as_deref(),
        status: FileStatus::Uploading,
        sha256: None,
    };
    let no_project = || Rejection::from(Problem::not_found("project"));
    let file = files::insert(&mut tx, &new)
        .await
        .on_constraint(&files::PROJECT_KEYS, no_project)?;
    tx.respond(Response::created(
        format!("/projects/{project_id}/files/{id}"),
        &file,
    )?)
    .await
}

/// Where the bytes are to be put: of the type and the size that were announced, and soon.
fn signed(file: File, storage: &Storage) -> Result<FileWithUpload, Problem> {
    let extension = file.path.rsplit('.').next().unwrap_or_default();
    let content_type = media::served(extension);
    let size = file.size_bytes.unwrap_or_default().unsigned_abs();
    let signed = storage
        .sign_put(&file.path, content_type, size, limits::UPLOAD_URL)
        .map_err(storage_problem)?;
    let upload = Upload::new(signed);
    Ok(FileWithUpload { file, upload })
}
