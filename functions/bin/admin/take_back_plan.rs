//! DELETE /admin/users/{user_id}/plan: take back a plan that was given. What they pay for counts again.

use domain::{Env, UserId};
use functions::ADMIN_PLAN_TAKE_BACK;
use models::{ServiceDb, subscriptions};
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve_admin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = ServiceDb::connect(&mut env).await;
    serve_admin(env, ADMIN_PLAN_TAKE_BACK, db, take_back).await
}

async fn take_back(request: AuthenticatedRequest, db: &ServiceDb) -> HandlerResult {
    let user: UserId = request.id("user_id")?;
    subscriptions::take_back(db, &user).await?;
    Ok(Response::no_content())
}
