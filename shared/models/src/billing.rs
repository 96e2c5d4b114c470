//! `private.paid_subscriptions` and `private.billing_events`: what accounts pay for, as Clerk or Stripe says it. Their events
//! come late, twice and in any order.

use domain::{AccountId, MemberRole, Principal, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};
use uuid::Uuid;

use crate::{DbError, ServiceDb, UserDb, WebhookDb, literal::literal};

/// Who is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Clerk,
    Stripe,
}

impl Source {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Stripe => "stripe",
        }
    }
}

/// Where a subscription is in its life, in Clerk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not paid yet.
    Incomplete,
    /// Begins when the present one ends.
    Upcoming,
    Active,
    /// A payment has failed and is tried again. It counts for the days of grace.
    PastDue,
    /// It counts until its period ends, and is not renewed.
    Canceled,
    Expired,
    Abandoned,
    Ended,
}

impl Status {
    /// Nothing is paid any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(
            self,
            Self::Canceled | Self::Expired | Self::Abandoned | Self::Ended
        )
    }
}

/// A subscription, as its provider says it.
#[derive(Debug, Clone, Serialize)]
pub struct PaidSubscription {
    /// Clerk's id of the item, Stripe's of the subscription.
    pub external_id: String,
    pub plan: &'static str,
    pub status: Status,
    pub period_end: Option<Timestamp>,
    pub past_due_at: Option<Timestamp>,
    /// Stripe's, for its portal.
    pub customer_id: Option<String>,
}

/// An event of a provider.
#[derive(Debug)]
pub struct BillingEvent {
    /// `None`: nobody sent it, it was asked for.
    pub id: Option<String>,
    /// As the provider calls it: `subscriptionItem.active`.
    pub kind: String,
    pub source: Source,
    pub payer: AccountId,
    /// The moment that it tells of. What is older than what is known changes nothing.
    pub at: Timestamp,
    pub subscriptions: Vec<PaidSubscription>,
    /// Days after a failed payment in which a plan still counts.
    pub grace_days: i32,
}

/// From a webhook. An event heard before changes nothing.
///
/// [`DbError::UserDeleted`] where the payer is gone, [`DbError::ForeignSubscription`] where a subscription is another's.
pub async fn hear(db: &WebhookDb, event: &BillingEvent) -> Result<(), DbError> {
    entitle(&db.0, event).await?;
    Ok(())
}

/// The same, from whoever has asked the provider: how many subscriptions are other than they were known.
pub async fn entitle(db: &ServiceDb, event: &BillingEvent) -> Result<i32, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.entitle($1, $2, $3, $4, $5, $6, $7) AS "changed!""#,
                event.id.as_deref(),
                event.kind.as_str(),
                event.source.as_str(),
                event.payer.as_str(),
                event.at,
                Json(&event.subscriptions) as _,
                event.grace_days,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.changed)
}

/// A subscription that is still billed.
#[derive(Debug)]
pub struct BilledSubscription {
    pub source: String,
    pub external_id: String,
}

/// What a user is still billed for.
pub async fn billed(
    db: &ServiceDb,
    account: &AccountId,
) -> Result<Vec<BilledSubscription>, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            BilledSubscription,
            "SELECT source, external_id FROM private.paid_subscriptions
             WHERE user_id = $1 AND status IN ('incomplete', 'upcoming', 'active', 'past_due')",
            account.as_str(),
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// The checkout that an account is to be sent to.
#[derive(Debug, Deserialize)]
pub struct Checkout {
    /// Idempotency key of the session.
    pub key: Uuid,
    /// Where it is; `None` where Stripe has still to make it.
    pub url: Option<String>,
    /// The session for another price, to be closed first.
    pub replaces: Option<String>,
    pub customer_id: Option<String>,
    /// The account pays already.
    pub subscribed: bool,
}

/// What an account has, and why.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AccountSubscription {
    /// What counts at this moment.
    pub plan: String,
    /// `admin` (given by an administrator), `clerk` or `stripe`; `null` where nothing was ever paid.
    pub source: Option<String>,
    /// Of the subscription that gives the plan, or else of the last one; `null` unless it is paid for.
    pub status: Option<Status>,
    /// Until when is paid.
    pub period_end: Option<Timestamp>,
    /// When the plan ends, or ended, unless something is paid; `null` where no end is known.
    pub ends_at: Option<Timestamp>,
}

impl UserDb {
    /// What the account has, in one round trip.
    pub async fn subscription(
        &self,
        principal: &Principal,
        needs: MemberRole,
    ) -> Result<AccountSubscription, DbError> {
        let call = format!(
            "private.subscription({})",
            literal(principal.account.as_str())
        );
        let Json(subscription) = self
            .answer(principal, needs, &call)
            .await?
            .try_get("answer")?;
        Ok(subscription)
    }

    /// The account's checkout of this price, made anew where it has another.
    pub async fn begin_checkout(
        &self,
        principal: &Principal,
        needs: MemberRole,
        price: &str,
    ) -> Result<Checkout, DbError> {
        let call = format!(
            "private.begin_checkout({}, {})",
            literal(principal.account.as_str()),
            literal(price)
        );
        let Json(checkout) = self
            .answer(principal, needs, &call)
            .await?
            .try_get("answer")?;
        Ok(checkout)
    }

    /// Keeps where it is, for whoever asks next.
    pub async fn keep_checkout(
        &self,
        principal: &Principal,
        needs: MemberRole,
        key: Uuid,
        session: &str,
        url: &str,
    ) -> Result<(), DbError> {
        let call = format!(
            "private.keep_checkout({}, '{key}', {}, {})",
            literal(principal.account.as_str()),
            literal(session),
            literal(url)
        );
        self.answer(principal, needs, &call).await?;
        Ok(())
    }

    /// Whom Stripe knows the account as; `None` where it has never paid there.
    pub async fn stripe_customer(
        &self,
        principal: &Principal,
        needs: MemberRole,
    ) -> Result<Option<String>, DbError> {
        let call = format!(
            "private.stripe_customer({})",
            literal(principal.account.as_str())
        );
        Ok(self
            .answer(principal, needs, &call)
            .await?
            .try_get("answer")?)
    }
}
