//! What an ingestion reads: a stored file, and what was done of it before.

use serde::{Deserialize, Serialize};

use domain::Segment;

/// As `private.job_input` gives it.
#[derive(Debug, Clone, Deserialize)]
pub struct IngestionInput {
    pub path: String,
    pub filename: Option<String>,
    /// Of the object that was checked; `None` where only our own functions can have put it.
    pub etag: Option<String>,
    /// What was transcribed before.
    #[serde(rename = "progress")]
    pub pieces: Vec<Piece>,
}

/// A part of a recording that is transcribed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Seconds from the recording's beginning, where the next piece begins.
    pub end: f64,
    pub language: Option<String>,
    /// With their times in the whole recording.
    pub segments: Vec<Segment>,
}
