//! Entries of the audit that are older than is kept.

use models::{ServiceDb, audit};
use serde_json::{Value, json};
use web::Error;

use super::ROUNDS;

const ENTRIES: i32 = 5_000;

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    let mut deleted = 0;
    for _ in 0..ROUNDS {
        let some = audit::delete_old(db, ENTRIES).await?;
        deleted += some;
        if some < i64::from(ENTRIES) {
            break;
        }
    }
    Ok(json!({ "audit_deleted": deleted }))
}
