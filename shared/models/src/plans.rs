//! Plans: what a month holds, who has which, and what of it is used.

use std::collections::BTreeMap;

use domain::{MemberRole, Principal, Timestamp, UserId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};

use crate::{DbError, ServiceDb, UserDb, connection::literal, schema::not_null};

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

/// An account's present month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Usage {
    /// The calendar month in UTC, `2024-01`.
    pub period: String,
    pub plan: String,
    /// Kind → status → how many of the jobs accepted in this month.
    pub outputs: BTreeMap<String, BTreeMap<String, i64>>,
    /// Of the calls made in this month.
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    /// Millionths of a US dollar.
    pub cost_micros: i64,
    /// Minutes of recordings that were transcribed in this month.
    #[schemars(range(min = 0.0))]
    pub minutes: f64,
    /// Of all files, at present.
    pub storage_bytes: i64,
    pub limits: Limits,
    pub remaining: Limits,
    /// For admins of an organization: who of it used what, who used most first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = not_null)]
    pub by_member: Option<Vec<MemberUsage>>,
}

/// A part of an organization's present month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemberUsage {
    /// Whose, Clerk's; null of what is of nobody who is known: they were deleted, or it was not kept then.
    pub user_id: Option<String>,
    /// Those that count against the plan.
    pub outputs: i64,
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    /// Millionths of a US dollar.
    pub cost_micros: i64,
    /// Of recordings that were transcribed.
    #[schemars(range(min = 0.0))]
    pub minutes: f64,
}

impl UserDb {
    /// The account's present month, in one round trip.
    pub async fn usage(&self, principal: &Principal, needs: MemberRole) -> Result<Usage, DbError> {
        let call = format!("private.usage({})", literal(principal.account.as_str()));
        let row = self.answer(principal, needs, &call).await?;
        let Json(usage) = row.try_get("answer")?;
        Ok(usage)
    }
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

/// Who was given which plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Subscription {
    /// Clerk's.
    pub user_id: String,
    pub plan: String,
    /// When they got it.
    pub since: Timestamp,
}

/// Gives the user the plan, from now on and whatever they pay for. Breaks `subscriptions_plan_fkey` where there is no such plan.
pub async fn subscribe(db: &ServiceDb, user: &UserId, plan: &str) -> Result<Subscription, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            Subscription,
            "INSERT INTO private.subscriptions AS s (user_id, plan) VALUES ($1, $2)
             ON CONFLICT (user_id) DO UPDATE SET plan = excluded.plan,
                 since = CASE s.plan WHEN excluded.plan THEN s.since ELSE excluded.since END
             RETURNING user_id, plan, since",
            user.as_str(),
            plan,
        )
        .fetch_one(connection)
        .await
    })
    .await
}

/// Takes back what was given: from now on what is paid for counts.
pub async fn take_back(db: &ServiceDb, user: &UserId) -> Result<(), DbError> {
    db.run(async |connection| {
        sqlx::query!(
            "DELETE FROM private.subscriptions WHERE user_id = $1",
            user.as_str()
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}
