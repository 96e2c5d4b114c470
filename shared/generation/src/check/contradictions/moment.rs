//! `After the harvest`, where the sources have it that it is before.

use super::{Clause, Evidence, Near, Sentence, clause::Word};
use crate::check::{
    folded::is_unspaced,
    lexicon::calendar::{BOUNDS, BOUNDS_BEHIND},
};

/// Words between `before` and what it is before.
const REACH: usize = 4;
/// Words of a sentence that says something beside its moment, and those of a short one.
const LEAST: usize = 2;
const MOST: usize = 12;

/// Whether a clause has on the one side of a moment what the sources have on the other.
pub(super) fn is_reversed(
    sentence: &Sentence,
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
) -> bool {
    let bounds = bounds(clause);
    // `Until 2008, she made fiddles.`
    let all = sentence.meaningful();
    let all = all.filter(|word| !BOUNDS.contains_key(word.said.as_str()));
    let said: Vec<&Word> = all.take(MOST + 1).collect();
    if bounds.is_empty() || !(LEAST..=MOST).contains(&said.len()) {
        return false;
    }
    let mut reversed = false;
    for near in near {
        let has = |word: &&&Word| near.own.has(word) || evidence.speech.knows(&word.said);
        let negated = near.own.is_negated() == sentence.is_negated();
        if !negated || !said.iter().all(|word| has(&word)) {
            continue;
        }
        for (side, moment) in &bounds {
            let known = near.own.clauses.iter().flat_map(self::bounds);
            let known: Vec<i8> = known
                .filter(|(_, known)| known.is(moment))
                .map(|(side, _)| side)
                .collect();
            if known.contains(side) {
                return false;
            }
            reversed |= !known.is_empty();
        }
    }
    reversed
}

/// What is before (-1) or after (1) which moment.
fn bounds(clause: &Clause) -> Vec<(i8, &Word)> {
    let words = &clause.words;
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if let Some(side) = BOUNDS.get(word.said.as_str()) {
            let next = words[place + 1..].iter().take(REACH).find(|next| next.says);
            found.extend(next.map(|moment| (*side, moment)));
        }
        // `2020年以前`
        let pair = || {
            let next = words.get(place + 1)?;
            BOUNDS_BEHIND.get(format!("{}{}", word.said, next.said).as_str())
        };
        if word.said.starts_with(is_unspaced)
            && let Some(side) = pair()
        {
            let before = words[..place].iter().rev().find(|word| word.says);
            found.extend(before.map(|moment| (*side, moment)));
        }
    }
    found
}
