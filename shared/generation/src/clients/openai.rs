//! Any endpoint that speaks `OpenAI`'s chat completions.

mod endpoint;
mod fault;
mod form;
mod json;
mod note;
mod social;
mod wire;

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use outbound::{
    openai::{Refusal, bearer},
    reqwest::{
        Client, Response, StatusCode, Url,
        header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue},
    },
};

use crate::{
    Brief, Config, ConfigError, Kind, Ledger, ProviderError, Usage,
    check::{Code, Finding},
    condense::{self, Expected},
    draft::Written,
    ledger, limits,
    prompt::{self, Prompt, PromptError},
    provider::{DryRun, sources_used},
};
use endpoint::Endpoint;
use fault::Fault;
pub(crate) use note::Note;
use wire::Answer;

/// What a whole request may take where nobody gives it less; the worker always does.
const LONGEST: Duration = Duration::from_mins(15);

pub struct OpenAi {
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

/// Why there is no text.
struct Refused {
    fault: Fault,
    /// The refusal changed [`Capabilities`]: the request can be repeated at once.
    retry_adapted: bool,
}

impl Refused {
    fn of(fault: Fault) -> Self {
        Self {
            fault,
            retry_adapted: false,
        }
    }

    fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::of(fault)
    }
}

impl fmt::Debug for OpenAi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenAi")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl OpenAi {
    /// Every variable that is missing or wrong is named at once.
    pub(crate) fn new(config: Config) -> Result<Self, ConfigError> {
        let mut wrong = Vec::new();
        let endpoint = Endpoint::of(&config.provider);
        if endpoint.is_none() {
            wrong.push(
                "GENERATION_PROVIDER is not extractive, openai, anthropic or gemini".to_owned(),
            );
        }
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
        if config.max_tokens == 0 {
            wrong.push("GENERATION_MAX_TOKENS is not above 0".to_owned());
        }
        if config.context_tokens <= config.max_tokens {
            wrong.push("GENERATION_CONTEXT_TOKENS is not above GENERATION_MAX_TOKENS".to_owned());
        }
        if !(0.0..=2.0).contains(&config.temperature) {
            wrong.push("GENERATION_TEMPERATURE is not from 0 to 2".to_owned());
        }
        for (name, price) in [
            ("GENERATION_PRICE_INPUT", config.price_input),
            ("GENERATION_PRICE_OUTPUT", config.price_output),
        ] {
            if !price.is_finite() || price < 0.0 {
                wrong.push(format!("{name} is no price"));
            }
        }
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

    pub(crate) fn name(&self) -> &'static str {
        self.endpoint.name
    }

    pub(crate) fn model(&self) -> &str {
        &self.model
    }

    /// What would be sent, and what it may cost.
    pub(crate) fn dry_run(&self, brief: &Brief) -> Result<DryRun, ProviderError> {
        let Prompt {
            messages,
            tokens,
            mut findings,
            ..
        } = self.prompt(brief, None)?;
        let mut estimate = self.usage(tokens, self.expected_tokens(brief));
        if let Some(condensing) = condense::expected(self, brief) {
            let Expected {
                prompt_tokens,
                completion_tokens,
                ..
            } = condensing;
            estimate = estimate.plus(self.usage(prompt_tokens, completion_tokens));
            findings.retain(|finding| finding.code != Code::SourceShortened);
            findings.extend(condensing.findings);
        }
        let told = |finding: &Finding| finding.to_check("", 0, finding.code.remedy().action());
        Ok(DryRun {
            prompt: messages,
            sources: sources_used(brief),
            estimate,
            checks: findings.iter().map(told).collect(),
        })
    }

    /// What is sent for this brief, with a note if there is one: the sources leave it its room.
    pub(crate) fn prompt(
        &self,
        brief: &Brief,
        note: Option<&Note>,
    ) -> Result<Prompt, ProviderError> {
        let budget = self.budget().saturating_sub(note.map_or(0, Note::tokens));
        let mut prompt = prompt::prompt(brief, budget).map_err(unaskable)?;
        if let Some(note) = note {
            prompt.messages = note.messages(&prompt.messages);
            prompt.tokens += note.tokens();
        }
        Ok(prompt)
    }

    /// Tokens of the context that an answer leaves.
    pub(crate) fn budget(&self) -> u64 {
        u64::from(self.config.context_tokens - self.config.max_tokens)
    }

    /// Tokens of an answer.
    pub(crate) fn max_tokens(&self) -> u64 {
        u64::from(self.config.max_tokens)
    }

    /// What the model makes of a part of a source, in `deadline` at most, in `words` if it does as it is told.
    pub(crate) async fn condense(
        &self,
        filename: &str,
        part: &str,
        words: u64,
        deadline: Duration,
        ledger: &mut impl Ledger,
    ) -> Result<String, ProviderError> {
        let prompt = prompt::condensing(filename, part, words).map_err(unaskable)?;
        let said = self.ask(&prompt, deadline, ledger).await?;
        said.map_err(|finding| Fault::Text(finding).error())
    }

    /// What the model wrote, brought into the form of its kind.
    #[expect(
        clippy::unused_self,
        reason = "how a model's answer is read is the provider's matter"
    )]
    pub(crate) fn read(&self, brief: &Brief, said: &str) -> Result<Written, Finding> {
        form::read(brief, said)
    }

    /// What the model writes, in `deadline` at most, or what is wrong with its text. Asks, and once more for each thing that
    /// the model turns out not to take; the last call is the answer's.
    pub(crate) async fn ask(
        &self,
        prompt: &Prompt,
        deadline: Duration,
        ledger: &mut impl Ledger,
    ) -> Result<Result<String, Finding>, ProviderError> {
        let until = Instant::now() + deadline;
        loop {
            ledger::begin(ledger).await?;
            let left = until.saturating_duration_since(Instant::now());
            let asked = tokio::time::timeout(left, self.request(prompt, left)).await;
            let answer = asked.unwrap_or(Err(Refused::of(Fault::Timeout)));
            let usage = answer
                .as_ref()
                .map(|answer| self.spent(prompt, answer))
                .unwrap_or_default();
            let text = answer.and_then(|answer| Ok(answer.text(prompt.may_break_off)?));
            if let Some(call) = ledger.requests().last_mut() {
                let outcome = text.as_ref().map_or_else(Refused::code, |_| "completed");
                call.end(usage, outcome);
            }
            match text {
                Ok(text) => return Ok(Ok(text)),
                Err(Refused {
                    retry_adapted: true,
                    ..
                }) => {}
                Err(Refused {
                    fault: Fault::Text(finding),
                    ..
                }) => return Ok(Err(finding)),
                Err(Refused { fault, .. }) => return Err(fault.error()),
            }
        }
    }

    /// Asks once, leaving out what the model is known not to take.
    async fn request(&self, prompt: &Prompt, deadline: Duration) -> Result<Answer, Refused> {
        let renamed_limit = self.capabilities.renamed_limit.load(Ordering::Relaxed);
        let no_temperature = self.capabilities.no_temperature.load(Ordering::Relaxed);
        let no_schema = self.capabilities.no_schema.load(Ordering::Relaxed);
        let body = wire::request(
            &self.model,
            prompt,
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
            .map_err(|error| fault::of_transport(&error))?;
        if response.status().is_success() {
            return Ok(Answer::parse(&whole(response).await?)?);
        }
        let status = response.status();
        let refusal = Refusal::read(response).await;
        let asks = [
            (fault::wants_renamed_limit(&refusal), renamed_limit),
            (fault::wants_no_temperature(&refusal), no_temperature),
            (fault::wants_no_schema(&refusal), no_schema),
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
            fault: fault::of_status(&refusal, status.as_u16()),
            retry_adapted: new.is_some(),
        })
    }

    /// As the provider says, or estimated where it says nothing.
    fn spent(&self, prompt: &Prompt, answer: &Answer) -> Usage {
        let prompt_tokens = answer.prompt_tokens.unwrap_or(prompt.tokens);
        let completion_tokens = answer
            .completion_tokens
            .unwrap_or_else(|| prompt::tokens::of(answer.content()));
        self.usage(prompt_tokens, completion_tokens)
    }

    /// Dollars for a million tokens are micro-dollars for one.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "money that is estimated from tokens; `as` saturates"
    )]
    fn usage(&self, prompt_tokens: u64, completion_tokens: u64) -> Usage {
        let cost = prompt_tokens as f64 * self.config.price_input
            + completion_tokens as f64 * self.config.price_output;
        Usage {
            prompt_tokens,
            completion_tokens,
            cost_micros: cost.ceil() as u64,
        }
    }

    /// Two tokens for a word, which is enough for most languages.
    fn expected_tokens(&self, brief: &Brief) -> u64 {
        let words = u64::from(prompt::target_words(brief));
        let texts = if brief.kind == Kind::Social {
            brief.platforms.len().max(1) as u64
        } else {
            1
        };
        (words * texts * 2).min(u64::from(self.config.max_tokens))
    }
}

fn unaskable(error: PromptError) -> ProviderError {
    let fault = match error {
        PromptError::TooLong => Fault::ContextTooLong,
        PromptError::NoRandom => Fault::Unavailable { retry_after: None },
    };
    fault.error()
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
    Ok(outbound::openai::whole(response, limits::ANSWER).await?)
}

#[cfg(test)]
pub(crate) mod tests;
