//! What the paragraphs of a source are: text, a heading, or the furniture of a page.

use std::collections::{HashMap, HashSet};

use super::opening;
use crate::{Source, sentence, words::Language};

/// Bytes read; of more, every n-th paragraph is.
const BYTES: usize = 400_000;
/// Words of a heading.
const HEADING: usize = 12;
/// Words of a sentence that is the text's and no slogan.
const PROSE: usize = 6;
/// What stands above a text is less than one word in so many.
const ABOVE: usize = 3;
/// Headings that follow each other; more lines are a list, or a menu.
const HEADINGS: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Text,
    Heading,
    /// Menus, bylines, a table of contents: what stands above a text and is none of it.
    Furniture,
}

/// What each paragraph is.
pub(super) fn lines(paragraphs: &[String], language: Language) -> Vec<Line> {
    let bare: Vec<&str> = paragraphs
        .iter()
        .map(|paragraph| opening::without_mark(paragraph, language))
        .collect();
    let mut lines = vec![Line::Text; bare.len()];
    let mut start = 0;
    while start < bare.len() {
        let run = bare[start..]
            .iter()
            .take_while(|text| is_short(text))
            .count();
        let end = start + run;
        // What heads nothing is no heading.
        if end < bare.len() {
            let first = if run > HEADINGS { end - 1 } else { start };
            for place in first..end {
                if is_headlike(bare[place], run) {
                    lines[place] = Line::Heading;
                }
            }
        }
        start = end + 1;
    }
    let words = |texts: &[&str]| -> usize {
        let counts = texts.iter().map(|text| text.split_whitespace().count());
        counts.sum()
    };
    // Where most stands above the first full stop it is speech that nobody punctuated.
    let begin = bare
        .iter()
        .position(|text| is_prose(text))
        .filter(|begin| words(&bare[..*begin]) * ABOVE < words(&bare));
    if let Some(begin) = begin {
        let listed = bare[..begin].iter().filter(|text| is_short(text)).count();
        for place in 0..begin {
            let own = is_short(bare[place]) || bare[place].ends_with(':');
            if lines[place] == Line::Text && (own || listed > HEADINGS) {
                lines[place] = Line::Furniture;
            }
        }
    }
    lines
}

/// A line without an end, as headings, items of lists and menus are; a heading may ask.
pub(super) fn is_short(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let begins = text
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_alphanumeric());
    let ends = text.chars().next_back().is_some_and(char::is_alphanumeric);
    words > 0 && words <= HEADING && begins && (ends || asks_as_heading(text))
}

/// `2. Why Isn't It Written In Another Language?`: numbered, or with a capital at most words.
fn asks_as_heading(text: &str) -> bool {
    let capitals = text
        .split_whitespace()
        .filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        .count();
    text.ends_with('?')
        && !text.contains(['.', '!', ':'])
        && capitals * 3 > text.split_whitespace().count() * 2
}

/// The last line of a list heads what follows only where it looks like a heading.
fn is_headlike(text: &str, run: usize) -> bool {
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let words = || {
        text.split_whitespace()
            .filter(|word| word.chars().count() > 3)
    };
    let titled = words().all(|word| !word.starts_with(char::is_lowercase));
    begins && (run <= HEADINGS || titled || opening::without_number(text).len() < text.len())
}

fn is_prose(text: &str) -> bool {
    sentence::sentences(text).into_iter().any(|found| {
        let words = found.split_whitespace().count();
        let wide = found.ends_with(['。', '！', '？']);
        let ended = found
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !".!?…".contains(c))
            .ends_with(['.', '!', '?', '…']);
        wide || ended && words >= PROSE
    })
}

/// The paragraphs on one line each; of a text that is too long, those that stand at regular distances.
pub(super) fn sampled(sources: &[Source]) -> Vec<String> {
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let keep = bytes.div_ceil(BYTES).max(1);
    let lines = sources.iter().flat_map(|source| source.text.split("\n\n"));
    // Of a long text in few paragraphs, its sentences are what is left out.
    let folded = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = Vec::new();
    let mut budget = BYTES;
    for (number, paragraph) in lines.enumerate() {
        if number % keep == 0 && budget > 0 {
            let mut end = paragraph.len().min(budget);
            while !paragraph.is_char_boundary(end) {
                end -= 1;
            }
            budget -= end;
            let text = folded(&paragraph[..end]);
            if !text.is_empty() {
                paragraphs.push(text);
            }
        }
    }
    paragraphs
}

/// What is before a colon at the start of two sentences or more is somebody who speaks.
pub(super) fn speakers(paragraphs: &[String]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for paragraph in paragraphs {
        for sentence in sentence::sentences(paragraph) {
            if let Some(label) = opening::label(sentence) {
                *counts.entry(label).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(label, _)| label.to_owned())
        .collect()
}
