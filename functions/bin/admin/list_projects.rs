//! GET /admin/projects: everybody's projects, newest first, with how much is in each.

use domain::Env;
use functions::ADMIN_PROJECTS;
use models::{ServiceDb, admin};
use web::{Admins, AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let admins = Admins::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    serve(env, ADMIN_PROJECTS, (db, admins), list).await
}

async fn list(request: AuthenticatedRequest, (db, admins): &(ServiceDb, Admins)) -> HandlerResult {
    admins.admit(&request, db).await?;
    let page = request.page()?;
    let projects = admin::projects(db, page).await?;
    Ok(request.page_response(&projects, page)?)
}
