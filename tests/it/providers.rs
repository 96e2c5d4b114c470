//! Lose this and a provider's bad day becomes a user's: wrong texts stored, money spent twice, a key in a log.

mod any_bytes;
mod checks;
mod faults;
mod long;
mod requests;

use std::time::{Duration, Instant};

use generation::{
    Brief, Call, Config, Draft, Kind, Platform, Provider, ProviderError, Source, Usage,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::scripted::{Answer, Scripted};

const KEY: &str = "sk-test-8d1f";
const SOURCE: &str =
    "Four score and seven years ago our fathers brought forth on this continent a new nation.";
const DEADLINE: Duration = Duration::from_secs(20);

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

fn brief(kind: Kind) -> Brief {
    Brief {
        kind,
        title: "Gettysburg".to_owned(),
        topic: None,
        tone_of_voice: None,
        target_length: None,
        language: None,
        audience: None,
        platforms: Platform::ALL.to_vec(),
        thread: false,
        include_hashtags: true,
        include_quotes: false,
        subject_line: None,
        preview_text: None,
        variants: 1,
        templates: vec![(
            "blog".to_owned(),
            "Write about {topic}. {source}".to_owned(),
        )],
        prompt_overrides: None,
        sources: vec![Source {
            file_id: Uuid::nil(),
            filename: "speech.txt".to_owned(),
            text: SOURCE.to_owned(),
            sha256: None,
        }],
    }
}

/// What an endpoint answers when all is well.
fn completion(content: &str) -> Value {
    json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": "a-model-2026",
        "choices": [{
            "index": 0,
            "message": {"role": "assistant", "content": content, "refusal": null},
            "finish_reason": "stop",
        }],
        "usage": {"prompt_tokens": 100, "completion_tokens": 40, "total_tokens": 140},
    })
}

const BLOG: &str =
    "# A new nation\n\nIt was conceived in liberty.\n\n## The test\n\nNow we are in a war.\n";

/// Of [`completion`], at the prices of [`config`].
const USAGE: Usage = Usage {
    prompt_tokens: 100,
    completion_tokens: 40,
    cost_micros: 130,
};

async fn write(answers: Vec<Answer>, kind: Kind) -> Result<Draft, ProviderError> {
    metered(answers, kind).await.0
}

/// The same, with what it was asked for.
async fn metered(answers: Vec<Answer>, kind: Kind) -> (Result<Draft, ProviderError>, Vec<Call>) {
    let server = Scripted::start(answers).await;
    let mut calls = Vec::new();
    let provider = provider(&server.url);
    let written = provider.write(&brief(kind), DEADLINE, &mut calls).await;
    (written, calls)
}
