//! `private.tombstones`: users and organizations that were deleted. What was theirs is erased, and looked for again until nothing of theirs
//! can still be on its way.

use domain::{AccountId, UserId};

use crate::{DbError, ServiceDb};

/// A deleted user or organization to look for.
#[derive(Debug)]
pub struct Tombstone {
    pub user_id: String,
}

/// Tombstones whose time has come, the longest waiting first. Each is put off for ten minutes, so that one that can't be
/// worked off does not keep back those behind it.
pub async fn due(db: &ServiceDb, limit: i64) -> Result<Vec<Tombstone>, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            Tombstone,
            "UPDATE private.tombstones SET erase_at = now() + interval '10 minutes'
             WHERE user_id IN (
                 SELECT user_id FROM private.tombstones
                 WHERE erase_at <= now() ORDER BY erase_at LIMIT $1 FOR UPDATE SKIP LOCKED
             )
             RETURNING user_id",
            limit,
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Erases at most so many rows of theirs, and what hangs from them. How many; 0: nothing is left.
pub async fn erase_rows(db: &ServiceDb, account: &AccountId, limit: i32) -> Result<i64, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.erase($1, $2) AS "erased!""#,
                account.as_str(),
                limit
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.erased)
}

/// Nothing of theirs is left. For a day it is looked for again each hour: a signed URL, a request or a worker that was
/// there before its user went may still leave something.
pub async fn erased(db: &ServiceDb, account: &AccountId) -> Result<(), DbError> {
    db.run(async |connection| {
        sqlx::query!(
            "UPDATE private.tombstones SET
                 erased_at = now(),
                 erase_at = CASE WHEN deleted_at > now() - interval '1 day' THEN now() + interval '1 hour' END
             WHERE user_id = $1",
            account.as_str(),
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Whether the user was deleted: for routes that don't begin a [`crate::UserTx`], which refuses them itself.
pub async fn exists(db: &ServiceDb, user: &UserId) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT EXISTS (SELECT FROM private.tombstones WHERE user_id = $1) AS "exists!""#,
                user.as_str(),
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.exists)
}
