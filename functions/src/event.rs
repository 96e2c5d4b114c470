//! What the events of Clerk and of Stripe have in common.

pub mod problems;

use domain::Timestamp;
use web::Problem;

use self::problems::invalid_event;

/// In milliseconds since 1970.
const YEAR_10000: i64 = 253_402_300_800_000;

/// Milliseconds since 1970.
pub(crate) fn read_time(milliseconds: i64) -> Result<Timestamp, Problem> {
    Timestamp::from_timestamp_millis(milliseconds)
        .filter(|_| (0..YEAR_10000).contains(&milliseconds))
        .ok_or_else(|| invalid_event(format!("{milliseconds} is no time")))
}
