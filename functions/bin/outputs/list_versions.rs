//! GET /projects/{project_id}/outputs/{output_id}/versions: the bodies it had before, newest first.

use functions::OUTPUT_VERSIONS;
use models::{Env, OutputId, ProjectId, UserDb, outputs};
use web::{Answer, Call, Error, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_VERSIONS, db, versions).await
}

async fn versions(call: Call, db: &UserDb) -> Answer {
    let (project_id, id): (ProjectId, OutputId) = (call.id("project_id")?, call.id("output_id")?);
    let page = call.page()?;
    let mut tx = call.read(db).await?;
    let versions = outputs::versions(&mut tx, project_id, id, page).await?;
    let versions = versions.ok_or_else(|| Problem::not_found("output"))?;
    tx.answer(call.page_of(&versions, page)?).await
}
