//! GET /projects/{project_id}/outputs: a project's outputs, newest first; `?kind=`, `?status=`; with
//! `?deleted=true` those that can be restored; with `Prefer: wait=N` as soon as all of the page are final, or with
//! `If-None-Match` as soon as one is another than the client has. GET /outputs: those of all projects; with `?q=`, too.

use domain::{Env, OutputKind, ProjectId};
use functions::{
    OUTPUT_LIST, OUTPUT_LIST_ALL, State, WaitSlots, refuse_beside_deleted, respond_when_awaited,
};
use models::{
    Page, UserDb,
    outputs::{self, Filter, Output, OutputStatus},
};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Rejection, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let slots = WaitSlots::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, [OUTPUT_LIST, OUTPUT_LIST_ALL], (db, slots), list).await
}

async fn list(request: AuthenticatedRequest, (db, slots): &(UserDb, WaitSlots)) -> HandlerResult {
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
        return Ok(request.page_response(&deleted, page)?.with_etag());
    }
    respond_when_awaited(&request, db, *slots, async || {
        present(&request, db, project, filter, page).await
    })
    .await
}

async fn present(
    request: &AuthenticatedRequest,
    db: &UserDb,
    project: ProjectId,
    filter: Filter<'_>,
    page: Page,
) -> Result<State, Rejection> {
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
    let response = request
        .page_response(&outputs, page)?
        .with_etag_of(&states(&outputs)?);
    Ok(State {
        is_final: outputs.iter().all(|output| output.row.status.is_final()),
        response: tx.respond(response).await?,
    })
}

/// What is another whenever an output is, and far shorter than their bodies.
fn states(outputs: &[Output]) -> Result<Vec<u8>, Problem> {
    let states: Vec<_> = outputs
        .iter()
        .map(|output| {
            let row = &output.row;
            let work = (row.status, row.attempts, &row.error, &row.progress);
            (
                row.id,
                row.updated_at,
                row.version,
                row.stale,
                &row.created_by,
                work,
            )
        })
        .collect();
    serde_json::to_vec(&states).map_err(Problem::internal)
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
