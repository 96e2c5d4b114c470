//! What keeps the promises that no single request can keep: the reference's maintenance tasks. The rescue of jobs is in
//! [`crate::jobs`].
//!
//! Every step is safe to run twice and at the same time as itself; [`lease`] only saves the work.

use std::time::Duration;

use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, ServiceDb, files::REFUSED, jobs::interval};
use domain::{FileId, limits};

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

/// What came of one step of the archive.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Archived {
    /// Outputs older than 90 days that were looked at; 0: the walk through them is over.
    pub seen: i64,
    /// Of those, the completed ones that had no copy yet.
    pub archived: i64,
}

/// Copies completed outputs older than 90 days to `outputs_archive`, each once: those among the next `limit`, from where the
/// last step ended. A walk that is over begins anew where `begin` says so.
pub async fn archive(db: &ServiceDb, limit: i32, begin: bool) -> Result<Archived, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.archive_outputs($1, $2) AS "step!: Json<Archived>""#,
                limit,
                begin,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.step.0)
}

/// Enters the words of the next `limit` outputs from before there was a place for them. How many were seen; `None`: there are no
/// more.
pub async fn enter_old_words(db: &ServiceDb, limit: i32) -> Result<Option<i64>, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!("SELECT private.enter_old_words($1) AS seen", limit)
                .fetch_one(connection)
                .await
        })
        .await?;
    Ok(row.seen)
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

/// Forgets what endpoints were told 30 days ago, up to `limit` messages. How many.
pub async fn purge_messages(db: &ServiceDb, limit: i64) -> Result<u64, DbError> {
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "DELETE FROM private.webhook_messages WHERE id IN (
                     SELECT id FROM private.webhook_messages WHERE created_at < now() - interval '30 days'
                     ORDER BY created_at LIMIT $1
                 )",
                limit,
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected())
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
