//! Completed outputs of over 90 days ago are copied to the archive.

use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use web::Error;

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    Ok(json!({ "archived": maintenance::archive(db).await? }))
}
