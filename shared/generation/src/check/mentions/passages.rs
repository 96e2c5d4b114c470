//! The sentences of the sources by their words: which of them says what a text says, with or without a figure.

use std::collections::{HashMap, HashSet};

use super::{LOOKED_AT, TERMS};

/// Sentences before one that name what it is about, and those behind it that go on about it.
const BEFORE: u32 = 1;
const BEHIND: u32 = 2;
/// Sentences that have a word which tells passages apart.
const RARE: usize = LOOKED_AT * 4;

/// Words of a title.
const TITLE: usize = 12;

#[derive(Debug, Default)]
pub(crate) struct Passages {
    /// Of each sentence its meaningful stems, sorted.
    terms: Vec<Vec<u32>>,
    /// The sentences in which a stem stands, the first of them where it is no rare one.
    having: HashMap<u32, Vec<u32>>,
    /// What the first lines of the sources have, as titles: all of a source is about it.
    topics: HashSet<u32>,
}

/// How much of a text a passage has: the weight of the words, rare ones more, and how many they are.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) weight: f64,
    pub(super) words: usize,
    pub(super) sentence: u32,
}

impl Passages {
    /// Adds a sentence and says its number.
    pub(super) fn add(&mut self, terms: Vec<u32>) -> u32 {
        let number = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        // A source begins with a passage of nothing.
        if self.terms.last().is_some_and(Vec::is_empty) && terms.len() <= TITLE {
            self.topics.extend(&terms);
        }
        for term in &terms {
            let list = self.having.entry(*term).or_default();
            if list.len() <= RARE {
                list.push(number);
            }
        }
        self.terms.push(terms);
        number
    }

    pub(super) fn has(&self, sentence: u32, term: u32) -> bool {
        let terms = self.terms.get(sentence as usize);
        terms.is_some_and(|terms| terms.binary_search(&term).is_ok())
    }

    /// Whether the sentence before it has a word, which a pronoun or an answer may stand for.
    pub(super) fn has_before(&self, sentence: u32, term: u32) -> bool {
        sentence
            .checked_sub(1)
            .is_some_and(|before| self.has(before, term))
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    fn weight(&self, term: u32) -> f64 {
        let having = self.having.get(&term).map_or(0, Vec::len);
        if having == 0 || having > RARE {
            return 0.0;
        }
        (1.0 + self.terms.len() as f64 / having as f64).ln()
    }

    /// What a sentence has of a text's words, with those of the sentences around it that speak of the same.
    pub(super) fn share(&self, sentence: u32, said: &[u32]) -> Share {
        let around = sentence.saturating_sub(BEFORE)..=sentence + BEHIND;
        self.share_of(sentence, said, |term| {
            around.clone().any(|near| self.has(near, term))
        })
    }

    /// What a sentence by itself has of a text's words.
    pub(super) fn own_share(&self, sentence: u32, said: &[u32]) -> Share {
        self.share_of(sentence, said, |term| self.has(sentence, term))
    }

    fn share_of(&self, sentence: u32, said: &[u32], has: impl Fn(u32) -> bool) -> Share {
        let none = Share {
            sentence,
            ..Share::default()
        };
        let said = said.iter().take(TERMS).filter(|term| has(**term));
        said.fold(none, |share, term| {
            let weight = self.weight(*term);
            Share {
                weight: share.weight + weight,
                words: share.words + usize::from(weight > 0.0),
                sentence,
            }
        })
    }

    /// What each sentence that has any of a text's words has of them by itself.
    fn shares(&self, said: &[u32]) -> impl Iterator<Item = Share> + use<> {
        let mut shares: HashMap<u32, Share> = HashMap::new();
        for term in said.iter().take(TERMS) {
            let weight = self.weight(*term);
            let having = self.having.get(term).filter(|_| weight > 0.0);
            for sentence in having.into_iter().flatten() {
                let share = shares.entry(*sentence).or_default();
                share.weight += weight;
                share.words += 1;
                share.sentence = *sentence;
            }
        }
        shares.into_values()
    }

    /// The sentences with the most of a text's words, the best first.
    pub(super) fn nearest(&self, said: &[u32], most: usize) -> Vec<u32> {
        let mut shares: Vec<Share> = self.shares(said).collect();
        shares.sort_by(|one, other| {
            let by_weight = other.weight.total_cmp(&one.weight);
            by_weight.then(one.sentence.cmp(&other.sentence))
        });
        shares.truncate(most);
        shares.into_iter().map(|share| share.sentence).collect()
    }

    /// What the sentence with the most of a text's words has of them by itself.
    pub(super) fn best(&self, said: &[u32]) -> Share {
        self.shares(said)
            .max_by(|one, other| {
                let by_weight = one.weight.total_cmp(&other.weight);
                by_weight.then(other.sentence.cmp(&one.sentence))
            })
            .unwrap_or_default()
    }

    /// The words of a text that tell passages apart.
    pub(super) fn telling(&self, said: &[u32]) -> Vec<u32> {
        let said = said.iter().copied();
        said.filter(|term| !self.topics.contains(term)).collect()
    }

    /// Comparisons that `best` makes.
    pub(super) fn cost(&self, said: &[u32]) -> usize {
        let said = said.iter().take(TERMS);
        said.filter_map(|term| self.having.get(term))
            .map(|having| having.len().min(RARE))
            .sum()
    }
}
