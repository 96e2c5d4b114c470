//! What webhook endpoints can be told.

use serde::{Deserialize, Serialize};

/// What has happened; `private.tell_output` and `private.tell_file` make these names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[schemars(inline)]
pub enum EventType {
    #[serde(rename = "output.completed")]
    OutputCompleted,
    #[serde(rename = "output.failed")]
    OutputFailed,
    #[serde(rename = "output.cancelled")]
    OutputCancelled,
    #[serde(rename = "file.ready")]
    FileReady,
    #[serde(rename = "file.failed")]
    FileFailed,
}

impl EventType {
    pub const ALL: [Self; 5] = [
        Self::OutputCompleted,
        Self::OutputFailed,
        Self::OutputCancelled,
        Self::FileReady,
        Self::FileFailed,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OutputCompleted => "output.completed",
            Self::OutputFailed => "output.failed",
            Self::OutputCancelled => "output.cancelled",
            Self::FileReady => "file.ready",
            Self::FileFailed => "file.failed",
        }
    }
}
