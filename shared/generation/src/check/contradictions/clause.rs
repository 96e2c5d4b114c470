//! A sentence taken apart into clauses, and their words as they are compared.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    check::{
        evidence::Evidence,
        folded::is_unspaced,
        lexicon::{
            calendar::{MONTHS, SEASONS},
            comparison::{LESS, MORE},
            speech::{ALL, AND, CLAUSES, EMPTY_UNSPACED, NEGATIONS, NEGATIONS_UNSPACED, ONLY},
        },
    },
    words::lower,
};

/// Articles and pronouns before an apostrophe, and what says something there.
const ELIDED: [&str; 12] = [
    "l", "d", "qu", "s", "j", "m", "t", "c", "dell", "all", "nell", "dall",
];
const KEPT: [&str; 2] = ["n", "jusqu"];
/// Letters that two forms of a word share at least, and those that the longer one has besides at most.
const SHARED: usize = 4;
const SHARED_ARABIC: usize = 3;
const ENDING: usize = 4;

#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Bytes of the sentence.
    pub(super) at: Range<usize>,
    /// In small letters, without the ending of a possessive.
    pub(super) said: String,
    /// It carries a meaning.
    pub(super) says: bool,
    pub(super) capital: bool,
    pub(super) possessive: bool,
}

impl Word {
    /// Whether both are forms of one word.
    pub(super) fn is(&self, other: &Self) -> bool {
        alike(&self.said, &other.said)
    }

    pub(super) fn is_in(&self, list: &std::collections::HashSet<&str>) -> bool {
        list.contains(self.said.as_str())
    }

    pub(super) fn is_negation(&self) -> bool {
        self.is_in(&NEGATIONS)
            || self.said.ends_with("n't")
            || NEGATIONS_UNSPACED.contains(&self.said.as_str())
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Clause {
    pub(super) words: Vec<Word>,
}

impl Clause {
    pub(super) fn at(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.at.start);
        start..self.words.last().map_or(start, |word| word.at.end)
    }

    pub(super) fn meaningful(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.says)
    }

    pub(super) fn has(&self, word: &Word) -> bool {
        self.words.iter().any(|own| own.is(word))
    }

    pub(super) fn is_negated(&self) -> bool {
        self.words.iter().any(Word::is_negation)
    }

    /// The place of a negation that denies what follows; `not only` doesn't.
    pub(super) fn negation(&self) -> Option<usize> {
        let at = self.words.iter().position(Word::is_negation)?;
        let mut next = self.words.iter().skip(at + 1).take(2);
        (!next.any(|word| word.is_in(&ONLY))).then_some(at)
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) clauses: Vec<Clause>,
}

impl Sentence {
    pub(super) fn of(text: &str, evidence: &Evidence) -> Self {
        let mut clauses: Vec<Clause> = Vec::new();
        let mut open = Clause::default();
        let mut end = 0;
        for (at, word) in text.unicode_word_indices() {
            let parted = text[end..at].contains([
                ',', ';', ':', '(', ')', '.', '!', '?', '…', '—', '–', '、', '，', '；', '：',
                '。', '،', '؛', '।', '|', '\n', '«', '»', '“', '”', '„', '"',
            ]);
            end = at + word.len();
            let small = lower(word);
            let joins = AND.contains(small.as_str()) || CLAUSES.contains(small.as_str());
            if (parted || joins) && !open.words.is_empty() {
                clauses.push(std::mem::take(&mut open));
            }
            if !joins {
                push(&mut open.words, at, word, &small, evidence);
            }
        }
        clauses.push(open);
        clauses.retain(|clause| !clause.words.is_empty());
        Self { clauses }
    }

    pub(super) fn meaningful(&self) -> impl Iterator<Item = &Word> {
        self.clauses.iter().flat_map(Clause::meaningful)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.clauses.iter().flat_map(|clause| &clause.words)
    }

    pub(super) fn has(&self, word: &Word) -> bool {
        self.clauses.iter().any(|clause| clause.has(word))
    }

    pub(super) fn is_negated(&self) -> bool {
        self.clauses.iter().any(Clause::is_negated)
    }
}

/// `N'utilise` is two words, and `l'érable` one.
fn push(words: &mut Vec<Word>, at: usize, word: &str, small: &str, evidence: &Evidence) {
    let end = at + word.len();
    let mut add = |at: Range<usize>, said: &str, capital: bool, possessive: bool| {
        words.push(Word {
            at,
            says: says(said, evidence),
            said: said.to_owned(),
            capital,
            possessive,
        });
    };
    let capital = word.starts_with(char::is_uppercase);
    let Some((article, rest)) = small.split_once('\'') else {
        return add(at..end, small, capital, false);
    };
    if KEPT.contains(&article) {
        add(at..end, article, false, false);
    }
    if KEPT.contains(&article) || ELIDED.contains(&article) {
        let rest_capital = word
            .split(['\'', '’'])
            .nth(1)
            .is_some_and(|rest| rest.starts_with(char::is_uppercase));
        return add(at..end, rest, rest_capital, false);
    }
    match small.strip_suffix("'s") {
        Some(owner) => add(at..end, owner, capital, true),
        None => add(at..end, small, capital, false),
    }
}

/// Whether a word carries a meaning where sentences are compared.
fn says(word: &str, evidence: &Evidence) -> bool {
    let is_calendar = || MONTHS.contains_key(word) || SEASONS.contains_key(word);
    if word.starts_with(is_unspaced) {
        return !EMPTY_UNSPACED.contains(word) && !NEGATIONS_UNSPACED.contains(&word);
    }
    let empty = evidence.language.is_stop_word(word) && !is_calendar()
        || NEGATIONS.contains(word)
        || MORE.contains(word)
        || LESS.contains(word)
        || ALL.contains(word)
        || word.ends_with("n't");
    !empty && word.chars().nth(1).is_some()
}

/// Whether two words are forms of one, by how they begin.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    if one.starts_with(|c: char| c.is_numeric()) {
        return false;
    }
    let arabic = |word: &str| word.starts_with(|c| ('\u{600}'..='\u{6FF}').contains(&c));
    let (one, other, least) = if arabic(one) && arabic(other) {
        (without_article(one), without_article(other), SHARED_ARABIC)
    } else {
        (one, other, SHARED)
    };
    if one == other {
        return true;
    }
    let pairs = one.chars().zip(other.chars());
    let shared = pairs.take_while(|(one, other)| one == other).count();
    let longer = one.chars().count().max(other.chars().count());
    shared >= least && shared + ENDING >= longer && shared * 5 >= longer * 3
}

/// `والطريقة` is `طريقة`.
fn without_article(word: &str) -> &str {
    let starts = ["وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"];
    let bare = starts.iter().find_map(|start| word.strip_prefix(start));
    bare.filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_alike_and_other_words_are_not() {
        for (one, other, expected) in [
            ("influence", "influenced", true),
            ("derribará", "derribar", true),
            ("schließt", "schließen", true),
            ("tune", "tunes", true),
            ("north", "northern", true),
            ("الطريقة", "طريقة", true),
            ("2018", "2019", false),
            ("12500", "12520", false),
            ("metal", "wooden", false),
            ("organ", "organisation", false),
            ("cat", "cats", false),
        ] {
            assert_eq!(alike(one, other), expected, "{one} {other}");
        }
    }
}
