//! GET /projects/{project_id}/outputs/{output_id}: one output.

use functions::OUTPUT_GET;
use http::{Answer, Call, Error, Problem, Reply, serve};
use models::{Env, OutputId, ProjectId, UserDb, outputs};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_GET, db, get).await
}

async fn get(call: Call, db: &UserDb) -> Answer {
    let (project_id, id): (ProjectId, OutputId) = (call.id("project_id")?, call.id("output_id")?);
    let mut tx = call.read(db).await?;
    let output = outputs::get(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    tx.answer(Reply::resource(&output)?).await
}
