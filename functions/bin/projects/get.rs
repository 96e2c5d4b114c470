//! GET /projects/{project_id}: one project; `?include=files,outputs` brings both along, in one query.

use domain::{Env, ProjectId, limits};
use functions::{PROJECT_GET, ProjectWithContents};
use models::{UserDb, projects};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_GET, db, get).await
}

async fn get(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: ProjectId = request.id("project_id")?;
    let includes = |what| request.query_has("include", what);
    let (files, outputs) = (includes("files")?, includes("outputs")?);
    let mut tx = request.begin_read(db).await?;
    if !files && !outputs {
        let project = projects::get(&mut tx, id)
            .await?
            .ok_or_else(|| Problem::not_found("project"))?;
        return tx.respond(Response::resource(&project)?).await;
    }
    let found = projects::get_including(&mut tx, id, files, outputs).await?;
    let mut found = found.ok_or_else(|| Problem::not_found("project"))?;
    let path = |list: &str| format!("/projects/{id}/{list}");
    let files_next = match &mut found.files {
        Some(files) => Some(request.next_cursor(&path("files"), files, limits::PAGE)?),
        None => None,
    };
    let outputs_next = match &mut found.outputs {
        Some(outputs) => Some(request.next_cursor(&path("outputs"), outputs, limits::PAGE)?),
        None => None,
    };
    let whole = ProjectWithContents {
        project: &found.project,
        files: found.files.as_deref(),
        files_next,
        outputs: found.outputs.as_deref(),
        outputs_next,
    };
    tx.respond(request.resource_including(Some(&found.project), &whole)?)
        .await
}
