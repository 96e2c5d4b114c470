//! GET /admin/users: everybody, newest first, with what each has and costs.

use domain::Env;
use functions::ADMIN_USERS;
use models::{ServiceDb, admin};
use web::{Admins, AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let admins = Admins::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    serve(env, ADMIN_USERS, (db, admins), list).await
}

async fn list(request: AuthenticatedRequest, (db, admins): &(ServiceDb, Admins)) -> HandlerResult {
    admins.admit(&request, db).await?;
    let page = request.page()?;
    let users = admin::users(db, page).await?;
    Ok(request.page_response(&users, page)?)
}
