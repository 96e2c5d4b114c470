//! GET /projects/{project_id}/outputs: a project's outputs, newest first; `?kind=`, `?status=`.

use domain::{Env, OutputKind, ProjectId};
use functions::OUTPUT_LIST;
use models::{
    UserDb,
    outputs::{self, Filter, OutputStatus},
};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let project: ProjectId = request.id("project_id")?;
    let kinds = OutputKind::ALL.map(|kind| (kind.as_str(), kind));
    let statuses = OutputStatus::ALL.map(|status| (status.as_str(), status));
    let filter = Filter {
        project,
        kind: request.query_choice("kind", &kinds)?,
        status: request.query_choice("status", &statuses)?,
    };
    let page = request.page()?;
    let (tx, found) = outputs::begin_list(db, request.user(), filter, page).await?;
    let mut tx = request.adopt(tx);
    let outputs = outputs::list(&mut tx, project, found.as_deref(), page).await?;
    let outputs = outputs.ok_or_else(|| Problem::not_found("project"))?;
    tx.respond(request.page_response(&outputs, page)?).await
}
