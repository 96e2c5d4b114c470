//! `Pills work longer but not faster`, where the sources have it that they work faster but not longer.

use super::{Clause, Evidence, Near, Sentence, clause::Word};

/// Words of a clause that no sentence near it has, at most.
const OTHERS: usize = 2;

/// Whether a clause and the next one each have words of both of two clauses that stand side by side in a sentence near them.
pub(super) fn is_swapped(
    sentence: &Sentence,
    clause: &Clause,
    near: &[Near],
    _: &Evidence,
) -> bool {
    let at = sentence
        .clauses
        .iter()
        .position(|one| one.at() == clause.at());
    let Some(next) = at.and_then(|at| sentence.clauses.get(at + 1)) else {
        return false;
    };
    // `40 per cent, that is 320,000`: the second figure explains the first.
    if [clause, next].into_iter().any(counts) {
        return false;
    }
    let unknown = |near: &Near, clause: &Clause| {
        let words = clause.meaningful();
        words.filter(|word| !near.has(word)).count()
    };
    let mut swapped = false;
    for near in near {
        for pair in near.own.clauses.windows(2) {
            let (first, second) = (sides(clause, pair), sides(next, pair));
            match (first, second) {
                ((true, true), (true, true)) => {
                    let others = unknown(near, clause);
                    swapped |= others <= OTHERS && unknown(near, next) == 0;
                }
                ((true, false), (false, true)) | ((false, true), (true, false)) => return false,
                _ => {}
            }
        }
    }
    swapped
}

fn counts(clause: &Clause) -> bool {
    let begins = |word: &Word| word.said.starts_with(|c: char| c.is_ascii_digit());
    clause.words.iter().any(begins)
}

/// Whether a clause has words of the first of two alone, and of the second alone; a negation is one.
fn sides(clause: &Clause, pair: &[Clause]) -> (bool, bool) {
    let denies = [pair[0].is_negated(), pair[1].is_negated()];
    let has = |own: usize, other: usize| {
        let alone = clause
            .meaningful()
            .any(|word| pair[own].has(word) && !pair[other].has(word));
        alone || clause.is_negated() && denies[own] && !denies[other]
    };
    (has(0, 1), has(1, 0))
}
