//! What the sources write in capitals, so that a text may name it in another form.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use aho_corasick::AhoCorasick;
use unicode_segmentation::UnicodeSegmentation;

use super::{folded::Folded, lexicon::names::ALIASES};
use crate::words::lower;

/// Small words within a name.
pub(super) const WITHIN: [&str; 16] = [
    "of", "the", "for", "and", "de", "la", "du", "des", "der", "für", "und", "y", "del", "et",
    "di", "e",
];

/// Letters of a word that may be another's with some changed.
const ALTERED: usize = 6;
/// Words of a name before one of its own.
const RUN: usize = 4;

/// What the sources write in capitals.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// `WHO`, as it is written.
    pub(super) acronyms: HashSet<String>,
    /// Of `World Health Organization`.
    pub(super) initials: HashSet<String>,
    /// Beginnings of words with a capital, for languages that change their endings.
    pub(super) beginnings: HashSet<String>,
    /// Of a word with a capital, those beside it: `Matthias` and `Reiter`.
    before: HashMap<String, HashSet<String>>,
    after: HashMap<String, HashSet<String>>,
    /// Words with a capital, in small letters.
    pub(super) capitals: HashSet<String>,
    /// Rows of `ALIASES`.
    pub(super) aliases: HashSet<usize>,
}

impl Named {
    /// Reads a text that is folded.
    pub(crate) fn read_folded(&mut self, text: &str) {
        if let Some((automaton, rows)) = &*IN_WORDS {
            self.aliases.extend(
                automaton
                    .find_iter(text)
                    .map(|hit| rows[hit.pattern().as_usize()]),
            );
        }
        let rows = ALIASES.iter().enumerate();
        let written =
            rows.filter(|(_, row)| row.split('|').any(|alias| self.acronyms.contains(alias)));
        self.aliases
            .extend(written.map(|(number, _)| number).collect::<Vec<_>>());
    }

    pub(crate) fn read(&mut self, text: &str) {
        for line in text.lines() {
            let mut initials: Vec<char> = Vec::new();
            let (mut end, mut last) = (0, None::<&str>);
            // `Müller Hans Ulrich Wendt` is the `Müller Wendt`, too.
            let mut run: Vec<&str> = Vec::new();
            for (at, word) in line.unicode_word_indices() {
                let parted = line[end..at].contains(|c: char| !c.is_whitespace() && c != '-');
                end = at + word.len();
                let capital = word.starts_with(char::is_uppercase).then_some(word);
                if parted || last.is_none() {
                    run.clear();
                }
                if let Some(word) = capital {
                    self.capitals.insert(lower(word));
                    for earlier in run.iter().rev().take(RUN) {
                        let after = self.after.entry((*earlier).to_owned()).or_default();
                        after.insert(word.to_owned());
                        let before = self.before.entry(word.to_owned()).or_default();
                        before.insert((*earlier).to_owned());
                    }
                    run.push(word);
                }
                last = capital;
                if is_acronym(word) {
                    self.acronyms.insert(word.to_owned());
                }
                let first = word.chars().next().filter(|c| c.is_uppercase());
                if first.is_some_and(is_cyrillic) {
                    self.beginnings.extend(beginnings(word));
                }
                if parted {
                    initials.clear();
                }
                match first {
                    Some(first) => {
                        initials.push(first);
                        for start in 0..initials.len().saturating_sub(1) {
                            self.initials.insert(initials[start..].iter().collect());
                        }
                        // No name has more words.
                        if initials.len() > 6 {
                            initials.remove(0);
                        }
                    }
                    None if WITHIN.contains(&word) => {}
                    None => initials.clear(),
                }
            }
        }
    }
}

impl Named {
    /// Whether the sources have the second behind the first.
    pub(super) fn stand_together(&self, first: &str, last: &str) -> bool {
        self.after
            .get(first)
            .is_some_and(|after| after.contains(last))
    }

    /// Whether a word is another's with some letters changed at its beginning or within: `Ferronne` of `Ferrane`. At the end
    /// an ending changes, and one may be a part of the other: `Wäscherei` of `Großwäscherei`.
    pub(super) fn has_altered(&self, word: &str) -> bool {
        let word: Vec<char> = lower(word).chars().collect();
        let is_altered = |known: &[char]| {
            let begin = word.iter().zip(known).take_while(|(one, two)| one == two);
            let begin = begin.count();
            let (one, two) = (&word[begin..], &known[begin..]);
            let end = one.iter().rev().zip(two.iter().rev());
            let end = end.take_while(|(one, two)| one == two).count();
            let longer = word.len().max(known.len());
            let is_part = one.len() == end || two.len() == end;
            known.len() >= ALTERED && !is_part && end >= 2 && (begin + end) * 5 >= longer * 3
        };
        word.len() >= ALTERED
            && self.capitals.iter().any(|known| {
                let known: Vec<char> = known.chars().collect();
                let is_declined = known.iter().copied().all(is_cyrillic);
                let cases = if is_declined { 2 } else { 0 };
                (0..=cases).any(|less| is_altered(&known[..known.len().saturating_sub(less)]))
            })
    }

    /// Whether two words are of the names of two: `Matthias Pichler` of Matthias Reiter and Olga Pichler.
    pub(super) fn is_mixed(&self, first: &str, last: &str) -> bool {
        let (Some(after), Some(before)) = (self.after.get(first), self.before.get(last)) else {
            return false;
        };
        // `Manager Reiter`, of the manager Matthias Reiter.
        !after.contains(last) && !before.contains(first) && after.is_disjoint(before)
    }
}

pub(super) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4FF}').contains(&c)
}

/// A word, and without its last one or two letters, as long as three are left.
pub(super) fn beginnings(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    (0..=2)
        .filter_map(|less| letters.len().checked_sub(less))
        .filter(|length| *length >= 3)
        .map(|length| letters[..length].iter().collect())
        .collect()
}

/// Two to six capitals: `US`, `WHO`.
pub(super) fn is_acronym(word: &str) -> bool {
    let length = word.chars().count();
    (2..=6).contains(&length) && word.chars().all(char::is_uppercase)
}

/// The rows of aliases of which a folded text has one in words.
static IN_WORDS: LazyLock<Option<(AhoCorasick, Vec<usize>)>> = LazyLock::new(|| {
    let names = ALIASES.iter().enumerate().flat_map(|(number, row)| {
        let words = row.split('|').filter(|alias| alias.contains(' '));
        words.map(move |alias| (Folded::of(alias).text, number))
    });
    let (names, rows): (Vec<String>, Vec<usize>) = names.unzip();
    Some((AhoCorasick::new(names).ok()?, rows))
});
