//! What the events of Clerk and of Stripe have in common.

use std::fmt::Display;

use domain::Timestamp;
use web::Problem;

/// In milliseconds since 1970.
const YEAR_10000: i64 = 253_402_300_800_000;

/// 400 for what neither sends.
#[must_use]
pub fn invalid_event(why: impl Display) -> Problem {
    let detail = format!("This is not an event as it should be: {why}.");
    Problem::bad_request("invalid_event", &detail)
}

/// 400, as Svix's own examples have it: 401 would ask for a token.
#[must_use]
pub fn invalid_signature() -> Problem {
    let detail =
        "The event is not signed with this endpoint's secret, or not within the last five minutes.";
    Problem::bad_request("invalid_signature", detail)
}

/// Milliseconds since 1970.
pub(crate) fn read_time(milliseconds: i64) -> Result<Timestamp, Problem> {
    Timestamp::from_timestamp_millis(milliseconds)
        .filter(|_| (0..YEAR_10000).contains(&milliseconds))
        .ok_or_else(|| invalid_event(format!("{milliseconds} is no time")))
}
