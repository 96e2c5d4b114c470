//! From a brief to the messages that a chat model is sent.
//!
//! What the user says is instruction; what the sources say is data, and stays between marks that no source can write.

mod condensing;
mod fence;
mod follow_up;
mod rendered;
mod rules;
pub(crate) mod shorten;
mod template;

pub(crate) use condensing::{condensing, frame};
pub(crate) use fence::{harmless, name};
pub(crate) use follow_up::FollowUp;
pub(crate) use rendered::{Prompt, PromptError};
pub use template::{NAMES as PLACEHOLDERS, TemplateFaults};

use crate::{
    Brief,
    chat::{ChatRequest, Message},
    finding::{Code, Finding},
    form, hash,
    tokens::{Context, Counter},
};

/// Tokens of a source below which nothing can be written from it.
pub(crate) const LEAST_SOURCE: u64 = 64;

/// The messages for `brief`, within `context`: what is too long of the sources is left out, from their ends.
pub(crate) fn prompt(brief: &Brief, context: Context) -> Result<Prompt, PromptError> {
    let texts: Vec<String> = brief
        .sources
        .iter()
        .map(|source| fence::harmless(&source.marked()))
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
    let Context { tokens, counter } = context;
    let fixed = fixed(brief, &marks, [&system, &task], &counter);
    let room = tokens.saturating_sub(fixed);
    if fixed > tokens || (!brief.sources.is_empty() && room < LEAST_SOURCE) {
        return Err(PromptError::TooLong);
    }
    let shortened = shorten::to_fit(&texts, room, &counter);
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
    let tokens = counter.of_messages([system.as_str(), user.as_str()]);
    Ok(Prompt {
        request: ChatRequest {
            messages: Message::system_and_user(system, user),
            tokens,
            schema: form::schema(brief),
            accepts_partial: false,
        },
        findings,
        sha256,
    })
}

/// The same with a follow-up: the sources leave it its room.
pub(crate) fn followed_up(
    brief: &Brief,
    context: Context,
    follow_up: Option<&FollowUp>,
) -> Result<Prompt, PromptError> {
    let Some(follow_up) = follow_up else {
        return prompt(brief, context);
    };
    let tokens = follow_up.tokens(&context.counter);
    let mut prompt = prompt(brief, context.beside(tokens))?;
    prompt.request.messages = follow_up.messages(&prompt.request.messages);
    prompt.request.tokens += tokens;
    Ok(prompt)
}

/// Tokens that the sources may take of `context`, whichever marks are drawn.
pub(crate) fn room(brief: &Brief, context: Context) -> u64 {
    let marks = fence::Marks::widest();
    let system = fence::harmless(&rules::system(brief, &marks));
    let task = fence::harmless(&task(brief));
    let fixed = fixed(brief, &marks, [&system, &task], &context.counter);
    context.tokens.saturating_sub(fixed)
}

/// All but the sources' texts.
fn fixed(brief: &Brief, marks: &fence::Marks, messages: [&str; 2], counter: &Counter) -> u64 {
    counter.of_messages(messages) + marks.tokens(brief, counter)
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
