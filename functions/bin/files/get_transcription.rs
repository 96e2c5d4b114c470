//! GET /projects/{project_id}/files/{file_id}/transcription: what is said or written in a file, with where; `?format=json`,
//! `txt`, `srt`, `vtt` or `md`; `?version=original` or the number of an earlier text. A file that is its own text is read anew.

use domain::{Env, FileId, ProjectId};
use functions::{
    TRANSCRIPTION_GET,
    files::{is_prose, problems, read_prose, text_version},
};
use models::{
    UserDb,
    files::FileStatus,
    transcriptions::{self, TextVersion, Transcribed},
};
use storage::Storage;
use transcription::{FORMATS, Format, Untimed, write};
use web::{AuthenticatedRequest, Body, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, TRANSCRIPTION_GET, (db, storage), get).await
}

async fn get(request: AuthenticatedRequest, (db, storage): &(UserDb, Storage)) -> HandlerResult {
    let (project_id, id): (ProjectId, FileId) = (request.id("project_id")?, request.id("file_id")?);
    let format = request.query_choice("format", &FORMATS)?.flatten();
    let version = match request.query("version")? {
        Some(name) => Some(text_version(name).map_err(problems::bad_version)?),
        None => None,
    };
    let mut tx = request.begin_read(db).await?;
    let mut file = transcriptions::get(&mut tx, project_id, id, version)
        .await?
        .ok_or_else(|| Problem::not_found("file"))?;
    // The storage is read without a transaction.
    let rate = tx.commit().await?;
    if file.transcription.is_none() && file.status == FileStatus::Ready && is_prose(&file.path) {
        file.transcription = Some(read_prose(storage, id, &file).await?);
    }
    let response = response(file, version, format)?;
    if !response.fits() {
        return Err(problems::transcription_too_large().into());
    }
    Ok(rate.apply_to(response))
}

/// The transcription, or why there is none.
fn response(
    file: Transcribed,
    version: Option<TextVersion>,
    format: Option<Format>,
) -> Result<Response, Problem> {
    let present = match (file.status, file.transcription) {
        (FileStatus::Ready, Some(transcription)) => transcription,
        (status, _) => return Err(problems::no_transcription(status)),
    };
    let transcription = if version.is_none_or(|version| version.is_of(&present)) {
        present
    } else {
        file.earlier
            .ok_or_else(|| problems::bad_version(problems::not_kept()))?
    };
    let Some(format) = format else {
        return Response::resource(&transcription);
    };
    let filename = file.filename.as_deref().unwrap_or("transcription");
    let stem = filename.rsplit_once('.').map_or(filename, |(stem, _)| stem);
    let text = write(&transcription.text, &transcription.segments, stem, format)
        .map_err(|Untimed| problems::no_times())?;
    let filename = format!("{stem}.{}", format.as_str());
    Ok(Response::attachment(
        &filename,
        format.media_type(),
        Body::Text(text),
    ))
}
