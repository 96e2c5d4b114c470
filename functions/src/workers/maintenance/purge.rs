//! Idempotency keys, rates and events that no longer count, and what endpoints were told long ago.

use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use web::Error;

use super::{BATCH, ROUNDS};

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    let mut purged = maintenance::purge(db).await?;
    for _ in 0..ROUNDS {
        let some = maintenance::purge_messages(db, BATCH).await?;
        purged += some;
        if some == 0 {
            break;
        }
    }
    Ok(json!({ "purged": purged }))
}
