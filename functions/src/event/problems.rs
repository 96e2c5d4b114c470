//! What an event can be rejected with.

use std::fmt::Display;

use web::Problem;

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
