//! GET /api-keys: the account's keys, without the keys themselves.

use domain::Env;
use functions::API_KEY_LIST;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, API_KEY_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let keys = db.api_keys(request.principal(), request.needs()).await?;
    Ok(Response::resource(&keys)?)
}
