//! Novelty: the more words a passage has that the chosen ones don't have, the sooner it is taken.

use std::ops::RangeInclusive;

use super::corpus::Corpus;
use crate::words::phrases::ratio;

/// The part of its score that a passage keeps when all its words are covered.
const COVERED: f64 = 0.2;

pub(super) struct Novelty<'a> {
    corpus: &'a Corpus,
    /// How often the source uses each term, 0 once a chosen passage has it.
    uncovered: Vec<usize>,
    counts: Vec<usize>,
}

impl<'a> Novelty<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let counts = corpus.counts();
        Self {
            corpus,
            uncovered: counts.clone(),
            counts,
        }
    }

    fn terms(&self, sentences: RangeInclusive<usize>) -> impl Iterator<Item = usize> {
        self.corpus.sentences[sentences]
            .iter()
            .flat_map(|sentence| sentence.vocabulary.iter().copied())
    }

    /// These sentences are chosen.
    pub(super) fn cover(&mut self, sentences: RangeInclusive<usize>) {
        let covered: Vec<usize> = self.terms(sentences).collect();
        for term in covered {
            self.uncovered[term] = 0;
        }
    }

    /// What is left of the score of these sentences, after what the chosen ones have already.
    pub(super) fn marginal_gain(&self, sentences: RangeInclusive<usize>, score: f64) -> f64 {
        let (new, all) = self.terms(sentences).fold((0, 0), |(new, all), term| {
            (new + self.uncovered[term], all + self.counts[term])
        });
        score * (COVERED + (1.0 - COVERED) * ratio(new, all))
    }
}
