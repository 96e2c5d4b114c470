//! What a request about payments can be rejected with.

use web::{InvalidValue, Problem};

/// 422: whoever set a plan up there has still to say which of ours it is.
#[must_use]
pub fn unknown_plan(name: &str) -> Problem {
    let shown: String = name.chars().take(64).collect();
    let detail = format!("No plan is called '{shown}'. BILLING_PLANS says what plans are called.");
    Problem::unprocessable(InvalidValue::new("unknown_plan", detail).at("#/data"))
}

/// 409: a subscription does not change hands.
#[must_use]
pub fn foreign_subscription() -> Problem {
    let detail = "The subscription is known as another account's.";
    Problem::conflict("foreign_subscription", detail)
}

/// 422: a status that Stripe has had no word for yet.
#[must_use]
pub fn unknown_status(status: &str) -> Problem {
    let shown: String = status.chars().take(64).collect();
    let detail = format!("No status of a subscription is known as '{shown}'.");
    Problem::unprocessable(InvalidValue::new("unknown_status", detail).at("#/data"))
}

/// 422: it has no price.
#[must_use]
pub fn not_sold(plan: &str) -> Problem {
    let invalid = InvalidValue::new("not_sold", format!("The plan {plan} is not sold here."));
    Problem::unprocessable(invalid.at("#/plan"))
}

/// 409
#[must_use]
pub fn already_subscribed() -> Problem {
    let detail = "You have a subscription. Change or end it at /billing/portal.";
    Problem::conflict("already_subscribed", detail)
}

/// 409
#[must_use]
pub fn never_subscribed() -> Problem {
    let detail = "You have never paid here. Begin at /billing/checkout.";
    Problem::conflict("never_subscribed", detail)
}

/// 503
#[must_use]
pub fn stripe_unavailable() -> Problem {
    Problem::unavailable("stripe_unavailable", "Stripe")
}
