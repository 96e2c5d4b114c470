//! What a list of deleted things can be refused with.

use web::InvalidValue;

/// A choice that the list of what can be restored doesn't have.
pub(crate) fn not_among_deleted() -> InvalidValue {
    let detail = "What was deleted is listed whole, the last deleted first. Leave this out.";
    InvalidValue::new("not_among_deleted", detail)
}
