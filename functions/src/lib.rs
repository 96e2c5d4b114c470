//! What the functions are made of beyond the shared crates: a module a domain, their routes, and the contract. Each
//! binary in `bin/` builds its clients and calls what is here.

mod answer;
pub mod api_keys;
pub mod billing;
pub mod contract;
mod deletion;
pub mod event;
pub mod files;
pub mod mcp;
pub mod outputs;
pub mod projects;
mod publish;
mod reach;
mod routes;
pub mod system;
pub mod templates;
pub mod users;
mod waiting;
pub mod webhooks;
pub mod workers;

use domain::limits;
use serde_json::Value;
use storage::StorageError;
use web::{InvalidValue, Problem, texts};

pub use answer::{Health, Identity, Link, OutputMetadata, PlanOffer, ProjectWithContents};
pub use deletion::refuse_beside_deleted;
pub use publish::{publish, publish_now};
pub use reach::reach;
pub use routes::*;
pub use waiting::{State, WaitSlots, respond_when_awaited};

/// Reads a list of names and terms.
pub fn vocabulary() -> impl Fn(&Value) -> Result<Vec<String>, InvalidValue> {
    texts(limits::VOCABULARY, 1..=limits::VOCABULARY_TERM)
}

/// What a failure of the storage means to whoever asked.
#[must_use]
#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
pub fn storage_problem(error: StorageError) -> Problem {
    match error {
        StorageError::Unavailable(cause) => Problem::storage_unavailable().caused_by(cause),
        other => Problem::internal(other),
    }
}
