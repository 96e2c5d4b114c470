//! `The old bridge will be torn down`, where the sources have it that it won't.

use super::{Clause, Evidence, Near, Sentence, clause::Word};
use crate::check::lexicon::speech::{
    CONDITIONS, CONDITIONS_UNSPACED, FIRST_TIME, FREE, HARDLY, NO_LONGER, ONLY, REFUSING, STILL,
    WITHOUT, YET,
};

/// Words behind a negation that it denies.
const SCOPE: usize = 4;

/// Whether a clause says what the sources deny, or denies what they say.
pub(super) fn is_turned(
    sentence: &Sentence,
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
) -> bool {
    if sentence.is_negated() {
        return is_denied(sentence, clause, near);
    }
    // `Refused to`, `until`, `hardly` say no in words of their own.
    let turns = |word: &Word| {
        word.is_in(&HARDLY)
            || word.is_in(&WITHOUT)
            || word.is_in(&FREE)
            || is_condition(word)
            || REFUSING.iter().any(|start| word.said.starts_with(start))
    };
    if sentence.words().any(turns) {
        return false;
    }
    let said: Vec<&Word> = clause.meaningful().collect();
    let still = clause.words.iter().any(|word| word.is_in(&STILL));
    let mut found = false;
    for near in near {
        for (number, known) in near.own.clauses.iter().enumerate() {
            let denies = compare(&said, clause, near, number, known, still, evidence);
            if denies.is_none() && affirms(&said, known) {
                return false;
            }
            found |= denies == Some(true);
        }
    }
    found && !said.is_empty()
}

/// A clause without a negation that has all that is said.
fn affirms(said: &[&Word], known: &Clause) -> bool {
    !known.is_negated() && said.iter().all(|word| known.has(word))
}

/// Whether a negated clause denies what is said; nothing of a clause that denies nothing.
fn compare(
    said: &[&Word],
    clause: &Clause,
    near: &Near,
    number: usize,
    known: &Clause,
    still: bool,
    evidence: &Evidence,
) -> Option<bool> {
    let at = known.negation()?;
    let is_over = known.words.iter().any(|word| word.is_in(&NO_LONGER));
    let conditional = near.own.words().any(|word| {
        is_condition(word)
            || CONDITIONS_UNSPACED
                .iter()
                .any(|condition| word.said.starts_with(condition))
    });
    if conditional || is_over && !still {
        return Some(false);
    }
    let meaningful = |words: &'_ [Word]| -> Vec<Word> {
        words.iter().filter(|word| word.says).cloned().collect()
    };
    let (mut subject, mut scope) = (
        meaningful(&known.words[..at]),
        meaningful(&known.words[at + 1..]),
    );
    if scope.is_empty() {
        scope = std::mem::take(&mut subject);
    }
    scope.truncate(SCOPE);
    let has = |word: &Word| said.iter().any(|said| is_form(said, word, clause));
    let hits = scope.iter().filter(|word| has(word)).count();
    if hits * 10 < scope.len() * 6 || !scope.first().is_some_and(has) {
        return Some(false);
    }
    let own = said
        .iter()
        .filter(|word| known.words.iter().any(|known| is_form(word, known, clause)))
        .count();
    let elsewhere: Vec<&&Word> = said
        .iter()
        .filter(|word| !known.words.iter().any(|known| is_form(word, known, clause)))
        .collect();
    let missing = elsewhere
        .iter()
        .filter(|word| !near.has(word) && !evidence.speech.knows(&word.said))
        .count();
    let known_missing = elsewhere
        .iter()
        .filter(|word| !near.has(word))
        .all(|word| evidence.known(&word.said).is_some());
    if missing > 1 || missing == 1 && !(known_missing && said.len() > 2) {
        return Some(false);
    }
    // `Moisture did`, where it is temperature that did not.
    if !subject.is_empty() && !subject.iter().any(has) && !elsewhere.is_empty() {
        return Some(false);
    }
    let is_enough = own >= 2
        || own == said.len() && known.meaningful().count() == 1
        // `And was not involved` is of whom the sentence begins with.
        || subject.is_empty() && number > 0 && scope.len() == 1 && said.first().is_some_and(|first| near.own.clauses[0].has(first));
    Some(is_enough)
}

/// `Baut … ab` is `abgebaut`.
fn is_form(said: &Word, known: &Word, clause: &Clause) -> bool {
    if said.is(known) {
        return true;
    }
    let Some(particle) = clause
        .words
        .last()
        .filter(|last| last.said.chars().count() <= 4)
    else {
        return false;
    };
    let Some(rest) = known.said.strip_prefix(particle.said.as_str()) else {
        return false;
    };
    if said.at == particle.at {
        return true;
    }
    let rest = rest
        .strip_prefix("ge")
        .or_else(|| rest.strip_prefix("zu"))
        .unwrap_or(rest);
    super::clause::alike(rest, &said.said)
}

/// Whether it denies what a sentence says with all its words.
fn is_denied(sentence: &Sentence, clause: &Clause, near: &[Near]) -> bool {
    let said: Vec<&Word> = clause.meaningful().collect();
    let vague = |word: &Word| {
        word.is_in(&ONLY)
            || word.is_in(&YET)
            || word.is_in(&NO_LONGER)
            || is_condition(word)
            || word.is_in(&WITHOUT)
    };
    let Some(at) = clause.negation() else {
        return false;
    };
    let negations = sentence.words().filter(|word| word.is_negation()).count();
    let denies = clause.words[at + 1..]
        .iter()
        .filter(|word| word.says)
        .count()
        >= 2;
    // `Ne … pas` is one.
    if said.len() < 3 || !denies || negations > 2 || sentence.words().any(vague) {
        return false;
    }
    let turns = |word: &Word| {
        word.is_negation()
            || word.is_in(&HARDLY)
            // `Never shown before` is for the first time.
            || word.is_in(&FIRST_TIME)
            || REFUSING.iter().any(|start| word.said.starts_with(start))
    };
    let says = |near: &Near| {
        let all = |clause: &Clause| said.iter().all(|word| clause.has(word));
        near.own.clauses.iter().any(all) && !near.own.words().any(turns)
    };
    let says_no = |near: &Near| {
        near.own.is_negated() && said.iter().filter(|word| near.has(word)).count() * 2 > said.len()
    };
    near.iter().any(says) && !near.iter().any(says_no)
}

/// `Se` is a condition in Italian, and part of a verb in Spanish.
fn is_condition(word: &Word) -> bool {
    word.is_in(&CONDITIONS) && word.said != "se"
}
