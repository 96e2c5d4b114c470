//! `private.provider_calls`, the ledger: each request to a provider with what it cost, whatever came of it. It outlives
//! its output.
//!
//! Calls that led to a result are entered together with it, by [`crate::jobs::complete`].

use serde::Serialize;
use sqlx::types::Json;

use crate::{DbError, ServiceDb, jobs::Claim};

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
    /// `completed`, or the code of what was wrong with it.
    pub outcome: String,
}

/// Enters calls that led to no result; those that are there already are left as they are.
pub async fn record(db: &ServiceDb, claim: &Claim, calls: &[ProviderCall]) -> Result<(), DbError> {
    if calls.is_empty() {
        return Ok(());
    }
    db.run(async |connection| {
        sqlx::query!(
            "INSERT INTO private.provider_calls (output_id, user_id, attempt, claim_token, number, provider, model,
                 prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome)
             SELECT $1, $2, $3, $4, c.number, c.provider, c.model, c.prompt_tokens, c.completion_tokens, c.cost_micros,
                 c.duration_ms, c.outcome
             FROM jsonb_to_recordset($5::jsonb) AS c (number INT, provider TEXT, model TEXT, prompt_tokens BIGINT,
                 completion_tokens BIGINT, cost_micros BIGINT, duration_ms BIGINT, outcome TEXT)
             ORDER BY c.number
             ON CONFLICT (claim_token, number) DO NOTHING",
            claim.output_id.0,
            claim.user_id,
            claim.attempts,
            claim.lease_token,
            Json(calls) as _,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}
