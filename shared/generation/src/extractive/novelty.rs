//! What a text has not told yet: the more of it a passage brings, the sooner it is taken.

use super::{corpus::Corpus, passage::Passage};
use crate::words::phrases::ratio;

/// What a passage is still worth that has no word that the text does not have already.
const STALE: f64 = 0.25;

/// What has not been told yet.
pub(super) struct Novelty<'a> {
    corpus: &'a Corpus,
    /// How often the source uses each term, 0 once it was told.
    counts: Vec<usize>,
    all: Vec<usize>,
}

impl<'a> Novelty<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let counts = corpus.counts();
        Self {
            corpus,
            all: counts.clone(),
            counts,
        }
    }

    fn terms(&self, passage: &Passage) -> impl Iterator<Item = usize> {
        self.corpus.sentences[passage.first..=passage.last]
            .iter()
            .flat_map(|sentence| sentence.vocabulary.iter().copied())
    }

    pub(super) fn tell(&mut self, passage: &Passage) {
        let told: Vec<usize> = self.terms(passage).collect();
        for term in told {
            self.counts[term] = 0;
        }
    }

    /// The score, less for what was told already.
    pub(super) fn marginal_gain(&self, passage: &Passage) -> f64 {
        let (new, all) = self.terms(passage).fold((0, 0), |(new, all), term| {
            (new + self.counts[term], all + self.all[term])
        });
        passage.score * (STALE + (1.0 - STALE) * ratio(new, all))
    }
}
