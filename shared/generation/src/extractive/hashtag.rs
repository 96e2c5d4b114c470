//! Hashtags: what the source is about, in CamelCase.

use std::collections::HashSet;

use super::{corpus::Corpus, heading::capitalised};
use crate::words::{
    Language,
    phrases::{phrases, ratio},
};

/// Characters of a tag that is still read.
const LONGEST: usize = 24;

/// At most `most`, each with its sign.
pub(super) fn hashtags(corpus: &Corpus, scores: &[f64], most: usize) -> Vec<String> {
    let mean = scores.iter().sum::<f64>() / ratio(scores.len().max(1), 1);
    let texts = corpus
        .sentences
        .iter()
        .zip(scores)
        .filter(|(_, score)| **score >= mean * 0.8);
    let mut ranked: Vec<_> = phrases(
        texts.map(|(sentence, _)| sentence.text.as_str()),
        corpus.language,
    )
    .into_iter()
    .filter(|phrase| phrase.noun >= 0.4 && phrase.words <= 2 && phrase.text.chars().count() > 3)
    .filter(|phrase| {
        corpus.language != Language::German || phrase.text.starts_with(char::is_uppercase)
    })
    .filter(|phrase| phrase.count > 1 || corpus.words < 400)
    .collect();
    let worth = |count: usize, words: usize, noun: f64| {
        ratio(count, 1) * noun * if words > 1 { 2.0 } else { 1.0 }
    };
    ranked.sort_by(|a, b| {
        worth(b.count, b.words, b.noun)
            .total_cmp(&worth(a.count, a.words, a.noun))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut stems: HashSet<String> = HashSet::new();
    let mut tags = Vec::new();
    for phrase in ranked {
        let tag: String = phrase
            .text
            .split(|c: char| !c.is_alphanumeric())
            .map(capitalised)
            .collect();
        let known = phrase.key.split(' ').any(|stem| stems.contains(stem));
        if tags.len() < most && !known && tag.chars().count() <= LONGEST {
            stems.extend(phrase.key.split(' ').map(str::to_owned));
            tags.push(format!("#{tag}"));
        }
    }
    tags
}
