//! Why work on something failed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a job failed, or why it waits for its next attempt.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Stable, for programs: `provider_unavailable`, `source_failed` …
    pub code: String,
    /// A sentence a person can act on.
    pub detail: String,
    /// Asking again may help.
    pub retryable: bool,
}

impl Failure {
    pub fn permanent(code: &str, detail: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            detail: detail.into(),
            retryable: false,
        }
    }

    pub fn passing(code: &str, detail: impl Into<String>) -> Self {
        Self {
            retryable: true,
            ..Self::permanent(code, detail)
        }
    }
}
