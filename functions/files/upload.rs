//! POST /projects/{project_id}/upload: a file of up to 4 MB, as multipart/form-data.

use functions::{FILE_UPLOAD, storage_problem};
use futures_util::stream;
use http::{Answer, Call, Error, FieldError, Problem, Reply, Stop, hex, serve};
use models::{
    Env, FileId, OnConstraint, ProjectId, UserDb,
    files::{self, NewFile},
    limits, media,
};
use multer::{Constraints, Multipart, SizeLimit};
use ring::digest;
use storage::{Key, Storage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_UPLOAD, (db, storage), upload).await
}

struct Part {
    filename: String,
    extension: &'static str,
    media_type: &'static str,
    bytes: Vec<u8>,
}

async fn upload(call: Call, (db, storage): &(UserDb, Storage)) -> Answer {
    let project_id: ProjectId = call.id("project_id")?;
    let part = file_part(&call).await?;
    let content = [part.filename.as_bytes(), b"\0", &part.bytes].concat();
    let size_bytes = i64::try_from(part.bytes.len()).unwrap_or(i64::MAX);
    let mut tx = call.write_storing(db, &content, size_bytes).await?;

    let id = FileId::random();
    let key = Key::new(call.user(), project_id, id, part.extension);
    let sha256 = hex(digest::digest(&digest::SHA256, &part.bytes).as_ref());
    let public_url = storage.public_url(&key);
    let new = NewFile {
        id,
        project_id,
        path: key.as_str(),
        filename: &part.filename,
        mime_type: part.media_type,
        size_bytes,
        public_url: public_url.as_deref(),
        sha256: &sha256,
    };
    let no_project = || Stop::from(Problem::not_found("project"));
    let file = files::insert(&mut tx, &new)
        .await
        .on_constraint(&files::PROJECT_KEYS, no_project)?;
    // An object whose row is then not committed is an orphan, which `maintenance` removes.
    storage
        .put(&key, part.media_type, part.bytes)
        .await
        .map_err(storage_problem)?;
    tx.answer(Reply::created(
        format!("/projects/{project_id}/files/{id}"),
        &file,
    )?)
    .await
}

/// The one part `file`.
async fn file_part(call: &Call) -> Result<Part, Problem> {
    let boundary = multer::parse_boundary(call.header("content-type").unwrap_or_default())
        .map_err(|_| {
            Problem::unsupported_media_type("Send the file as multipart/form-data with a boundary.")
        })?;
    let whole = u64::try_from(limits::DIRECT_UPLOAD).unwrap_or(u64::MAX);
    let body = call.bytes().to_vec();
    let constraints = Constraints::new().size_limit(SizeLimit::new().per_field(whole));
    let chunk = stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = Multipart::with_constraints(chunk, boundary, constraints);

    let mut found = None;
    while let Some(field) = parts
        .next_field()
        .await
        .map_err(|error| malformed(&error))?
    {
        if field.name() != Some("file") || found.is_some() {
            return Err(bad_file("unknown_part", "Send one part, named `file`."));
        }
        let filename = clean(field.file_name().unwrap_or_default());
        let bytes = field
            .bytes()
            .await
            .map_err(|error| malformed(&error))?
            .to_vec();
        found = Some((filename, bytes));
    }
    let (filename, bytes) =
        found.ok_or_else(|| bad_file("required", "Send the file as the part `file`."))?;
    if filename.is_empty() {
        return Err(bad_file("filename_required", "Give the part a filename."));
    }
    let (extension, media_type) = media::of_filename(&filename).ok_or_else(|| {
        let known = media::ACCEPTED
            .iter()
            .map(|(extension, _)| *extension)
            .collect::<Vec<_>>()
            .join(", ");
        Problem::unsupported_media_type(&format!("The file's extension must be one of {known}."))
    })?;
    if bytes.is_empty() {
        return Err(bad_file("empty_file", "The file is empty."));
    }
    Ok(Part {
        filename,
        extension,
        media_type,
        bytes,
    })
}

/// The last segment of what may be a path, without what could mislead whoever reads it.
fn clean(filename: &str) -> String {
    let last = filename.rsplit(['/', '\\']).next().unwrap_or_default();
    let misleading = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = last.chars().filter(|c| !misleading(c)).collect();
    let name = name.trim();
    // What is too long is cut before its extension.
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let room = limits::FILENAME.saturating_sub(extension.chars().count() + 1);
    if name.chars().count() <= limits::FILENAME {
        name.to_owned()
    } else {
        format!(
            "{}.{extension}",
            stem.chars().take(room).collect::<String>()
        )
    }
}

fn bad_file(code: &'static str, detail: &str) -> Problem {
    Problem::invalid(vec![FieldError::body("#/file", code, detail)])
}

fn malformed(error: &multer::Error) -> Problem {
    if matches!(error, multer::Error::FieldSizeExceeded { .. }) {
        let detail = "This way takes files of up to 4 MB. Larger ones go straight to the storage: \
                      POST /projects/{project_id}/files gives the URL.";
        return Problem::too_large("file_too_large", detail);
    }
    Problem::bad_request(
        "invalid_multipart",
        "The multipart body is cut short or malformed.",
    )
}
