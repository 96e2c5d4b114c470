//! Clerk's events about payments.
//!
//! <https://clerk.com/docs/guides/development/webhooks/billing>; the fields are those of `BillingSubscriptionWebhookEventJSON`,
//! `BillingSubscriptionItemWebhookEventJSON` and `BillingPaymentAttemptWebhookEventJSON` in `@clerk/backend`.

use domain::AccountId;
use models::{
    billing::{BillingEvent, PaidSubscription, Source, Status},
    plans::PLANS,
};
use serde::Deserialize;
use web::Problem;

use super::{Billing, PlanNames};
use crate::event::{problems::invalid_event, read_time};

#[derive(Deserialize)]
struct Event {
    r#type: String,
    /// When it happened, in milliseconds since 1970. The items say nothing about when they were changed.
    timestamp: i64,
    data: Data,
}

/// An item, a subscription that has some, or a payment.
#[derive(Deserialize)]
struct Data {
    payer: Payer,
    items: Option<Vec<Item>>,
    #[serde(flatten)]
    item: serde_json::Value,
}

#[derive(Deserialize)]
pub(super) struct Payer {
    user_id: Option<AccountId>,
    organization_id: Option<AccountId>,
}

#[derive(Deserialize)]
pub(super) struct Item {
    id: String,
    status: Status,
    period_end: Option<i64>,
    past_due_at: Option<i64>,
    plan: Option<Plan>,
}

#[derive(Deserialize)]
struct Plan {
    slug: String,
    /// What Clerk gives to whoever pays for nothing.
    #[serde(default)]
    is_default: bool,
}

/// Whether the event is one of these.
#[must_use]
pub fn is_payment(kind: &str) -> bool {
    ["subscription.", "subscriptionItem.", "paymentAttempt."]
        .iter()
        .any(|family| kind.starts_with(family))
}

/// What an event says of an account's subscriptions. Clerk bills items: an account has one for each plan that it changes from
/// or to, and the subscription is what holds them.
///
/// 400 for what Clerk never sends, 422 where a plan has a name that nobody knows.
pub fn read(id: &str, body: &[u8], billing: &Billing) -> Result<BillingEvent, Problem> {
    let event: Event = serde_json::from_slice(body).map_err(invalid_event)?;
    let Data { payer, items, item } = event.data;
    let items = match (event.r#type.split_once('.'), items) {
        // What came of an attempt, the item's own event says. This one is for the ledger.
        (Some(("paymentAttempt", _)), _) => Vec::new(),
        (Some(("subscription", _)), items) => items.unwrap_or_default(),
        _ => vec![serde_json::from_value(item).map_err(invalid_event)?],
    };
    let payer = payer.account();
    let subscriptions = items.into_iter().map(|item| item.read(&billing.names));
    Ok(BillingEvent {
        id: Some(id.to_owned()),
        kind: event.r#type,
        source: Source::Clerk,
        payer: payer.ok_or_else(|| invalid_event("it names no payer"))?,
        at: read_time(event.timestamp)?,
        subscriptions: subscriptions.collect::<Result<_, _>>()?,
        grace_days: billing.grace_days,
    })
}

impl Payer {
    pub(super) fn account(self) -> Option<AccountId> {
        self.organization_id.or(self.user_id)
    }
}

impl Item {
    pub(super) fn read(self, names: &PlanNames) -> Result<PaidSubscription, Problem> {
        let plan = match &self.plan {
            Some(plan) if plan.is_default => PLANS[0].name,
            Some(plan) => names.plan(&plan.slug)?,
            None => names.plan("")?,
        };
        Ok(PaidSubscription {
            external_id: self.id,
            plan,
            status: self.status,
            period_end: self.period_end.map(read_time).transpose()?,
            past_due_at: self.past_due_at.map(read_time).transpose()?,
            customer_id: None,
        })
    }
}
