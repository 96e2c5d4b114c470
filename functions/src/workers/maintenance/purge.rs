//! Idempotency keys, rates and events that no longer count.

use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use web::Error;

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    Ok(json!({ "purged": maintenance::purge(db).await? }))
}
