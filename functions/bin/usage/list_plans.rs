//! GET /billing/plans: the plans and their limits, for anybody; so it holds no key to the database.

use domain::Env;
use functions::PLAN_LIST;
use models::plans::PLANS;
use web::{Error, HandlerResult, Request, Response, serve_public};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve_public(Env::new(), &[PLAN_LIST], (), list).await
}

async fn list(_: Request, (): &()) -> HandlerResult {
    Ok(Response::resource(&PLANS)?)
}
