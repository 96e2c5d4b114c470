//! A template's placeholders.

use std::{borrow::Cow, collections::HashSet};

use crate::Brief;

/// For a brief that brings no template.
pub(crate) const WITHOUT: &str = "Write about {topic} for {audience}. Tone: {tone_of_voice}. Language: {language}. \
About {target_length} words.\nWorking title: {title}\nSource: {source}";

/// The names that a template may have in braces.
pub const NAMES: [&str; 7] = [
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
            (
                "target_length",
                Cow::Owned(brief.target_words().to_string()),
            ),
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
    for piece in pieces(template) {
        match piece {
            Piece::Placeholder(name) => match values.get(name) {
                Some(value) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            },
            Piece::Text(text) | Piece::LoneBrace(text) => filled.push_str(text),
        }
    }
    filled
}

/// What is wrong with a template's prompt; all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateFaults<'a> {
    /// The names in braces that are none of ours, each once, in their order.
    pub unknown: Vec<&'a str>,
    /// The lines, counted from 1, with a brace that neither names a placeholder nor is doubled.
    pub lone_braces: Vec<usize>,
}

impl<'a> TemplateFaults<'a> {
    #[must_use]
    pub fn of(template: &'a str) -> Self {
        let (mut faults, mut line) = (Self::default(), 1);
        let mut known: HashSet<&str> = NAMES.into_iter().collect();
        for piece in pieces(template) {
            match piece {
                Piece::Text(text) => line += text.matches('\n').count(),
                Piece::LoneBrace(_) if faults.lone_braces.last() != Some(&line) => {
                    faults.lone_braces.push(line);
                }
                Piece::Placeholder(name) if known.insert(name) => {
                    faults.unknown.push(name);
                }
                Piece::LoneBrace(_) | Piece::Placeholder(_) => {}
            }
        }
        faults
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// As it is: text, or the brace that a doubled one stands for.
    Text(&'a str),
    /// What is in braces, on one line.
    Placeholder(&'a str),
    LoneBrace(&'a str),
}

/// The one reading of a template, for whoever fills it in and whoever checks it.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (piece, after) = next(rest)?;
        rest = after;
        Some(piece)
    })
}

fn next(rest: &str) -> Option<(Piece<'_>, &str)> {
    Some(match rest.as_bytes() {
        [] => return None,
        [b'{', b'{', ..] | [b'}', b'}', ..] => (Piece::Text(&rest[..1]), &rest[2..]),
        [b'{' | b'}', ..] => match name(rest) {
            Some((name, after)) => (Piece::Placeholder(name), after),
            None => (Piece::LoneBrace(&rest[..1]), &rest[1..]),
        },
        _ => {
            let end = rest.find(['{', '}']).unwrap_or(rest.len());
            (Piece::Text(&rest[..end]), &rest[end..])
        }
    })
}

fn name(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('{')?;
    let end = inside.find(['{', '}', '\n'])?;
    let after = inside[end..].strip_prefix('}')?;
    Some((&inside[..end], after))
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
