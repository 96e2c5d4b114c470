//! PATCH /projects/{project_id}/outputs/{output_id}: edit the body or the metadata of what is done; the version before
//! is kept. What is new in the text is checked against its sources.

use domain::{Env, OutputId, ProjectId};
use functions::{
    OUTPUT_UPDATE,
    outputs::{Edit, Rechecks},
};
use models::{UserDb, outputs};
use storage::Storage;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let rechecks = Rechecks::new(Storage::from_env(&mut env));
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_UPDATE, (db, rechecks), update).await
}

async fn update(
    request: AuthenticatedRequest,
    (db, rechecks): &(UserDb, Rechecks),
) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let edit = request.json(Edit::read)?;
    let mut tx = request.begin_write(db).await?;
    let current = outputs::lock(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    request.check_precondition(&current)?;
    let output = match edit.of(&current.row)? {
        Some(mut edited) => {
            rechecks.apply(&mut tx, &current.row, &mut edited).await?;
            outputs::edit(&mut tx, id, &edited.body, &edited.metadata).await?
        }
        None => current,
    };
    tx.respond(Response::resource(&output)?).await
}
