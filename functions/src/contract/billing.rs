//! What is paid.

use models::{billing::AccountSubscription, plans::PlanChoice};
use serde_json::{Value, json};
use web::StatusCode;

use super::{example, operation::Operation, parameter::Parameter, users::signed_event};
use crate::{BILLING_CHECKOUT, BILLING_PORTAL, Link, STRIPE_WEBHOOK, SUBSCRIPTION_GET};

pub(super) const TAG: &str = "Billing";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(SUBSCRIPTION_GET, TAG, "Your plan, and what is paid for it")
            .says(
                "The plan counts now. What was cancelled counts until its period ends, and after a failed payment there are \
                 days of grace. What an administrator has given goes before what is paid for.",
            )
            .resource::<AccountSubscription>(
                "At this moment.",
                vec![("subscription", example::account_subscription())],
            ),
        page_to_open(
            Operation::new(BILLING_CHECKOUT, TAG, "Pay for a plan")
                .says("Where plans are sold by Stripe (`BILLING=stripe`). Whoever asks again is sent to the same page.")
                .body::<PlanChoice>(vec![("choice", json!({ "plan": "pro" }))]),
            json!({ "url": "https://checkout.stripe.com/c/pay/cs_live_a1" }),
        ),
        page_to_open(
            Operation::new(BILLING_PORTAL, TAG, "Change, pay late or end a subscription")
                .says("Where plans are sold by Stripe (`BILLING=stripe`)."),
            json!({ "url": "https://billing.stripe.com/p/session/live_a1" }),
        ),
        webhook(),
    ]
}

fn page_to_open(operation: Operation, example: Value) -> Operation {
    operation
        .answer(StatusCode::CREATED, "The page to open.")
        .with_json::<Link>(vec![("page", example)])
}

fn webhook() -> Operation {
    let event = json!({
        "id": "evt_1",
        "object": "event",
        "type": "customer.subscription.updated",
        "data": { "object": { "id": "sub_1", "object": "subscription" } },
    });
    Operation::new(STRIPE_WEBHOOK, TAG, "Stripe's webhook")
        .says(
            "Of a subscription, its checkout or its invoice: the subscription is read at Stripe, and counts as it is there. Of \
             other events nothing comes. One event does nothing twice.",
        )
        .parameter(Parameter::header(
            "stripe-signature",
            "Stripe's, over the time and the raw body: `t=…,v1=…`, at most five minutes old.",
            json!({ "type": "string", "minLength": 1 }),
        ))
        .content("application/json", signed_event, vec![("customer.subscription.updated", event)])
        .no_content()
}
