//! PATCH /projects/{project_id}: change title or description.

use domain::{Env, ProjectId, limits};
use functions::PROJECT_UPDATE;
use models::{
    UserDb,
    projects::{self, ProjectPatch},
};
use web::{
    AuthenticatedRequest, Error, Fields, HandlerResult, Problem, Response, serve, text, trimmed,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_UPDATE, db, update).await
}

async fn update(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: ProjectId = request.id("project_id")?;
    let patch = request.json(project_patch)?;
    let mut tx = request.begin_write(db).await?;
    if request.has_precondition() {
        let current = projects::lock(&mut tx, id)
            .await?
            .ok_or_else(|| Problem::not_found("project"))?;
        request.check_precondition(&current)?;
    }
    let project = projects::update(&mut tx, id, &patch)
        .await?
        .ok_or_else(|| Problem::not_found("project"))?;
    tx.respond(Response::resource(&project)?).await
}

fn project_patch(body: &mut Fields) -> Option<ProjectPatch> {
    let title = body.patch("title", trimmed(1..=limits::PROJECT_TITLE));
    let description = body.patch_nullable("description", text(0..=limits::PROJECT_DESCRIPTION));
    Some(ProjectPatch {
        title: title?,
        description: description?,
    })
}
