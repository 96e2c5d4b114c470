//! What can go wrong with a provider, and what it means for a job.

use std::time::Duration;

use outbound::{
    openai::{Broken, Refusal},
    reqwest,
};
use serde_json::Value;

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
            repair_exhausted: false,
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

/// Of an error that came under the status 200, as `OpenRouter` does it: its code is the status, if it is one.
pub(super) fn of_its_own(answer: &Value) -> Fault {
    let refusal = Refusal::of(answer);
    let status = refusal.code.parse().ok();
    let status = status.filter(|status| (400..600).contains(status));
    of_status(&refusal, status.unwrap_or(500))
}

pub(super) fn wants_renamed_limit(refusal: &Refusal) -> bool {
    says(refusal, &["max_completion_tokens"])
        || (refusal.param == "max_tokens" && refusal.code == "unsupported_parameter")
}

pub(super) fn wants_no_temperature(refusal: &Refusal) -> bool {
    (refusal.param == "temperature" && refusal.code.starts_with("unsupported"))
        || (says(refusal, &["temperature"]) && says(refusal, &["support", "deprecated"]))
}

pub(super) fn wants_no_schema(refusal: &Refusal) -> bool {
    refusal.param.starts_with("response_format")
        || says(
            refusal,
            &["response_format", "json_schema", "structured output"],
        )
}

pub(super) fn of_status(refusal: &Refusal, status: u16) -> Fault {
    let retry_after = refusal.retry_after;
    match status {
        // llama.cpp says so with 500, too.
        400 | 413 | 422 | 500 if is_context(refusal) => Fault::ContextTooLong,
        // More than a minute's allowance at once: waiting changes nothing.
        429 if refusal.message.starts_with("request too large") => Fault::ContextTooLong,
        400 | 403 | 429 if is_credit(refusal) => Fault::OutOfCredit,
        400 | 422 if is_filter(refusal) => Fault::Refused,
        400 if is_key(refusal) => Fault::RejectedKey,
        400 | 422 if is_model(refusal) => Fault::Misconfigured,
        401 | 403 => Fault::RejectedKey,
        402 => Fault::OutOfCredit,
        408 => Fault::Timeout,
        413 => Fault::ContextTooLong,
        409 | 425 => Fault::Unavailable { retry_after },
        429 => Fault::RateLimited { retry_after },
        300..400 | 404 | 405 | 410 => Fault::Misconfigured,
        400..500 => Fault::RejectedRequest,
        _ => Fault::Unavailable { retry_after },
    }
}

fn is_context(refusal: &Refusal) -> bool {
    let known = [
        "context_length_exceeded",
        "string_above_max_length",
        "exceed_context_size_error",
    ];
    is_one(refusal, &known)
        || says(
            refusal,
            &[
                "context length",
                "context window",
                "context size",
                "context limit",
                "context_length",
                "maximum context",
                "prompt is too long",
                "input is too long",
                "input token count",
                "payload size exceeds",
                "too many tokens",
                "reduce the length",
            ],
        )
}

/// Each provider calls it otherwise, Anthropic under 400 and Gemini as if it were asked too often.
fn is_credit(refusal: &Refusal) -> bool {
    let known = [
        "insufficient_quota",
        "billing_not_active",
        "billing_hard_limit_reached",
    ];
    is_one(refusal, &known)
        || says(
            refusal,
            &[
                "credit balance is too low",
                "credits are depleted",
                "api usage limits",
            ],
        )
}

fn is_filter(refusal: &Refusal) -> bool {
    let known = [
        "content_filter",
        "content_policy_violation",
        "invalid_prompt",
    ];
    is_one(refusal, &known) || says(refusal, &["content filtering policy"])
}

fn is_key(refusal: &Refusal) -> bool {
    is_one(refusal, &["invalid_api_key", "api_key_invalid"])
        || says(refusal, &["api key not valid", "authorization header"])
}

fn is_model(refusal: &Refusal) -> bool {
    is_one(refusal, &["model_not_found"])
        || (says(refusal, &["model"])
            && says(
                refusal,
                &["not found", "does not exist", "not a valid model"],
            ))
}

/// By its code, type or reason.
fn is_one(refusal: &Refusal, known: &[&str]) -> bool {
    let said = [&refusal.code, &refusal.kind, &refusal.reason];
    said.iter().any(|word| known.contains(&word.as_str()))
}

fn says(refusal: &Refusal, words: &[&str]) -> bool {
    words.iter().any(|words| refusal.message.contains(words))
}
