//! `private.jobs`: what is worked on, by whom, and until when, whatever kind of work it is. The rows of `outputs` and of
//! `files` follow it by the database's own triggers (`migrations/repeatable/jobs.sql`).
//!
//! Each step is one statement, so that it happens whole or not at all. Time is the database's, never a worker's.

use std::time::Duration;

use serde::de::DeserializeOwned;
use sqlx::{postgres::types::PgInterval, types::Json};
use uuid::Uuid;

use crate::{DbError, ServiceDb};
use domain::{Failure, Subject, WorkKind};

/// A job that is ours until its lease ends.
#[derive(Debug, Clone)]
pub struct Claim {
    pub subject: Subject,
    pub user_id: String,
    pub request_id: Option<String>,
    /// Those that count against `max_attempts`, this one included: they broke off, or were answered badly.
    pub attempts: i32,
    /// Those that came to nothing through no fault of the job.
    pub postponed: i32,
    pub max_attempts: i32,
    pub lease_token: Uuid,
}

impl Claim {
    /// 1 the first time, and again once something was kept.
    #[must_use]
    pub const fn tries(&self) -> i32 {
        self.attempts + self.postponed
    }
}

/// When a job that came to nothing is to be tried again.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    pub delay: Duration,
    /// It was no fault of the job: the attempt doesn't count, and only the deadline ends it.
    pub postponed: bool,
    /// Its message comes back by itself. Otherwise `maintenance` sends another.
    pub message_returns: bool,
}

/// How long a message that is on its way may be late before another is sent.
const MESSAGE_LATE: Duration = Duration::from_mins(1);

/// Takes the job for `lease`, with what its work needs. `None`: someone else has it, it is final, it waits for its time, or
/// it is gone.
pub async fn claim<Input: DeserializeOwned + Send + Unpin>(
    db: &ServiceDb,
    subject: Subject,
    lease: Duration,
) -> Result<Option<(Claim, Input)>, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                UPDATE private.jobs AS job SET state = 'processing', attempts = attempts + 1,
                    lease_token = gen_random_uuid(), lease_expires_at = now() + $3
                WHERE private.is_job_of(job, $1) AND work = $2 AND attempts < max_attempts AND deadline_at > now()
                  AND cancel_requested_at IS NULL
                  AND (state = 'queued' AND not_before <= now() OR state = 'processing' AND lease_expires_at < now())
                RETURNING user_id, request_id, attempts, postponed, max_attempts, progress,
                    lease_token, private.job_input(job) AS input
                "#,
                subject.id(),
                subject.work().as_str(),
                interval(lease),
            )
            .fetch_optional(connection)
            .await
        })
        .await?;
    // A delivery whose endpoint has as many as it takes at a time is put off instead: `private.admit_delivery`.
    let Some((row, lease_token)) = row.and_then(|row| row.lease_token.map(|token| (row, token)))
    else {
        return Ok(None);
    };
    let claim = Claim {
        subject,
        user_id: row.user_id,
        request_id: row.request_id,
        attempts: row.attempts,
        postponed: row.postponed,
        max_attempts: row.max_attempts,
        lease_token,
    };
    let mut input = row.input.unwrap_or_default();
    if let Some(input) = input.as_object_mut() {
        input.insert("progress".to_owned(), row.progress);
    }
    let input = serde_json::from_value(input)
        .map_err(|error| DbError::Unexpected(format!("private.job_input: {error}")))?;
    Ok(Some((claim, input)))
}

/// Prolongs the lease. `false`: it is lost, or the user wants no result any more; stop.
pub async fn renew(db: &ServiceDb, claim: &Claim, lease: Duration) -> Result<bool, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.jobs SET lease_expires_at = now() + $3
                 WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'
                   AND cancel_requested_at IS NULL",
                claim.subject.id(),
                claim.lease_token,
                interval(lease),
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether the job is still ours, and its user wants what comes of it.
pub async fn is_wanted(db: &ServiceDb, claim: &Claim) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT EXISTS (
                     SELECT FROM private.jobs
                     WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'
                       AND cancel_requested_at IS NULL
                   ) AS "wanted!""#,
                claim.subject.id(),
                claim.lease_token,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.wanted)
}

/// Gives the job back, not to be claimed before the delay has passed. `why` is shown meanwhile. `false`: the lease was lost,
/// or the user wants no result any more.
pub async fn retry_later(
    db: &ServiceDb,
    claim: &Claim,
    retry: Retry,
    why: Option<&Failure>,
) -> Result<bool, DbError> {
    let late = if retry.message_returns {
        MESSAGE_LATE
    } else {
        Duration::ZERO
    };
    let row = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.jobs SET
                     state = CASE WHEN cancel_requested_at IS NULL THEN 'queued' ELSE 'cancelled' END,
                     attempts = CASE WHEN $4 THEN greatest(attempts - 1, 0) ELSE attempts END,
                     postponed = CASE WHEN $4 THEN postponed + 1 ELSE postponed END,
                     lease_token = NULL, lease_expires_at = NULL,
                     not_before = now() + $3, deliver_after = now() + $3 + $5::interval, error = coalesce($6, error)
                 WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'
                 RETURNING state",
                claim.subject.id(),
                claim.lease_token,
                interval(retry.delay),
                retry.postponed,
                interval(late),
                why.map(Json) as _,
            )
            .fetch_optional(connection)
            .await
        })
        .await?;
    Ok(row.is_some_and(|row| row.state == "queued"))
}

/// Ends the job without a result. `false`: the lease was lost.
pub async fn fail(db: &ServiceDb, claim: &Claim, why: &Failure) -> Result<bool, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.jobs SET state = 'failed', lease_token = NULL, lease_expires_at = NULL, error = $3
                 WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'",
                claim.subject.id(),
                claim.lease_token,
                Json(why) as _,
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends a cancelled job that is ours. `false`: the lease was lost, or nobody asked.
pub async fn cancel(db: &ServiceDb, claim: &Claim) -> Result<bool, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.jobs SET state = 'cancelled', lease_token = NULL, lease_expires_at = NULL
                 WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'
                   AND cancel_requested_at IS NOT NULL",
                claim.subject.id(),
                claim.lease_token,
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}

/// What became of a job whose message went to the dead-letter queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadLetterOutcome {
    /// It broke off each time: it has failed, with the reason.
    Failed,
    /// It was not tried often enough to be given up, since the database was away: `maintenance` sends it again.
    StillQueued,
    /// It is cancelled, final, gone, or a worker holds it.
    Nothing,
}

/// Ends a job whose message went to the dead-letter queue, where it broke off each time.
pub async fn fail_dead_lettered(
    db: &ServiceDb,
    subject: Subject,
    why: &Failure,
) -> Result<DeadLetterOutcome, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.jobs SET
                     state = CASE WHEN cancel_requested_at IS NOT NULL THEN 'cancelled'
                                  WHEN attempts >= max_attempts THEN 'failed' ELSE 'queued' END,
                     error = CASE WHEN cancel_requested_at IS NULL AND attempts >= max_attempts THEN $2 ELSE error END,
                     lease_token = NULL, lease_expires_at = NULL, deliver_after = now()
                 WHERE private.is_job_of(jobs, $1)
                   AND (state = 'queued' OR state = 'processing' AND lease_expires_at < now())
                 RETURNING state",
                subject.id(),
                Json(why) as _,
            )
            .fetch_optional(connection)
            .await
        })
        .await?;
    Ok(match row.map(|row| row.state).as_deref() {
        Some("failed") => DeadLetterOutcome::Failed,
        Some("queued") => DeadLetterOutcome::StillQueued,
        Some(_) | None => DeadLetterOutcome::Nothing,
    })
}

/// Jobs whose lease ran out or whose time was up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rescued {
    /// Back to `queued`.
    pub requeued: i64,
    /// `failed`: no attempt or no time is left.
    pub failed: i64,
}

/// Gives jobs whose worker is gone to the next one, and ends those that have no attempt or no time left, for these reasons.
pub async fn rescue(
    db: &ServiceDb,
    work: WorkKind,
    limit: i64,
    worker_lost: &Failure,
    deadline_exceeded: &Failure,
) -> Result<Rescued, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH lost AS (
                    SELECT ctid AS place, deadline_at <= now() AS late, cancel_requested_at IS NOT NULL AS unwanted,
                           attempts >= max_attempts OR deadline_at <= now() AS over
                    FROM private.jobs
                    WHERE work = $1 AND (state = 'processing' AND lease_expires_at < now()
                       OR state = 'queued' AND deliver_after < now() AND deadline_at <= now())
                    ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
                ), job AS (
                    UPDATE private.jobs j SET
                        state = CASE WHEN unwanted THEN 'cancelled' WHEN over THEN 'failed' ELSE 'queued' END,
                        error = CASE WHEN unwanted OR NOT over THEN error WHEN late THEN $4 ELSE $3 END,
                        lease_token = NULL, lease_expires_at = NULL, not_before = now(), deliver_after = now()
                    FROM lost WHERE j.ctid = lost.place
                    RETURNING j.state
                )
                SELECT count(*) FILTER (WHERE state = 'queued') AS "requeued!",
                       count(*) FILTER (WHERE state = 'failed') AS "failed!" FROM job
                "#,
                work.as_str(),
                limit,
                Json(worker_lost) as _,
                Json(deadline_exceeded) as _,
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

/// A job without a message on its way.
#[derive(Debug, Clone)]
pub struct Unpublished {
    pub subject: Subject,
    pub request_id: Option<String>,
}

/// Jobs that are queued and have no message on its way, the longest waiting first. Each is put off for a minute, so that one
/// that can't be sent does not keep back those behind it.
pub async fn unpublished(
    db: &ServiceDb,
    work: WorkKind,
    limit: i64,
) -> Result<Vec<Unpublished>, DbError> {
    let rows = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                UPDATE private.jobs SET deliver_after = now() + interval '1 minute'
                WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM private.jobs
                    WHERE work = $1 AND state = 'queued' AND deliver_after < now() AND not_before <= now() AND deadline_at > now()
                    ORDER BY deliver_after LIMIT $2 FOR UPDATE SKIP LOCKED
                ))
                RETURNING private.subject_of(jobs) AS "subject!", request_id
                "#,
                work.as_str(),
                limit,
            )
            .fetch_all(connection)
            .await
        })
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Unpublished {
            subject: work.subject(row.subject),
            request_id: row.request_id,
        })
        .collect())
}

/// Records that messages are on the queue. Should they get lost there, they are sent again after ten minutes.
pub async fn published(db: &ServiceDb, subjects: &[Subject]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = subjects.iter().map(|subject| subject.id()).collect();
    db.run(async |connection| {
        sqlx::query!(
            "UPDATE private.jobs SET deliver_after = now() + interval '10 minutes'
             FROM unnest($1::uuid[]) AS subject (id)
             WHERE private.is_job_of(jobs, subject.id) AND state = 'queued'
               -- A worker may have had it already, and put it off.
               AND not_before <= now()",
            &ids,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

pub(crate) fn interval(duration: Duration) -> PgInterval {
    PgInterval {
        months: 0,
        days: 0,
        microseconds: i64::try_from(duration.as_micros()).unwrap_or(i64::MAX),
    }
}
