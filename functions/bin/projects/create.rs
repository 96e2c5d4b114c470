//! POST /projects: create a project.

use functions::PROJECT_CREATE;
use models::{
    Env, UserDb, limits,
    projects::{self, NewProject},
};
use web::{Answer, Call, Error, Fields, Reply, serve, text, trimmed};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_CREATE, db, create).await
}

async fn create(call: Call, db: &UserDb) -> Answer {
    let new = call.body(new_project)?;
    let mut tx = call.write(db).await?;
    let project = projects::insert(&mut tx, &new).await?;
    tx.answer(Reply::created(
        format!("/projects/{}", project.id),
        &project,
    )?)
    .await
}

fn new_project(body: &mut Fields) -> Option<NewProject> {
    let title = body.required("title", trimmed(1..=limits::PROJECT_TITLE));
    let description = body.optional("description", text(0..=limits::PROJECT_DESCRIPTION));
    Some(NewProject {
        title: title?,
        description: description?,
    })
}
