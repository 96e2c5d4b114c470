//! What can go wrong with a provider, and what it means for a file.

use std::time::Duration;

use outbound::{
    openai::{BodyError, ErrorResponse},
    reqwest,
};

/// Why there is no transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct TranscriptionError {
    /// Stable, for programs: `provider_unavailable`, `provider_rejected_key` …
    pub code: &'static str,
    /// A sentence for the person whose file it is; nothing of a secret, nothing of what came back.
    pub detail: &'static str,
    pub retryable: bool,
    /// It is known now what the model doesn't take: it can be asked again at once.
    pub retry_adapted: bool,
    /// How long the provider wants to be left alone.
    pub retry_after: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    RateLimited {
        retry_after: Option<Duration>,
    },
    Unavailable {
        retry_after: Option<Duration>,
    },
    Timeout,
    OutOfCredit,
    RejectedKey,
    Misconfigured,
    TooLarge,
    RejectedRequest,
    /// The model gives no times, and wants to be asked for none.
    WithoutTimes,
    /// The model takes no prompt.
    WithoutPrompt,
    /// With what is wrong with it.
    InvalidOutput(&'static str),
}

impl Fault {
    pub(crate) fn error(self) -> TranscriptionError {
        let retry_adapted = matches!(self, Self::WithoutTimes | Self::WithoutPrompt);
        let (code, detail, retryable, retry_after) = match self {
            Self::RateLimited { retry_after } => (
                "provider_rate_limited",
                "The transcription provider is asked too often at the moment.",
                true,
                retry_after,
            ),
            Self::Unavailable { retry_after } => (
                "provider_unavailable",
                "The transcription provider can't be reached or is not working at the moment.",
                true,
                retry_after,
            ),
            Self::Timeout => (
                "provider_timeout",
                "The transcription provider took too long.",
                true,
                None,
            ),
            Self::OutOfCredit => (
                "provider_out_of_credit",
                "The transcription provider's account is out of credit. The operator has to top it up.",
                false,
                None,
            ),
            Self::RejectedKey => (
                "provider_rejected_key",
                "The transcription provider doesn't accept the key. The operator has to check TRANSCRIPTION_API_KEY.",
                false,
                None,
            ),
            Self::Misconfigured => (
                "provider_misconfigured",
                "The transcription provider doesn't know this address or model. The operator has to check TRANSCRIPTION_BASE_URL and TRANSCRIPTION_MODEL.",
                false,
                None,
            ),
            Self::TooLarge => (
                "file_too_large",
                "The transcription provider takes no file of this size. The operator has to lower TRANSCRIPTION_MAX_BYTES.",
                false,
                None,
            ),
            Self::RejectedRequest | Self::WithoutTimes | Self::WithoutPrompt => (
                "provider_rejected_request",
                "The transcription provider can't read this recording. Convert it to mp3 or wav and upload it again.",
                false,
                None,
            ),
            Self::InvalidOutput(detail) => ("invalid_output", detail, true, None),
        };
        TranscriptionError {
            code,
            detail,
            retryable,
            retry_adapted,
            retry_after,
        }
    }
}

impl From<BodyError> for Fault {
    fn from(broken: BodyError) -> Self {
        match broken {
            BodyError::TooLarge => Self::InvalidOutput("The provider's answer was too large."),
            BodyError::TimedOut => Self::Timeout,
            BodyError::Interrupted => Self::InvalidOutput("The provider's answer broke off."),
        }
    }
}

/// No answer came at all.
pub(crate) fn of_transport(error: &reqwest::Error) -> Fault {
    if error.is_timeout() && !error.is_connect() {
        Fault::Timeout
    } else {
        Fault::Unavailable { retry_after: None }
    }
}

pub(crate) fn rejects_timestamps(refusal: &ErrorResponse) -> bool {
    ["response_format", "timestamp_granularities", "verbose_json"]
        .iter()
        .any(|word| refusal.message.contains(word))
}

pub(crate) fn rejects_prompt(refusal: &ErrorResponse) -> bool {
    refusal.param == "prompt" || refusal.message.to_lowercase().contains("prompt")
}

pub(crate) fn of_status(refusal: &ErrorResponse, status: u16) -> Fault {
    let retry_after = refusal.retry_after;
    let quota = |word: &str| word == "insufficient_quota";
    match status {
        400 | 422 if refusal.code == "invalid_api_key" => Fault::RejectedKey,
        400 | 422 if refusal.code == "model_not_found" => Fault::Misconfigured,
        401 | 403 => Fault::RejectedKey,
        402 => Fault::OutOfCredit,
        408 => Fault::Timeout,
        413 => Fault::TooLarge,
        409 | 425 => Fault::Unavailable { retry_after },
        429 if quota(&refusal.code) || quota(&refusal.kind) => Fault::OutOfCredit,
        429 => Fault::RateLimited { retry_after },
        300..400 | 404 | 405 | 410 => Fault::Misconfigured,
        400..500 => Fault::RejectedRequest,
        _ => Fault::Unavailable { retry_after },
    }
}
