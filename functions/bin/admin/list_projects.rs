//! GET /admin/projects: everybody's projects, newest first, with how much is in each.

use functions::ADMIN_PROJECTS;
use models::{Env, ServiceDb, admin};
use web::{Admins, Answer, Call, Error, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let admins = Admins::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    serve(env, ADMIN_PROJECTS, (db, admins), list).await
}

async fn list(call: Call, (db, admins): &(ServiceDb, Admins)) -> Answer {
    admins.admit(&call, db).await?;
    let page = call.page()?;
    let projects = admin::projects(db, page).await?;
    Ok(call.page_of(&projects, page)?)
}
