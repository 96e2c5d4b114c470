//! What a request about users can be rejected with.

use domain::limits;
use web::{InvalidValue, Problem};

#[must_use]
pub fn too_many_preferences() -> Problem {
    let most = limits::PREFERENCES;
    let detail = format!("The preferences hold at most {most} bytes of JSON.");
    let invalid = InvalidValue::new("too_long", detail);
    Problem::invalid(vec![invalid.at("#/preferences")])
}
