//! A prompt that is ready to be sent, or why there is none.

use crate::{
    chat::{ChatRequest, Fault},
    finding::Finding,
};

#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) request: ChatRequest,
    pub(crate) findings: Vec<Finding>,
    /// Of the messages without the random marks.
    pub(crate) sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PromptError {
    #[error("the instructions leave no room for a source")]
    TooLong,
    #[error("the system gave no random bytes")]
    NoRandom,
}

impl From<PromptError> for Fault {
    fn from(error: PromptError) -> Self {
        match error {
            PromptError::TooLong => Self::ContextTooLong,
            PromptError::NoRandom => Self::Unavailable { retry_after: None },
        }
    }
}
