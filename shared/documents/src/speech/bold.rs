//! Names in bold before what is said, without a time or a colon: `**Maya Torres** Who pays for it?`

use std::collections::{HashMap, HashSet};

use super::{head::Head, names};
use crate::{Role, block::Block, lines};

/// Paragraphs with a name from which on a file can be a talk.
const NAMES: usize = 4;

/// The blocks with a colon behind each name, as other transcripts have them; `None` where what is in bold names nobody.
pub(crate) fn with_colons(blocks: &[Block]) -> Option<Vec<Block>> {
    let named: Vec<(usize, &str, &str)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(place, block)| {
            let (name, said) = parted(block)?;
            Some((place, name, said))
        })
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name, _) in &named {
        *counts.entry(name).or_default() += 1;
    }
    let returning: HashSet<&str> = counts
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(name, _)| *name)
        .collect();
    let known = named
        .iter()
        .filter(|(_, name, _)| returning.contains(name))
        .count();
    let (first, last) = (named.first()?.0, named.last()?.0);
    let is_text = |block: &&Block| block.role.is_text() && lines::is_ended(&block.text);
    let told = blocks[first..=last].iter().filter(is_text).count();
    let is_talk = returning.len() > 1
        && known >= NAMES
        && known * 5 >= named.len() * 4
        && named.len() * 2 >= told
        && (returning.iter().all(|name| is_person(name)) || asks(&named));
    let with_colon = |(place, block): (usize, &Block)| {
        let is_named = named
            .binary_search_by_key(&place, |(place, ..)| *place)
            .is_ok();
        let mut block = block.clone();
        if is_named {
            let said = block.text[block.lead.len()..].trim_start();
            block.text = format!("{}: {said}", block.lead);
        }
        block
    };
    is_talk.then(|| blocks.iter().enumerate().map(with_colon).collect())
}

/// The name that a paragraph begins with in bold, and what follows it as a sentence does.
fn parted(block: &Block) -> Option<(&str, &str)> {
    let name = block.lead.as_str();
    if name.is_empty() || !matches!(block.role, Role::Paragraph | Role::Quotation) {
        return None;
    }
    let said = block.text.strip_prefix(name)?.trim_start();
    let begins = said.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || c.is_alphabetic() && !c.is_lowercase()
            || "\"“‘«„¿¡(".contains(c)
    });
    let is_plain = names::is_name(name) && !names::is_no_name(name);
    (begins && is_plain && Head::of(&block.text).time.is_none()).then_some((name, said))
}

/// A name of two words, or initials.
fn is_person(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    name.contains(' ')
        || (1..=3).contains(&letters) && name.chars().all(|c| c.is_uppercase() || c == '.')
}

/// Whether somebody asks and somebody else doesn't: what heads parts of a text asks as much everywhere.
fn asks(named: &[(usize, &str, &str)]) -> bool {
    let mut asked: HashMap<&str, (usize, usize)> = HashMap::new();
    for (_, name, said) in named {
        let (questions, all) = asked.entry(name).or_default();
        *questions += usize::from(said.trim_end().ends_with(['?', '？', '؟']));
        *all += 1;
    }
    let has = |is: fn(usize, usize) -> bool| {
        let mut speakers = asked.values();
        speakers.any(|(questions, all)| *all > 1 && is(*questions, *all))
    };
    has(|questions, all| questions * 2 >= all) && has(|questions, all| questions * 3 <= all)
}
