//! GET /projects/{project_id}/outputs/{output_id}/versions: the bodies it had before, newest first.

use domain::{Env, OutputId, ProjectId};
use functions::OUTPUT_VERSIONS;
use models::{UserDb, outputs};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_VERSIONS, db, versions).await
}

async fn versions(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let page = request.page()?;
    let mut tx = request.begin_read(db).await?;
    let versions = outputs::versions(&mut tx, project_id, id, page).await?;
    let versions = versions.ok_or_else(|| Problem::not_found("output"))?;
    tx.respond(request.page_response(&versions, page)?).await
}
