//! Files: what an upload must be, whether what was uploaded is that, and how one is queued that a worker has to read.

mod ingestion_queue;
pub mod problems;
pub mod uploads;
mod verification;

pub use ingestion_queue::IngestionQueue;
pub use verification::{Verification, Verified, verify};
