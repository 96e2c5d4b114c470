//! `private.jobs`: what is worked on, by whom, and until when. The rows of `outputs` follow it.
//!
//! Each step is one statement, so that it happens whole or not at all. Time is the database's, never a worker's.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use sqlx::{postgres::types::PgInterval, types::Json};
use uuid::Uuid;

use crate::{
    DbError, OutputId, ProjectId, ServiceDb,
    ledger::ProviderCall,
    material::{Material, TEXT_BYTES},
    outputs::Failure,
};

/// A job that is ours until its lease ends, with all that its work needs.
#[derive(Debug, Clone, Deserialize)]
pub struct Claim {
    pub output_id: OutputId,
    pub user_id: String,
    pub project_id: ProjectId,
    pub request_id: Option<String>,
    /// 1 the first time.
    pub attempts: i32,
    pub max_attempts: i32,
    pub lease_token: Uuid,
    #[serde(flatten)]
    pub material: Material,
}

/// Takes the job for `lease`. `None`: someone else has it, it is final, it waits for its time, or it is gone.
pub async fn claim(
    db: &ServiceDb,
    id: OutputId,
    lease: Duration,
) -> Result<Option<Claim>, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET state = 'processing', attempts = attempts + 1,
                        lease_token = gen_random_uuid(), lease_expires_at = now() + $2
                    WHERE output_id = $1 AND attempts < max_attempts AND deadline_at > now()
                      AND cancel_requested_at IS NULL
                      AND (state = 'queued' AND not_before <= now()
                           OR state = 'processing' AND lease_expires_at < now())
                    RETURNING *
                ), shown AS (
                    UPDATE outputs o SET status = 'processing', attempts = job.attempts,
                        started_at = coalesce(o.started_at, now())
                    FROM job WHERE o.id = job.output_id
                    RETURNING o.project_id
                )
                SELECT to_jsonb(job) || jsonb_build_object(
                    'project_id', p.id, 'project_title', p.title,
                    'tone_of_voice', profile.tone_of_voice, 'preferences', profile.preferences,
                    'templates', coalesce((
                        SELECT jsonb_agg(jsonb_build_object('id', t.id, 'type', t.type, 'prompt', t.prompt) ORDER BY t.type)
                        FROM (
                            SELECT DISTINCT ON (type) id, type, prompt FROM templates
                            WHERE user_id IN ('system', job.user_id)
                              AND CASE WHEN job.request ->> 'template_id' IS NULL THEN user_id = 'system'
                                       ELSE id = (job.request ->> 'template_id')::uuid END
                            ORDER BY type, created_at, id
                        ) t
                    ), '[]'),
                    'files', coalesce((
                        SELECT jsonb_agg(jsonb_build_object('id', f.id, 'path', f.path, 'filename', f.filename,
                            'size_bytes', f.size_bytes, 'sha256', f.sha256, 'etag', f.etag, 'status', f.status,
                            'text', CASE WHEN f.text_bytes <= $3 THEN f.text END, 'text_bytes', f.text_bytes, 'error', f.error) ORDER BY f.created_at, f.id)
                        FROM (
                            SELECT f.*, t.text, sum(octet_length(t.text)) OVER (ORDER BY f.created_at, f.id) AS text_bytes
                            FROM files f LEFT JOIN transcriptions t ON t.file_id = f.id AND t.user_id = f.user_id
                            WHERE f.project_id = p.id AND f.user_id = p.user_id
                              AND CASE WHEN jsonb_typeof(job.request -> 'file_ids') = 'array'
                                       THEN job.request -> 'file_ids' ? f.id::text ELSE f.status = 'ready' END
                        ) f
                    ), '[]')
                ) AS "claim!: Json<Claim>"
                FROM job JOIN shown ON true JOIN projects p ON p.id = shown.project_id AND p.user_id = job.user_id
                LEFT JOIN profiles profile ON profile.user_id = job.user_id
                "#,
                id.0,
                interval(lease),
                TEXT_BYTES,
            )
            .fetch_optional(connection)
            .await
        })
        .await?;
    Ok(row.map(|row| row.claim.0))
}

/// Prolongs the lease. `false`: it is lost, or the user wants no result any more; stop.
pub async fn renew(db: &ServiceDb, claim: &Claim, lease: Duration) -> Result<bool, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.jobs SET lease_expires_at = now() + $3
                 WHERE output_id = $1 AND lease_token = $2 AND state = 'processing' AND cancel_requested_at IS NULL",
                claim.output_id.0,
                claim.lease_token,
                interval(lease),
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Writes the result, its version and the ledger at once. `false`: the lease was lost, and nothing but the ledger's
/// entries was written.
pub async fn complete(
    db: &ServiceDb,
    claim: &Claim,
    body: &str,
    metadata: &Value,
    calls: &[ProviderCall],
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET state = 'completed', lease_token = NULL, lease_expires_at = NULL
                    WHERE output_id = $1 AND lease_token = $2 AND state = 'processing'
                    RETURNING output_id
                ), changed AS (
                    -- While it was written, what it was written from went or became another.
                    SELECT EXISTS (
                        SELECT FROM jsonb_to_recordset($4::jsonb -> 'sources') AS used (file_id UUID, sha256 TEXT)
                        LEFT JOIN files f ON f.id = used.file_id WHERE f.id IS NULL OR f.sha256 <> used.sha256
                    ) OR $4::jsonb ->> 'template_id' IS NOT NULL AND NOT EXISTS (
                        SELECT FROM templates t WHERE t.id = ($4::jsonb ->> 'template_id')::uuid
                          AND encode(sha256(convert_to(t.prompt, 'UTF8')), 'hex')
                            = coalesce($4::jsonb ->> 'template_sha256', encode(sha256(convert_to(t.prompt, 'UTF8')), 'hex'))
                    ) AS since
                ), shown AS (
                    UPDATE outputs o SET status = 'completed', body = $3, metadata = $4, error = NULL,
                        completed_at = now(), version = o.version + 1, stale = changed.since
                    FROM job, changed WHERE o.id = job.output_id
                    RETURNING o.id, o.user_id, o.version
                ), kept AS (
                    INSERT INTO output_versions (output_id, user_id, version, reason, body, metadata)
                    SELECT id, user_id, version, CASE version WHEN 1 THEN 'generated' ELSE 'regenerated' END, $3, $4
                    FROM shown
                    -- There already where somebody has set the status past our code: then it was taken for an edit.
                    ON CONFLICT DO NOTHING
                ), ledger AS (
                    INSERT INTO private.provider_calls (output_id, user_id, attempt, claim_token, number, provider, model,
                        prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome)
                    SELECT $1, $5, $6, $2, c.number, c.provider, c.model, c.prompt_tokens, c.completion_tokens, c.cost_micros,
                        c.duration_ms, CASE WHEN EXISTS (SELECT FROM job) THEN c.outcome ELSE 'superseded' END
                    FROM jsonb_to_recordset($7::jsonb) AS c (number INT, provider TEXT, model TEXT, prompt_tokens BIGINT,
                        completion_tokens BIGINT, cost_micros BIGINT, duration_ms BIGINT, outcome TEXT)
                    ORDER BY c.number
                    -- Once none is unanswered, the result was sent again because its receipt got lost.
                    ON CONFLICT (claim_token, number) DO UPDATE SET prompt_tokens = excluded.prompt_tokens,
                        completion_tokens = excluded.completion_tokens, cost_micros = excluded.cost_micros,
                        duration_ms = excluded.duration_ms, outcome = excluded.outcome
                    WHERE EXISTS (SELECT FROM private.provider_calls WHERE claim_token = $2 AND outcome = 'unanswered')
                )
                SELECT EXISTS (SELECT FROM shown) AS "written!"
                "#,
                claim.output_id.0,
                claim.lease_token,
                body,
                metadata,
                claim.user_id,
                claim.attempts,
                Json(calls) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.written)
}

/// Gives the job back, not to be claimed before `delay` has passed. `false`: the lease was lost, or the user wants no
/// result any more.
pub async fn retry_later(
    db: &ServiceDb,
    claim: &Claim,
    delay: Duration,
    why: &Failure,
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET
                        state = CASE WHEN cancel_requested_at IS NULL THEN 'queued' ELSE 'cancelled' END,
                        lease_token = NULL, lease_expires_at = NULL,
                        not_before = now() + $3, deliver_after = now() + $3 + interval '60 seconds'
                    WHERE output_id = $1 AND lease_token = $2 AND state = 'processing'
                    RETURNING output_id, state
                ), shown AS (
                    UPDATE outputs o SET status = job.state::output_status, error = $4,
                        completed_at = CASE job.state WHEN 'cancelled' THEN now() END
                    FROM job WHERE o.id = job.output_id
                )
                SELECT EXISTS (SELECT FROM job WHERE state = 'queued') AS "queued!"
                "#,
                claim.output_id.0,
                claim.lease_token,
                interval(delay),
                Json(why) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.queued)
}

/// Ends the job without a result. `false`: the lease was lost.
pub async fn fail(db: &ServiceDb, claim: &Claim, why: &Failure) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET state = 'failed', lease_token = NULL, lease_expires_at = NULL
                    WHERE output_id = $1 AND lease_token = $2 AND state = 'processing'
                    RETURNING output_id
                ), shown AS (
                    UPDATE outputs o SET status = 'failed', error = $3, completed_at = now()
                    FROM job WHERE o.id = job.output_id RETURNING 1
                )
                SELECT EXISTS (SELECT FROM shown) AS "written!"
                "#,
                claim.output_id.0,
                claim.lease_token,
                Json(why) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.written)
}

/// Ends a cancelled job that is ours. `false`: the lease was lost, or nobody asked.
pub async fn cancel(db: &ServiceDb, claim: &Claim) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET state = 'cancelled', lease_token = NULL, lease_expires_at = NULL
                    WHERE output_id = $1 AND lease_token = $2 AND state = 'processing'
                      AND cancel_requested_at IS NOT NULL
                    RETURNING output_id
                ), shown AS (
                    UPDATE outputs o SET status = 'cancelled', completed_at = now()
                    FROM job WHERE o.id = job.output_id RETURNING 1
                )
                SELECT EXISTS (SELECT FROM shown) AS "written!"
                "#,
                claim.output_id.0,
                claim.lease_token,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.written)
}

/// What became of a job whose message went to the dead-letter queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Buried {
    /// It broke off each time: it has failed, with the reason.
    Failed,
    /// It was not tried often enough to be given up, since the database was away: `maintenance` sends it again.
    Kept,
    /// It is cancelled, final, gone, or a worker holds it.
    Nothing,
}

/// Ends a job whose message went to the dead-letter queue.
pub async fn bury(db: &ServiceDb, id: OutputId, why: &Failure) -> Result<Buried, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.jobs SET
                        state = CASE WHEN cancel_requested_at IS NOT NULL THEN 'cancelled'
                                     WHEN attempts >= max_attempts THEN 'failed' ELSE 'queued' END,
                        lease_token = NULL, lease_expires_at = NULL, deliver_after = now()
                    WHERE output_id = $1
                      AND (state = 'queued' OR state = 'processing' AND lease_expires_at < now())
                    RETURNING output_id, state
                ), shown AS (
                    UPDATE outputs o SET
                        status = job.state::output_status,
                        error = CASE job.state WHEN 'failed' THEN $2 ELSE o.error END,
                        completed_at = CASE WHEN job.state <> 'queued' THEN now() END
                    FROM job WHERE o.id = job.output_id
                )
                SELECT state FROM job
                "#,
                id.0,
                Json(why) as _,
            )
            .fetch_optional(connection)
            .await
        })
        .await?;
    Ok(match row.map(|row| row.state) {
        Some(state) if state == "failed" => Buried::Failed,
        Some(state) if state == "queued" => Buried::Kept,
        Some(_) | None => Buried::Nothing,
    })
}

pub(crate) fn interval(duration: Duration) -> PgInterval {
    PgInterval {
        months: 0,
        days: 0,
        microseconds: i64::try_from(duration.as_micros()).unwrap_or(i64::MAX),
    }
}
