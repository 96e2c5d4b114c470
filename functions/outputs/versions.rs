//! GET /projects/{project_id}/outputs/{output_id}/versions: to be written.

use functions::OUTPUT_VERSIONS;
use http::{Answer, Call, Error, Problem, serve};
use models::{Env, UserDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_VERSIONS, db, answer).await
}

async fn answer(_: Call, _: &UserDb) -> Answer {
    Err(Problem::not_found("route").into())
}
