//! What a request about keys can be rejected with.

use domain::{Scope, limits};
use web::{InvalidValue, Problem};

#[must_use]
pub fn too_many_keys() -> Problem {
    let detail = format!(
        "An account has at most {} keys. Delete one that is not used.",
        limits::API_KEYS
    );
    Problem::conflict("too_many_keys", &detail)
}

#[must_use]
pub fn not_scopes() -> InvalidValue {
    InvalidValue::not_some_of(Scope::ALL.map(Scope::as_str))
}

#[must_use]
pub fn not_in_the_future() -> InvalidValue {
    let detail = "Give a time in the future, such as 2030-01-01T00:00:00Z, or leave it out.";
    InvalidValue::new("not_in_the_future", detail)
}
