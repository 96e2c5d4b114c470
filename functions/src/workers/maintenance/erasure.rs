//! What deleted users and organizations leave behind: what is billed to them, rows, queued jobs, stored objects.
//!
//! Each step may be repeated, and a run that breaks off is taken up by the next, since a tombstone is settled last.

use domain::AccountId;
use models::{
    ServiceDb, billing,
    moved_files::{Moved, held},
    tombstones,
};
use serde_json::{Map, Value, json};
use storage::Storage;
use web::{Error, metrics};

use super::{Maintenance, moved_files};

/// Accounts in one run, rows in one statement, and steps of each kind for one account: what is left comes with the next run.
const ACCOUNTS: i64 = 20;
const ROWS: i32 = 500;
const STEPS: usize = 100;

/// Of how many nothing is left.
pub(super) async fn run(maintenance: &Maintenance) -> Result<Value, Error> {
    let Maintenance { db, storage, .. } = maintenance;
    let mut erased = 0;
    for tombstone in tombstones::due(db, ACCOUNTS).await? {
        let account = AccountId::parse(&tombstone.user_id)?;
        // Before it is forgotten whose they were.
        end_subscriptions(maintenance, &account).await?;
        moved_files::remove(db, storage, Moved::To(&account)).await?;
        // What others have of it by now is theirs. The next run goes on, ten minutes later.
        if moved_files::give_away(db, storage, &account).await? {
            continue;
        }
        // Rows first: with them go the jobs, so that no worker writes any more, and every way to the objects.
        if rows(db, &account).await? && objects(db, storage, &account).await? {
            tombstones::erased(db, &account).await?;
            erased += 1;
        }
    }
    Ok(json!({ "erased": erased }))
}

/// What is paid elsewhere, or where the key is absent, can't be ended from here: somebody is told.
async fn end_subscriptions(maintenance: &Maintenance, account: &AccountId) -> Result<(), Error> {
    for billed in billing::billed(&maintenance.db, account).await? {
        let external_id = billed.external_id.as_str();
        match &maintenance.provider {
            Some(provider) if provider.source().as_str() == billed.source => {
                provider.cancel(external_id).await?;
            }
            _ => {
                tracing::error!(external_id, "a deleted account's subscription goes on");
                let counted = [(metrics::BILLING_REFUSED, 1)];
                maintenance.metrics.emit(&counted, None, Map::new());
            }
        }
    }
    Ok(())
}

/// `false`: there are more.
async fn rows(db: &ServiceDb, account: &AccountId) -> Result<bool, Error> {
    for _ in 0..STEPS {
        if tombstones::erase_rows(db, account, ROWS).await? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// By their place and not by their rows: what was uploaded and never became a file is found, too.
async fn objects(db: &ServiceDb, storage: &Storage, account: &AccountId) -> Result<bool, Error> {
    for _ in 0..STEPS {
        let stored = storage.list_account(account).await?;
        if stored.is_empty() {
            return Ok(true);
        }
        let mut keys: Vec<_> = stored.into_iter().map(|object| object.key).collect();
        // A project that went to another account at this very moment has taken them along.
        let held = held(db, &keys).await?;
        keys.retain(|key| !held.contains(key));
        storage.remove(&keys).await?;
        if !held.is_empty() {
            return Ok(false);
        }
    }
    Ok(false)
}
