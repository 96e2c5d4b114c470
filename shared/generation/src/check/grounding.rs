//! Paragraphs and sentences that state something of which the sources have nothing.

mod reported;

use std::{collections::HashMap, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    evidence::Evidence,
    folded::is_unspaced,
    lexeme::Kind,
    lexemes,
    lexicon::reader::{CALLS, READER, TO_READER},
    markdown, provenance,
};
use crate::{
    Provenance,
    words::{Language, lower},
};

/// Meaningful words of a statement. Fewer may be said in other words altogether: 'Repairing beats throwing away.'
const STATEMENT: usize = 6;
/// Those of a sentence to the reader, of which fewer are a call to action.
const TO_THE_READER: usize = 9;
/// Those of a list's item that is a call, too: `Book early`.
const ITEM: usize = 3;
/// Characters of a script without spaces that say as much as a word.
const CHARACTERS: usize = 2;
/// Of what is said, weighted by how rarely the sources say it, as much as sentences beside each other have of it where it
/// rests on them. What was invented on a source's subject has less, what was said in other words mostly more; see
/// `tests/claims`.
const NEAR: f64 = 0.25;
/// As much as the sources have of it anywhere, where it sums them up.
const ANYWHERE: f64 = 0.45;
/// The same of what somebody is told to have said, and its meaningful words: nobody sums up a sentence.
const REPORTED: f64 = 0.35;
const CLAUSE: usize = 4;
/// Sentences of the sources that are looked at for one statement, and those that have a word which leads to none of them.
const COMPARED: usize = 4_000;
const COMMON: usize = 1_000;

/// What a paragraph says: each meaningful word once, with the sources' sentences that have it.
struct Said<'a> {
    words: usize,
    having: Vec<&'a [usize]>,
}

/// What of `body` states something that the sources don't have: whole blocks without a passage in `rests`, else the sentences.
pub(crate) fn ungrounded(
    body: &str,
    rests: &[Provenance],
    evidence: &Evidence,
) -> Vec<Range<usize>> {
    let blocks = markdown::blocks(body);
    let mut told: Vec<(&Range<usize>, bool, Vec<&str>)> = rests
        .iter()
        .filter_map(|entry| {
            let block = blocks.get(entry.paragraph)?;
            let sentences = provenance::sentences(&body[block.clone()]).collect();
            Some((block, entry.sources.is_empty(), sentences))
        })
        .collect();
    let needles: Vec<String> = told
        .iter()
        .flat_map(|(_, _, sentences)| {
            sentences
                .iter()
                .map(|sentence| provenance::needle(sentence))
        })
        .collect();
    // What a template or a request says itself is no invention.
    let mut known = evidence.says(&needles).into_iter();
    for (_, _, sentences) in &mut told {
        sentences.retain(|sentence| {
            let is_known = known.next() == Some(true);
            !is_known && is_statement(sentence, evidence.language)
        });
    }
    let index = Index::of(
        told.iter().flat_map(|(_, _, sentences)| sentences),
        evidence,
    );
    let rests_on_nothing = |sentences: &[&str]| {
        let said = index.said(sentences, evidence);
        said.words >= STATEMENT && !index.is_supported(&said)
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for (block, has_no_passage, sentences) in &told {
        // Of many sentences one may rest on something.
        let is_supported =
            |sentence: &&str| index.is_supported(&index.said(&[*sentence], evidence));
        let few =
            |sentence: &&str| weight_in_words(&meaningful(sentence, evidence.language)) <= ITEM;
        let is_list = markdown::mark(&body[(*block).clone()]) > 0 && sentences.iter().all(few);
        if *has_no_passage
            && !is_list
            && rests_on_nothing(sentences)
            && !sentences.iter().any(is_supported)
        {
            found.push((*block).clone());
            continue;
        }
        let alone = sentences.iter().filter_map(|sentence| {
            let whole = rests_on_nothing(&[*sentence]).then_some(*sentence);
            whole.or_else(|| index.invented_clause(sentence, evidence))
        });
        found.extend(alone.map(|told| {
            let start = told.as_ptr().addr() - body.as_ptr().addr();
            start..start + told.len()
        }));
    }
    found
}

/// Neither a question, nor what leads to a list, nor said to the reader.
fn is_statement(sentence: &str, language: Language) -> bool {
    let end = sentence.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?？؟:：".contains(c));
    if end.ends_with(['?', '？', '؟', ':', '：']) {
        return false;
    }
    let mut words = sentence.unicode_words().map(lower);
    if words
        .next()
        .is_some_and(|first| CALLS.contains(first.as_str()))
    {
        return false;
    }
    let to_reader = words.any(|word| READER.contains(word.as_str()))
        || TO_READER.iter().any(|word| sentence.contains(word));
    !to_reader || weight_in_words(&meaningful(sentence, language)) >= TO_THE_READER
}

fn meaningful(text: &str, language: Language) -> Vec<&str> {
    let words = text.unicode_words();
    words
        .filter(|word| !language.is_stop_word(&lower(word)))
        .collect()
}

fn is_number(word: &str, language: Language) -> bool {
    let lexemes = lexemes::of(word, language);
    matches!(&lexemes[..], [one] if matches!(one.kind, Kind::Number(..)))
}

fn weight_in_words(words: &[&str]) -> usize {
    let unspaced = words.iter().filter(|word| word.contains(is_unspaced));
    let unspaced = unspaced.count();
    words.len() - unspaced + unspaced / CHARACTERS
}

/// The sources' sentences by those of their words that a text has.
struct Index {
    sentences: HashMap<u32, Vec<usize>>,
    all: usize,
}

impl Index {
    fn of<'a>(said: impl Iterator<Item = &'a &'a str>, evidence: &Evidence) -> Self {
        let mut sentences: HashMap<u32, Vec<usize>> = said
            .flat_map(|sentence| sentence.unicode_words())
            .filter_map(|word| Some((evidence.known(word)?, Vec::new())))
            .collect();
        for (number, sentence) in evidence.sentences.iter().enumerate() {
            for term in &sentence.terms {
                if let Some(having) = sentences.get_mut(term) {
                    having.push(number);
                }
            }
        }
        Self {
            sentences,
            all: evidence.sentences.len(),
        }
    }

    fn said(&self, sentences: &[&str], evidence: &Evidence) -> Said<'_> {
        let mut words: Vec<&str> = sentences
            .iter()
            .flat_map(|sentence| meaningful(sentence, evidence.language))
            .collect();
        words.sort_unstable();
        words.dedup();
        // A word of the request's alone is neither known nor invented.
        words.retain(|word| {
            let term = evidence.known(word);
            // Figures are looked at by themselves, in digits and in words.
            let is_figure =
                word.starts_with(char::is_numeric) || is_number(word, evidence.language);
            term.map_or(!is_figure, |term| {
                self.sentences.get(&term).is_some_and(|all| !all.is_empty())
            })
        });
        let mut stems: Vec<(String, &[usize])> = words
            .iter()
            .map(|word| {
                let having = evidence
                    .known(word)
                    .and_then(|term| self.sentences.get(&term));
                let having = having.map(Vec::as_slice).unwrap_or_default();
                (evidence.language.stem(word), having)
            })
            .collect();
        stems.sort();
        stems.dedup();
        Said {
            words: weight_in_words(&words),
            having: stems.into_iter().map(|(_, having)| having).collect(),
        }
    }

    /// What somebody is told to have said of which the sources have next to nothing.
    fn invented_clause<'a>(&self, sentence: &'a str, evidence: &Evidence) -> Option<&'a str> {
        let clause = reported::clause(sentence)?;
        let said = self.said(&[clause], evidence);
        (said.words >= CLAUSE && !self.has(&said, REPORTED, REPORTED)).then_some(clause)
    }

    fn is_supported(&self, said: &Said<'_>) -> bool {
        self.has(said, NEAR, ANYWHERE)
    }

    /// Whether sentences beside each other have the first share of it, or all sources the second.
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    fn has(&self, said: &Said<'_>, near: f64, anywhere: f64) -> bool {
        let weight = |having: &[usize]| (1.0 + self.all as f64 / having.len().max(1) as f64).ln();
        let whole: f64 = said.having.iter().map(|having| weight(having)).sum();
        let known = said.having.iter().filter(|having| !having.is_empty());
        if known.map(|having| weight(having)).sum::<f64>() >= anywhere * whole {
            return true;
        }
        let mut rare_first = said.having.clone();
        rare_first.sort_by_key(|having| having.len());
        let (mut left, mut common) = (COMPARED, 0.0);
        let mut scores: HashMap<usize, f64> = HashMap::new();
        for having in rare_first {
            if having.len() > COMMON.min(left) {
                // Many have it, so that one of them is near.
                common += weight(having);
                continue;
            }
            left -= having.len();
            let mut next = 0;
            for sentence in having {
                for beside in (*sentence).saturating_sub(1).max(next)..=sentence + 1 {
                    *scores.entry(beside).or_default() += weight(having);
                    next = beside + 1;
                }
            }
        }
        let best = scores.values().copied().fold(0.0, f64::max);
        best + common >= near * whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::{
        brief::brief,
        check::{provenance, quotes::Quotes},
    };

    const SOURCE: &str = "The mill stood by the river for three hundred years. Its wheel was built by a carpenter from the next valley. \
        In the flood of the last century the wheel broke, and nobody had the money to repair it.\n\n\
        Today a dozen volunteers meet there every Saturday. They have rebuilt the roof, and next spring they want to grind flour again.";

    fn found(body: &str, topic: &str) -> Vec<String> {
        let mut brief = brief(OutputKind::Blog, SOURCE);
        brief.topic = Some(topic.to_owned());
        let evidence = Evidence::of(&brief);
        let quotes = Quotes::of(body, &evidence);
        let rests = provenance::of(body, &quotes, &evidence);
        let found = ungrounded(body, &rests, &evidence).into_iter();
        found.map(|at| body[at].to_owned()).collect()
    }

    #[test]
    fn a_statement_that_no_passage_supports_is_found() {
        let invented = "Solar panels on farms deliver cheap electricity, and governments subsidise them everywhere.";
        let body = format!(
            "# The mill\n\nIn a flood the wheel was broken, and it stayed so for lack of money.\n\n{invented}"
        );
        assert_eq!(found(&body, "A mill"), [invented]);
    }

    #[test]
    fn an_invention_is_found_among_sentences_that_rest_on_something() {
        let told = "In a flood the wheel was broken, and it stayed so for lack of money.";
        let invented = "Solar panels on farms deliver cheap electricity, and governments subsidise them everywhere.";
        let led_to = "Nobody would have thought so.";
        for body in [
            format!("{told} {led_to} {invented} A dozen volunteers meet there every Saturday."),
            format!("- {told}\n- {invented}"),
        ] {
            assert_eq!(found(&body, "A mill"), [invented], "{body}");
        }
    }

    #[test]
    fn what_somebody_is_told_to_have_said_is_found_where_nobody_says_it() {
        let invented = "a quiet kitchen is worse than a broken promise";
        let body = format!(
            "The carpenter who built the wheel of the mill by the river used to say that {invented}."
        );
        assert_eq!(found(&body, "A mill"), [format!("{invented}.")]);
        let told = "The volunteers promise that they will grind flour again next spring.";
        assert!(found(told, "A mill").is_empty());
    }

    #[test]
    fn what_states_nothing_is_no_invention() {
        for said in [
            "Hi everyone,",
            "What would a village be without people who care for old machines?",
            "Here are five lessons that every association of volunteers should know:",
            "Subscribe to our newsletter and follow the association for more stories about old machines.",
            "Want more? Your next weekend trip could lead to a place like this.",
            "Best regards\nThe team of the association",
            "We print calendars with pictures of old machines and sell them at Christmas markets.",
        ] {
            let topic = "We print calendars with pictures of old machines and sell them at Christmas markets.";
            assert!(found(said, topic).is_empty(), "{said}");
        }
    }
}
