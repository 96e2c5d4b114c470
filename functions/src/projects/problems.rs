//! What a request about projects can be rejected with.

use web::{InvalidValue, Problem};

/// `?include=` names something else.
#[must_use]
pub fn unknown_include() -> Problem {
    let detail = "Give files, outputs, or both with a comma between.";
    let invalid = InvalidValue::new("unknown_value", detail);
    Problem::invalid(vec![invalid.of("include")])
}
