//! POST /billing/webhook: what Stripe says of subscriptions, which are then read as they are.

use domain::Env;
use functions::{
    STRIPE_WEBHOOK,
    billing::{Billing, Stripe, StripeSecrets, hear, stripe_problem, subscription_of},
};
use models::{
    WebhookDb,
    billing::{BillingEvent, Source},
};
use web::{
    Error, HandlerResult, Problem, Request, Response, limits, metrics::Metrics, serve_public,
};

type Clients = (WebhookDb, (StripeSecrets, Billing, Option<Stripe>, Metrics));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let billing = Billing::from_env(&mut env);
    let stripe = Stripe::from_env(&mut env, &billing.names);
    let secrets = StripeSecrets::from_env(&mut env);
    if stripe.is_some() && secrets.is_empty() {
        env.problem("STRIPE_WEBHOOK_SECRET", "is missing, which BILLING needs");
    }
    let metrics = Metrics::from_env(&mut env);
    let db = WebhookDb::connect(&mut env).await;
    let clients = (db, (secrets, billing, stripe, metrics));
    serve_public(env, &[STRIPE_WEBHOOK], clients, webhook).await
}

async fn webhook(request: Request, clients: &Clients) -> HandlerResult {
    let (db, (secrets, billing, stripe, metrics)) = clients;
    let Some(stripe) = stripe else {
        return Err(Problem::not_found("route").into());
    };
    if request.bytes().len() > limits::JSON_BODY {
        return Err(Problem::body_too_large().into());
    }
    secrets.verify(&request)?;
    let (event, Some(id)) = subscription_of(request.bytes())? else {
        return Ok(Response::no_content());
    };
    // What is read now is at least as new as this.
    let at = domain::now();
    let subscription = stripe.subscription(&id).await.map_err(stripe_problem)?;
    let Some(payer) = subscription.payer() else {
        return Ok(Response::no_content());
    };
    let heard = subscription
        .read(&billing.names)
        .map(|subscription| BillingEvent {
            id: Some(event.id),
            kind: event.r#type,
            source: Source::Stripe,
            payer,
            at,
            subscriptions: vec![subscription],
            grace_days: billing.grace_days,
        });
    hear(db, metrics, heard).await
}
