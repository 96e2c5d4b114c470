//! What matters: LexRank (Erkan and Radev 2004) over TF-IDF vectors, plus where a sentence stands and how it reads.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use super::{corpus::Corpus, sentence::Sentence};
use crate::words::phrases::ratio;

/// Sentences compared with each other; of more, each is compared with the whole's centroid.
const PAIRS: usize = 400;
/// Cosine from which two sentences say something of each other.
const ALIKE: f64 = 0.1;
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 20;
/// Words of a sentence that reads well.
const SHORT: usize = 8;
const LONG: usize = 40;

/// A sentence's terms with their weights, in the order of their ids, of length 1.
type Vector = Vec<(usize, f64)>;

/// How much each sentence says of the whole, from 0 to about 2.
pub(super) fn scores(corpus: &Corpus, topic: &HashSet<usize>) -> Vec<f64> {
    let vectors = vectors(corpus);
    let mut central = if vectors.len() <= PAIRS {
        lexrank(&vectors)
    } else {
        centroid(&vectors, corpus.terms.len())
    };
    let most = central.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let paragraphs = corpus.sentences.last().map_or(1, |last| last.paragraph + 1);
    let mut before = None;
    for (score, sentence) in central.iter_mut().zip(&corpus.sentences) {
        let leads = before != Some(sentence.paragraph);
        before = Some(sentence.paragraph);
        *score = *score / most + position(sentence, leads, paragraphs) + about(sentence, topic);
        *score *= readable(sentence);
    }
    central
}

fn vectors(corpus: &Corpus) -> Vec<Vector> {
    let mut documents = vec![0_usize; corpus.terms.len()];
    let counts: Vec<BTreeMap<usize, usize>> = corpus
        .sentences
        .iter()
        .map(|sentence| {
            let mut counts = BTreeMap::new();
            for term in &sentence.terms {
                *counts.entry(*term).or_default() += 1;
            }
            for term in counts.keys() {
                documents[*term] += 1;
            }
            counts
        })
        .collect();
    let all = counts.len();
    let rarity: Vec<f64> = documents
        .iter()
        .map(|found| (1.0 + ratio(all, *found)).ln())
        .collect();
    let unit = |counts: BTreeMap<usize, usize>| {
        let mut vector: Vector = counts
            .into_iter()
            .map(|(term, count)| (term, ratio(count, 1) * rarity[term]))
            .collect();
        let squares: f64 = vector.iter().map(|(_, weight)| weight * weight).sum();
        for (_, weight) in &mut vector {
            *weight /= squares.sqrt().max(f64::MIN_POSITIVE);
        }
        vector
    };
    counts.into_iter().map(unit).collect()
}

fn lexrank(vectors: &[Vector]) -> Vec<f64> {
    let mut neighbours: Vec<Vec<(usize, f64)>> = vec![Vec::new(); vectors.len()];
    for one in 0..vectors.len() {
        for other in 0..one {
            let alike = cosine(&vectors[one], &vectors[other]);
            if alike >= ALIKE {
                neighbours[one].push((other, alike));
                neighbours[other].push((one, alike));
            }
        }
    }
    let degrees: Vec<f64> = neighbours
        .iter()
        .map(|near| near.iter().map(|(_, alike)| alike).sum())
        .collect();
    let mut rank = vec![1.0; vectors.len()];
    for _ in 0..ROUNDS {
        let flow = |near: &Vec<(usize, f64)>| {
            let parts = near
                .iter()
                .map(|(other, alike)| rank[*other] * alike / degrees[*other]);
            parts.sum::<f64>()
        };
        rank = neighbours
            .iter()
            .map(|near| (1.0 - DAMPING) + DAMPING * flow(near))
            .collect();
    }
    rank
}

fn centroid(vectors: &[Vector], terms: usize) -> Vec<f64> {
    let mut centre = vec![0.0; terms];
    for (term, weight) in vectors.iter().flatten() {
        centre[*term] += weight;
    }
    vectors
        .iter()
        .map(|vector| {
            vector
                .iter()
                .map(|(term, weight)| weight * centre[*term])
                .sum()
        })
        .collect()
}

fn cosine(one: &Vector, other: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((a, x)), Some((b, y))) = (one.get(i), other.get(j)) {
        if a == b {
            sum += x * y;
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    sum
}

/// Writers say what matters at the start, at the end, and first in a paragraph.
fn position(sentence: &Sentence, leads: bool, paragraphs: usize) -> f64 {
    let place = ratio(sentence.paragraph, paragraphs);
    let edge = if place < 0.1 {
        0.15
    } else if place > 0.9 {
        0.1
    } else {
        0.0
    };
    edge + if leads { 0.1 } else { 0.0 }
}

/// The share of the topic's words that it has.
fn about(sentence: &Sentence, topic: &HashSet<usize>) -> f64 {
    let found = topic
        .iter()
        .filter(|term| sentence.terms.contains(term))
        .count();
    ratio(found, topic.len())
}

fn readable(sentence: &Sentence) -> f64 {
    let length = if sentence.words < SHORT {
        0.5 * ratio(sentence.words, SHORT)
    } else if sentence.words > LONG {
        ratio(LONG, sentence.words).powi(2)
    } else {
        1.0
    };
    let question = if sentence.question { 0.5 } else { 1.0 };
    let ended = if sentence.ended { 1.0 } else { 0.6 };
    // Accounts are read in a table, not aloud.
    let digits = sentence.text.chars().filter(char::is_ascii_digit).count();
    let figures = if digits * 8 > sentence.text.len() {
        0.5
    } else {
        1.0
    };
    length * question * ended * figures
}

/// Sentences that read like the source's count for more: what is made of them reads as it does.
pub(super) fn as_the_source_reads(corpus: &Corpus, scores: &[f64], tolerance: f64) -> Vec<f64> {
    let burdens: Vec<(f64, usize)> = corpus.sentences.iter().map(burden).collect();
    let sum: f64 = burdens
        .iter()
        .map(|(burden, words)| burden * ratio(*words, 1))
        .sum();
    let usual = sum / ratio(corpus.words, 1);
    scores
        .iter()
        .zip(burdens)
        .map(|(score, (burden, _))| score * (-(burden - usual).abs() / tolerance).exp())
        .collect()
}

/// What Flesch's formula (1948) takes off for a sentence, with its vowels in a row as its syllables; and its words.
fn burden(sentence: &Sentence) -> (f64, usize) {
    let vowel = |c: char| "aeiouyäöüáéíóúàèìòùâêîôû".contains(c);
    let mut syllables = 0;
    let mut before = false;
    for c in sentence.text.chars().flat_map(char::to_lowercase) {
        let now = vowel(c);
        syllables += usize::from(now && !before);
        before = now;
    }
    let burden = 1.015 * ratio(sentence.words, 1) + 84.6 * ratio(syllables, sentence.words);
    (burden, sentence.words)
}

/// How much each sentence tells what the whole is about, from 0.3 to about 1.7: of the words of its title, else of those that the
/// source uses the most, how many it has; and more where it stands at the beginning of what somebody wrote.
pub(super) fn leads(corpus: &Corpus) -> Vec<f64> {
    /// Words that a source is about, and of a sentence that tells all of it.
    const MOST: usize = 8;
    const ENOUGH: usize = 4;
    /// The part of a text that is its beginning, and how much more its first sentence counts for.
    const BEGINNING: f64 = 0.3;
    const EARLY: f64 = 0.5;
    const AT_LEAST: f64 = 0.3;
    let counts = corpus.counts();
    let is_spoken = corpus.sentences.iter().any(|one| one.speaker.is_some());
    let first = corpus.sentences.first().filter(|_| !is_spoken);
    let in_title: HashSet<usize> = match (&corpus.title, first) {
        (Some(title), _) => corpus.ids(title),
        (None, Some(first)) => first.vocabulary.iter().copied().collect(),
        (None, None) => HashSet::new(),
    };
    let most = if in_title.len() < ENOUGH {
        ENOUGH
    } else {
        in_title.len()
    };
    let mut about: Vec<usize> = (0..counts.len())
        .filter(|term| counts[*term] > 1 || in_title.contains(term))
        .collect();
    about.sort_by_key(|term| (!in_title.contains(term), Reverse(counts[*term]), *term));
    about.truncate(most.min(MOST));
    let weight = |term: &usize| {
        let titled = if in_title.contains(term) { 3.0 } else { 1.0 };
        titled * ratio(counts[*term], 1).ln_1p()
    };
    let all: f64 = about.iter().take(ENOUGH).map(weight).sum();
    let beginning = BEGINNING * ratio(corpus.sentences.len(), 1);
    let lead = |(place, sentence): (usize, &Sentence)| {
        let has = |term: &&usize| sentence.vocabulary.binary_search(*term).is_ok();
        let found: f64 = about.iter().filter(has).map(weight).sum();
        let told = AT_LEAST + (found / all.max(f64::MIN_POSITIVE)).min(1.0);
        let early = (1.0 - ratio(place, 1) / beginning).max(0.0);
        told * if is_spoken { 1.0 } else { 1.0 + EARLY * early }
    };
    corpus.sentences.iter().enumerate().map(lead).collect()
}

/// How much of the shorter one's words the other has, from 0 to 1.
pub(super) fn overlap(one: &Sentence, other: &Sentence) -> f64 {
    let (a, b) = (&one.vocabulary, &other.vocabulary);
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    ratio(both, a.len().min(b.len()).max(1))
}
