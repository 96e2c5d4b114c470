//! Files: what an upload must be, whether what was uploaded is that, how one is queued that a worker has to read, and how what it
//! read is put right.

mod correction;
mod feed;
mod filename;
mod ingestion_queue;
mod mismatch;
pub mod problems;
mod prose;
pub mod uploads;
mod verification;

pub use correction::{Correction, text_version};
pub use feed::{FeedContents, FeedRequest};
pub use filename::{Name, NameError};
pub use ingestion_queue::IngestionQueue;
pub use mismatch::Mismatch;
pub use prose::{is_prose, read_prose, segment};
pub use verification::{Verification, Verified, verify};

pub(crate) fn word_count(text: &str) -> i32 {
    i32::try_from(text.split_whitespace().count()).unwrap_or(i32::MAX)
}
