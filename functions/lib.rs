//! What the functions have in common beyond the shared crates: their routes, the request of a generation and how
//! it is queued, the edit of an output, the rules of templates, what an upload must be, and what a broken neighbour
//! means to a caller.

mod answer;
mod brief;
pub mod contract;
mod deliver;
mod dry_run;
mod edit;
mod generator;
mod reading;
mod request;
mod routes;
mod store;
mod template;
pub mod uploads;

use storage::StorageError;
use web::Problem;

pub use answer::{Health, Identity, OutputMetadata, ProjectWithContents};
pub use brief::{brief, provider};
pub use deliver::{deliver_files, deliver_outputs};
pub use dry_run::DryRuns;
pub use edit::{Edit, Edited};
pub use generator::{Asked, Generator};
pub use reading::Reading;
pub use request::{Extras, GenerationRequest, RegenerationRequest};
pub use routes::*;
pub use store::stored;
pub use template::{
    own_template, system_template, template_name_taken, template_prompt, template_type,
};

/// What a failure of the storage means to whoever asked.
#[must_use]
#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
pub fn storage_problem(error: StorageError) -> Problem {
    match error {
        StorageError::Unavailable(cause) => {
            Problem::unavailable("storage_unavailable", "The storage").caused_by(cause)
        }
        other => Problem::internal(other),
    }
}
