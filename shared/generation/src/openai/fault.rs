//! What can go wrong with a provider, and what it means for a job.

use std::time::Duration;

use outbound::{
    openai::{Broken, Refusal},
    reqwest,
};

use crate::{ProviderError, check::Finding};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
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
    ContextTooLong,
    RejectedRequest,
    Refused,
    /// An answer that can't be read, with what is wrong with it.
    InvalidOutput(&'static str),
    /// A text, but none that could be published.
    Text(Finding),
}

impl Fault {
    pub(super) fn code(&self) -> &'static str {
        self.clone().error().code
    }

    /// None of the details holds a word of what was sent or came back.
    pub(super) fn error(self) -> ProviderError {
        let (code, detail, retryable, retry_after) = match self {
            Self::RateLimited { retry_after } => (
                "provider_rate_limited",
                "The text provider is asked too often at the moment.",
                true,
                retry_after,
            ),
            Self::Unavailable { retry_after } => (
                "provider_unavailable",
                "The text provider can't be reached or is not working at the moment.",
                true,
                retry_after,
            ),
            Self::Timeout => (
                "provider_timeout",
                "The text provider took too long.",
                true,
                None,
            ),
            Self::OutOfCredit => (
                "provider_out_of_credit",
                "The text provider's account is out of credit. The operator has to top it up.",
                false,
                None,
            ),
            Self::RejectedKey => (
                "provider_rejected_key",
                "The text provider doesn't accept the key. The operator has to check GENERATION_API_KEY.",
                false,
                None,
            ),
            Self::Misconfigured => (
                "provider_misconfigured",
                "The text provider doesn't know this address or model. The operator has to check GENERATION_BASE_URL and GENERATION_MODEL.",
                false,
                None,
            ),
            Self::ContextTooLong => (
                "context_too_long",
                "The sources and instructions are too long for the model. Use fewer or shorter ones.",
                false,
                None,
            ),
            Self::RejectedRequest => (
                "provider_rejected_request",
                "The text provider doesn't take this request. The operator has to check the settings GENERATION_….",
                false,
                None,
            ),
            Self::Refused => (
                "content_refused",
                "The text provider refuses to write about this. Change the sources or the instructions.",
                false,
                None,
            ),
            Self::InvalidOutput(detail) => ("invalid_output", detail, true, None),
            Self::Text(finding) => (
                finding.code.name(),
                "The model's text can't be used.",
                true,
                None,
            ),
        };
        ProviderError {
            code,
            detail: detail.to_owned(),
            retryable,
            repaired_in_vain: false,
            retry_after,
        }
    }
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::TooLarge => Self::InvalidOutput("The provider's answer was too large."),
            Broken::TimedOut => Self::Timeout,
            Broken::Off => Self::InvalidOutput("The provider's answer broke off."),
        }
    }
}

/// No answer came at all.
pub(super) fn of_transport(error: &reqwest::Error) -> Fault {
    if error.is_timeout() && !error.is_connect() {
        Fault::Timeout
    } else {
        Fault::Unavailable { retry_after: None }
    }
}

/// Of an error that came under the status 200, as `OpenRouter` does it.
pub(super) fn own_status(refusal: &Refusal) -> u16 {
    refusal
        .code
        .parse()
        .ok()
        .filter(|status| (400..600).contains(status))
        .unwrap_or(500)
}

pub(super) fn wants_renamed_limit(refusal: &Refusal) -> bool {
    refusal.message.contains("max_completion_tokens")
        || (refusal.param == "max_tokens" && refusal.code == "unsupported_parameter")
}

pub(super) fn wants_no_temperature(refusal: &Refusal) -> bool {
    (refusal.param == "temperature" && refusal.code.starts_with("unsupported"))
        || (refusal.message.contains("temperature")
            && ["support", "deprecated"]
                .iter()
                .any(|word| refusal.message.contains(word)))
}

pub(super) fn wants_no_schema(refusal: &Refusal) -> bool {
    refusal.param.starts_with("response_format")
        || ["response_format", "json_schema", "structured output"]
            .iter()
            .any(|word| refusal.message.contains(word))
}

pub(super) fn of_status(refusal: &Refusal, status: u16, retry_after: Option<Duration>) -> Fault {
    match status {
        // llama.cpp says so with 500, too.
        400 | 413 | 422 | 500 if is_context(refusal) => Fault::ContextTooLong,
        400 | 422 if is_filter(refusal) => Fault::Refused,
        400 if is_key(refusal) => Fault::RejectedKey,
        400 | 422 if is_model(refusal) => Fault::Misconfigured,
        401 | 403 => Fault::RejectedKey,
        402 => Fault::OutOfCredit,
        408 => Fault::Timeout,
        413 => Fault::ContextTooLong,
        409 | 425 => Fault::Unavailable { retry_after },
        429 if refusal.code == "insufficient_quota" || refusal.kind == "insufficient_quota" => {
            Fault::OutOfCredit
        }
        429 => Fault::RateLimited { retry_after },
        300..400 | 404 | 405 | 410 => Fault::Misconfigured,
        400..500 => Fault::RejectedRequest,
        _ => Fault::Unavailable { retry_after },
    }
}

fn is_context(refusal: &Refusal) -> bool {
    const SAID: [&str; 9] = [
        "context length",
        "context window",
        "context size",
        "context_length",
        "maximum context",
        "prompt is too long",
        "input is too long",
        "too many tokens",
        "reduce the length",
    ];
    refusal.code == "context_length_exceeded"
        || refusal.kind == "exceed_context_size_error"
        || refusal.code == "string_above_max_length"
        || SAID.iter().any(|words| refusal.message.contains(words))
}

fn is_filter(refusal: &Refusal) -> bool {
    ["content_filter", "content_policy_violation"]
        .iter()
        .any(|word| refusal.code == *word || refusal.kind == *word)
}

fn is_key(refusal: &Refusal) -> bool {
    refusal.code == "invalid_api_key" || refusal.message.contains("api key not valid")
}

fn is_model(refusal: &Refusal) -> bool {
    refusal.code == "model_not_found"
        || (refusal.message.contains("model")
            && ["not found", "does not exist", "not a valid model"]
                .iter()
                .any(|words| refusal.message.contains(words)))
}
