//! `private.provider_calls`, the ledger: each request to a provider with what it cost, whatever came of it. It outlives
//! its output.
//!
//! A call is entered before it is sent, as [`UNANSWERED`], and its entry completed when it is known what came of it: by
//! [`record`], or together with its result by [`crate::jobs::complete`] and [`crate::file_jobs::keep`]. So one that stays
//! unanswered was made by a worker that was lost, at most just before it was sent.

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, ServiceDb, file_jobs::FileClaim, jobs::Claim};

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

/// The claim that calls were made under, of an output or of a file.
#[derive(Debug)]
pub struct Attempt<'a> {
    output_id: Option<Uuid>,
    file_id: Option<Uuid>,
    user_id: &'a str,
    number: i32,
    claim_token: Uuid,
}

impl<'a> From<&'a Claim> for Attempt<'a> {
    fn from(claim: &'a Claim) -> Self {
        Self {
            output_id: Some(claim.output_id.0),
            file_id: None,
            user_id: &claim.user_id,
            number: claim.attempts,
            claim_token: claim.lease_token,
        }
    }
}

impl<'a> From<&'a FileClaim> for Attempt<'a> {
    fn from(claim: &'a FileClaim) -> Self {
        Self {
            output_id: None,
            file_id: Some(claim.file_id.0),
            user_id: &claim.user_id,
            number: claim.attempts,
            claim_token: claim.lease_token,
        }
    }
}

/// Enters calls, or completes the entries of those that are about to be sent. A claim's entries are final when none of
/// them is unanswered: sent again because a receipt got lost, they are the same calls.
pub async fn record<'a>(
    db: &ServiceDb,
    attempt: impl Into<Attempt<'a>>,
    calls: &[ProviderCall],
) -> Result<(), DbError> {
    let attempt = attempt.into();
    if calls.is_empty() {
        return Ok(());
    }
    db.run(async |connection| {
        sqlx::query!(
            "INSERT INTO private.provider_calls (output_id, file_id, user_id, attempt, claim_token, number, provider, model,
                 prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome)
             SELECT $1, $2, $3, $4, $5, c.number, c.provider, c.model, c.prompt_tokens, c.completion_tokens, c.cost_micros,
                 c.duration_ms, c.outcome
             FROM jsonb_to_recordset($6::jsonb) AS c (number INT, provider TEXT, model TEXT, prompt_tokens BIGINT,
                 completion_tokens BIGINT, cost_micros BIGINT, duration_ms BIGINT, outcome TEXT)
             ORDER BY c.number
             ON CONFLICT (claim_token, number) DO UPDATE SET prompt_tokens = excluded.prompt_tokens,
                 completion_tokens = excluded.completion_tokens, cost_micros = excluded.cost_micros,
                 duration_ms = excluded.duration_ms, outcome = excluded.outcome
             WHERE EXISTS (SELECT FROM private.provider_calls WHERE claim_token = $5 AND outcome = 'unanswered')",
            attempt.output_id,
            attempt.file_id,
            attempt.user_id,
            attempt.number,
            attempt.claim_token,
            Json(calls) as _,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}
