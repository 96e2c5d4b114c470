//! GET /usage: the present month, against the plan.

use domain::Env;
use functions::USAGE_GET;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, USAGE_GET, db, get).await
}

async fn get(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let usage = db.usage(request.principal(), request.needs()).await?;
    Ok(Response::resource(&usage)?)
}
