//! Completed outputs of over 90 days ago are copied to the archive.
//!
//! In steps that commit each. A run stops when its time is up, and the next minute's goes on from there until it is through.

use std::time::{Duration, Instant};

use models::{DbError, ServiceDb, maintenance};
use serde_json::{Value, json};
use web::Error;

/// Outputs in one step: a tenth of a second.
const STEP: i32 = 500;
/// How many times as long as a step takes the database has to itself after it, so that nobody who writes notices.
const REST: u32 = 3;
/// Of a run, so that the other tasks have the rest of it.
const TIME: Duration = Duration::from_mins(5);
/// A project may go while its outputs are copied, or be held by somebody.
const TRIES: usize = 3;

/// `begin`: where none is under way, begins a walk through all of them.
///
/// # Errors
///
/// When the database does not answer, or some output can't be copied.
pub async fn run(db: &ServiceDb, begin: bool) -> Result<Value, Error> {
    let until = Instant::now() + TIME;
    let (mut archived, mut begin) = (0, begin);
    loop {
        let started = Instant::now();
        let step = step(db, begin).await?;
        begin = false;
        archived += step.archived;
        if step.seen == 0 || Instant::now() > until {
            return Ok(json!({ "archived": archived }));
        }
        tokio::time::sleep(started.elapsed() * REST).await;
    }
}

async fn step(db: &ServiceDb, begin: bool) -> Result<maintenance::Archived, DbError> {
    let mut tried = 1;
    loop {
        match maintenance::archive(db, STEP, begin).await {
            Err(DbError::Constraint(_) | DbError::Unavailable(_)) if tried < TRIES => tried += 1,
            result => return result,
        }
    }
}
