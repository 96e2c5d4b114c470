//! Words of a text that a page shows once more, large, between its paragraphs.

use std::collections::HashMap;

use crate::{Role, block::Block, join};

/// Words of what stands once more, at least; of a quotation, fewer.
const WORDS: usize = 6;
const QUOTED: usize = 4;
/// Headings and quotations that begin alike and are looked for.
const ALIKE: usize = 8;
/// Words of what somebody else is quoted with, and of the line below that says who it was.
const LONGEST: usize = 150;
const CREDIT: usize = 20;
const OPENS: [char; 7] = ['“', '„', '«', '"', '‘', '»', '「'];
const CLOSES: [char; 7] = ['”', '“', '»', '"', '’', '«', '」'];

pub(super) fn remove(blocks: &mut Vec<Block>) {
    credited(blocks);
    let is_shown = |block: &Block| matches!(block.role, Role::Heading | Role::Quotation);
    if !blocks.iter().any(is_shown) {
        return;
    }
    let mut heads: HashMap<[&str; QUOTED], Vec<usize>> = HashMap::new();
    let texts: Vec<Vec<String>> = blocks.iter().map(|block| words(&block.text)).collect();
    for (place, block) in blocks
        .iter_mut()
        .enumerate()
        .filter(|(_, block)| is_shown(block))
    {
        if block.role == Role::Heading && is_said_by(&block.text) {
            block.role = Role::Quotation;
            continue;
        }
        let words = &texts[place];
        let least = if block.role == Role::Quotation || block.text.starts_with(OPENS) {
            QUOTED
        } else {
            WORDS
        };
        if let Some(first) = start(words).filter(|_| words.len() >= least) {
            let alike = heads.entry(first).or_default();
            if alike.len() < ALIKE {
                alike.push(place);
            }
        }
    }
    if heads.is_empty() {
        return;
    }
    let mut is_left = vec![false; blocks.len()];
    let told = texts.iter().zip(&*blocks);
    for (text, _) in told.filter(|(_, block)| block.role == Role::Paragraph) {
        for at in 0..text.len() {
            let Some(found) = start(&text[at..]).and_then(|first| heads.get(&first)) else {
                continue;
            };
            for head in found {
                is_left[*head] |=
                    text[at..].starts_with(&texts[*head]) && text.len() > texts[*head].len();
            }
        }
    }
    crate::block::without(blocks, &is_left);
}

fn start(words: &[String]) -> Option<[&str; QUOTED]> {
    let first: Vec<&str> = words.iter().take(QUOTED).map(String::as_str).collect();
    first.try_into().ok()
}

/// A paragraph above `— Ana Ruiz, “How we began”` within a text is Ana's: its `I` is not the author's.
fn credited(blocks: &mut [Block]) {
    let is_short = |block: &Block, most| join::words(&block.text) <= most;
    for place in 1..blocks.len().saturating_sub(1) {
        let (before, credit) = (&blocks[place - 1], &blocks[place]);
        let are_told = [before, credit]
            .iter()
            .all(|block| block.role == Role::Paragraph);
        if are_told
            && is_credit(&credit.text)
            && is_short(credit, CREDIT)
            && is_short(before, LONGEST)
            && !is_credit(&before.text)
        {
            blocks[place - 1].role = Role::Quotation;
            blocks[place].role = Role::Quotation;
        }
    }
}

/// A dash and a name; no line of a dialogue, which is a sentence.
fn is_credit(text: &str) -> bool {
    let dashes = ['—', '–', '―'];
    let name = text.strip_prefix(dashes).map(str::trim_start);
    name.is_some_and(|name| {
        name.starts_with(|c: char| c.is_uppercase() || "@[".contains(c))
            && !name.contains(dashes)
            && !name.ends_with(['.', '!', '?', '…', ':', ';', ','])
    })
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// `“A railway is a promise.” SIGNE DAHL, PLANNER`
fn is_said_by(text: &str) -> bool {
    let name = text
        .starts_with(OPENS)
        .then(|| text.rsplit_once(CLOSES))
        .flatten();
    name.is_some_and(|(_, name)| {
        let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(char::is_uppercase)
    })
}
