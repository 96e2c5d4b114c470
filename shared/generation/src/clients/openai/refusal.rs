//! What an endpoint's refusals mean.

use outbound::{
    openai::{BodyError, ErrorResponse},
    reqwest,
};
use serde_json::Value;

use crate::chat::Fault;

/// An answer that began and did not come to its end.
pub(super) fn of_broken(broken: BodyError) -> Fault {
    match broken {
        BodyError::TooLarge => Fault::InvalidOutput("The provider's answer was too large."),
        BodyError::TimedOut => Fault::Timeout,
        BodyError::Interrupted => Fault::InvalidOutput("The provider's answer broke off."),
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
pub(super) fn of_body(answer: &Value) -> Fault {
    let refusal = ErrorResponse::from_json(answer);
    let status = refusal.code.parse().ok();
    let status = status.filter(|status| (400..600).contains(status));
    of_status(&refusal, status.unwrap_or(500))
}

pub(super) fn wants_renamed_limit(refusal: &ErrorResponse) -> bool {
    says(refusal, &["max_completion_tokens"])
        || (refusal.param == "max_tokens" && refusal.code == "unsupported_parameter")
}

pub(super) fn wants_no_temperature(refusal: &ErrorResponse) -> bool {
    (refusal.param == "temperature" && refusal.code.starts_with("unsupported"))
        || (says(refusal, &["temperature"]) && says(refusal, &["support", "deprecated"]))
}

pub(super) fn wants_no_schema(refusal: &ErrorResponse) -> bool {
    refusal.param.starts_with("response_format")
        || says(
            refusal,
            &["response_format", "json_schema", "structured output"],
        )
}

pub(super) fn of_status(refusal: &ErrorResponse, status: u16) -> Fault {
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

fn is_context(refusal: &ErrorResponse) -> bool {
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
fn is_credit(refusal: &ErrorResponse) -> bool {
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

fn is_filter(refusal: &ErrorResponse) -> bool {
    let known = [
        "content_filter",
        "content_policy_violation",
        "invalid_prompt",
    ];
    is_one(refusal, &known) || says(refusal, &["content filtering policy"])
}

fn is_key(refusal: &ErrorResponse) -> bool {
    is_one(refusal, &["invalid_api_key", "api_key_invalid"])
        || says(refusal, &["api key not valid", "authorization header"])
}

fn is_model(refusal: &ErrorResponse) -> bool {
    is_one(refusal, &["model_not_found"])
        || (says(refusal, &["model"])
            && says(
                refusal,
                &["not found", "does not exist", "not a valid model"],
            ))
}

/// By its code, type or reason.
fn is_one(refusal: &ErrorResponse, known: &[&str]) -> bool {
    let said = [&refusal.code, &refusal.kind, &refusal.reason];
    said.iter().any(|word| known.contains(&word.as_str()))
}

fn says(refusal: &ErrorResponse, words: &[&str]) -> bool {
    words.iter().any(|words| refusal.message.contains(words))
}
