//! GET /audit: who did what in the account, newest first.

use domain::Env;
use functions::AUDIT_LIST;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, AUDIT_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let page = request.page()?;
    let entries = db.audit(request.principal(), request.needs(), page).await?;
    Ok(request.page_response(&entries, page)?)
}
