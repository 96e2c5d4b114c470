//! GET /projects: one's own projects, newest first.

use domain::Env;
use functions::PROJECT_LIST;
use models::{UserDb, projects};
use web::{AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let page = request.page()?;
    let mut tx = request.begin_read(db).await?;
    let projects = projects::list(&mut tx, page).await?;
    tx.respond(request.page_response(&projects, page)?).await
}
