//! POST /projects/{project_id}/files: announce a file, and the answer says where its bytes are to be put; or name an address
//! that it is to be fetched from.

use domain::{Env, FileId, ProjectId, limits, media};
use functions::{
    FILE_CREATE,
    files::{
        IngestionQueue, problems,
        uploads::{FileWithUpload, NewFile, NewImport, NewUpload, Upload, name_of},
    },
    reach, storage_problem,
};
use imports::Reach;
use jobs::Queue;
use models::{
    OnConstraint, UserDb,
    files::{self, File, FileStatus},
};
use storage::{Key, Storage};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Rejection, Response, serve};

struct Create {
    storage: Storage,
    ingestion: IngestionQueue,
    /// Bytes.
    largest: u64,
    /// Where imports may come from.
    reach: Reach,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let create = Create {
        storage: Storage::from_env(&mut env),
        ingestion: IngestionQueue::new(Queue::ingestion(&mut env)),
        reach: reach(&mut env),
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
    if announced.source_url.is_some() {
        return Ok(());
    }
    let mut tx = request.begin_read(db).await?;
    let file = files::get(&mut tx, announced.project_id, announced.id).await?;
    match file {
        Some(found) if !found.file.is_stored() => Ok(()),
        _ => Err(problems::upload_closed().into()),
    }
}

async fn row(request: &AuthenticatedRequest, db: &UserDb, create: &Create) -> HandlerResult {
    let project_id = request.id("project_id")?;
    match request.json(|body| NewFile::read(body, create.reach))? {
        NewFile::Upload(announced) => announce(request, db, create, project_id, &announced).await,
        NewFile::Import(import) => fetch(request, db, create, project_id, &import).await,
    }
}

async fn announce(
    request: &AuthenticatedRequest,
    db: &UserDb,
    create: &Create,
    project_id: ProjectId,
    announced: &NewUpload,
) -> HandlerResult {
    let name = announced.accepted(create.largest)?;
    let mut tx = request
        .begin_upload(db, request.bytes(), announced.size_bytes)
        .await?;

    let id = FileId::random();
    let key = Key::new(request.account(), project_id, id, name.extension);
    let public_url = create.storage.public_url(&key);
    let new = files::NewFile {
        id,
        project_id,
        path: key.as_str(),
        filename: &name.filename,
        mime_type: Some(name.media_type),
        size_bytes: Some(announced.size_bytes),
        public_url: public_url.as_deref(),
        status: FileStatus::Uploading,
        sha256: None,
        source_url: None,
        source_episode: None,
        vocabulary: announced.vocabulary.as_deref().unwrap_or_default(),
    };
    let file = files::insert(&mut tx, &new)
        .await
        .on_constraint(&files::PROJECT_KEYS, no_project)?;
    tx.respond(Response::created(location(&file), &file)?).await
}

/// A worker finds out what is there, and of which kind and size it is.
async fn fetch(
    request: &AuthenticatedRequest,
    db: &UserDb,
    create: &Create,
    project_id: ProjectId,
    import: &NewImport,
) -> HandlerResult {
    let filename = name_of(&import.url, None);
    let mut tx = request.begin_write(db).await?;

    let id = FileId::random();
    let key = Key::to_be_fetched(request.account(), project_id, id);
    let new = files::NewFile {
        id,
        project_id,
        path: key.as_str(),
        filename: &filename,
        mime_type: None,
        size_bytes: None,
        public_url: None,
        status: FileStatus::Processing,
        sha256: None,
        source_url: Some(import.url.as_str()),
        source_episode: import.episode.as_deref(),
        vocabulary: import.vocabulary.as_deref().unwrap_or_default(),
    };
    let file = files::insert(&mut tx, &new)
        .await
        .on_constraint(&files::PROJECT_KEYS, no_project)?;
    let location = location(&file);
    create
        .ingestion
        .accept_new(request, db, tx, file, location)
        .await
}

fn no_project() -> Rejection {
    Problem::not_found("project").into()
}

fn location(File { project_id, id, .. }: &File) -> String {
    format!("/projects/{project_id}/files/{id}")
}

/// Where the bytes are to be put: of the type and the size that were announced, and soon.
fn signed(file: File, storage: &Storage) -> Result<FileWithUpload, Problem> {
    if file.source_url.is_some() {
        return Ok(FileWithUpload { file, upload: None });
    }
    let extension = file.path.rsplit('.').next().unwrap_or_default();
    let content_type = media::served(extension);
    let size = file.size_bytes.unwrap_or_default().unsigned_abs();
    let signed = storage
        .sign_put(&file.path, content_type, size, limits::UPLOAD_URL)
        .map_err(storage_problem)?;
    let upload = Some(Upload::new(signed));
    Ok(FileWithUpload { file, upload })
}
