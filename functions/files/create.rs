//! POST /projects/{project_id}/files: to be written.

use functions::FILE_CREATE;
use http::{Answer, Call, Error, Problem, serve};
use models::{Env, UserDb};
use storage::Storage;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let storage = Storage::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_CREATE, (db, storage), answer).await
}

async fn answer(_: Call, _: &(UserDb, Storage)) -> Answer {
    Err(Problem::not_found("route").into())
}
