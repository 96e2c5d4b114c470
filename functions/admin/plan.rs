//! PUT /admin/users/{user_id}/plan: to be written.

use functions::ADMIN_PLAN;
use http::{Admins, Answer, Call, Error, Problem, serve};
use models::{Env, ServiceDb};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let admins = Admins::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    serve(env, ADMIN_PLAN, (db, admins), answer).await
}

async fn answer(call: Call, (_, admins): &(ServiceDb, Admins)) -> Answer {
    admins.admit(&call)?;
    Err(Problem::not_found("route").into())
}
