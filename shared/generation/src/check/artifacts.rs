//! What a person would have to take out first: placeholders, and a model's word about itself.

mod offers;
mod phrases;
mod signs;

use std::{collections::HashSet, ops::Range};

use aho_corasick::AhoCorasick;

use crate::{
    Brief,
    finding::{Code, Finding, MAX_PER_CODE},
};
use offers::offers;
use phrases::{confessions, farewells, handing_over, notes, refusals};
use signs::{angles, braces, brackets, mojibake, tokens};

/// Those that neither a source nor the request has in the same words.
pub(crate) fn check(text: &str, brief: &Brief) -> Vec<Finding> {
    let sources = brief.sources.iter().map(|source| &source.text);
    let given: Vec<&String> = sources.chain([&brief.title]).chain(&brief.topic).collect();
    let mut found: Vec<Range<usize>> = braces(text)
        .chain(brackets(text))
        .chain(angles(text))
        .chain(confessions(text))
        .chain(handing_over(text))
        .chain(tokens(text))
        .chain(notes(text))
        .chain(refusals(text))
        .chain(farewells(text, brief.kind))
        .chain(offers(text))
        .chain(mojibake(text))
        .collect();
    found.sort_by_key(|at| at.start);
    // Each once: a text of nothing else has thousands.
    let mut known: HashSet<&str> = HashSet::new();
    found.retain(|at| known.insert(&text[at.clone()]));
    let quoted = quoted(&found, text, &given);
    found
        .into_iter()
        .zip(quoted)
        .filter(|(_, quoted)| !quoted)
        .take(MAX_PER_CODE)
        .map(|(at, _)| Finding::at(Code::ModelArtifact, text, at))
        .collect()
}

/// Whether one of the given texts has the same words, of each.
fn quoted(found: &[Range<usize>], text: &str, given: &[&String]) -> Vec<bool> {
    let mut quoted = vec![false; found.len()];
    let said = found.iter().map(|at| &text[at.clone()]);
    // Too many for it: then nothing is said to be quoted.
    if let Ok(automaton) = AhoCorasick::new(said)
        && !found.is_empty()
    {
        for given in given {
            let hits = automaton.find_overlapping_iter(given.as_str());
            hits.for_each(|hit| quoted[hit.pattern().as_usize()] = true);
        }
    }
    quoted
}

#[cfg(test)]
mod tests;
