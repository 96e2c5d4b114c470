//! What the paragraphs of a source are: text, a heading, or the furniture of a page.

use std::collections::{HashMap, HashSet};

use super::opening;
use crate::{
    Source, sentence,
    words::{Language, count, is_letter, is_small},
};
use domain::Role;

/// Bytes read; of more, every n-th paragraph is.
const BYTES: usize = 400_000;
/// Words of a heading.
const HEADING: usize = 12;
/// Words of a sentence that is the text's and no slogan.
pub(super) const PROSE: usize = 6;
/// What stands above a text is less than one word in so many.
const ABOVE: usize = 3;
/// Headings that follow each other; more lines are a list, or a menu.
const HEADINGS: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Text,
    Heading,
    /// Of the whole, as the source states it.
    Title,
    /// Menus, bylines, a table of contents: what stands above a text and is none of it.
    Furniture,
}

/// A paragraph on one line.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) role: Role,
    pub(super) speaker: Option<String>,
    /// Its source says of itself which of its paragraphs are headings.
    pub(super) states_headings: bool,
}

impl Block {
    /// Its reader knew no more of it than that it is text.
    pub(super) fn is_guessed(&self) -> bool {
        self.role == Role::Paragraph
    }
}

/// What each paragraph is: as its reader found it, else by its looks.
pub(super) fn lines(blocks: &[Block], language: Language) -> Vec<Line> {
    let is_prose = blocks
        .iter()
        .any(|block| matches!(block.role, Role::Paragraph | Role::Turn | Role::Item));
    let stated = |block: &Block| match block.role {
        Role::Title => Line::Title,
        Role::Heading => Line::Heading,
        Role::Paragraph | Role::Turn | Role::Item => Line::Text,
        // A table, a caption, a note, and somebody else's words: none of them reads on, unless there is nothing else.
        _ if is_prose => Line::Furniture,
        _ => Line::Text,
    };
    let mut lines: Vec<Line> = blocks.iter().map(stated).collect();
    let mut start = 0;
    for run in blocks.chunk_by(|a, b| a.is_guessed() == b.is_guessed()) {
        let end = start + run.len();
        if run[0].is_guessed() {
            let bare: Vec<&str> = run
                .iter()
                .map(|block| opening::without_mark(&block.text, language))
                .collect();
            let is_first = lines[..start].iter().all(|line| *line == Line::Title);
            let heads = blocks.get(end).is_some_and(|next| next.role == Role::Item);
            guess(&bare, &mut lines[start..end], is_first, heads);
            // Where a source states its headings, another short line is a label; the last one may lead to a list.
            for (place, block) in (start..end).zip(run) {
                if block.states_headings && lines[place] == Line::Heading {
                    lines[place] = if heads && place + 1 == end {
                        Line::Text
                    } else {
                        Line::Furniture
                    };
                }
            }
        }
        start = end;
    }
    lines
}

/// Of paragraphs that nobody has told apart. `is_first`: nothing stands above them; `heads`: a list stands below.
fn guess(bare: &[&str], lines: &mut [Line], is_first: bool, heads: bool) {
    let mut start = 0;
    while start < bare.len() {
        let run = bare[start..]
            .iter()
            .take_while(|text| is_short(text))
            .count();
        let end = start + run;
        // What heads nothing is no heading.
        if end < bare.len() || heads {
            let first = if run > HEADINGS { end - 1 } else { start };
            for place in first..end {
                if is_headlike(bare[place], run) {
                    lines[place] = Line::Heading;
                }
            }
        }
        start = end + 1;
    }
    if !is_first {
        return;
    }
    let words = |texts: &[&str]| -> usize {
        let counts = texts.iter().map(|text| text.split_whitespace().count());
        counts.sum()
    };
    // Where most stands above the first full stop it is speech that nobody punctuated.
    let begin = bare
        .iter()
        .position(|text| is_prose(text))
        .filter(|begin| words(&bare[..*begin]) * ABOVE < words(bare));
    if let Some(begin) = begin {
        let listed = bare[..begin].iter().filter(|text| is_short(text)).count();
        for place in 0..begin {
            let own = is_short(bare[place]) || bare[place].ends_with(':');
            if lines[place] == Line::Text && (own || listed > HEADINGS) {
                lines[place] = Line::Furniture;
            }
        }
    }
}

/// A line without an end, as headings, items of lists and menus are; a heading may ask.
pub(super) fn is_short(text: &str) -> bool {
    let words = count(text);
    // Most scripts have no capitals.
    let begins = !text.starts_with(is_small);
    let ends = text.ends_with(|c: char| c.is_numeric() || is_letter(c));
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
    let begins = text.starts_with(|c: char| c.is_numeric() || c.is_alphabetic() && !is_small(c));
    let words = || {
        text.split_whitespace()
            .filter(|word| word.chars().count() > 3)
    };
    let titled = text.contains(char::is_uppercase)
        && words().all(|word| !word.starts_with(char::is_lowercase));
    begins && (run <= HEADINGS || titled || opening::without_number(text).len() < text.len())
}

pub(super) fn is_prose(text: &str) -> bool {
    sentence::sentences(text).into_iter().any(|found| {
        let ended = found.trim_end_matches(|c: char| "\"'“”‘’»)]」』*_".contains(c));
        sentence::is_ended(ended) && count(found) >= PROSE
    })
}

/// The paragraphs on one line each; of a text that is too long, those that stand at regular distances.
pub(super) fn sampled(sources: &[Source]) -> Vec<Block> {
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let keep = bytes.div_ceil(BYTES).max(1);
    // Of a long text in few paragraphs, its sentences are what is left out.
    let folded = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut blocks = Vec::new();
    let (mut number, mut budget) = (0, BYTES);
    for source in sources {
        let paragraphs = source.paragraphs();
        let states_headings = paragraphs
            .iter()
            .any(|paragraph| paragraph.role == Role::Heading);
        for paragraph in paragraphs {
            number += 1;
            let is_kept = (number - 1) % keep == 0 || paragraph.role == Role::Title;
            if !is_kept || budget == 0 {
                continue;
            }
            let end = paragraph
                .text
                .floor_char_boundary(paragraph.text.len().min(budget));
            budget -= end;
            let text = folded(&paragraph.text[..end]);
            if !text.is_empty() {
                blocks.push(Block {
                    text,
                    role: paragraph.role,
                    speaker: paragraph.speaker.map(str::to_owned),
                    states_headings,
                });
            }
        }
    }
    blocks
}

/// What is before a colon at the start of two sentences or more is somebody who speaks.
pub(super) fn speakers(blocks: &[Block]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| block.is_guessed()) {
        for sentence in sentence::sentences(&block.text) {
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
