//! Which jobs were accepted in months that are long over.

use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use web::Error;

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    Ok(json!({ "forgotten": maintenance::delete_old_reservations(db).await? }))
}
