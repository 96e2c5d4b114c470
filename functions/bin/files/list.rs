//! GET /projects/{project_id}/files: a project's files, newest first.

use domain::{Env, ProjectId};
use functions::FILE_LIST;
use models::{UserDb, files};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let project_id: ProjectId = request.id("project_id")?;
    let page = request.page()?;
    let mut tx = request.begin_read(db).await?;
    let files = files::list(&mut tx, project_id, page)
        .await?
        .ok_or_else(|| Problem::not_found("project"))?;
    tx.respond(request.page_response(&files, page)?).await
}
