//! GET /admin/metrics: sizes, active users, the queue, the last day, and what the month costs by user.

use domain::Env;
use functions::ADMIN_METRICS;
use models::{ServiceDb, admin};
use web::{Admins, AuthenticatedRequest, Error, HandlerResult, Response, StatusCode, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let admins = Admins::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    serve(env, ADMIN_METRICS, (db, admins), metrics).await
}

async fn metrics(
    request: AuthenticatedRequest,
    (db, admins): &(ServiceDb, Admins),
) -> HandlerResult {
    admins.admit(&request, db).await?;
    let metrics = admin::metrics(db).await?;
    Ok(Response::json(StatusCode::OK, &metrics)?)
}
