//! PATCH /projects/{project_id}/outputs/{output_id}: edit the body or the metadata of what is done; the version before
//! is kept.

use domain::{Env, OutputId, ProjectId};
use functions::{OUTPUT_UPDATE, outputs::Edit};
use models::{UserDb, outputs};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_UPDATE, db, update).await
}

async fn update(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let edit = request.json(Edit::read)?;
    let mut tx = request.begin_write(db).await?;
    let current = outputs::lock(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    request.check_precondition(&current)?;
    let output = match edit.of(&current.row)? {
        Some(edited) => outputs::edit(&mut tx, id, &edited.body, &edited.metadata).await?,
        None => current,
    };
    tx.respond(Response::resource(&output)?).await
}
