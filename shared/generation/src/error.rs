//! Why there is no draft.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct ProviderError {
    /// Stable, for programs: `provider_unavailable`, `content_refused` …
    pub code: &'static str,
    /// A sentence for the person who asked; nothing of the prompt, nothing of a secret.
    pub detail: String,
    pub retryable: bool,
    /// The text was unusable, and still was after its repair: another attempt costs as much and changes little.
    pub repair_exhausted: bool,
    /// How long the provider asks not to be called.
    pub retry_after: Option<Duration>,
}

impl ProviderError {
    pub(crate) fn is_context_too_long(&self) -> bool {
        self.code == Self::context_too_long().code
    }

    /// One that no other attempt would change.
    pub(crate) fn permanent(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            retryable: false,
            repair_exhausted: false,
            retry_after: None,
        }
    }
}
