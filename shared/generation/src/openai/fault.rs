//! What can go wrong with a provider, and what it means for a job.

use std::time::Duration;

use outbound::reqwest;
use serde_json::Value;

use crate::ProviderError;

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
    /// With what is wrong with it.
    InvalidOutput(&'static str),
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
        };
        ProviderError {
            code,
            detail: detail.to_owned(),
            retryable,
            retry_after,
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

/// A refusal's body, as the endpoints write it: `{"error": {"code", "type", "param", "message"}}`, that in an array
/// (Gemini), `{"error": "…"}` (Ollama), or the inner object alone (vLLM). Codes are words or numbers.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    code: String,
    kind: String,
    param: String,
    message: String,
}

impl Refusal {
    pub(super) fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body)
            .map(|body| Self::of(&body))
            .unwrap_or_default()
    }

    pub(super) fn of(body: &Value) -> Self {
        let body = body.get(0).unwrap_or(body);
        let error = body
            .get("error")
            .filter(|error| !error.is_null())
            .unwrap_or(body);
        let word = |name: &str| match error.get(name) {
            Some(Value::String(word)) => word.to_lowercase(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let message = error
            .as_str()
            .map_or_else(|| word("message"), str::to_lowercase);
        Self {
            code: word("code"),
            kind: word("type"),
            param: word("param"),
            message,
        }
    }

    /// Of an error that came under the status 200, as `OpenRouter` does it.
    pub(super) fn own_status(&self) -> u16 {
        self.code
            .parse()
            .ok()
            .filter(|status| (400..600).contains(status))
            .unwrap_or(500)
    }

    pub(super) fn wants_renamed_limit(&self) -> bool {
        self.message.contains("max_completion_tokens")
            || (self.param == "max_tokens" && self.code == "unsupported_parameter")
    }

    pub(super) fn wants_no_temperature(&self) -> bool {
        (self.param == "temperature" && self.code.starts_with("unsupported"))
            || (self.message.contains("temperature")
                && ["support", "deprecated"]
                    .iter()
                    .any(|word| self.message.contains(word)))
    }

    pub(super) fn wants_no_schema(&self) -> bool {
        self.param.starts_with("response_format")
            || ["response_format", "json_schema", "structured output"]
                .iter()
                .any(|word| self.message.contains(word))
    }

    pub(super) fn fault(&self, status: u16, retry_after: Option<Duration>) -> Fault {
        match status {
            // llama.cpp says so with 500, too.
            400 | 413 | 422 | 500 if self.is_context() => Fault::ContextTooLong,
            400 | 422 if self.is_filter() => Fault::Refused,
            400 if self.is_key() => Fault::RejectedKey,
            400 | 422 if self.is_model() => Fault::Misconfigured,
            401 | 403 => Fault::RejectedKey,
            402 => Fault::OutOfCredit,
            408 => Fault::Timeout,
            413 => Fault::ContextTooLong,
            409 | 425 => Fault::Unavailable { retry_after },
            429 if self.code == "insufficient_quota" || self.kind == "insufficient_quota" => {
                Fault::OutOfCredit
            }
            429 => Fault::RateLimited { retry_after },
            300..400 | 404 | 405 | 410 => Fault::Misconfigured,
            400..500 => Fault::RejectedRequest,
            _ => Fault::Unavailable { retry_after },
        }
    }

    fn is_context(&self) -> bool {
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
        self.code == "context_length_exceeded"
            || self.kind == "exceed_context_size_error"
            || self.code == "string_above_max_length"
            || SAID.iter().any(|words| self.message.contains(words))
    }

    fn is_filter(&self) -> bool {
        ["content_filter", "content_policy_violation"]
            .iter()
            .any(|word| self.code == *word || self.kind == *word)
    }

    fn is_key(&self) -> bool {
        self.code == "invalid_api_key" || self.message.contains("api key not valid")
    }

    fn is_model(&self) -> bool {
        self.code == "model_not_found"
            || (self.message.contains("model")
                && ["not found", "does not exist", "not a valid model"]
                    .iter()
                    .any(|words| self.message.contains(words)))
    }
}
