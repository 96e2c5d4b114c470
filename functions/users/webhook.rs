//! POST /auth/webhook: to be written.

use functions::CLERK_WEBHOOK;
use http::{Answer, Error, Problem, Request, serve_open};
use models::{Env, ServiceDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = ServiceDb::connect(&mut env).await;
    serve_open(env, &[CLERK_WEBHOOK], db, answer).await
}

async fn answer(_: Request, _: &ServiceDb) -> Answer {
    Err(Problem::not_found("route").into())
}
