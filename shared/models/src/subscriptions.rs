//! `subscriptions`: the plans that administrators give.

use domain::{Timestamp, UserId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{DbError, ServiceDb};

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
