//! What keeps the promises that no single request can keep: the reference's maintenance tasks, and the rescue of
//! jobs that lost their message or their worker.
//!
//! Every step is safe to run twice and at the same time as itself; [`lease`] only saves the work.

use std::time::Duration;

use uuid::Uuid;

use crate::{DbError, FileId, OutputId, ServiceDb, files::REFUSED, jobs::interval, limits};

/// A job to send to the queue.
#[derive(Debug, Clone)]
pub struct Undelivered {
    pub output_id: OutputId,
    pub request_id: Option<String>,
}

/// Jobs whose lease ran out or whose time was up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rescued {
    /// Back to `queued`.
    pub requeued: i64,
    /// `failed`: no attempt or no time is left.
    pub failed: i64,
}

impl std::ops::Add for Rescued {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            requeued: self.requeued + other.requeued,
            failed: self.failed + other.failed,
        }
    }
}

/// Takes the lease `name` for `time`. `false`: another run has it.
pub async fn lease(db: &ServiceDb, name: &str, time: Duration) -> Result<bool, DbError> {
    let taken = db
        .run(async |connection| {
            sqlx::query!(
                "INSERT INTO private.leases AS l (name, expires_at) VALUES ($1, now() + $2)
                 ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at WHERE l.expires_at < now()",
                name,
                interval(time),
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(taken.rows_affected() > 0)
}

pub async fn release(db: &ServiceDb, name: &str) -> Result<(), DbError> {
    db.run(async |connection| {
        sqlx::query!(
            "UPDATE private.leases SET expires_at = now() WHERE name = $1",
            name
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Jobs that are queued and have no message on its way, the longest waiting first. Each is put off for a minute, so
/// that one that can't be sent does not keep back those behind it.
pub async fn undelivered(db: &ServiceDb, limit: i64) -> Result<Vec<Undelivered>, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            Undelivered,
            r#"
            UPDATE private.jobs SET deliver_after = now() + interval '1 minute'
            WHERE output_id IN (
                SELECT output_id FROM private.jobs
                WHERE state = 'queued' AND deliver_after < now() AND not_before <= now() AND deadline_at > now()
                ORDER BY deliver_after LIMIT $1 FOR UPDATE SKIP LOCKED
            )
            RETURNING output_id, request_id
            "#,
            limit,
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Records that messages are on the queue. Should they get lost there, they are sent again after ten minutes.
pub async fn delivered(db: &ServiceDb, ids: &[OutputId]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    db.run(async |connection| {
        sqlx::query!(
            "UPDATE private.jobs SET deliver_after = now() + interval '10 minutes'
             WHERE output_id = ANY ($1) AND state = 'queued'",
            &ids,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Gives jobs whose worker is gone to the next one, and ends those that have no attempt or no time left.
pub async fn rescue(db: &ServiceDb, limit: i64) -> Result<Rescued, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                WITH lost AS (
                    SELECT output_id, attempts >= max_attempts AS spent, deadline_at <= now() AS late,
                           cancel_requested_at IS NOT NULL AS unwanted
                    FROM private.jobs
                    WHERE state = 'processing' AND lease_expires_at < now()
                       OR state = 'queued' AND deliver_after < now() AND deadline_at <= now()
                    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED
                ), job AS (
                    UPDATE private.jobs j SET
                        state = CASE WHEN unwanted THEN 'cancelled' WHEN spent OR late THEN 'failed' ELSE 'queued' END,
                        lease_token = NULL, lease_expires_at = NULL, not_before = now(), deliver_after = now()
                    FROM lost WHERE j.output_id = lost.output_id
                    RETURNING j.output_id, j.state, lost.late
                ), shown AS (
                    UPDATE outputs o SET
                        status = job.state::output_status,
                        completed_at = CASE WHEN job.state <> 'queued' THEN now() END,
                        error = CASE
                            WHEN job.state <> 'failed' THEN o.error
                            WHEN job.late THEN jsonb_build_object('code', 'deadline_exceeded', 'retryable', true,
                                'detail', 'The job was not done within its time. Generate again.')
                            ELSE jsonb_build_object('code', 'worker_lost', 'retryable', true,
                                'detail', 'The work on this output broke off each time it was tried. Generate again.')
                        END
                    FROM job WHERE o.id = job.output_id
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

/// Copies completed outputs older than 90 days to `outputs_archive`, each once. How many.
pub async fn archive(db: &ServiceDb) -> Result<u64, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "INSERT INTO outputs_archive
                 SELECT o.* FROM outputs o
                 WHERE status = 'completed' AND created_at < now() - interval '90 days'
                   AND NOT EXISTS (SELECT FROM outputs_archive a WHERE a.id = o.id)"
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected())
}

/// Forgets idempotency keys after their 24 hours, rates that no longer count, and events that are not sent again: Svix
/// tries for three days. How many rows.
pub async fn purge(db: &ServiceDb) -> Result<u64, DbError> {
    let keys = db
        .run(async |connection| {
            sqlx::query!("DELETE FROM private.idempotency_keys WHERE created_at < now() - interval '24 hours'")
                .execute(connection)
                .await
        })
        .await?;
    let rates = db
        .run(async |connection| {
            sqlx::query!("DELETE FROM private.rates WHERE window_start < now() - interval '1 hour'")
                .execute(connection)
                .await
        })
        .await?;
    let events = db
        .run(async |connection| {
            sqlx::query!(
                "DELETE FROM private.webhook_events WHERE received_at < now() - interval '7 days'"
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(keys.rows_affected() + rates.rows_affected() + events.rows_affected())
}

/// Deletes the reservations of months that are long over. How many.
pub async fn delete_old_reservations(db: &ServiceDb) -> Result<i64, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.delete_old_reservations($1) AS "deleted!""#,
                limits::RESERVATIONS_KEPT,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.deleted)
}

/// Deletes the rows of uploads that were never completed, older than `age`, and gives their paths. An upload that is
/// being completed at this moment is locked, and is `ready` or `failed` when its lock is gone: it stays.
pub async fn abandon_uploads(
    db: &ServiceDb,
    age: Duration,
    limit: i64,
) -> Result<Vec<String>, DbError> {
    let rows = db
        .run(async |connection| {
            sqlx::query!(
                "DELETE FROM files WHERE status = 'uploading' AND id IN (
                     SELECT id FROM files WHERE status = 'uploading' AND created_at < now() - $1::interval
                     ORDER BY created_at LIMIT $2
                 ) RETURNING path",
                interval(age) as _,
                limit,
            )
            .fetch_all(connection)
            .await
        })
        .await?;
    Ok(rows.into_iter().map(|row| row.path).collect())
}

/// A stored object's row: to compare with what the bucket holds.
#[derive(Debug, Clone)]
pub struct StoredFile {
    pub id: FileId,
    pub path: String,
    /// Complete, and older than any upload that may still be on its way.
    pub settled: bool,
    /// What was uploaded has been refused and removed: an object that is there has come later.
    pub refused: bool,
}

/// The rows whose path lies after `after` and up to `to` (`None`: to the end), in the order of bytes, the one in
/// which S3 lists keys.
pub async fn files_between(
    db: &ServiceDb,
    after: &str,
    to: Option<&str>,
) -> Result<Vec<StoredFile>, DbError> {
    let refused = REFUSED.map(str::to_owned);
    db.run(async |connection| {
        sqlx::query_as!(
            StoredFile,
            r#"SELECT id, path, status = 'ready' AND created_at < now() - interval '1 day' AS "settled!",
                      status = 'failed' AND coalesce(error ->> 'code' = ANY ($3), false) AS "refused!" FROM files
               WHERE path COLLATE "C" > $1 AND ($2::text IS NULL OR path COLLATE "C" <= $2)"#,
            after,
            to,
            &refused,
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Deletes the rows of files whose object is gone: the reference's 'clean up orphaned files'.
pub async fn delete_files(db: &ServiceDb, ids: &[FileId]) -> Result<u64, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let done = db
        .run(async |connection| {
            sqlx::query!("DELETE FROM files WHERE id = ANY ($1)", &ids)
                .execute(connection)
                .await
        })
        .await?;
    Ok(done.rows_affected())
}
