//! POST /templates and POST /templates/custom: to be written.

use functions::{TEMPLATE_CREATE, TEMPLATE_CREATE_CUSTOM};
use http::{Answer, Call, Error, Problem, serve};
use models::{Env, UserDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, [TEMPLATE_CREATE, TEMPLATE_CREATE_CUSTOM], db, answer).await
}

async fn answer(_: Call, _: &UserDb) -> Answer {
    Err(Problem::not_found("route").into())
}
