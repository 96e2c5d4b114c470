//! The sources as sentences, each with what ranking and layout want to know of it.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use super::opening;
use crate::{Source, sentence, words::Language};

/// Bytes read; of more, every n-th paragraph is.
const BYTES: usize = 400_000;
/// Words beyond which a "sentence" is speech that nobody punctuated.
const UNPUNCTUATED: usize = 90;
/// Words of a heading.
const HEADING: usize = 12;

#[derive(Debug)]
pub(super) struct Sentence {
    /// As in the source, but for white space and for what marks a list, a speaker or a time before it.
    pub(super) text: String,
    /// Counted over all sources.
    pub(super) paragraph: usize,
    pub(super) words: usize,
    /// Ids of the meaningful words' stems, in order, with repetitions.
    pub(super) terms: Vec<usize>,
    /// It needs nothing before it to be understood.
    pub(super) stands_alone: bool,
    /// It ends as sentences end; an item of a list doesn't.
    pub(super) ended: bool,
    pub(super) question: bool,
    /// The heading above it, in `Corpus::headings`.
    pub(super) heading: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) sentences: Vec<Sentence>,
    pub(super) headings: Vec<String>,
    pub(super) language: Language,
    /// Stem to its id.
    pub(super) terms: HashMap<String, usize>,
    pub(super) words: usize,
}

impl Corpus {
    pub(super) fn read(sources: &[Source]) -> Self {
        let language = sources.first().map_or(Language::Other, |_| {
            let sample: String = sources
                .iter()
                .flat_map(|source| source.text.chars().take(4_000))
                .collect();
            Language::of(&sample)
        });
        let mut corpus = Self {
            sentences: Vec::new(),
            headings: Vec::new(),
            language,
            terms: HashMap::new(),
            words: 0,
        };
        let paragraphs = sampled(sources);
        let speakers = speakers(&paragraphs);
        let mut seen = HashSet::new();
        let mut heading = None;
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let bare = opening::without_mark(paragraph, language);
            if is_heading(bare, paragraphs.get(number + 1)) {
                corpus.headings.push(bare.to_owned());
                heading = Some(corpus.headings.len() - 1);
                continue;
            }
            for found in sentence::sentences(bare)
                .into_iter()
                .flat_map(|found| spoken(found))
            {
                let text = opening::without_label(found, &speakers);
                if seen.insert(fingerprint(text)) {
                    corpus.add(text, number, heading);
                }
            }
        }
        corpus.words = corpus.sentences.iter().map(|sentence| sentence.words).sum();
        corpus
    }

    fn add(&mut self, text: &str, paragraph: usize, heading: Option<usize>) {
        let words: Vec<&str> = text.unicode_words().collect();
        if words.is_empty() || is_noise(text) {
            return;
        }
        let language = self.language;
        let mut terms = Vec::new();
        for word in &words {
            if !language.is_stop_word(&crate::words::lower(word)) {
                let next = self.terms.len();
                terms.push(*self.terms.entry(language.stem(word)).or_insert(next));
            }
        }
        let bare = text.trim_end_matches(|c: char| "\"'”’»)]」』*_".contains(c));
        self.sentences.push(Sentence {
            stands_alone: opening::stands_alone(text, language),
            ended: bare.ends_with(['.', '!', '?', '…', '。', '！', '？']),
            question: bare.ends_with(['?', '？']),
            text: text.to_owned(),
            paragraph,
            words: words.len(),
            terms,
            heading,
        });
    }

    /// Ids of the stems in a text of ours.
    pub(super) fn ids(&self, text: &str) -> HashSet<usize> {
        let words = text
            .unicode_words()
            .filter(|word| !self.language.is_stop_word(&crate::words::lower(word)));
        words
            .filter_map(|word| self.terms.get(&self.language.stem(word)).copied())
            .collect()
    }
}

/// The paragraphs on one line each; of a text that is too long, those that stand at regular distances.
fn sampled(sources: &[Source]) -> Vec<String> {
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let keep = bytes.div_ceil(BYTES).max(1);
    let lines = sources.iter().flat_map(|source| source.text.split("\n\n"));
    // Of a long text in few paragraphs, its sentences are what is left out.
    let folded = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = Vec::new();
    let mut budget = BYTES;
    for (number, paragraph) in lines.enumerate() {
        if number % keep == 0 && budget > 0 {
            let mut end = paragraph.len().min(budget);
            while !paragraph.is_char_boundary(end) {
                end -= 1;
            }
            budget -= end;
            let text = folded(&paragraph[..end]);
            if !text.is_empty() {
                paragraphs.push(text);
            }
        }
    }
    paragraphs
}

/// What is before a colon at the start of two sentences or more is somebody who speaks.
fn speakers(paragraphs: &[String]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for paragraph in paragraphs {
        for sentence in sentence::sentences(paragraph) {
            if let Some(label) = opening::label(sentence) {
                *counts.entry(label).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(label, _)| label.to_owned())
        .collect()
}

fn is_heading(paragraph: &str, next: Option<&String>) -> bool {
    let words = paragraph.split_whitespace().count();
    let begins = paragraph
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = paragraph
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    words > 0
        && words <= HEADING
        && begins
        && ends
        && next.is_some_and(|next| next.len() > paragraph.len())
}

/// Tables, rules, links, code: hardly a letter in it.
fn is_noise(text: &str) -> bool {
    let (mut letters, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        letters += usize::from(c.is_alphabetic());
        all += 1;
    }
    letters * 10 < all * 6
}

/// Words alone, for what is the same but for its punctuation.
fn fingerprint(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Speech without punctuation, parted at commas and conjunctions.
fn spoken(sentence: &str) -> Vec<&str> {
    if sentence.split_whitespace().count() <= UNPUNCTUATED {
        return vec![sentence];
    }
    let (mut parts, mut start, mut words) = (Vec::new(), 0, 0);
    for (at, _) in sentence.match_indices(' ') {
        words += 1;
        let next = sentence[at + 1..].split(' ').next().unwrap_or_default();
        let border = sentence[..at].ends_with([',', ';', ':'])
            || [
                "and", "but", "so", "because", "und", "aber", "et", "mais", "y", "pero", "e", "ma",
                "mas",
            ]
            .contains(&next);
        if words >= 15 && border || words >= 40 {
            parts.push(sentence[start..at].trim());
            (start, words) = (at + 1, 0);
        }
    }
    parts.push(sentence[start..].trim());
    parts
}
