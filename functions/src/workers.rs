//! What comes from a queue or on a schedule.

pub mod generate;
pub mod maintain;
mod store;
pub mod transcribe;

pub use store::stored;
