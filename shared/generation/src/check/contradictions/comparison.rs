//! `A is larger than B`, where the sources have it that B is.

use super::{Clause, Evidence, Near, Sentence, clause::Word};
use crate::{
    check::{
        folded::is_unspaced,
        lexicon::comparison::{ADJECTIVES, COMPARATIVES, LESS, MORE, THAN},
    },
    words::Language,
};

/// By what two things are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    /// A row of words and their opposites.
    Row(usize),
    Word(String),
    /// `Grew more among children than among adults.`
    Nothing,
}

#[derive(Debug)]
struct Comparison<'a> {
    by: By,
    /// 1 where the left has more of it.
    sign: i8,
    left: Vec<&'a Word>,
    right: Vec<&'a Word>,
}

/// How two comparisons of the same go together.
#[derive(Debug, PartialEq, Eq)]
enum Fit {
    Same,
    Opposite,
    Unknown,
}

/// Whether a clause compares two things the other way round than all sentences near it that compare them.
pub(super) fn is_reversed(
    _: &Sentence,
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
) -> bool {
    let Some(said) = Comparison::of(clause, evidence.language) else {
        return false;
    };
    let mut opposite = false;
    for near in near {
        let known: Vec<Comparison> = near
            .own
            .clauses
            .iter()
            .filter_map(|clause| Comparison::of(clause, evidence.language))
            .collect();
        let has = |word: &&Word| near.has(word) || evidence.speech.knows(&word.said);
        if !said.left.iter().all(has) {
            continue;
        }
        for one in &known {
            match said.fit(one, &known) {
                Fit::Same => return false,
                Fit::Opposite => opposite = true,
                Fit::Unknown => {}
            }
        }
    }
    opposite
}

impl<'a> Comparison<'a> {
    fn of(clause: &'a Clause, language: Language) -> Option<Self> {
        if clause.is_negated() {
            return None;
        }
        let words = &clause.words;
        if let Some(at) = words.iter().position(|word| word.said == "比") {
            return Self::of_chinese(&words[..at], &words[at + 1..]);
        }
        let markers = (0..words.len()).rev().filter(|at| words[*at].is_in(&THAN));
        let (marker, (at, end, by, sign)) = markers.chain([words.len()]).find_map(|marker| {
            let is_marked = marker < words.len();
            let found = comparative(&words[..marker], is_marked, language)?;
            Some((marker, found))
        })?;
        let meaningful = |words: &'a [Word]| words.iter().filter(|word| word.says);
        let left = meaningful(&words[..at]).chain(meaningful(&words[end..marker]));
        Some(Self {
            by,
            sign,
            left: left.collect(),
            right: meaningful(&words[marker..]).collect(),
        })
    }

    /// `A比B低`
    fn of_chinese(left: &'a [Word], rest: &'a [Word]) -> Option<Self> {
        let (at, row, sign) = (0..rest.len()).find_map(|at| {
            let pair: String = rest[at..]
                .iter()
                .take(2)
                .map(|word| word.said.as_str())
                .collect();
            let known = COMPARATIVES.get(pair.as_str());
            let (row, sign) = *known.or_else(|| COMPARATIVES.get(rest[at].said.as_str()))?;
            Some((at, row, sign))
        })?;
        Some(Self {
            by: By::Row(row),
            sign,
            left: left.iter().filter(|word| word.says).collect(),
            right: rest[..at].iter().filter(|word| word.says).collect(),
        })
    }

    /// How it goes with a comparison of a sentence, which has these.
    fn fit(&self, known: &Self, all: &[Self]) -> Fit {
        if self.by != known.by || all.iter().all(|known| known.right.is_empty()) {
            return Fit::Unknown;
        }
        let others: Vec<&Word> = if known.right.is_empty() {
            // `But green moss survived better`: than the one with which it was compared before.
            let marked = all.iter().filter(|other| !other.right.is_empty());
            let words = marked.flat_map(|other| other.left.iter().chain(&other.right));
            words.copied().collect()
        } else {
            known.right.clone()
        };
        let is_in = |word: &Word, list: &[&Word]| list.iter().any(|one| one.is(word));
        let first: Vec<&Word> = known
            .left
            .iter()
            .filter(|word| !is_in(word, &others))
            .copied()
            .collect();
        let second: Vec<&Word> = others
            .iter()
            .filter(|word| !is_in(word, &known.left))
            .copied()
            .collect();
        let of_first = |word: &&&Word| is_in(word, &first);
        let of_second = |word: &&&Word| is_in(word, &second);
        let (has_first, has_second) = (
            self.right.iter().any(|word| of_first(&word)),
            self.right.iter().any(|word| of_second(&word)),
        );
        let begins_with_second = || {
            let mut told = self
                .left
                .iter()
                .filter(|word| of_first(word) || of_second(word));
            told.next().map(|word| of_second(&word))
        };
        let swapped = if has_first || has_second {
            match (has_first, has_second) {
                (true, false) if self.left.iter().any(|word| of_second(&word)) => Some(true),
                (false, true) => Some(false),
                _ => None,
            }
        } else {
            begins_with_second()
        };
        // What grew more has to be the same.
        let shares = self.left.iter().any(|word| is_in(word, &known.left));
        let Some(swapped) = swapped.filter(|_| shares || self.by != By::Nothing) else {
            return Fit::Unknown;
        };
        if swapped == (self.sign == known.sign) {
            Fit::Opposite
        } else {
            Fit::Same
        }
    }
}

/// The last word that compares, where it ends, by what, and which way.
fn comparative(
    words: &[Word],
    is_marked: bool,
    language: Language,
) -> Option<(usize, usize, By, i8)> {
    (0..words.len()).rev().find_map(|at| {
        let word = &words[at];
        let sign = if word.is_in(&MORE) {
            1
        } else if word.is_in(&LESS) {
            -1
        } else if let Some((row, sign)) = COMPARATIVES.get(word.said.as_str()) {
            return (!word.said.starts_with(is_unspaced)).then_some((
                at,
                at + 1,
                By::Row(*row),
                *sign,
            ));
        } else {
            let ends = match language {
                Language::English | Language::Dutch => word.said.ends_with("er"),
                Language::German => ["er", "ere", "eren", "erer", "eres"]
                    .iter()
                    .any(|end| word.said.ends_with(end)),
                _ => false,
            };
            // A German noun has a capital.
            let is = ends && is_marked && word.says && !word.capital && at + 3 > words.len();
            return is.then(|| (at, at + 1, By::Word(stem(&word.said)), 1));
        };
        let next = words.get(at + 1).filter(|next| next.says);
        Some(match next {
            Some(next) => match ADJECTIVES.get(next.said.as_str()) {
                Some((row, of_word)) => (at, at + 2, By::Row(*row), sign * of_word),
                None => (at, at + 2, By::Word(stem(&next.said)), sign),
            },
            None => (at, at + 1, By::Nothing, sign),
        })
    })
}

fn stem(word: &str) -> String {
    word.chars().take(5).collect()
}
