//! Who writes: a brief in, a checked draft and what it cost out.

use std::{fmt, time::Duration};

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Brief, Check, Draft, Ledger, Source, SourceUsed, Usage, extractive, openai::OpenAi,
    prompt::Message, write,
};

/// How generation is configured, by the variables `GENERATION_…`.
#[derive(Clone)]
pub struct Config {
    /// `extractive`, `openai`, `anthropic` or `gemini`.
    pub provider: String,
    pub base_url: Option<String>,
    pub api_key: Option<String>,
    pub model: Option<String>,
    /// Tokens of the model's context.
    pub context_tokens: u32,
    /// Tokens of an answer.
    pub max_tokens: u32,
    pub temperature: f32,
    /// US dollars for a million tokens.
    pub price_input: f64,
    pub price_output: f64,
}

/// Without the key: a configuration is what gets printed when something is wrong with it.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("provider", &self.provider)
            .field("model", &self.model)
            .field("context_tokens", &self.context_tokens)
            .field("max_tokens", &self.max_tokens)
            .field("temperature", &self.temperature)
            .finish_non_exhaustive()
    }
}

/// What is missing or wrong, each named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("generation is not configured: {}", .0.join("; "))]
pub struct ConfigError(pub Vec<String>);

/// An enum and no trait object: there are few, all of them ours, and each is called in one place.
#[derive(Debug)]
pub enum Provider {
    /// Built in: no key, no network, and the same brief gives the same draft.
    Extractive,
    /// Any endpoint that speaks `OpenAI`'s chat completions.
    OpenAi(Box<OpenAi>),
}

/// Why there is no draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct ProviderError {
    /// Stable, for programs: `provider_unavailable`, `content_refused` …
    pub code: &'static str,
    /// A sentence for the person who asked; nothing of the prompt, nothing of a secret.
    pub detail: String,
    pub retryable: bool,
    /// The text was no good, and no better when it was asked for again: another attempt costs as much and changes little.
    pub repair_exhausted: bool,
    /// How long the provider wants to be left alone.
    pub retry_after: Option<Duration>,
}

/// What would be asked, and what the answer may cost.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DryRun {
    /// Empty for a provider that is no model. Of sources that would be condensed first, it has the beginnings.
    pub prompt: Vec<Message>,
    pub sources: Vec<SourceUsed>,
    /// Rather too much than too little.
    pub estimate: Usage,
    /// What is known beforehand: `source_condensed`, `source_shortened`, `no_source`.
    pub checks: Vec<Check>,
}

impl Provider {
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        match config.provider.as_str() {
            "extractive" => Ok(Self::Extractive),
            _ => OpenAi::new(config).map(Box::new).map(Self::OpenAi),
        }
    }

    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Extractive => "extractive",
            Self::OpenAi(openai) => openai.name(),
        }
    }

    #[must_use]
    pub fn model(&self) -> &str {
        match self {
            Self::Extractive => extractive::MODEL,
            Self::OpenAi(openai) => openai.model(),
        }
    }

    /// Writes the draft, in `deadline` at most. Each request to the provider is in `ledger` before it is sent, so that it
    /// is there however the writing ends.
    pub async fn write(
        &self,
        brief: &Brief,
        deadline: Duration,
        ledger: &mut impl Ledger,
    ) -> Result<Draft, ProviderError> {
        write::write(self, brief, deadline, ledger).await
    }

    /// Asks nobody and spends nothing.
    pub fn dry_run(&self, brief: &Brief) -> Result<DryRun, ProviderError> {
        match self {
            Self::Extractive => Ok(DryRun {
                prompt: Vec::new(),
                sources: sources_used(brief),
                estimate: Usage::default(),
                checks: Vec::new(),
            }),
            Self::OpenAi(openai) => openai.dry_run(brief),
        }
    }
}

pub(crate) fn sources_used(brief: &Brief) -> Vec<SourceUsed> {
    let used = |source: &Source| SourceUsed {
        file_id: source.file_id,
        sha256: source.sha256(),
    };
    brief.sources.iter().map(used).collect()
}
