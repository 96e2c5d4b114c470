//! POST /projects/{project_id}/upload: a file of up to 4 MB, as multipart/form-data.

use std::io::Cursor;

use domain::{Env, FileId, ProjectId, limits, media};
use functions::{
    FILE_UPLOAD,
    files::{
        IngestionQueue, Name, NameError,
        problems::{self, VOCABULARY},
        uploads::{check, is_text},
    },
    storage_problem, vocabulary,
};
use futures_util::stream;
use jobs::Queue;
use models::{
    OnConstraint, UserDb,
    files::{self, FileStatus, NewFile},
};
use multer::{Constraints, Multipart, SizeLimit};
use ring::digest;
use serde_json::{Value, json};
use storage::{Key, Storage};
use web::{
    AuthenticatedRequest, Error, Fields, HandlerResult, Problem, Rejection, Response, hex, serve,
    zip_errors,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let ingestion = IngestionQueue::new(Queue::ingestion(&mut env));
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_UPLOAD, (db, (storage, ingestion)), upload).await
}

struct Part {
    name: Name,
    bytes: Vec<u8>,
    vocabulary: Vec<String>,
}

impl Part {
    /// What makes it the same request.
    fn content(&self) -> Vec<u8> {
        let names = &self.vocabulary;
        let names = names.iter().flat_map(|name| [name.as_bytes(), b"\0"]);
        let parts = std::iter::once(self.name.filename.as_bytes())
            .chain([&b"\0"[..]])
            .chain(names);
        parts.chain([&self.bytes[..]]).collect::<Vec<_>>().concat()
    }
}

async fn upload(
    request: AuthenticatedRequest,
    (db, (storage, ingestion)): &(UserDb, (Storage, IngestionQueue)),
) -> HandlerResult {
    let project_id: ProjectId = request.id("project_id")?;
    let (part, _) = zip_errors(file_part(&request).await, request.idempotency_key())?;
    let content = part.content();
    let size_bytes = i64::try_from(part.bytes.len()).unwrap_or(i64::MAX);
    let mut tx = request.begin_upload(db, &content, size_bytes).await?;

    let id = FileId::random();
    let name = &part.name;
    let key = Key::new(request.account(), project_id, id, name.extension);
    let is_its_own_text =
        is_text(name.extension) && !documents::is_transcript(name.extension, &part.bytes);
    let sha256 = hex(digest::digest(&digest::SHA256, &part.bytes).as_ref());
    let public_url = storage.public_url(&key);
    let new = NewFile {
        id,
        project_id,
        path: key.as_str(),
        filename: &name.filename,
        mime_type: Some(name.media_type),
        size_bytes: Some(size_bytes),
        public_url: public_url.as_deref(),
        status: FileStatus::Ready,
        sha256: Some(&sha256),
        source_url: None,
        source_episode: None,
        vocabulary: &part.vocabulary,
    };
    let no_project = || Rejection::from(Problem::not_found("project"));
    let file = files::insert(&mut tx, &new)
        .await
        .on_constraint(&files::PROJECT_KEYS, no_project)?;
    // An object whose row is then not committed is an orphan, which `maintenance` removes.
    storage
        .put(&key, media::served(name.extension), part.bytes)
        .await
        .map_err(storage_problem)?;
    let location = format!("/projects/{project_id}/files/{id}");
    if is_its_own_text {
        tx.respond(Response::created(location, &file)?).await
    } else {
        ingestion.accept_new(&request, db, tx, file, location).await
    }
}

/// The part `file`, and what may come with it: a part `vocabulary`, a JSON list.
async fn file_part(request: &AuthenticatedRequest) -> Result<Part, Problem> {
    let boundary = multer::parse_boundary(request.header("content-type").unwrap_or_default())
        .map_err(|_| problems::not_multipart())?;
    let whole = u64::try_from(limits::DIRECT_UPLOAD).unwrap_or(u64::MAX);
    let body = request.bytes().to_vec();
    let constraints = Constraints::new().size_limit(SizeLimit::new().per_field(whole));
    let chunk = stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = Multipart::with_constraints(chunk, boundary, constraints);

    let (mut found, mut names) = (None, None);
    while let Some(field) = parts
        .next_field()
        .await
        .map_err(|error| malformed(&error))?
    {
        if field.name() == Some(VOCABULARY) && names.is_none() {
            let value = field.bytes().await.map_err(|error| malformed(&error))?;
            let form =
                json!({ VOCABULARY: serde_json::from_slice::<Value>(&value).unwrap_or_default() });
            names = Some(Fields::read(form, |form| {
                form.required(VOCABULARY, vocabulary())
            })?);
            continue;
        }
        if field.name() != Some("file") || found.is_some() {
            return Err(problems::invalid_part(problems::unknown_part()));
        }
        let disposition = field.headers().get("content-disposition");
        let filename = match disposition.map(|value| std::str::from_utf8(value.as_bytes())) {
            Some(Err(_)) => Err(NameError::Encoding),
            _ => Ok(field.file_name().unwrap_or_default().to_owned()),
        };
        let bytes = field
            .bytes()
            .await
            .map_err(|error| malformed(&error))?
            .to_vec();
        found = Some((filename, bytes));
    }
    let (filename, bytes) = found.ok_or_else(|| problems::invalid_part(problems::no_part()))?;
    let name = filename.and_then(|filename| Name::read(&filename));
    let name = name.map_err(|error| {
        problems::bad_name(error).map_or_else(problems::unknown_kind, problems::invalid_part)
    })?;
    if bytes.is_empty() {
        return Err(problems::invalid_part(problems::empty_file()));
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    check(name.extension, &bytes, size, Cursor::new(&bytes)).map_err(problems::part_mismatch)?;
    Ok(Part {
        name,
        bytes,
        vocabulary: names.unwrap_or_default(),
    })
}

fn malformed(error: &multer::Error) -> Problem {
    if matches!(error, multer::Error::FieldSizeExceeded { .. }) {
        return problems::direct_upload_too_large();
    }
    problems::invalid_multipart()
}
