//! A template's placeholders.

use std::borrow::Cow;

use crate::{Brief, prompt::target_words};

/// For a brief that brings no template.
pub(crate) const WITHOUT: &str = "Write about {topic} for {audience}. Tone: {tone_of_voice}. Language: {language}. \
About {target_length} words.\nWorking title: {title}\nSource: {source}";

/// The names that a template may have in braces.
pub(crate) const NAMES: [&str; 7] = [
    "topic",
    "tone_of_voice",
    "source",
    "title",
    "target_length",
    "language",
    "audience",
];

pub(super) struct Values<'a>([(&'static str, Cow<'a, str>); 7]);

impl<'a> Values<'a> {
    /// What was not said reads as a sentence all the same.
    pub(super) fn of(brief: &'a Brief) -> Self {
        let or = |value: &'a Option<String>, otherwise: &'a str| {
            Cow::Borrowed(
                value
                    .as_deref()
                    .map(str::trim)
                    .filter(|value| !value.is_empty())
                    .unwrap_or(otherwise),
            )
        };
        let sourceless = brief.sources.is_empty();
        let (topic, source, language) = if sourceless {
            (
                brief.title.as_str(),
                "(there is no source: write from the topic)",
                "the language of the topic",
            )
        } else {
            (
                "the main subject of the source",
                "(see the marked text below)",
                "the language of the source",
            )
        };
        Self([
            ("topic", or(&brief.topic, topic)),
            (
                "tone_of_voice",
                or(&brief.tone_of_voice, "clear and natural"),
            ),
            ("source", Cow::Borrowed(source)),
            ("title", Cow::Borrowed(brief.title.as_str())),
            ("target_length", Cow::Owned(target_words(brief).to_string())),
            ("language", or(&brief.language, language)),
            ("audience", or(&brief.audience, "a general audience")),
        ])
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_ref())
    }
}

/// Fills in `{name}`, in one pass, so that what a value contains is never expanded; `{{` and `}}` are literal braces, and
/// a name that is none of ours stays as it is.
pub(super) fn fill(template: &str, values: &Values) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{") {
            filled.push('{');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("}}") {
            filled.push('}');
            rest = after;
        } else if let Some((value, after)) = placeholder(rest, values) {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    filled.push_str(rest);
    filled
}

fn placeholder<'v, 't>(text: &'t str, values: &'v Values) -> Option<(&'v str, &'t str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    Some((values.get(name)?, after))
}

/// A template's type as the person who reads the prompt would say it.
pub(super) fn platform_name(template: &str) -> &str {
    match template {
        "twitter" => "X (platform `twitter`)",
        "linkedin" => "LinkedIn (platform `linkedin`)",
        "instagram" => "Instagram (platform `instagram`)",
        other => other,
    }
}
