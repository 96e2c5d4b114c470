//! Which sentences a text is made of: passages that read on, the best first, put back into the source's order.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, BinaryHeap},
    ops::RangeInclusive,
};

use super::{
    corpus::Corpus,
    novelty::Novelty,
    rank::{self, overlap},
};
use crate::words::phrases::ratio;

/// Sentences of a passage, and of a paragraph.
const SENTENCES: usize = 4;
/// Words of a passage.
const WORDS: usize = 110;
/// Words of a sentence that is a paragraph by itself.
const LONE: usize = 8;
/// From here on a sentence says what another said.
const DUPLICATE_OVERLAP: f64 = 0.8;
/// Meaningful words from which on having the same is no accident.
const MIN_CONTENT_WORDS: usize = 4;
/// Points of reading ease off the source's at which a sentence counts for a third.
const TOLERANCE: f64 = 40.0;
/// The part of the text that an opening is taken from.
const OPENING: f64 = 0.15;

/// Indices of sentences, in the source's order, parted into paragraphs.
pub(super) type Paragraphs = Vec<Vec<usize>>;

/// What may still be taken, the best first.
#[derive(Clone, Copy)]
enum Pass {
    ReadsOn,
    StandsAlone,
    Any,
}

pub(super) struct Passage {
    pub(super) first: usize,
    pub(super) last: usize,
    words: usize,
    pub(super) score: f64,
    /// Its marginal gain when it was last looked at.
    gain: f64,
}

impl Passage {
    fn sentences(&self) -> RangeInclusive<usize> {
        self.first..=self.last
    }
}

impl Ord for Passage {
    /// Of two with the same gain, the earlier, then the shorter.
    fn cmp(&self, other: &Self) -> Ordering {
        let place = (other.first, other.last).cmp(&(self.first, self.last));
        self.gain.total_cmp(&other.gain).then(place)
    }
}

impl PartialOrd for Passage {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Passage {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Passage {}

/// Sentences for about this many words.
pub(super) fn select(corpus: &Corpus, scores: &[f64], words: usize) -> Paragraphs {
    let all = 0..corpus.sentences.len();
    let mut selection = Selection {
        corpus,
        chosen: BTreeSet::new(),
        starts: BTreeSet::new(),
        words: 0,
    };
    if corpus.words <= words {
        let paragraph = |index: usize| corpus.sentences[index].paragraph;
        selection.starts = all
            .clone()
            .filter(|index| *index == 0 || paragraph(*index) != paragraph(index - 1))
            .collect();
        for index in all {
            if !selection.repeats(index) {
                selection.add(index);
            }
        }
        return selection.paragraphs();
    }
    let scores = &rank::as_the_source_reads(corpus, scores, TOLERANCE);
    let passages = passages(corpus, scores);
    let early = passages
        .iter()
        .filter(|passage| ratio(passage.first, corpus.sentences.len()) < OPENING)
        .max();
    let mut novelty = Novelty::new(corpus);
    if let Some(early) = early
        && selection.take(early, words)
    {
        novelty.cover(early.sentences());
    }
    selection.take_all(passages, words, novelty);
    selection.extend(scores, words);
    selection.paragraphs()
}

fn passages(corpus: &Corpus, scores: &[f64]) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (first, sentence) in corpus
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| sentence.stands_alone)
    {
        let (mut words, mut sum) = (0, 0.0);
        for (last, next) in corpus
            .sentences
            .iter()
            .enumerate()
            .skip(first)
            .take(SENTENCES)
        {
            words += next.words;
            sum += scores[last];
            if next.paragraph != sentence.paragraph
                || last > first && next.after_gap
                || corpus.is_item(last)
                || last > first && (words > WORDS || next.question)
            {
                break;
            }
            let length = last - first + 1;
            if length == 1 && words < LONE {
                continue;
            }
            let whole = if length == 1 { 0.55 } else { 1.0 };
            let score = whole * sum / ratio(length, 1);
            passages.push(Passage {
                first,
                last,
                words,
                score,
                gain: score,
            });
        }
    }
    passages
}

struct Selection<'a> {
    corpus: &'a Corpus,
    chosen: BTreeSet<usize>,
    /// Where a paragraph may begin.
    starts: BTreeSet<usize>,
    words: usize,
}

impl Selection<'_> {
    fn add(&mut self, index: usize) {
        if self.chosen.insert(index) {
            self.words += self.corpus.sentences[index].words;
        }
    }

    /// Whether it was taken.
    fn take(&mut self, passage: &Passage, words: usize) -> bool {
        let range = passage.sentences();
        let fits = self.words + passage.words <= words + words / 20 || self.chosen.is_empty();
        let taken = fits && self.words < words && range.clone().all(|index| self.is_new(index));
        if taken {
            self.starts.insert(passage.first);
            range.for_each(|index| self.add(index));
        }
        taken
    }

    /// The one with the highest marginal gain first. Covering words lowers the gain of others and never raises it: one
    /// that is still on top when it is looked at again is the best of all (lazy greedy, Minoux 1978).
    fn take_all(&mut self, passages: Vec<Passage>, words: usize, mut novelty: Novelty) {
        let mut rest: BinaryHeap<Passage> = passages.into();
        while let Some(best) = rest.pop() {
            let gain = novelty.marginal_gain(best.sentences(), best.score);
            if gain < best.gain && rest.peek().is_some_and(|next| gain < next.gain) {
                rest.push(Passage { gain, ..best });
            } else if self.take(&best, words) {
                novelty.cover(best.sentences());
            }
        }
    }

    fn is_new(&self, index: usize) -> bool {
        let sentence = &self.corpus.sentences[index];
        !self.chosen.contains(&index)
            && self.chosen.iter().all(|chosen| {
                overlap(sentence, &self.corpus.sentences[*chosen]) < DUPLICATE_OVERLAP
            })
    }

    /// It is a chosen one in nearly the same words.
    fn repeats(&self, index: usize) -> bool {
        let sentence = &self.corpus.sentences[index];
        sentence.vocabulary.len() >= MIN_CONTENT_WORDS
            && self.chosen.iter().any(|chosen| {
                let other = &self.corpus.sentences[*chosen];
                let length = other.vocabulary.len().abs_diff(sentence.vocabulary.len()) <= 1;
                length && overlap(sentence, other) >= DUPLICATE_OVERLAP
            })
    }

    /// What follows a chosen sentence reads on; after that, whatever is left.
    fn extend(&mut self, scores: &[f64], words: usize) {
        let mut rest: Vec<usize> = (0..scores.len()).collect();
        rest.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        for pass in [Pass::ReadsOn, Pass::StandsAlone, Pass::Any] {
            for index in &rest {
                let sentence = &self.corpus.sentences[*index];
                let follows = index
                    .checked_sub(1)
                    .filter(|before| self.chosen.contains(before));
                let right = match pass {
                    Pass::ReadsOn => follows.is_some_and(|before| {
                        self.corpus.sentences[before].paragraph == sentence.paragraph
                            && !sentence.after_gap
                    }),
                    Pass::StandsAlone => {
                        sentence.stands_alone && (sentence.words >= LONE || follows.is_some())
                    }
                    Pass::Any => true,
                };
                // One sentence at least, however long: a text of none is no text.
                let fits = self.words + sentence.words <= words + words / 10
                    || matches!(pass, Pass::Any) && self.chosen.is_empty();
                // An item of a list tells nothing without the others, nor does what leads to them.
                let right = right && (matches!(pass, Pass::Any) || !self.corpus.is_item(*index));
                if !right || self.words >= words - words / 10 || !self.is_new(*index) {
                    continue;
                }
                // With the others, or not at all, unless there is nothing else.
                let list = self.corpus.list(*index);
                if self.corpus.is_item(*index) && list.len() > 1 {
                    let length: usize = self.corpus.sentences[list.clone()]
                        .iter()
                        .map(|item| item.words)
                        .sum();
                    if self.words + length <= words + words / 10 {
                        list.for_each(|item| self.add(item));
                        continue;
                    }
                    if !self.chosen.is_empty() {
                        continue;
                    }
                }
                if fits {
                    self.add(*index);
                }
            }
        }
    }

    /// Up to four sentences each, as they follow each other in the source: beside one from elsewhere a `them` or `the company`
    /// would mean something else.
    fn paragraphs(&self) -> Paragraphs {
        let mut paragraphs: Paragraphs = Vec::new();
        let mut words = 0;
        for index in &self.chosen {
            let own = self.corpus.sentences[*index].words;
            let goes_on = |paragraph: &Vec<usize>| {
                if !self.corpus.follows(paragraph, *index) {
                    return false;
                }
                let is_listed = self.corpus.list(index - 1).contains(index);
                let is_full = paragraph.len() >= SENTENCES
                    || paragraph.len() >= 2
                        && (self.starts.contains(index) || words + own > WORDS + WORDS / 3);
                is_listed && self.corpus.is_item(*index)
                    || !is_full
                    || paragraph.len() < SENTENCES * 2 && !self.corpus.can_begin(*index)
            };
            match paragraphs.last_mut() {
                Some(paragraph) if goes_on(paragraph) => paragraph.push(*index),
                _ => {
                    paragraphs.push(vec![*index]);
                    words = 0;
                }
            }
            words += own;
        }
        self.without_widows(paragraphs)
    }

    /// The last sentence of a passage doesn't stand alone.
    fn without_widows(&self, paragraphs: Paragraphs) -> Paragraphs {
        let mut whole: Paragraphs = Vec::new();
        for paragraph in paragraphs {
            match (whole.last_mut(), paragraph.as_slice()) {
                (Some(before), [only])
                    if self.corpus.follows(before, *only) && before.len() <= SENTENCES + 1 =>
                {
                    before.push(*only);
                }
                _ => whole.push(paragraph),
            }
        }
        whole
    }
}
