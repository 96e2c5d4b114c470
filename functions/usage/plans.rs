//! GET /billing/plans: to be written.

use functions::PLAN_LIST;
use http::{Answer, Error, Problem, Request, serve_open};
use models::Env;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve_open(Env::new(), &[PLAN_LIST], (), answer).await
}

async fn answer(_: Request, (): &()) -> Answer {
    Err(Problem::not_found("route").into())
}
