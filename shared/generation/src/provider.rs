//! Which provider writes: the built-in one, or a chat model.

use crate::{
    Config, ConfigError, Prices, chat::ChatModel, clients, extractive, metered::MeteredModel,
};

#[derive(Debug)]
pub enum Provider {
    /// Built in: no key, no network, and the same brief gives the same draft.
    Extractive,
    /// Whatever protocol it speaks.
    Chat(MeteredModel),
}

impl Provider {
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        if config.provider == extractive::PROVIDER {
            return Ok(Self::Extractive);
        }
        let prices = Prices {
            input: config.price_input,
            output: config.price_output,
        };
        let numbers = config.wrong_numbers();
        let unknown = || {
            let unknown = format!("GENERATION_PROVIDER is not {}", or(&Self::names()));
            ConfigError([vec![unknown], numbers].concat())
        };
        let model = clients::connect(config).ok_or_else(unknown)??;
        Ok(Self::chat(model, prices))
    }

    #[must_use]
    pub fn chat(model: Box<dyn ChatModel>, prices: Prices) -> Self {
        Self::Chat(MeteredModel::new(model, prices))
    }

    /// All values of `GENERATION_PROVIDER`.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        [extractive::PROVIDER]
            .into_iter()
            .chain(clients::names())
            .collect()
    }

    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Extractive => extractive::PROVIDER,
            Self::Chat(model) => model.provider(),
        }
    }

    #[must_use]
    pub fn model(&self) -> &str {
        match self {
            Self::Extractive => extractive::MODEL,
            Self::Chat(model) => model.model(),
        }
    }
}

/// `a, b or c`.
fn or(names: &[&str]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        names => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(provider: &str) -> Config {
        Config {
            provider: provider.to_owned(),
            base_url: Some("https://example.com/v1".to_owned()),
            api_key: None,
            model: Some("a-model".to_owned()),
            context_tokens: 8_192,
            max_tokens: 1_024,
            temperature: 0.7,
            price_input: 0.0,
            price_output: 0.0,
        }
    }

    #[test]
    fn each_name_selects_the_provider_of_that_name() {
        for name in Provider::names() {
            assert_eq!(Provider::new(config(name)).unwrap().name(), name);
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_those_that_are_known() {
        let ConfigError(wrong) = Provider::new(Config {
            max_tokens: 0,
            ..config("elsewhere")
        })
        .unwrap_err();
        let unknown = wrong[0].strip_prefix("GENERATION_PROVIDER is not ");
        let said: Vec<_> = unknown.unwrap().split([',', ' ']).collect();
        for name in Provider::names() {
            assert!(said.contains(&name), "{name}: {wrong:?}");
        }
        assert_eq!(wrong[1..], ["GENERATION_MAX_TOKENS is not above 0"]);
        assert_eq!(or(&["a", "b", "c"]), "a, b or c");
    }
}
