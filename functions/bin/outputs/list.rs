//! GET /projects/{project_id}/outputs: a project's outputs, newest first; `?kind=`, `?status=`; with
//! `?deleted=true` those that can be restored. GET /outputs: those of all
//! projects; with `?q=`, too.

use domain::{Env, OutputKind, ProjectId};
use functions::{OUTPUT_LIST, OUTPUT_LIST_ALL, refuse_beside_deleted};
use models::{
    Page, UserDb,
    outputs::{self, Filter, OutputStatus},
};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, [OUTPUT_LIST, OUTPUT_LIST_ALL], db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let kinds = OutputKind::ALL.map(|kind| (kind.as_str(), kind));
    let statuses = OutputStatus::ALL.map(|status| (status.as_str(), status));
    let filter = Filter {
        kind: request.query_choice("kind", &kinds)?,
        status: request.query_choice("status", &statuses)?,
        text: None,
    };
    let page = request.page()?;
    if request.params.get("project_id").is_empty() {
        return list_all(&request, db, filter, page).await;
    }
    let project: ProjectId = request.id("project_id")?;
    if request.query_switch("deleted")? {
        refuse_beside_deleted(&request, &["kind", "status"])?;
        let deleted = db.deleted_outputs(request.principal(), request.needs(), project, page);
        let deleted = deleted
            .await?
            .ok_or_else(|| Problem::not_found("project"))?;
        return Ok(request.page_response(&deleted, page)?);
    }
    let (tx, found) = outputs::begin_list(
        db,
        request.principal(),
        request.needs(),
        project,
        filter,
        page,
    )
    .await?;
    let mut tx = request.adopt(tx);
    let outputs = outputs::list(&mut tx, project, found.as_deref(), page).await?;
    let outputs = outputs.ok_or_else(|| Problem::not_found("project"))?;
    tx.respond(request.page_response(&outputs, page)?).await
}

async fn list_all(
    request: &AuthenticatedRequest,
    db: &UserDb,
    filter: Filter<'_>,
    page: Page,
) -> HandlerResult {
    let text = request.query("q")?;
    let filter = Filter { text, ..filter };
    let (tx, found) =
        outputs::begin_list_all(db, request.principal(), request.needs(), filter, page).await?;
    let mut tx = request.adopt(tx);
    let outputs = outputs::list_all(&mut tx, &found).await?;
    tx.respond(request.page_response(&outputs, page)?).await
}
