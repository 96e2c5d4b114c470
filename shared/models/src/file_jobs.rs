//! `private.file_jobs`: which files are turned into text, by whom, and until when. The rows of `files` follow it.
//!
//! As [`crate::jobs`] for outputs: each step is one statement, and time is the database's.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{
    DbError, FileId, ServiceDb,
    jobs::{Buried, interval},
    ledger::ProviderCall,
    maintenance::Rescued,
    outputs::Failure,
    transcriptions::{NewTranscription, Segment},
};

/// A file's job that is ours until its lease ends.
#[derive(Debug, Clone)]
pub struct FileClaim {
    pub file_id: FileId,
    pub user_id: String,
    /// From 1, since the last piece that was kept.
    pub attempts: i32,
    pub max_attempts: i32,
    pub lease_token: Uuid,
    pub path: String,
    pub filename: Option<String>,
    /// Of the object that was checked; `None` where only our own functions can have put it.
    pub etag: Option<String>,
    /// What was transcribed before.
    pub pieces: Vec<Piece>,
}

/// A part of a recording that is transcribed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Seconds from the recording's beginning, where the next piece begins.
    pub end: f64,
    pub language: Option<String>,
    /// With their times in the whole recording.
    pub segments: Vec<Segment>,
}

/// A file to send to the queue.
#[derive(Debug, Clone)]
pub struct UndeliveredFile {
    pub file_id: FileId,
    pub request_id: Option<String>,
}

/// Takes the job for `lease`. `None`: someone else has it, it is final, it waits for its time, or it is gone.
pub async fn claim(
    db: &ServiceDb,
    id: FileId,
    lease: Duration,
) -> Result<Option<FileClaim>, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                UPDATE private.file_jobs j SET state = 'processing', attempts = attempts + 1,
                    lease_token = gen_random_uuid(), lease_expires_at = now() + $2
                FROM files f
                WHERE j.file_id = $1 AND f.id = j.file_id AND attempts < max_attempts AND deadline_at > now()
                  AND (j.state = 'queued' AND not_before <= now()
                       OR j.state = 'processing' AND lease_expires_at < now())
                RETURNING j.user_id, j.attempts, j.max_attempts, j.lease_token AS "lease_token!", j.etag,
                    j.pieces AS "pieces: Json<Vec<Piece>>", f.path, f.filename
                "#,
                id.0,
                interval(lease),
            )
            .fetch_optional(connection)
            .await
        })
        .await?;
    Ok(row.map(|row| FileClaim {
        file_id: id,
        user_id: row.user_id,
        attempts: row.attempts,
        max_attempts: row.max_attempts,
        lease_token: row.lease_token,
        path: row.path,
        filename: row.filename,
        etag: row.etag,
        pieces: row.pieces.0,
    }))
}

/// Prolongs the lease. `false`: it is lost; stop.
pub async fn renew(db: &ServiceDb, claim: &FileClaim, lease: Duration) -> Result<bool, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.file_jobs SET lease_expires_at = now() + $3
                 WHERE file_id = $1 AND lease_token = $2 AND state = 'processing'",
                claim.file_id.0,
                claim.lease_token,
                interval(lease),
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Keeps a piece, the one after `before` others, and its call in the ledger; the attempts begin anew. `false`: the lease
/// was lost, and nothing but the ledger's entry was written.
pub async fn keep(
    db: &ServiceDb,
    claim: &FileClaim,
    before: usize,
    piece: &Piece,
    call: &ProviderCall,
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.file_jobs SET pieces = pieces || jsonb_build_array($4::jsonb), attempts = 0
                    WHERE file_id = $1 AND lease_token = $2 AND state = 'processing' AND jsonb_array_length(pieces) = $3
                    RETURNING file_id
                ), known AS (
                    -- Sent again because its receipt got lost, it is the same piece, and the same call.
                    SELECT FROM private.file_jobs
                    WHERE file_id = $1 AND lease_token = $2 AND jsonb_array_length(pieces) > $3
                ), ledger AS (
                    INSERT INTO private.provider_calls (file_id, user_id, attempt, claim_token, number, provider, model,
                        prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome)
                    SELECT $1, $5, $6, $2, $7, $8, $9, $10, $11, $12, $13,
                        CASE WHEN EXISTS (SELECT FROM job) THEN $14 ELSE 'superseded' END
                    ON CONFLICT (claim_token, number) DO UPDATE SET cost_micros = excluded.cost_micros,
                        duration_ms = excluded.duration_ms, outcome = excluded.outcome
                    WHERE provider_calls.outcome = 'unanswered'
                )
                SELECT EXISTS (SELECT FROM job) OR EXISTS (SELECT FROM known) AS "kept!"
                "#,
                claim.file_id.0,
                claim.lease_token,
                i32::try_from(before).unwrap_or(i32::MAX),
                Json(piece) as _,
                claim.user_id,
                claim.attempts,
                call.number,
                call.provider,
                call.model,
                call.prompt_tokens,
                call.completion_tokens,
                call.cost_micros,
                call.duration_ms,
                call.outcome,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.kept)
}

/// Writes the transcription and ends the job: the file is ready. `false`: the lease was lost, and nothing was written.
pub async fn complete(
    db: &ServiceDb,
    claim: &FileClaim,
    new: &NewTranscription,
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH job AS (
                    UPDATE private.file_jobs SET state = 'completed', lease_token = NULL, lease_expires_at = NULL, pieces = '[]'
                    WHERE file_id = $1 AND lease_token = $2 AND state = 'processing'
                    RETURNING file_id, user_id
                ), text AS (
                    INSERT INTO transcriptions AS t (file_id, user_id, language, duration_seconds, text, word_count,
                        segments, provider, model)
                    SELECT file_id, user_id, $3, $4, $5, $6, $7, $8, $9 FROM job
                    ON CONFLICT (file_id) DO UPDATE SET language = excluded.language,
                        duration_seconds = excluded.duration_seconds, text = excluded.text,
                        word_count = excluded.word_count, segments = excluded.segments, provider = excluded.provider,
                        model = excluded.model, created_at = now()
                ), shown AS (
                    UPDATE files f SET status = 'ready', error = NULL, sha256 = $10
                    FROM job WHERE f.id = job.file_id RETURNING 1
                )
                SELECT EXISTS (SELECT FROM shown) AS "written!"
                "#,
                claim.file_id.0,
                claim.lease_token,
                new.language,
                new.duration_seconds,
                new.text,
                i32::try_from(new.text.split_whitespace().count()).unwrap_or(i32::MAX),
                Json(&new.segments) as _,
                new.provider,
                new.model,
                new.sha256,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.written)
}

/// Gives the job back, not to be claimed before `delay` has passed. `false`: the lease was lost.
pub async fn retry_later(
    db: &ServiceDb,
    claim: &FileClaim,
    delay: Duration,
) -> Result<bool, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.file_jobs SET state = 'queued', lease_token = NULL, lease_expires_at = NULL,
                     not_before = now() + $3, deliver_after = now() + $3 + interval '60 seconds'
                 WHERE file_id = $1 AND lease_token = $2 AND state = 'processing'",
                claim.file_id.0,
                claim.lease_token,
                interval(delay),
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends the job without a text: the file has failed, and with it the outputs that wait for it. `false`: the lease was
/// lost.
pub async fn fail(db: &ServiceDb, claim: &FileClaim, why: &Failure) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH shown AS (
                    UPDATE files f SET status = 'failed', error = $3
                    FROM private.file_jobs j
                    WHERE f.id = $1 AND j.file_id = f.id AND j.lease_token = $2 AND j.state = 'processing'
                    RETURNING f.id
                ), job AS (
                    UPDATE private.file_jobs j SET state = 'failed', lease_token = NULL, lease_expires_at = NULL
                    FROM shown WHERE j.file_id = shown.id AND j.lease_token = $2 AND j.state = 'processing'
                    RETURNING 1
                )
                SELECT EXISTS (SELECT FROM job) AS "failed!"
                "#,
                claim.file_id.0,
                claim.lease_token,
                Json(why) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.failed)
}

/// Ends a job whose message went to the dead-letter queue.
pub async fn bury(db: &ServiceDb, id: FileId, why: &Failure) -> Result<Buried, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH lost AS (
                    SELECT file_id, attempts >= max_attempts AS spent FROM private.file_jobs
                    WHERE file_id = $1 AND (state = 'queued' OR state = 'processing' AND lease_expires_at < now())
                    FOR UPDATE
                ), shown AS (
                    UPDATE files f SET status = 'failed', error = $2
                    FROM lost WHERE f.id = lost.file_id AND lost.spent
                ), job AS (
                    UPDATE private.file_jobs j SET
                        state = CASE WHEN spent THEN 'failed' ELSE 'queued' END,
                        lease_token = NULL, lease_expires_at = NULL, deliver_after = now()
                    FROM lost WHERE j.file_id = lost.file_id
                    RETURNING j.state
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
        Some(_) => Buried::Kept,
        None => Buried::Nothing,
    })
}

/// Files that are queued and have no message on its way; as [`crate::maintenance::undelivered`] for outputs.
pub async fn undelivered(db: &ServiceDb, limit: i64) -> Result<Vec<UndeliveredFile>, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            UndeliveredFile,
            r#"
            UPDATE private.file_jobs SET deliver_after = now() + interval '1 minute'
            WHERE file_id IN (
                SELECT file_id FROM private.file_jobs
                WHERE state = 'queued' AND deliver_after < now() AND not_before <= now() AND deadline_at > now()
                ORDER BY deliver_after LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            RETURNING file_id, request_id
            "#,
            limit,
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Records that messages are on the queue.
pub async fn delivered(db: &ServiceDb, ids: &[FileId]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    db.run(async |connection| {
        sqlx::query!(
            "UPDATE private.file_jobs SET deliver_after = now() + interval '10 minutes'
             WHERE file_id = ANY ($1) AND state = 'queued'",
            &ids,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Gives files whose worker is gone to the next one, and ends those that have no attempt or no time left.
pub async fn rescue(db: &ServiceDb, limit: i64) -> Result<Rescued, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH lost AS (
                    SELECT file_id, attempts >= max_attempts AS spent, deadline_at <= now() AS late
                    FROM private.file_jobs
                    WHERE state = 'processing' AND lease_expires_at < now()
                       OR state = 'queued' AND deliver_after < now() AND deadline_at <= now()
                    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED
                ), shown AS (
                    UPDATE files f SET status = 'failed', error = CASE
                        WHEN late THEN jsonb_build_object('code', 'deadline_exceeded', 'retryable', true,
                            'detail', 'The file was not read within its time. Call `complete` again.')
                        ELSE jsonb_build_object('code', 'worker_lost', 'retryable', true,
                            'detail', 'Reading this file broke off each time it was tried. Call `complete` again.') END
                    FROM lost WHERE f.id = lost.file_id AND (spent OR late)
                ), job AS (
                    UPDATE private.file_jobs j SET
                        state = CASE WHEN spent OR late THEN 'failed' ELSE 'queued' END,
                        lease_token = NULL, lease_expires_at = NULL, not_before = now(), deliver_after = now()
                    FROM lost WHERE j.file_id = lost.file_id
                    RETURNING j.state
                )
                SELECT count(*) FILTER (WHERE state = 'queued') AS "requeued!",
                       count(*) FILTER (WHERE state = 'failed') AS "failed!" FROM job
                "#,
                limit,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(Rescued {
        requeued: row.requeued,
        failed: row.failed,
    })
}
