//! The words of outputs from before there was a place for them are entered, once.
//!
//! In steps that commit each, for a while in each run, until it is through.

use std::time::{Duration, Instant};

use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use web::Error;

/// Outputs in one step: some tenths of a second.
const STEP: i32 = 200;
/// Of a run.
const TIME: Duration = Duration::from_mins(2);

pub(super) async fn run(db: &ServiceDb) -> Result<Value, Error> {
    let until = Instant::now() + TIME;
    let mut seen = 0;
    while let Some(step) = maintenance::enter_old_words(db, STEP).await? {
        seen += step;
        if Instant::now() > until {
            break;
        }
    }
    Ok(json!({ "searched_through": seen }))
}
