//! GET /usage: to be written.

use functions::USAGE_GET;
use http::{Answer, Call, Error, Problem, serve};
use models::{Env, UserDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, USAGE_GET, db, answer).await
}

async fn answer(_: Call, _: &UserDb) -> Answer {
    Err(Problem::not_found("route").into())
}
