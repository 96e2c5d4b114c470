//! From a brief to the messages that a chat model is sent.
//!
//! What the user says is instruction; what the sources say is data, and stays between marks that no source can write.

mod condensing;
mod fence;
mod rules;
pub(crate) mod shorten;
mod template;
pub(crate) mod tokens;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

pub(crate) use condensing::{condensing, frame};
pub(crate) use fence::{harmless, name};
pub use template::{NAMES as PLACEHOLDERS, TemplateFaults};

use crate::{
    Brief, Kind,
    check::{Code, Finding},
    hash, limits,
};

/// One message of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Message {
    #[schemars(extend("enum" = ["system", "user", "assistant"]))]
    pub role: &'static str,
    pub content: String,
}

#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) messages: Vec<Message>,
    /// Estimated, rather too many than too few.
    pub(crate) tokens: u64,
    pub(crate) findings: Vec<Finding>,
    /// JSON Schema of the answer, where it is JSON.
    pub(crate) schema: Option<Value>,
    /// What the answer is used for takes its beginning alone, too.
    pub(crate) may_break_off: bool,
    /// Of the messages without the random marks.
    pub(crate) sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PromptError {
    #[error("the instructions leave no room for a source")]
    TooLong,
    #[error("the system gave no random bytes")]
    NoRandom,
}

/// Tokens of a source below which nothing can be written from it.
pub(crate) const LEAST_SOURCE: u64 = 64;

/// The messages for `brief`, in `budget` tokens: what is too long of the sources is left out, from their ends.
pub(crate) fn prompt(brief: &Brief, budget: u64) -> Result<Prompt, PromptError> {
    let texts: Vec<String> = brief
        .sources
        .iter()
        .map(|source| fence::harmless(&source.text))
        .collect();
    let task = fence::harmless(&task(brief));
    let names = brief.sources.iter().map(|source| source.filename.as_str());
    let all: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .chain(names)
        .chain([task.as_str()])
        .collect();
    let marks = fence::Marks::new(&all).ok_or(PromptError::NoRandom)?;
    let system = fence::harmless(&rules::system(brief, &marks));
    let fixed = fixed(brief, &marks, &system, &task);
    let room = budget.saturating_sub(fixed);
    if fixed > budget || (!brief.sources.is_empty() && room < LEAST_SOURCE) {
        return Err(PromptError::TooLong);
    }
    let shortened = shorten::to_fit(&texts, room);
    let mut findings = Vec::new();
    let mut user = task;
    for (number, (source, text)) in brief.sources.iter().zip(&shortened).enumerate() {
        if text.len() < texts[number].len() {
            findings.push(source_shortened(&source.filename));
        }
        marks.enclose(&mut user, &source.filename, text);
    }
    if brief.sources.is_empty() {
        let said = "There was no source: what is said was checked against nothing.";
        findings.push(Finding::new(Code::NoSource, said));
    }
    let sha256 = hash::sha256(&marks.removed_from(&format!("{system}\n{user}")));
    let tokens = tokens::of_messages([system.as_str(), user.as_str()]);
    let messages = vec![
        Message {
            role: "system",
            content: system,
        },
        Message {
            role: "user",
            content: user,
        },
    ];
    Ok(Prompt {
        messages,
        tokens,
        findings,
        schema: rules::schema(brief),
        may_break_off: false,
        sha256,
    })
}

/// What the sources may take of `budget` tokens, whichever marks are drawn.
pub(crate) fn room(brief: &Brief, budget: u64) -> u64 {
    let marks = fence::Marks::widest();
    let system = fence::harmless(&rules::system(brief, &marks));
    let task = fence::harmless(&task(brief));
    budget.saturating_sub(fixed(brief, &marks, &system, &task))
}

/// All but the sources' texts.
fn fixed(brief: &Brief, marks: &fence::Marks, system: &str, task: &str) -> u64 {
    tokens::of_messages([system, task]) + marks.tokens(brief)
}

/// Words to aim at.
pub(crate) fn target_words(brief: &Brief) -> u32 {
    brief.target_length.unwrap_or(match brief.kind {
        Kind::Blog => limits::BLOG_WORDS,
        Kind::Social => 150,
        Kind::Email => limits::EMAIL_WORDS,
    })
}

/// The templates filled in, and what the user added.
fn task(brief: &Brief) -> String {
    let values = template::Values::of(brief);
    let mut task = String::new();
    for (kind, prompt) in &brief.templates {
        if brief.templates.len() > 1 {
            task.push_str("For ");
            task.push_str(template::platform_name(kind));
            task.push_str(
                ":

",
            );
        }
        task.push_str(template::fill(prompt, &values).trim());
        task.push_str("\n\n");
    }
    if brief.templates.is_empty() {
        task.push_str(&template::fill(template::WITHOUT, &values));
        task.push_str("\n\n");
    }
    if let Some(more) = brief
        .prompt_overrides
        .as_deref()
        .map(str::trim)
        .filter(|more| !more.is_empty())
    {
        task.push_str("The person who asked adds:\n\n");
        task.push_str(more);
        task.push_str("\n\n");
    }
    task
}

fn source_shortened(filename: &str) -> Finding {
    let name = fence::name(filename);
    let said = format!("Of {name} only the beginning fits into the model's context.");
    Finding::new(Code::SourceShortened, said)
}

#[cfg(test)]
mod tests;
