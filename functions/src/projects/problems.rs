//! What a request about projects can be rejected with.

use domain::limits;
use web::{InvalidValue, Problem};

/// Of accounts that there are none of, too: it says of no account that it is there.
#[must_use]
pub fn not_admin_there() -> InvalidValue {
    let detail = "You are not known as an admin of this account. Where you have become one before the service was told of such \
                  changes, have your role there set once more.";
    InvalidValue::new("not_admin_there", detail)
}

#[must_use]
pub fn project_busy() -> Problem {
    let detail = "Outputs of this project are being written, or files read. Wait until they are done, or cancel the outputs.";
    Problem::conflict("project_busy", detail)
}

#[must_use]
pub fn project_too_large() -> Problem {
    let detail = format!(
        "A project with more than {} files and outputs, archived ones included, can't go to another account.",
        limits::TRANSFER_ROWS
    );
    Problem::conflict("project_too_large", &detail)
}
