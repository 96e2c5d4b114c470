//! `private.provider_calls`, the ledger: each request to a provider with what it cost, whatever came of it. It outlives
//! its output.
//!
//! A call is entered before it is sent, as [`UNANSWERED`], and its entry completed when it is known what came of it: by
//! [`record`], or together with what came of it by [`complete`] and [`keep`]. So one that stays unanswered was made by a
//! worker that was lost, at most just before it was sent.

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, ServiceDb, jobs::Claim};
use domain::Subject;

/// The outcome of a call of which nothing is known yet.
pub const UNANSWERED: &str = "unanswered";

#[derive(Debug, Clone, Serialize)]
pub struct ProviderCall {
    /// Of the claim's calls, from 1.
    pub number: i32,
    pub provider: String,
    pub model: String,
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    /// Millionths of a US dollar.
    pub cost_micros: i64,
    pub duration_ms: i64,
    /// `completed`, [`UNANSWERED`], or the code of what was wrong with it.
    pub outcome: String,
}

impl ProviderCall {
    /// One that is about to be sent.
    #[must_use]
    pub fn unanswered(number: i32, provider: &str, model: &str) -> Self {
        Self {
            number,
            provider: provider.to_owned(),
            model: model.to_owned(),
            prompt_tokens: 0,
            completion_tokens: 0,
            cost_micros: 0,
            duration_ms: 0,
            outcome: UNANSWERED.to_owned(),
        }
    }
}

/// The attempt that calls were made in, as `private.enter_calls` takes it.
#[derive(Debug, Serialize)]
pub(crate) struct CallContext<'a> {
    #[serde(flatten)]
    subject: Subject,
    user_id: &'a str,
    attempt: i32,
    claim_token: Uuid,
}

impl<'a> From<&'a Claim> for CallContext<'a> {
    fn from(claim: &'a Claim) -> Self {
        Self {
            subject: claim.subject,
            user_id: &claim.user_id,
            attempt: claim.tries(),
            claim_token: claim.lease_token,
        }
    }
}

/// Enters calls, or completes the entries of those that are about to be sent. A claim's entries are final when none of
/// them is unanswered: sent again because a receipt got lost, they are the same calls.
pub async fn record(db: &ServiceDb, claim: &Claim, calls: &[ProviderCall]) -> Result<(), DbError> {
    if calls.is_empty() {
        return Ok(());
    }
    db.run(async |connection| {
        sqlx::query!(
            "SELECT private.enter_calls($1, $2, false)",
            Json(CallContext::from(claim)) as _,
            Json(calls) as _,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Keeps what is done of a job, after `before` other parts, with the calls that it took; the attempts begin anew. `false`:
/// the lease was lost, and nothing but the calls was written.
pub async fn keep(
    db: &ServiceDb,
    claim: &Claim,
    before: usize,
    part: &impl Serialize,
    calls: &[ProviderCall],
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET progress = progress || jsonb_build_array($4::jsonb), attempts = 0, postponed = 0
                    WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'
                      AND jsonb_array_length(progress) = $3
                    RETURNING 1
                ), known AS (
                    -- Sent again because its receipt got lost, it is the same part, and the same calls.
                    SELECT FROM private.jobs
                    WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND jsonb_array_length(progress) > $3
                ), kept AS (
                    SELECT EXISTS (SELECT FROM job) OR EXISTS (SELECT FROM known) AS kept
                )
                SELECT kept AS "kept!", private.enter_calls($5, $6, NOT kept) AS entered FROM kept
                "#,
                claim.subject.id(),
                claim.lease_token,
                i32::try_from(before).unwrap_or(i32::MAX),
                Json(part) as _,
                Json(CallContext::from(claim)) as _,
                Json(calls) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.kept)
}

/// Writes the result of a job and the calls that it took, and ends the job. `false`: the lease was lost, and nothing but the
/// calls was written.
pub async fn complete(
    db: &ServiceDb,
    claim: &Claim,
    result: &impl Serialize,
    calls: &[ProviderCall],
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.complete_job($1, $2, $3) AS "written!""#,
                Json(CallContext::from(claim)) as _,
                Json(result) as _,
                Json(calls) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.written)
}
