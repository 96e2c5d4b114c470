//! `Ann founded it`, where the sources have it that Ben did.

use super::{Clause, Evidence, Near, Sentence, clause::Word};
use crate::{
    check::lexicon::{
        names::KNOWN,
        speech::{AGENT, PASSIVE, PREPOSITIONS, SAYING, TOGETHER, WHO},
    },
    words::Language,
};

/// Words between a name and what its bearer does.
const REACH: usize = 5;
/// Words of a clause that is compared as to its order.
const LONG: usize = 20;

/// Whether a clause says of somebody what the sources say of another, or has two change their parts.
pub(super) fn is_another(
    sentence: &Sentence,
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
) -> bool {
    if sentence.is_negated() {
        return false;
    }
    is_of_another(clause, near, evidence) || is_swapped(clause, near, evidence.language)
}

/// The names at the beginning of a clause, and the word that says what their bearer does.
fn subject<'a>(clause: &'a Clause, evidence: &Evidence) -> Option<(&'a [Word], &'a Word)> {
    let words = &clause.words;
    let end = words
        .iter()
        .position(|word| !is_name(word, evidence))
        .filter(|end| (1..=3).contains(end))?;
    let names = &words[..end];
    let verb = words[end..].iter().take(REACH).find(|word| word.says)?;
    let owns = names.iter().any(|name| name.possessive);
    (is_person(names, evidence) && !owns).then_some((names, verb))
}

fn is_name(word: &Word, evidence: &Evidence) -> bool {
    word.capital && word.says && !evidence.is_small(&word.said)
}

/// Two names, the first of which is one that people have, or whoever speaks in the sources.
fn is_person(names: &[Word], evidence: &Evidence) -> bool {
    let speaks = |name: &Word| evidence.speech.knows(&name.said);
    match names {
        [] => false,
        [name] => speaks(name),
        [first, .., last] => KNOWN.contains(first.said.as_str()) || speaks(last),
    }
}

fn is_of_another(clause: &Clause, near: &[Near], evidence: &Evidence) -> bool {
    let Some((names, verb)) = subject(clause, evidence) else {
        return false;
    };
    let apart = |word: &Word| word.is_in(&AGENT) || word.is_in(&TOGETHER);
    let about: Vec<&Word> = clause.meaningful().skip(names.len()).collect();
    if verb.is_in(&SAYING) || about.len() < 2 || clause.words.iter().any(apart) {
        return false;
    }
    let mut found = false;
    for near in near.iter().filter(|near| near.own.has(verb)) {
        // Who is named there, or right before it, may be who does it.
        if names.first().is_some_and(|name| near.has(name)) {
            return false;
        }
        let missing = about.iter().filter(|word| !near.has(word)).count();
        let does = |clause: &Clause| {
            let mut places = clause.words.iter().enumerate();
            places
                .any(|(at, word)| word.is(verb) && has_other_subject(&clause.words[..at], evidence))
        };
        let is_told = near.own.clauses.iter().any(does) || is_who(&near.own, verb, evidence);
        found |= is_told && missing * 3 <= about.len();
    }
    found
}

/// `Ann, who leads it`: whether a clause with a verb goes on about the name right before it.
fn is_who(sentence: &Sentence, verb: &Word, evidence: &Evidence) -> bool {
    sentence.clauses.windows(2).any(|pair| {
        let [before, clause] = pair else { return false };
        let place = clause.words.iter().position(|word| word.is(verb));
        let leads = clause.words.first().is_some_and(|word| word.is_in(&WHO));
        let near = place.is_some_and(|place| place <= REACH);
        let ends = before
            .words
            .last()
            .is_some_and(|word| is_name(word, evidence));
        leads && near && ends && has_other_subject(&before.words, evidence)
    })
}

/// Whether somebody's name stands before a verb, with nothing between that says something.
fn has_other_subject(before: &[Word], evidence: &Evidence) -> bool {
    let end = before
        .iter()
        .rposition(|word| word.says)
        .map_or(0, |at| at + 1);
    let start = before[..end]
        .iter()
        .rposition(|word| !is_name(word, evidence))
        .map_or(0, |at| at + 1);
    let names = &before[start..end];
    is_person(names, evidence) && !names.iter().any(|name| name.possessive)
}

/// `The county paid the town`, where the town paid the county. Where words stand in any order, that says nothing.
fn is_swapped(clause: &Clause, near: &[Near], language: Language) -> bool {
    let fixed = matches!(
        language,
        Language::English
            | Language::French
            | Language::Spanish
            | Language::Italian
            | Language::Portuguese
            | Language::Listed("zh")
    );
    let fronted = clause
        .words
        .first()
        .is_none_or(|word| word.is_in(&PREPOSITIONS));
    let open = |clause: &Clause| {
        clause.words.iter().any(|word| {
            let apart = word.is_in(&AGENT) || word.is_in(&PASSIVE) || word.is_in(&TOGETHER);
            apart || word.is_negation()
        })
    };
    let said: Vec<&Word> = clause.meaningful().collect();
    if !fixed || fronted || !(3..=LONG).contains(&said.len()) || open(clause) {
        return false;
    }
    near.iter().any(|near| {
        near.own.clauses.iter().any(|known| {
            let places: Option<Vec<usize>> = said
                .iter()
                .map(|word| known.words.iter().position(|known| known.is(word)))
                .collect();
            let Some(places) = places.filter(|_| !open(known)) else {
                return false;
            };
            // A word in the middle of both with what stands before it in the one behind it in the other.
            (1..places.len() - 1).any(|middle| {
                let (before, after) = (&places[..middle], &places[middle + 1..]);
                let is_verb = !said[middle].capital
                    && !said[middle].said.starts_with(|c: char| c.is_numeric());
                is_verb
                    && before.iter().all(|place| *place > places[middle])
                    && after.iter().any(|place| *place < places[middle])
            })
        })
    })
}
