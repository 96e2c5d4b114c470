//! What a request about users can be rejected with.

use std::fmt::Display;

use domain::limits;
use web::{InvalidValue, Problem};

/// 400 for what Clerk never sends.
#[must_use]
pub fn invalid_event(why: impl Display) -> Problem {
    let detail = format!("This is no event of Clerk's: {why}.");
    Problem::bad_request("invalid_event", &detail)
}

/// 400, as Svix's own examples have it: 401 would ask for a token.
#[must_use]
pub fn invalid_signature() -> Problem {
    let detail =
        "The event is not signed with this endpoint's secret, or not within the last five minutes.";
    Problem::bad_request("invalid_signature", detail)
}

#[must_use]
pub fn too_many_preferences() -> Problem {
    let most = limits::PREFERENCES;
    let detail = format!("The preferences hold at most {most} bytes of JSON.");
    let invalid = InvalidValue::new("too_long", detail);
    Problem::invalid(vec![invalid.at("#/preferences")])
}
