//! GET /billing/subscription: the plan in force, and what is paid for it.

use domain::Env;
use functions::SUBSCRIPTION_GET;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, SUBSCRIPTION_GET, db, get).await
}

async fn get(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let subscription = db
        .subscription(request.principal(), request.needs())
        .await?;
    Ok(Response::resource(&subscription)?)
}
