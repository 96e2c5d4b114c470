//! GET /projects/{project_id}/outputs: a project's outputs, newest first; `?kind=`, `?status=`.

use functions::OUTPUT_LIST;
use models::{
    Env, ProjectId, UserDb,
    outputs::{self, Filter, OutputKind, OutputStatus},
};
use web::{Answer, Call, Error, Problem, both, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_LIST, db, list).await
}

async fn list(call: Call, db: &UserDb) -> Answer {
    let project: ProjectId = call.id("project_id")?;
    let kinds = OutputKind::ALL.map(|kind| (kind.as_str(), kind));
    let statuses = OutputStatus::ALL.map(|status| (status.as_str(), status));
    let filters = both(
        call.query_choice("kind", &kinds),
        call.query_choice("status", &statuses),
    );
    let ((kind, status), page) = both(filters, call.page())?;
    let filter = Filter {
        project,
        kind,
        status,
    };
    let (tx, found) = outputs::begin_list(db, call.user(), filter, page).await?;
    let mut tx = call.reading(tx);
    let outputs = outputs::list(&mut tx, project, found.as_deref(), page).await?;
    let outputs = outputs.ok_or_else(|| Problem::not_found("project"))?;
    tx.answer(call.page_of(&outputs, page)?).await
}
