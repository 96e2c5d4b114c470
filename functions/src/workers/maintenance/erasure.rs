//! What deleted users leave behind: rows, queued jobs, stored objects.
//!
//! Each step may be repeated, and a run that breaks off is taken up by the next, since a tombstone is settled last.

use domain::UserId;
use models::{ServiceDb, tombstones};
use serde_json::{Value, json};
use storage::Storage;
use web::Error;

/// Users in one run, rows in one statement, and steps of each kind for one user: what is left comes with the next run.
const USERS: i64 = 20;
const ROWS: i32 = 500;
const STEPS: usize = 100;

/// Of how many users nothing is left.
pub(super) async fn run(db: &ServiceDb, storage: &Storage) -> Result<Value, Error> {
    let mut erased = 0;
    for tombstone in tombstones::due(db, USERS).await? {
        let user = UserId::parse(&tombstone.user_id)?;
        // Rows first: with them go the jobs, so that no worker writes any more, and every way to the objects.
        if rows(db, &user).await? && objects(storage, &user).await? {
            tombstones::erased(db, &user).await?;
            erased += 1;
        }
    }
    Ok(json!({ "erased": erased }))
}

/// `false`: there are more.
async fn rows(db: &ServiceDb, user: &UserId) -> Result<bool, Error> {
    for _ in 0..STEPS {
        if tombstones::erase_rows(db, user, ROWS).await? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// By their place and not by their rows: what was uploaded and never became a file is found, too.
async fn objects(storage: &Storage, user: &UserId) -> Result<bool, Error> {
    for _ in 0..STEPS {
        let stored = storage.list_user(user).await?;
        if stored.is_empty() {
            return Ok(true);
        }
        let keys: Vec<_> = stored.into_iter().map(|object| object.key).collect();
        storage.remove(&keys).await?;
    }
    Ok(false)
}
