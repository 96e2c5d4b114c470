//! What an account has used of its plan in the present month.

use std::collections::BTreeMap;

use domain::{MemberRole, Principal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};

use crate::{DbError, UserDb, literal::literal, plans::Limits, schema::not_null};

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
