//! PATCH /templates/{template_id}: to be written.

use functions::TEMPLATE_UPDATE;
use http::{Answer, Call, Error, Problem, serve};
use models::{Env, UserDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_UPDATE, db, answer).await
}

async fn answer(_: Call, _: &UserDb) -> Answer {
    Err(Problem::not_found("route").into())
}
