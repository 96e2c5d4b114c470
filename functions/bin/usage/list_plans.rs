//! GET /billing/plans: the plans and their limits, for anybody; so it holds no key to the database.

use domain::Env;
use functions::{PLAN_LIST, PlanOffer, billing::PlanNames};
use models::plans::PLANS;
use web::{Error, HandlerResult, Request, Resources, Response, serve_public};

struct Names(PlanNames);

/// It holds nothing.
impl Resources for Names {
    async fn release(&self) {}
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let names = Names(PlanNames::from_env(&mut env));
    serve_public(env, &[PLAN_LIST], names, list).await
}

async fn list(_: Request, Names(names): &Names) -> HandlerResult {
    let offers = PLANS.each_ref().map(|plan| PlanOffer {
        plan,
        names: names.of(plan.name),
    });
    Ok(Response::resource(&offers)?)
}
