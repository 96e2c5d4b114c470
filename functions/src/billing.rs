//! Who is paid, what plans are called there, and what Clerk and Stripe say of it.

mod api;
pub mod clerk;
mod clerk_api;
pub mod problems;
mod provider;
mod settings;
mod stripe;
mod subscriptions;

use models::{DbError, WebhookDb, billing::BillingEvent};
use serde_json::Map;
use web::{
    HandlerResult, Problem, Response,
    metrics::{self, Metrics},
};

pub use api::ApiError;
pub use provider::Provider;
pub use settings::{Billing, PlanNames, return_url};
pub use stripe::{Stripe, StripeSecrets, Subscription, stripe_problem, subscription_of};

/// Enters an event, and answers its sender. One that can't be followed is counted: then an account may have another plan
/// than it pays for, until somebody looks.
pub async fn hear(
    db: &WebhookDb,
    metrics: &Metrics,
    event: Result<BillingEvent, Problem>,
) -> HandlerResult {
    let answer = match event {
        Err(problem) => Err(problem),
        Ok(event) => match models::billing::hear(db, &event).await {
            Ok(()) => return Ok(Response::no_content()),
            // Its account is gone. Where it is still paid for, no other event will say so.
            Err(DbError::UserDeleted)
                if event.subscriptions.iter().all(|of| of.status.is_over()) =>
            {
                return Ok(Response::no_content());
            }
            Err(DbError::UserDeleted) => Ok(Response::no_content()),
            Err(DbError::ForeignSubscription) => Err(problems::foreign_subscription()),
            Err(error) => return Err(error.into()),
        },
    };
    metrics.emit(&[(metrics::BILLING_REFUSED, 1)], None, Map::new());
    Ok(answer?)
}
