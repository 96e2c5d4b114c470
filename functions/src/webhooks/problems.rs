//! What a request about webhooks can be rejected with.

use domain::{EventType, limits};
use imports::AddressError;
use web::{InvalidValue, Problem};

#[must_use]
pub fn too_many_webhooks() -> Problem {
    let detail = format!(
        "An account has at most {} webhooks. Delete one that is not used.",
        limits::WEBHOOKS
    );
    Problem::conflict("too_many_webhooks", &detail)
}

#[must_use]
pub fn not_types() -> InvalidValue {
    InvalidValue::not_some_of(EventType::ALL.map(EventType::as_str))
}

#[must_use]
pub fn invalid_address(error: AddressError) -> InvalidValue {
    let detail = match error {
        AddressError::Scheme => "Give an address that begins with https://.".to_owned(),
        AddressError::Port => "Only the port 443 and those from 1024 on can be used.".to_owned(),
        other => other.to_string(),
    };
    InvalidValue::new("invalid_address", detail)
}

#[must_use]
pub fn webhook_disabled() -> Problem {
    Problem::conflict(
        "webhook_disabled",
        "This webhook is disabled. Enable it first.",
    )
}

#[must_use]
pub fn delivery_pending() -> Problem {
    Problem::conflict(
        "delivery_pending",
        "This is on its way already; see its `next_attempt_at`.",
    )
}
