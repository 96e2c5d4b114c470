//! From a recording to its transcription: cut → provider → segments → text, and that as a file to take along.
//!
//! What may live here: how recordings are read and cut, whom they are sent to, and what of the answers is believed. What
//! may not: Lambda, SQL, storage.

mod answer;
mod fault;
mod format;
mod limits;
mod paragraphs;
mod prompt;
mod provider;
mod resample;
mod split;

pub use answer::Transcript;
pub use fault::TranscriptionError;
pub use format::{FORMATS, Format, Untimed, write};
pub use paragraphs::text;
pub use prompt::prompt;
pub use provider::{Config, ConfigError, Provider, Recording};
pub use split::{AudioPiece, SplitError, Splitter, can_split};
