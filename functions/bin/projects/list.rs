//! GET /projects: one's own projects, newest first; `?q=`, `?sort=`, `?order=`, `?include=counts`. With `?deleted=true` those that
//! can be restored.

use domain::Env;
use functions::{PROJECT_LIST, refuse_beside_deleted};
use models::{
    UserDb,
    projects::{self, Selection, Sort},
};
use web::{AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (page, after_title) = (request.page()?, request.after_title()?);
    if request.query_switch("deleted")? {
        refuse_beside_deleted(&request, &["q", "sort", "order", "include"])?;
        let deleted = db.deleted_projects(request.principal(), request.needs(), page);
        return Ok(request.page_response(&deleted.await?, page)?);
    }
    let sorts = Sort::ALL.map(|sort| (sort.as_str(), sort));
    let sort = request.query_choice("sort", &sorts)?.unwrap_or_default();
    let orders = [("asc", false), ("desc", true)];
    let selection = Selection {
        text: request.query("q")?,
        sort,
        descending: request
            .query_choice("order", &orders)?
            .unwrap_or(sort != Sort::Title),
        after_title: after_title.as_deref(),
        counts: request.query_has("include", "counts")?,
    };
    let (tx, found) =
        projects::begin_list(db, request.principal(), request.needs(), &selection, page).await?;
    let mut tx = request.adopt(tx);
    let projects = projects::list(&mut tx, &selection, found.as_deref(), page).await?;
    tx.respond(request.page_response(&projects, page)?).await
}
