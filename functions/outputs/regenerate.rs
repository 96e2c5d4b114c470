//! POST /projects/{project_id}/outputs/{output_id}/regenerate: to be written.

use functions::OUTPUT_REGENERATE;
use http::{Answer, Call, Error, Problem, serve};
use jobs::Queue;
use models::{Env, UserDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_REGENERATE, (db, queue), answer).await
}

async fn answer(_: Call, _: &(UserDb, Queue)) -> Answer {
    Err(Problem::not_found("route").into())
}
