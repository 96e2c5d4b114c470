//! Every bound on what is read, sent and believed.

use std::time::Duration;

/// Bytes of an answer.
pub(crate) const ANSWER: usize = 16 * 1024 * 1024;
/// What a whole request may take where nobody gives it less; the worker always does.
pub(crate) const LONGEST_REQUEST: Duration = Duration::from_mins(15);
/// Seconds of one piece: what a provider transcribes in well under its time-out.
pub(crate) const PIECE: u32 = 10 * 60;
/// Seconds that may be missing between two packets: more is a lie of the second's.
pub(crate) const GAP: f64 = 60.0;
/// Seconds of a whole recording.
pub(crate) const RECORDING: f64 = 24.0 * 3600.0;
/// A name of a voice or of a language.
pub(crate) const NAME: usize = 100;
/// What Whisper reads of a prompt (<https://platform.openai.com/docs/guides/speech-to-text#prompting>).
pub(crate) const PROMPT_TOKENS: usize = 224;
