//! PUT /admin/users/{user_id}/plan: give a user a plan, from now on and whatever they pay for. They need not have signed in
//! yet.

use domain::{Env, UserId};
use functions::ADMIN_PLAN;
use models::{
    DbError, ServiceDb,
    plans::{PLANS, PlanChange},
    subscriptions,
};
use web::{
    AuthenticatedRequest, Error, Fields, HandlerResult, Problem, Response, StatusCode, choice,
    serve_admin,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = ServiceDb::connect(&mut env).await;
    serve_admin(env, ADMIN_PLAN, db, give).await
}

async fn give(request: AuthenticatedRequest, db: &ServiceDb) -> HandlerResult {
    let user: UserId = request.id("user_id")?;
    let choice = request.json(chosen)?;
    let subscription = subscriptions::subscribe(db, &user, choice.plan).await;
    let subscription = subscription.map_err(|error| match error {
        DbError::UserDeleted => Problem::not_found("user"),
        error => error.into(),
    })?;
    Ok(Response::json(StatusCode::OK, &subscription)?)
}

fn chosen(body: &mut Fields) -> Option<PlanChange> {
    let plan = body.required("plan", choice(&PLANS.map(|plan| (plan.name, plan.name))))?;
    Some(PlanChange { plan })
}
