//! GET /projects: one's own projects, newest first.

use functions::PROJECT_LIST;
use models::{Env, UserDb, projects};
use web::{Answer, Call, Error, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROJECT_LIST, db, list).await
}

async fn list(call: Call, db: &UserDb) -> Answer {
    let page = call.page()?;
    let mut tx = call.read(db).await?;
    let projects = projects::list(&mut tx, page).await?;
    tx.answer(call.page_of(&projects, page)?).await
}
