//! Words of a text that a page shows once more, large, between its paragraphs.

use std::collections::HashMap;

use crate::{Role, block::Block};

/// Words of what stands once more, at least; of a quotation, fewer.
const WORDS: usize = 6;
const QUOTED: usize = 4;
/// Headings and quotations that begin alike and are looked for.
const ALIKE: usize = 8;
const OPENS: [char; 7] = ['“', '„', '«', '"', '‘', '»', '「'];
const CLOSES: [char; 7] = ['”', '“', '»', '"', '’', '«', '」'];

pub(super) fn remove(blocks: &mut Vec<Block>) {
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
