//! Any endpoint that speaks `OpenAI`'s chat completions.

use std::time::Duration;

use crate::{Brief, Config, ConfigError, Draft, ProviderError, Usage};

#[derive(Debug)]
pub struct OpenAi {
    config: Config,
}

impl OpenAi {
    pub(crate) fn new(config: Config) -> Result<Self, ConfigError> {
        Ok(Self { config })
    }

    pub(crate) fn model(&self) -> &str {
        self.config.model.as_deref().unwrap_or_default()
    }

    pub(crate) async fn write(&self, _brief: &Brief, _deadline: Duration) -> Result<Draft, ProviderError> {
        Err(ProviderError { code: "no_usable_source", detail: String::new(), retryable: false, retry_after: None, usage: Usage::default() })
    }
}
