//! POST /projects: create a project.

use domain::{Env, limits};
use functions::PROJECT_CREATE;
use models::{
    UserDb,
    projects::{self, NewProject},
};
use web::{AuthenticatedRequest, Error, Fields, HandlerResult, Response, serve, text, trimmed};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_CREATE, db, create).await
}

async fn create(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let new = request.json(new_project)?;
    let mut tx = request.begin_write(db).await?;
    let project = projects::insert(&mut tx, &new).await?;
    tx.respond(Response::created(
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
