//! GET /admin/projects: everybody's projects, newest first, with how much is in each.

use domain::Env;
use functions::ADMIN_PROJECTS;
use models::{ServiceDb, admin};
use web::{AuthenticatedRequest, Error, HandlerResult, serve_admin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = ServiceDb::connect(&mut env).await;
    serve_admin(env, ADMIN_PROJECTS, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &ServiceDb) -> HandlerResult {
    let page = request.page()?;
    let projects = admin::projects(db, page).await?;
    Ok(request.page_response(&projects, page)?)
}
