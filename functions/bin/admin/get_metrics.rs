//! GET /admin/metrics: sizes, active users, the queue, the last day, and what the month costs by user.

use domain::Env;
use functions::ADMIN_METRICS;
use models::{ServiceDb, admin};
use web::{AuthenticatedRequest, Error, HandlerResult, Response, StatusCode, serve_admin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = ServiceDb::connect(&mut env).await;
    serve_admin(env, ADMIN_METRICS, db, metrics).await
}

async fn metrics(_: AuthenticatedRequest, db: &ServiceDb) -> HandlerResult {
    let metrics = admin::metrics(db).await?;
    Ok(Response::json(StatusCode::OK, &metrics)?)
}
