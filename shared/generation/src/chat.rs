//! A language model that is asked in a chat. A provider with a protocol of its own implements [`ChatModel`], and knows
//! nothing of outputs, ledgers or prices.

use std::{fmt, pin::Pin, time::Duration};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::ProviderError;

/// One message of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Message {
    #[schemars(extend("enum" = ["system", "user", "assistant"]))]
    pub role: &'static str,
    pub content: String,
}

impl Message {
    pub(crate) fn system_and_user(system: String, user: String) -> Vec<Self> {
        let message = |role, content| Self { role, content };
        vec![message("system", system), message("user", user)]
    }
}

/// What a model is asked.
#[derive(Debug)]
pub struct ChatRequest {
    pub messages: Vec<Message>,
    /// Of the messages; estimated, rather too many than too few.
    pub tokens: u64,
    /// JSON Schema of the answer, where it is JSON.
    pub schema: Option<Value>,
    /// The beginning of an answer is of use too: reaching the answer limit is no fault.
    pub accepts_partial: bool,
}

/// What came of one request.
#[derive(Debug)]
pub struct Completion {
    pub text: Result<String, Fault>,
    /// 0 where no answer came; as the provider says, else estimated.
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
    /// The refusal named something that the client leaves out from now on: the request can be repeated at once.
    pub retry_adapted: bool,
}

impl From<Fault> for Completion {
    /// No answer came.
    fn from(fault: Fault) -> Self {
        Self {
            text: Err(fault),
            prompt_tokens: 0,
            completion_tokens: 0,
            retry_adapted: false,
        }
    }
}

/// Boxed, so that a `dyn ChatModel` can be kept.
pub type Completing<'a> = Pin<Box<dyn Future<Output = Completion> + Send + 'a>>;

pub trait ChatModel: fmt::Debug + Send + Sync {
    /// The value of `GENERATION_PROVIDER` that selects it; ledger, metrics and metadata show it.
    fn provider(&self) -> &'static str;

    fn model(&self) -> &str;

    /// Tokens of a prompt: what an answer leaves of the context.
    fn context_budget(&self) -> u64;

    /// Tokens of an answer.
    fn answer_limit(&self) -> u64;

    /// Sends one request, which may take `deadline`; later it is dropped.
    fn complete<'a>(&'a self, request: &'a ChatRequest, deadline: Duration) -> Completing<'a>;
}

/// What can go wrong with a model, in the same terms for every protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
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
    /// The model or a filter refuses the content.
    Refused,
    /// An answer that can't be read, with a sentence that says why.
    InvalidOutput(&'static str),
    /// The text reached the answer limit.
    Truncated,
    Empty,
    /// The ledger didn't take the request, so it was not sent.
    LedgerUnavailable,
    /// The attempt's time is nearly over: the next goes on with what was kept.
    OutOfTime,
}

impl ProviderError {
    /// What is asked for doesn't fit into the model's context.
    #[must_use]
    pub fn context_too_long() -> Self {
        Fault::ContextTooLong.error()
    }
}

impl Fault {
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.clone().error().code
    }

    /// None of the details has a word of what was sent or came back.
    pub(crate) fn error(self) -> ProviderError {
        let unusable = "The model's text can't be used.";
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
            Self::Truncated => ("truncated", unusable, true, None),
            Self::Empty => ("empty", unusable, true, None),
            Self::OutOfTime => (
                "out_of_time",
                "The sources are long: the text is written in several attempts.",
                true,
                None,
            ),
            Self::LedgerUnavailable => (
                "ledger_unavailable",
                "The text provider was not asked, since what it costs can't be entered at the moment.",
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
