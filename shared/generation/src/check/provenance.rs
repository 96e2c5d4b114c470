//! Which passages of the sources each paragraph rests on.

use std::{collections::HashMap, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    cover::Cover, evidence::Evidence, folded::Folded, markdown, place::Place, quotes::Quotes,
};
use crate::{Passage, Provenance, sentence};

/// Of what a sentence says, weighted by how rarely the sources say it, so much must be in one sentence of theirs. Sentences
/// of one text share its subject's words, which weigh little; a paraphrase keeps the rare ones. See `tests`: a text on the
/// same subject from another hand stays below, each paraphrase is above.
const ENOUGH: f64 = 0.5;
/// Meaningful words that both have, below which it is an accident.
const SHARED: usize = 2;
/// Sentences of the sources that have a word, beyond which it leads to none of them; and those that are compared with one
/// sentence of the text.
const COMMON: usize = 1_000;
const COMPARED: usize = 4_000;
/// Passages of one paragraph.
const MOST: usize = 8;
/// Characters between two passages that read on.
const NEXT: usize = 3;

/// One entry for each block of `body` that says something; its number counts all that empty lines part.
pub(crate) fn of(body: &str, quotes: &Quotes, evidence: &Evidence) -> Vec<Provenance> {
    let blocks: Vec<(usize, Range<usize>)> = markdown::blocks(body)
        .into_iter()
        .enumerate()
        .filter(|(_, block)| says_something(&body[block.clone()]))
        .collect();
    let supported = Cover::of(body, quotes.supported.iter().map(|(at, _)| at));
    let has_quote = |sentence: &str| {
        let start = sentence.as_ptr().addr() - body.as_ptr().addr();
        supported.touches(&(start..start + sentence.len()))
    };
    let said: Vec<(usize, &str)> = blocks
        .iter()
        .flat_map(|(paragraph, block)| {
            sentences(&body[block.clone()]).map(|sentence| (*paragraph, sentence))
        })
        .collect();
    let needles: Vec<String> = said.iter().map(|(_, sentence)| needle(sentence)).collect();
    let places = evidence.places(&needles);
    let similar = Similar::of(&said, evidence);
    // Who says the same again and again is compared once.
    let mut best: HashMap<&str, Option<Place>> = HashMap::new();
    let mut found: HashMap<usize, Vec<Place>> = HashMap::new();
    // A quotation in a sentence that a source has as it is stands there, and nowhere else that has its words.
    let mut whole: Vec<Range<usize>> = Vec::new();
    for (((paragraph, sentence), needle), place) in said.iter().zip(&needles).zip(places) {
        // Of so few words the first place is any place.
        let exact = place.filter(|_| needle.unicode_words().count() >= SHARED);
        if exact.is_some() {
            let start = sentence.as_ptr().addr() - body.as_ptr().addr();
            whole.push(start..start + sentence.len());
        }
        let place = match exact {
            None if has_quote(sentence) => None,
            exact => exact.or_else(|| {
                let best = best
                    .entry(sentence)
                    .or_insert_with(|| similar.best(sentence, evidence));
                best.clone()
            }),
        };
        found.entry(*paragraph).or_default().extend(place);
    }
    let whole = Cover::of(body, &whole);
    let apart = quotes.supported.iter().filter(|(at, _)| !whole.touches(at));
    for (at, places) in apart {
        let block = blocks.partition_point(|(_, block)| block.end <= at.start);
        if let Some((paragraph, _)) = blocks.get(block) {
            found.entry(*paragraph).or_default().extend(places.clone());
        }
    }
    blocks
        .into_iter()
        .map(|(paragraph, _)| Provenance {
            paragraph,
            sources: passages(found.remove(&paragraph).unwrap_or_default(), evidence),
        })
        .collect()
}

fn says_something(block: &str) -> bool {
    let heading = block.lines().count() == 1 && markdown::is_heading(block);
    !heading && block.chars().any(char::is_alphanumeric)
}

/// The sentences of a block, without the marks of its lines.
pub(crate) fn sentences(block: &str) -> impl Iterator<Item = &str> {
    let lines = block.lines();
    let bare = lines.map(|line| &line[markdown::mark(line)..]);
    bare.flat_map(sentence::sentences)
}

/// As the folded sources would have a sentence.
pub(crate) fn needle(sentence: &str) -> String {
    let folded = Folded::of(sentence).text;
    folded
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// In their order, what reads on as one.
fn passages(mut places: Vec<Place>, evidence: &Evidence) -> Vec<Passage> {
    places.sort_by_key(|place| (place.source, place.at.start, place.at.end));
    let mut merged: Vec<Place> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if last.source == place.source && place.at.start <= last.at.end + NEXT => {
                last.at.end = last.at.end.max(place.at.end);
            }
            _ => merged.push(place),
        }
    }
    merged.truncate(MOST);
    let passage = |place: Place| {
        Some(Passage {
            file_id: *evidence.files.get(place.source)?,
            start: place.at.start,
            end: place.at.end,
        })
    };
    merged.into_iter().filter_map(passage).collect()
}

/// The sources' sentences by those of their words that a text has.
struct Similar {
    sentences: HashMap<u32, Vec<usize>>,
}

impl Similar {
    fn of(text: &[(usize, &str)], evidence: &Evidence) -> Self {
        let words = text
            .iter()
            .flat_map(|(_, sentence)| sentence.unicode_words());
        let mut sentences: HashMap<u32, Vec<usize>> = words
            .filter_map(|word| evidence.known(word))
            .map(|term| (term, Vec::new()))
            .collect();
        for (number, sentence) in evidence.sentences.iter().enumerate() {
            for term in &sentence.terms {
                if let Some(having) = sentences.get_mut(term) {
                    having.push(number);
                }
            }
        }
        Self { sentences }
    }

    /// The sentence that says the most of it, if that is enough. Sentences are found by their rare words, and then compared
    /// by all of them: a word that thousands have leads to none.
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    fn best(&self, said: &str, evidence: &Evidence) -> Option<Place> {
        let all = evidence.sentences.len() as f64;
        let weight = |having: usize| (1.0 + all / having.max(1) as f64).ln();
        let mut terms: Vec<(String, Option<u32>)> = said
            .unicode_words()
            .filter(|word| !evidence.language.is_stop_word(&crate::words::lower(word)))
            .map(|word| (evidence.language.stem(word), evidence.known(word)))
            .collect();
        terms.sort();
        terms.dedup();
        let (known, unknown): (Vec<_>, Vec<_>) = terms
            .into_iter()
            .map(|(_, term)| term.and_then(|term| Some((term, self.sentences.get(&term)?))))
            .partition(Option::is_some);
        let mut known: Vec<(u32, &Vec<usize>)> = known.into_iter().flatten().collect();
        known.sort_by_key(|(term, having)| (having.len(), *term));
        let mut whole: f64 = unknown.iter().map(|_| weight(0)).sum();
        let mut scores: HashMap<usize, (usize, f64)> = HashMap::new();
        let mut common: Vec<(u32, f64)> = Vec::new();
        let mut left = COMPARED;
        for (term, having) in known {
            let weight = weight(having.len());
            whole += weight;
            if having.len() > COMMON.min(left) {
                common.push((term, weight));
                continue;
            }
            left -= having.len();
            for sentence in having {
                let score = scores.entry(*sentence).or_default();
                *score = (score.0 + 1, score.1 + weight);
            }
        }
        for (sentence, score) in &mut scores {
            let terms = &evidence.sentences[*sentence].terms;
            for (term, weight) in &common {
                if terms.binary_search(term).is_ok() {
                    *score = (score.0 + 1, score.1 + weight);
                }
            }
        }
        let enough = |(shared, score): &(usize, f64)| *shared >= SHARED && *score >= ENOUGH * whole;
        scores
            .into_iter()
            .filter(|(_, score)| enough(score))
            .max_by(|(a, (_, one)), (b, (_, other))| one.total_cmp(other).then(b.cmp(a)))
            .and_then(|(sentence, _)| Some(evidence.sentences.get(sentence)?.place.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::brief::brief;

    const SOURCE: &str = "The mill stood by the river for three hundred years. Its wheel was built by a carpenter from the next valley. \
        In the flood of the last century the wheel broke, and nobody had the money to repair it.\n\n\
        Today a dozen volunteers meet there every Saturday. They have rebuilt the roof, and next spring they want to grind flour again. \
        The town pays for the timber. Whoever wants to help is welcome.";

    fn rests_on(body: &str) -> Vec<(usize, Vec<String>)> {
        let evidence = Evidence::of(&brief(OutputKind::Blog, SOURCE));
        let quotes = Quotes::of(body, &evidence);
        let said = |passage: &Passage| {
            let (start, length) = (passage.start, passage.end - passage.start);
            SOURCE.chars().skip(start).take(length).collect()
        };
        of(body, &quotes, &evidence)
            .iter()
            .map(|entry| (entry.paragraph, entry.sources.iter().map(said).collect()))
            .collect()
    }

    #[test]
    fn what_is_said_to_the_letter_is_found_exactly() {
        let body = "# The mill\n\nToday a dozen volunteers meet there every Saturday. The town pays for the timber.\n\n## Help\n\n\
            - Whoever wants to help is welcome.\n\nShe said “the wheel broke, and nobody had the money” to me.";
        assert_eq!(
            rests_on(body),
            [
                (
                    1,
                    vec![
                        "Today a dozen volunteers meet there every Saturday".to_owned(),
                        "The town pays for the timber".to_owned()
                    ]
                ),
                (3, vec!["Whoever wants to help is welcome".to_owned()]),
                (
                    4,
                    vec!["the wheel broke, and nobody had the money".to_owned()]
                ),
            ]
        );
    }

    #[test]
    fn a_paraphrase_rests_on_what_it_says_anew() {
        for (said, start) in [
            (
                "For three hundred years the mill has been standing at the river.",
                "The mill stood",
            ),
            (
                "A carpenter of the next valley had built the wheel.",
                "Its wheel was built",
            ),
            (
                "Every Saturday volunteers meet, a dozen of them.",
                "Today a dozen",
            ),
            (
                "Next spring, flour is to be ground again under a rebuilt roof.",
                "They have rebuilt",
            ),
        ] {
            let found = rests_on(said);
            assert_eq!(found[0].1.len(), 1, "{said}: {found:?}");
            assert!(found[0].1[0].starts_with(start), "{said}: {found:?}");
        }
    }

    #[test]
    fn what_nothing_supports_rests_on_nothing() {
        for said in [
            "Another mill in the valley burnt down, and its owner left for good.",
            "Volunteers of many towns complain about the price of insurance.",
            "The river is clean enough today for children to swim in.",
            "Yes.",
        ] {
            assert_eq!(rests_on(said), [(0, vec![])], "{said}");
        }
    }

    /// Nobody says the same twice in a speech of this length: what is found here is an accident.
    #[test]
    fn another_text_of_the_same_hand_is_no_support() {
        let text = include_str!("../../../../dev/samples/lincoln-1863.txt");
        let (one, other) = text.split_at(text.floor_char_boundary(text.len() / 2));
        let evidence = Evidence::of(&brief(OutputKind::Blog, one));
        let sentences: Vec<(usize, &str)> = sentence::sentences(other)
            .into_iter()
            .map(|sentence| (0, sentence))
            .collect();
        let similar = Similar::of(&sentences, &evidence);
        let supported = |(_, said): &&(usize, &str)| similar.best(said, &evidence).is_some();
        assert!(sentences.len() > 80);
        assert_eq!(sentences.iter().filter(supported).count(), 0);
    }
}
