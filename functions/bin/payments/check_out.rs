//! POST /billing/checkout: where to pay for a plan. Whoever asks twice, or twenty times at once, is sent to the same page.

use domain::Env;
use functions::{
    BILLING_CHECKOUT, Link,
    billing::{PlanNames, Stripe, problems, return_url, stripe_problem},
};
use models::{
    UserDb,
    plans::{PLANS, PlanChoice},
};
use web::{
    AuthenticatedRequest, Error, Fields, HandlerResult, Problem, Response, StatusCode, choice,
    serve,
};

type Clients = (UserDb, (PlanNames, Option<Stripe>, String));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let names = PlanNames::from_env(&mut env);
    let stripe = Stripe::from_env(&mut env, &names);
    let return_url = return_url(&mut env, &names);
    let db = UserDb::connect(&mut env).await;
    let clients = (db, (names, stripe, return_url));
    serve(env, BILLING_CHECKOUT, clients, check_out).await
}

async fn check_out(request: AuthenticatedRequest, clients: &Clients) -> HandlerResult {
    let (db, (names, stripe, return_url)) = clients;
    let Some(stripe) = stripe else {
        return Err(Problem::not_found("route").into());
    };
    let plan = request.json(chosen)?.plan;
    let price = *names
        .of(plan)
        .first()
        .ok_or_else(|| problems::not_sold(plan))?;
    let (principal, needs) = (request.principal(), request.needs());
    let checkout = db.begin_checkout(principal, needs, price).await?;
    if checkout.subscribed {
        return Err(problems::already_subscribed().into());
    }
    let url = if let Some(url) = checkout.url.clone() {
        url
    } else {
        let made = stripe
            .check_out(&principal.account, &checkout, price, return_url)
            .await;
        let session = made.map_err(stripe_problem)?;
        db.keep_checkout(principal, needs, checkout.key, &session.id, &session.url)
            .await?;
        session.url
    };
    Ok(Response::json(StatusCode::CREATED, &Link { url })?)
}

fn chosen(body: &mut Fields) -> Option<PlanChoice> {
    let sold = PLANS.map(|plan| (plan.name, plan.name));
    let plan = body.required("plan", choice(&sold[1..]))?;
    Some(PlanChoice { plan })
}
