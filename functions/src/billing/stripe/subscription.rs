//! A subscription as Stripe has it, in our words.

use std::collections::BTreeMap;

use domain::AccountId;
use models::billing::{PaidSubscription, Status};
use serde::Deserialize;
use web::Problem;

use crate::{
    billing::{PlanNames, problems},
    event::read_time,
};

#[derive(Debug, Deserialize)]
pub struct Subscription {
    pub id: String,
    status: String,
    customer: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
    #[serde(default)]
    cancel_at_period_end: bool,
    cancel_at: Option<i64>,
    current_period_start: Option<i64>,
    current_period_end: Option<i64>,
    items: Items,
}

#[derive(Debug, Deserialize)]
struct Items {
    data: Vec<Item>,
}

/// With what is priced: `plan` is its name from before there were prices.
#[derive(Debug, Deserialize)]
struct Item {
    price: Option<Priced>,
    plan: Option<Priced>,
}

#[derive(Debug, Deserialize)]
struct Priced {
    id: String,
}

impl Subscription {
    /// The account that it was checked out for; `None`: it is nothing of ours.
    #[must_use]
    pub fn payer(&self) -> Option<AccountId> {
        AccountId::parse(self.metadata.get("account_id")?).ok()
    }

    /// 422 where nobody knows the price.
    pub fn read(&self, names: &PlanNames) -> Result<PaidSubscription, Problem> {
        let item = self.items.data.first();
        let price = item.and_then(|item| item.price.as_ref().or(item.plan.as_ref()));
        let time = |seconds: Option<i64>| {
            seconds
                .map(|seconds| read_time(seconds.saturating_mul(1000)))
                .transpose()
        };
        let ends = self.cancel_at_period_end || self.cancel_at.is_some();
        let status = match self.status.as_str() {
            "active" | "trialing" if ends => Status::Canceled,
            "active" | "trialing" => Status::Active,
            "past_due" => Status::PastDue,
            "incomplete" => Status::Incomplete,
            // `canceled` is Stripe's word for what is over; `unpaid` and `paused` bill nothing and give nothing.
            "canceled" | "incomplete_expired" | "unpaid" | "paused" => Status::Ended,
            other => return Err(problems::unknown_status(other)),
        };
        Ok(PaidSubscription {
            external_id: self.id.clone(),
            plan: names.plan(price.map_or("", |price| &price.id))?,
            status,
            period_end: time(self.cancel_at.or(self.current_period_end))?,
            // Its invoice is the first thing of a period, and the payment of that has failed.
            past_due_at: time(
                self.current_period_start
                    .filter(|_| status == Status::PastDue),
            )?,
            customer_id: Some(self.customer.clone()),
        })
    }
}
