//! Lose this and a provider's bad day becomes a user's: wrong texts stored, money spent twice, a key in a log.

mod anthropic;
mod any_bytes;
mod checks;
mod faults;
mod gemini;
pub(crate) mod long;
mod openai;
mod requests;

use std::time::{Duration, Instant};

use domain::{OutputKind, Platform};
use generation::{Brief, Config, Draft, Provider, ProviderError, ProviderRequest, Source, Usage};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::scripted::{Answer, Scripted};

const KEY: &str = "sk-test-8d1f";
const SOURCE: &str =
    "Four score and seven years ago our fathers brought forth on this continent a new nation.";
const DEADLINE: Duration = Duration::from_secs(20);

/// In every body that a provider sends here, and in nothing that we say.
const THEIR_WORDS: &str = "zebra-crossing";

/// A value of `GENERATION_PROVIDER`, and the shapes in which its endpoint answers and refuses.
pub(crate) struct Dialect {
    pub(crate) name: &'static str,
    /// What it answers when all is well: this text, [`USAGE`], and fields that nobody asked for.
    pub(crate) completion: fn(&str) -> Value,
    /// The body of a refusal, with this status and these words.
    refusal: fn(u16, &str) -> Value,
    /// What it refuses in words of its own, each with the code that a job gets.
    pub(crate) refusals: fn() -> Vec<(&'static str, Refused)>,
    /// Choices that are no text, though the status is 200.
    endings: fn() -> Vec<(&'static str, Value)>,
}

/// Those that speak `OpenAI`'s protocol. One with another has a suite of its own beside theirs.
pub(crate) const DIALECTS: [&Dialect; 3] =
    [&openai::DIALECT, &anthropic::DIALECT, &gemini::DIALECT];

impl Dialect {
    fn answering(&self, content: &str) -> Answer {
        Answer::json(200, &(self.completion)(content))
    }

    fn provider(&self, url: &str) -> Provider {
        Provider::new(Config {
            provider: self.name.to_owned(),
            ..config(url)
        })
        .unwrap()
    }

    /// What comes of these answers, with what it was asked for.
    async fn write(
        &self,
        answers: Vec<Answer>,
        kind: OutputKind,
    ) -> (Result<Draft, ProviderError>, Vec<ProviderRequest>) {
        let server = Scripted::start(answers).await;
        let mut calls = Vec::new();
        let provider = self.provider(&server.url);
        let written = provider.write(&brief(kind), DEADLINE, &mut calls).await;
        (written, calls)
    }
}

/// One refusal as it comes over the wire.
pub(crate) struct Refused {
    status: u16,
    header: Option<(&'static str, &'static str)>,
    body: Value,
    /// Seconds that it asks for.
    retry_after: Option<u64>,
}

impl Refused {
    fn new(status: u16, body: Value) -> Self {
        Self {
            status,
            header: None,
            body,
            retry_after: None,
        }
    }

    /// With this header, which asks for so many seconds.
    fn after(self, name: &'static str, value: &'static str, seconds: u64) -> Self {
        Self {
            header: Some((name, value)),
            retry_after: Some(seconds),
            ..self
        }
    }

    pub(crate) fn answer(&self) -> Answer {
        let mut headers = vec![("content-type", "application/json; charset=utf-8")];
        headers.extend(self.header);
        Answer::new(self.status, &headers, self.body.to_string().as_bytes())
    }
}

/// Whether a job that ends with this code is tried again.
pub(crate) fn may_pass(code: &str) -> bool {
    !matches!(
        code,
        "content_refused"
            | "context_too_long"
            | "provider_misconfigured"
            | "provider_out_of_credit"
            | "provider_rejected_key"
            | "provider_rejected_request"
    )
}

fn config(url: &str) -> Config {
    Config {
        provider: "openai".to_owned(),
        base_url: Some(format!("{url}/v1")),
        api_key: Some(KEY.to_owned()),
        model: Some("a-model".to_owned()),
        context_tokens: 16_384,
        max_tokens: 2_048,
        temperature: 0.5,
        price_input: 0.5,
        price_output: 2.0,
    }
}

fn provider(url: &str) -> Provider {
    Provider::new(config(url)).unwrap()
}

fn brief(kind: OutputKind) -> Brief {
    Brief {
        templates: vec![(
            "blog".to_owned(),
            "Write about {topic}. {source}".to_owned(),
        )],
        ..Brief::new(
            kind,
            "Gettysburg",
            vec![Source {
                file_id: domain::FileId(Uuid::nil()),
                filename: "speech.txt".to_owned(),
                text: SOURCE.to_owned(),
                parts: Vec::new(),
                sha256: None,
                text_version: None,
            }],
        )
    }
}

/// What an endpoint answers when all is well.
fn completion(content: &str) -> Value {
    (openai::DIALECT.completion)(content)
}

const BLOG: &str =
    "# A new nation\n\nIt was conceived in liberty.\n\n## The test\n\nNow we are in a war.\n";

/// Of a completion, at the prices of [`config`].
const USAGE: Usage = Usage {
    prompt_tokens: 100,
    completion_tokens: 40,
    cost_micros: 130,
};
