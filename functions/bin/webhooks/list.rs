//! GET /webhooks: the account's endpoints, without their secrets.

use domain::Env;
use functions::WEBHOOK_LIST;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let webhooks = db.webhooks(request.principal(), request.needs()).await?;
    Ok(Response::resource(&webhooks)?)
}
