//! GET /docs and GET /openapi.json: to be written.

use functions::{DOCS, OPENAPI};
use http::{Answer, Error, Problem, Request, serve_open};
use models::Env;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve_open(Env::new(), &[DOCS, OPENAPI], (), answer).await
}

async fn answer(_: Request, (): &()) -> Answer {
    Err(Problem::not_found("route").into())
}
