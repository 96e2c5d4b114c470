//! POST /billing/portal: where a subscription is changed, paid late or ended.

use domain::Env;
use functions::{
    BILLING_PORTAL, Link,
    billing::{PlanNames, Stripe, problems, return_url, stripe_problem},
};
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, StatusCode, serve};

type Clients = (UserDb, (Option<Stripe>, String));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let names = PlanNames::from_env(&mut env);
    let stripe = Stripe::from_env(&mut env, &names);
    let return_url = return_url(&mut env, &names);
    let db = UserDb::connect(&mut env).await;
    serve(env, BILLING_PORTAL, (db, (stripe, return_url)), open).await
}

async fn open(request: AuthenticatedRequest, clients: &Clients) -> HandlerResult {
    let (db, (stripe, return_url)) = clients;
    let Some(stripe) = stripe else {
        return Err(Problem::not_found("route").into());
    };
    let customer = db
        .stripe_customer(request.principal(), request.needs())
        .await?;
    let customer = customer.ok_or_else(problems::never_subscribed)?;
    let session = stripe.portal(&customer, return_url).await;
    let url = session.map_err(stripe_problem)?.url;
    Ok(Response::json(StatusCode::CREATED, &Link { url })?)
}
