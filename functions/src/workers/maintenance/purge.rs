//! Idempotency keys, rates and events that no longer count, what endpoints were told long ago, and deleted outputs that can't be
//! restored any more.

use models::{ServiceDb, maintenance, outputs};
use serde_json::{Value, json};
use web::Error;

use super::{BATCH, ROUNDS};

/// Each has its versions with it.
const BATCH_OF_OUTPUTS: i32 = 100;

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    let mut purged = maintenance::purge(db).await?;
    for _ in 0..ROUNDS {
        let some = maintenance::purge_messages(db, BATCH).await?;
        purged += some;
        if some == 0 {
            break;
        }
    }
    for _ in 0..ROUNDS {
        let some = outputs::erase(db, BATCH_OF_OUTPUTS).await?;
        purged += some;
        if some == 0 {
            break;
        }
    }
    Ok(json!({ "purged": purged }))
}
