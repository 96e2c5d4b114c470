//! PATCH /projects/{project_id}/files/{file_id}/transcription: a person puts right what was read or heard; the text before is
//! kept.

use domain::{Env, FileId, ProjectId};
use functions::{
    TRANSCRIPTION_UPDATE,
    files::{Correction, problems},
};
use models::{UserDb, files::FileStatus, transcriptions};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TRANSCRIPTION_UPDATE, db, update).await
}

async fn update(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, FileId) = (request.id("project_id")?, request.id("file_id")?);
    let correction = request.json(Correction::read)?;
    let mut tx = request.begin_write(db).await?;
    let locked = transcriptions::lock(&mut tx, project_id, id, correction.restores()).await?;
    let Some(locked) = locked.filter(|locked| locked.status == FileStatus::Ready) else {
        let file = transcriptions::get(&mut tx, project_id, id, None)
            .await?
            .ok_or_else(|| Problem::not_found("file"))?;
        return Err(problems::no_transcription(file.status).into());
    };
    let current = locked.transcription.clone();
    request.check_precondition(&current)?;
    let transcription = match correction.of(locked)? {
        Some(text) => transcriptions::correct(&mut tx, id, &text).await?,
        None => current,
    };
    let response = Response::resource(&transcription)?;
    if !response.fits() {
        return Err(problems::transcription_too_large().into());
    }
    tx.respond(response).await
}
