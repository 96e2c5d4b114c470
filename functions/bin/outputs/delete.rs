//! DELETE /projects/{project_id}/outputs/{output_id}: a job in flight ends without writing.

use functions::OUTPUT_DELETE;
use models::{Env, OutputId, ProjectId, UserDb, outputs};
use web::{Answer, Call, Error, Problem, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_DELETE, db, delete).await
}

async fn delete(call: Call, db: &UserDb) -> Answer {
    let (project_id, id): (ProjectId, OutputId) = (call.id("project_id")?, call.id("output_id")?);
    let mut tx = call.write(db).await?;
    if call.has_precondition() {
        let current = outputs::lock(&mut tx, project_id, id)
            .await?
            .ok_or_else(|| Problem::not_found("output"))?;
        call.precondition(&current)?;
    }
    if !outputs::delete(&mut tx, project_id, id).await? {
        return Err(Problem::not_found("output").into());
    }
    tx.answer(Reply::no_content()).await
}
