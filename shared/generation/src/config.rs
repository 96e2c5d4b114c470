//! How generation is configured, by the variables `GENERATION_…`.

use std::fmt;

#[derive(Clone)]
pub struct Config {
    /// `extractive`, or the name of a chat model's provider.
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

impl Config {
    /// What is wrong with the numbers, whichever provider it is.
    pub(crate) fn wrong_numbers(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.max_tokens == 0 {
            wrong.push("GENERATION_MAX_TOKENS is not above 0".to_owned());
        }
        if self.context_tokens <= self.max_tokens {
            wrong.push("GENERATION_CONTEXT_TOKENS is not above GENERATION_MAX_TOKENS".to_owned());
        }
        if !(0.0..=2.0).contains(&self.temperature) {
            wrong.push("GENERATION_TEMPERATURE is not from 0 to 2".to_owned());
        }
        for (name, price) in [
            ("GENERATION_PRICE_INPUT", self.price_input),
            ("GENERATION_PRICE_OUTPUT", self.price_output),
        ] {
            if !price.is_finite() || price < 0.0 {
                wrong.push(format!("{name} is no price"));
            }
        }
        wrong
    }
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
