//! GET /projects/{project_id}/files: a project's files, newest first.

use functions::FILE_LIST;
use models::{Env, ProjectId, UserDb, files};
use web::{Answer, Call, Error, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_LIST, db, list).await
}

async fn list(call: Call, db: &UserDb) -> Answer {
    let project_id: ProjectId = call.id("project_id")?;
    let page = call.page()?;
    let mut tx = call.read(db).await?;
    let files = files::list(&mut tx, project_id, page)
        .await?
        .ok_or_else(|| Problem::not_found("project"))?;
    tx.answer(call.page_of(&files, page)?).await
}
