//! The clients of chat models, one for each protocol. They implement `ChatModel` and know nothing else of generation.

mod openai;

use crate::{Config, ConfigError, chat::ChatModel};

pub(crate) type Connected = Result<Box<dyn ChatModel>, ConfigError>;

struct Client {
    /// The values of `GENERATION_PROVIDER` that it serves.
    providers: &'static [&'static str],
    connect: fn(Config) -> Connected,
}

const CLIENTS: [Client; 1] = [Client {
    providers: &openai::PROVIDERS,
    connect: openai::connect,
}];

/// The client of the provider that is named; `None` where none serves it.
pub(crate) fn connect(config: Config) -> Option<Connected> {
    let serves = |client: &&Client| client.providers.contains(&config.provider.as_str());
    let client = CLIENTS.iter().find(serves)?;
    Some((client.connect)(config))
}

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    CLIENTS
        .iter()
        .flat_map(|client| client.providers.iter().copied())
}
