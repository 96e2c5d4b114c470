//! Outputs: the request of a generation and how it is queued, what it would ask its provider, and an output's edit.

mod brief;
mod dry_run;
mod edit;
mod generator;
mod marks;
pub mod problems;
mod rechecks;
mod request;

pub use brief::{brief, provider};
pub use dry_run::DryRuns;
pub use edit::{Edit, Edited};
pub use generator::{Generator, RequestedOutput};
pub use marks::Marks;
pub use rechecks::Rechecks;
pub use request::{Extras, GenerationRequest, KindsRequest, RegenerationRequest};
