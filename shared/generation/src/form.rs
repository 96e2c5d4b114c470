//! The form of each kind of output: what a model is told of it, and how its answer is brought into it. A file a kind.

mod blog;
mod email;
mod json_in_text;
mod plain;
mod social;
mod spec;

use domain::{OutputKind, limits};
use serde_json::Value;

use crate::{
    Brief, ContentError, derive,
    finding::{Code, Finding},
    written::Written,
};
use plain::{clean, invalid_form};
use spec::FormSpec;

/// The one table of kinds.
const fn spec(kind: OutputKind) -> FormSpec {
    match kind {
        OutputKind::Blog => blog::FORM,
        OutputKind::Social => social::FORM,
        OutputKind::Email => email::FORM,
    }
}

/// What a model is told of the form.
pub(crate) fn instructions(brief: &Brief) -> String {
    (spec(brief.kind).instructions)(brief)
}

pub(crate) fn schema(brief: &Brief) -> Option<Value> {
    (spec(brief.kind).schema)(brief)
}

/// Words that are asked for in all.
pub(crate) fn words(brief: &Brief) -> u64 {
    let texts = (spec(brief.kind).texts)(brief);
    u64::from(brief.target_words()) * texts as u64
}

/// A model's text in the form of its kind, read back as every body is read, or what is wrong with it.
pub(crate) fn read(brief: &Brief, text: &str) -> Result<Written, Finding> {
    let text = clean(text);
    if text.is_empty() {
        return Err(Finding::new(Code::Empty, "It has no text in it."));
    }
    let form = spec(brief.kind);
    let mut written = (form.read)(brief, &text)?;
    if written.body.chars().count() > limits::OUTPUT_BODY {
        return Err(invalid_form("It is longer than a text can be."));
    }
    let derived = derive(brief.kind, &written.body).map_err(|error| match error {
        ContentError::Empty => Finding::new(Code::Empty, "It is empty."),
        error => invalid_form(format!("It doesn't have its form: {error}.")),
    })?;
    if form.has_target_length {
        written.findings.extend(length(brief, derived.word_count));
    }
    Ok(written)
}

/// Whether the target length was missed by more than a fifth.
fn length(brief: &Brief, words: usize) -> Option<Finding> {
    let target = brief.target_words() as usize;
    let code = if words * 5 < target * 4 {
        Code::ShorterThanAsked
    } else if words * 5 > target * 6 {
        Code::LongerThanAsked
    } else {
        return None;
    };
    let text = format!("{words} words, and {target} were the aim.");
    Some(Finding::new(code, text))
}

#[cfg(test)]
mod tests;
