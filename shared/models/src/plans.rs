//! Plans: what a month holds, and what is said where it holds no more.

use domain::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A plan. `private.plans` says the same: it is what counts, and this is what can be said without asking it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "A plan.")]
pub struct Plan {
    pub name: &'static str,
    pub limits: Limits,
    /// US cents a month.
    pub price_cents: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// Accepted in a calendar month (UTC), without those that failed or were cancelled.
    pub outputs: i64,
    /// At any time.
    pub storage_bytes: i64,
}

const GIB: i64 = 1024 * 1024 * 1024;

/// Every plan, the cheapest first. Whoever has no other has the first.
pub const PLANS: [Plan; 3] = [
    plan("free", 100, GIB, 0),
    plan("pro", 1_000, 20 * GIB, 1_900),
    plan("business", 10_000, 200 * GIB, 9_900),
];

const fn plan(name: &'static str, outputs: i64, storage_bytes: i64, price_cents: i64) -> Plan {
    Plan {
        name,
        limits: Limits {
            outputs,
            storage_bytes,
        },
        price_cents,
    }
}

/// What a plan limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quota {
    Outputs,
    StorageBytes,
}

impl Quota {
    pub(crate) fn statement(self, user: &str) -> String {
        let quota = match self {
            Self::Outputs => "outputs",
            Self::StorageBytes => "storage_bytes",
        };
        format!("SELECT private.hold_quota({user}, '{quota}')")
    }
}

/// What is used up, and what would help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuotaExceeded {
    pub quota: Quota,
    pub plan: String,
    pub limit: i64,
    /// When it starts anew; storage does not.
    pub resets_at: Option<Timestamp>,
    /// The cheapest plan that would hold what was asked for.
    pub larger_plan: Option<String>,
}

/// The plan that somebody is to have.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PlanChange {
    /// The name of one of the plans.
    #[schemars(extend("enum" = PLANS.map(|plan| plan.name)))]
    pub plan: &'static str,
}

/// The plan that somebody wants to pay for.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PlanChoice {
    /// The name of one of the plans that cost something.
    #[schemars(extend("enum" = [PLANS[1].name, PLANS[2].name]))]
    pub plan: &'static str,
}
