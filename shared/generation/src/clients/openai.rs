//! A client for any endpoint that speaks `OpenAI`'s chat completions.

mod endpoint;
mod refusal;
mod wire;

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use outbound::{
    openai::{ErrorResponse, bearer},
    reqwest::{
        Client, Response, StatusCode, Url,
        header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue},
    },
};

use super::Connected;
use crate::{
    Config, ConfigError,
    chat::{ChatModel, ChatRequest, Completing, Completion, Fault},
    limits,
    tokens::Counter,
};
use endpoint::Endpoint;
pub(super) use endpoint::PROVIDERS;
use wire::Answer;

/// What a whole request may take where nobody gives it less; the worker always does.
const LONGEST: Duration = Duration::from_mins(15);

struct OpenAi {
    endpoint: Endpoint,
    client: Client,
    url: Url,
    key: Option<HeaderValue>,
    model: String,
    config: Config,
    capabilities: Capabilities,
}

/// What the model does not take, as its refusals have shown: later requests leave it out.
#[derive(Debug, Default)]
struct Capabilities {
    /// `max_completion_tokens` instead of `max_tokens` (`OpenAI`'s reasoning models).
    renamed_limit: AtomicBool,
    no_temperature: AtomicBool,
    no_schema: AtomicBool,
}

/// Why a request has no answer.
struct Refused {
    fault: Fault,
    /// The refusal changed [`Capabilities`]: the request can be repeated at once.
    retry_adapted: bool,
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            retry_adapted: false,
        }
    }
}

impl fmt::Debug for OpenAi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenAi")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

/// For one of [`PROVIDERS`].
pub(super) fn connect(config: Config) -> Connected {
    let client = OpenAi::new(config)?;
    Ok(Box::new(client))
}

impl OpenAi {
    /// Every variable that is missing or wrong is named at once.
    fn new(config: Config) -> Result<Self, ConfigError> {
        let mut wrong = Vec::new();
        let endpoint = Endpoint::of(&config.provider);
        let url = endpoint
            .map_or(Err("is not known".to_owned()), |endpoint| {
                endpoint.url(config.base_url.as_deref())
            })
            .map_err(|why| wrong.push(format!("GENERATION_BASE_URL {why}")))
            .ok();
        let model = config
            .model
            .as_deref()
            .map(str::trim)
            .filter(|model| !model.is_empty())
            .map(str::to_owned);
        if model.is_none() {
            wrong.push("GENERATION_MODEL is missing".to_owned());
        }
        let key = bearer(config.api_key.as_deref())
            .map_err(|_| {
                wrong.push("GENERATION_API_KEY has characters in it that no key has".to_owned());
            })
            .unwrap_or_default();
        wrong.extend(config.wrong_numbers());
        let client = outbound::client(LONGEST)
            .map_err(|error| wrong.push(error.to_string()))
            .ok();
        match (endpoint, client, url, model) {
            (Some(endpoint), Some(client), Some(url), Some(model)) if wrong.is_empty() => {
                Ok(Self {
                    endpoint,
                    client,
                    url,
                    key,
                    model,
                    config,
                    capabilities: Capabilities {
                        no_schema: AtomicBool::new(!endpoint.keeps_to_schemas),
                        ..Capabilities::default()
                    },
                })
            }
            _ => Err(ConfigError(wrong)),
        }
    }

    /// Asks once, leaving out what the model is known not to take.
    async fn request(&self, request: &ChatRequest, deadline: Duration) -> Result<Answer, Refused> {
        let renamed_limit = self.capabilities.renamed_limit.load(Ordering::Relaxed);
        let no_temperature = self.capabilities.no_temperature.load(Ordering::Relaxed);
        let no_schema = self.capabilities.no_schema.load(Ordering::Relaxed);
        let body = wire::request(
            &self.model,
            request,
            self.config.max_tokens,
            renamed_limit,
            (!no_temperature).then_some(self.config.temperature),
            !no_schema,
        );
        let mut request = self
            .client
            .post(self.url.clone())
            .timeout(deadline)
            .json(&body);
        if let Some(key) = &self.key {
            request = request.header(AUTHORIZATION, key.clone());
        }
        let response = request
            .send()
            .await
            .map_err(|error| refusal::of_transport(&error))?;
        if response.status().is_success() {
            return Ok(Answer::parse(&whole(response).await?)?);
        }
        let status = response.status();
        let refused = ErrorResponse::read(response).await;
        let asks = [
            (refusal::wants_renamed_limit(&refused), renamed_limit),
            (refusal::wants_no_temperature(&refused), no_temperature),
            (refusal::wants_no_schema(&refused), no_schema),
        ];
        let asked = asks.iter().position(|(wanted, given)| *wanted && !given);
        let new = asked.filter(|_| status == StatusCode::BAD_REQUEST);
        if let Some(new) = new {
            let Capabilities {
                renamed_limit,
                no_temperature,
                no_schema,
            } = &self.capabilities;
            [renamed_limit, no_temperature, no_schema][new].store(true, Ordering::Relaxed);
        }
        Err(Refused {
            fault: refusal::of_status(&refused, status.as_u16()),
            retry_adapted: new.is_some(),
        })
    }
}

impl ChatModel for OpenAi {
    fn provider(&self) -> &'static str {
        self.endpoint.name
    }

    fn model(&self) -> &str {
        &self.model
    }

    fn context_budget(&self) -> u64 {
        u64::from(self.config.context_tokens - self.config.max_tokens)
    }

    fn answer_limit(&self) -> u64 {
        u64::from(self.config.max_tokens)
    }

    fn complete<'a>(&'a self, request: &'a ChatRequest, deadline: Duration) -> Completing<'a> {
        Box::pin(async move {
            match self.request(request, deadline).await {
                Ok(answer) => Completion {
                    prompt_tokens: answer.prompt_tokens.unwrap_or(request.tokens),
                    completion_tokens: answer.completion_tokens.unwrap_or_else(|| {
                        let said = answer.content();
                        Counter::new(self.model(), [said]).of(said)
                    }),
                    text: answer.text(request.accepts_partial),
                    retry_adapted: false,
                },
                Err(Refused {
                    fault,
                    retry_adapted,
                }) => Completion {
                    retry_adapted,
                    ..Completion::from(fault)
                },
            }
        })
    }
}

/// The body, if it is JSON, whole, and no larger than an answer can be.
async fn whole(response: Response) -> Result<Vec<u8>, Fault> {
    let says_json = response.headers().get(CONTENT_TYPE).is_none_or(|kind| {
        let kind = kind
            .to_str()
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
    });
    if !says_json {
        return Err(Fault::InvalidOutput("The provider's answer was no JSON."));
    }
    outbound::openai::read_body(response, limits::ANSWER)
        .await
        .map_err(refusal::of_broken)
}

#[cfg(test)]
mod tests;
