//! What comes from a queue or on a schedule.
//!
//! A kind of work is one implementation of [`Work`], and a worker's binary is a [`Runner`] of it. Everything else about jobs is the same
//! for all and exists once: the [`runner`], and in the database `private.jobs`.

mod attempt;
mod attempt_error;
mod delivery;
mod endings;
mod generation;
mod ingestion;
mod lines;
mod outage;
mod processor;
mod progress;
mod retry_write;
mod runner;
mod work;

pub mod dead_letters;
pub mod maintenance;

pub use attempt::Attempt;
pub use attempt_error::AttemptError;
pub use delivery::Delivery;
pub use generation::Generation;
pub use ingestion::{Importer, Ingestion, Transcriber};
pub use retry_write::retry_write;
pub use runner::Runner;
pub use work::Work;
