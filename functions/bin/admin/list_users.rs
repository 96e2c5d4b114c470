//! GET /admin/users: everybody, newest first, with what each has and costs.

use domain::Env;
use functions::ADMIN_USERS;
use models::{ServiceDb, admin};
use web::{AuthenticatedRequest, Error, HandlerResult, serve_admin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = ServiceDb::connect(&mut env).await;
    serve_admin(env, ADMIN_USERS, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &ServiceDb) -> HandlerResult {
    let page = request.page()?;
    let users = admin::users(db, page).await?;
    Ok(request.page_response(&users, page)?)
}
