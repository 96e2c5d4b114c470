//! Uploads that were never completed are given up.

use domain::limits;
use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use storage::Storage;
use web::Error;

use super::{BATCH, ROUNDS};

/// Rows first, so that none is left that says it has an object. An object that can't be removed now is an orphan.
pub(super) async fn run(db: &ServiceDb, storage: &Storage) -> Result<Value, Error> {
    let mut all = 0;
    for _ in 0..ROUNDS {
        let paths = maintenance::abandon_uploads(db, limits::UPLOAD_ABANDONED, BATCH).await?;
        all += paths.len();
        storage.remove(&paths).await?;
        if i64::try_from(paths.len()).is_ok_and(|some| some < BATCH) {
            break;
        }
    }
    Ok(json!({ "abandoned": all }))
}
