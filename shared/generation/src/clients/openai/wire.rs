//! What goes over the wire: the request, and what of an answer counts.

use serde_json::{Map, Value, json};

use super::refusal;
use crate::chat::{ChatRequest, Fault};

/// Tokens that no answer has: what is beyond is a provider's mistake and would spoil every sum that it is in.
const MOST_TOKENS: u64 = 100_000_000;

pub(super) fn request(
    model: &str,
    chat: &ChatRequest,
    max_tokens: u32,
    renamed_limit: bool,
    temperature: Option<f32>,
    with_schema: bool,
) -> Value {
    let mut request = Map::new();
    request.insert("model".to_owned(), json!(model));
    request.insert("messages".to_owned(), json!(chat.messages));
    let limit = if renamed_limit {
        "max_completion_tokens"
    } else {
        "max_tokens"
    };
    request.insert(limit.to_owned(), json!(max_tokens));
    if let Some(temperature) = temperature {
        request.insert("temperature".to_owned(), json!(temperature));
    }
    if let Some(schema) = chat.schema.as_ref().filter(|_| with_schema) {
        let format = json!({"name": "output", "strict": true, "schema": schema});
        request.insert(
            "response_format".to_owned(),
            json!({"type": "json_schema", "json_schema": format}),
        );
    }
    request.insert("stream".to_owned(), json!(false));
    Value::Object(request)
}

/// An answer that is JSON; what it is worth is asked later, when it is known what it cost.
#[derive(Debug)]
pub(super) struct Answer {
    choice: Value,
    /// The prompt itself was refused.
    is_blocked: bool,
    pub(super) prompt_tokens: Option<u64>,
    pub(super) completion_tokens: Option<u64>,
}

/// How the model came to the end of its text.
enum Ending {
    Whole,
    Truncated,
    Refused,
}

impl Answer {
    pub(super) fn parse(body: &[u8]) -> Result<Self, Fault> {
        let answer: Value = serde_json::from_slice(body)
            .map_err(|_| Fault::InvalidOutput("The provider's answer was no JSON."))?;
        if answer.get("choices").is_none()
            && answer.get("error").is_some_and(|error| !error.is_null())
        {
            return Err(refusal::of_body(&answer));
        }
        let tokens = |name: &str| {
            answer
                .get("usage")?
                .get(name)?
                .as_u64()
                .filter(|tokens| *tokens <= MOST_TOKENS)
        };
        let prompt_tokens = tokens("prompt_tokens");
        // Gemini counts a model's thoughts in the total alone, and takes money for them.
        let completion_tokens = tokens("completion_tokens").map(|said| {
            let all = tokens("total_tokens").unwrap_or_default();
            said.max(all.saturating_sub(prompt_tokens.unwrap_or(all)))
        });
        Ok(Self {
            is_blocked: is_blocked(&answer),
            prompt_tokens,
            completion_tokens,
            choice: answer
                .get("choices")
                .and_then(|choices| choices.get(0))
                .cloned()
                .unwrap_or(Value::Null),
        })
    }

    /// What the model wrote, whole or not.
    pub(super) fn content(&self) -> &str {
        self.choice
            .pointer("/message/content")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// By `OpenAI`'s words, with what Gemini puts behind them (`content_filter: RECITATION`), or by a provider's own.
    fn ending(&self) -> Ending {
        let word = |pointer: &str| {
            let word = self.choice.pointer(pointer).and_then(Value::as_str);
            word.unwrap_or_default()
        };
        let reason = word("/finish_reason").to_ascii_lowercase();
        match reason.split(':').next().unwrap_or_default() {
            "content_filter" | "refusal" | "safety" | "recitation" | "blocklist"
            | "prohibited_content" | "spii" => Ending::Refused,
            _ if !word("/message/refusal").is_empty() => Ending::Refused,
            "length" | "max_tokens" | "model_context_window_exceeded" => Ending::Truncated,
            _ => Ending::Whole,
        }
    }

    /// What the model wrote, if it wrote it to its end or a beginning is accepted.
    pub(super) fn text(&self, accepts_partial: bool) -> Result<String, Fault> {
        if self.is_blocked {
            return Err(Fault::Refused);
        }
        if self.choice.is_null() {
            return Err(Fault::InvalidOutput(
                "The provider's answer had no text in it.",
            ));
        }
        // OpenRouter's way to say that the model failed half-way.
        if self.choice.get("error").is_some_and(Value::is_object) {
            return Err(refusal::of_body(&self.choice));
        }
        match self.ending() {
            Ending::Refused => return Err(Fault::Refused),
            Ending::Truncated if !accepts_partial => return Err(Fault::Truncated),
            Ending::Truncated | Ending::Whole => {}
        }
        let text = match self.choice.pointer("/message/content") {
            Some(Value::Array(parts)) => parts
                .iter()
                .filter_map(|part| part.get("text")?.as_str())
                .collect(),
            _ => self.content().to_owned(),
        };
        let text = without_thoughts(&text);
        if text.is_empty() {
            Err(Fault::Empty)
        } else {
            Ok(text.to_owned())
        }
    }
}

/// Gemini's way to say that it doesn't answer this prompt.
fn is_blocked(answer: &Value) -> bool {
    let said = [
        "/promptFeedback/blockReason",
        "/prompt_feedback/block_reason",
    ];
    said.iter().any(|said| answer.pointer(said).is_some())
}

/// Without the thoughts that some models put before their answer.
fn without_thoughts(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix("<think>") {
        Some(thought) => thought
            .split_once("</think>")
            .map_or("", |(_, without_thoughts)| without_thoughts.trim()),
        None => text,
    }
}
