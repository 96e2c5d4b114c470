//! What the sources say the other way round, figures aside: comparisons, denials, `before` and `after`, how often, and who did it.

mod clause;
mod comparison;
mod denial;
mod doer;
mod moment;
mod rhythm;
mod superlative;
mod swapped;

use std::{collections::HashMap, ops::Range, rc::Rc};

use super::{cover::Cover, evidence::Evidence, markdown, provenance};
use crate::{
    Brief,
    finding::{Code, Finding},
    sentence,
};
use clause::{Clause, Sentence};

/// Sentences of the sources that are read beside one of a text, those of a text, and bytes of each.
const NEAREST: usize = 6;
const SENTENCES: usize = 2_000;
const LONGEST: usize = 1_000;

/// Whether a clause of a sentence is the other way round in the sentences near it.
type Check = fn(&Sentence, &Clause, &[Near], &Evidence) -> bool;

/// A sentence of the sources, and the one before it, to which its pronouns point.
struct Near {
    own: Rc<Sentence>,
    before: Rc<Sentence>,
}

impl Near {
    /// Whether a word stands in the sentence or is what the one before it is about.
    fn has(&self, word: &clause::Word) -> bool {
        self.own.has(word) || self.before.has(word)
    }
}

/// Of a text in Markdown; what is in `quoted` is looked at as a quotation.
pub(crate) fn check(
    text: &str,
    quoted: &[Range<usize>],
    brief: &Brief,
    evidence: &Evidence,
) -> Vec<Finding> {
    let quoted = Cover::of(text, quoted);
    let mut said: Vec<Range<usize>> = Vec::new();
    for line in markdown::lines(text) {
        let start = line.start + markdown::mark(&text[line.clone()]);
        for sentence in sentence::sentences(&text[start..line.end]) {
            let from = sentence.as_ptr().addr() - text.as_ptr().addr();
            let at = from..from + sentence.len();
            let asks = sentence.trim_end().ends_with(['?', '？', '؟']);
            if !asks && sentence.len() <= LONGEST && !quoted.touches(&at) {
                said.push(at);
            }
        }
    }
    let needles: Vec<String> = said
        .iter()
        .map(|at| provenance::needle(&text[at.clone()]))
        .collect();
    // What a template says in a sentence of its own is no claim about the sources.
    let known = evidence.is_asked(&needles).into_iter();
    let said = said.into_iter().zip(known).filter(|(_, known)| !known);
    let mut reader = Reader {
        brief,
        evidence,
        read: HashMap::new(),
    };
    // Who says the same again and again is compared once.
    let mut found: HashMap<&str, Option<Range<usize>>> = HashMap::new();
    let mut findings = Vec::new();
    for (at, _) in said {
        let text_of_it = &text[at.clone()];
        if found.len() >= SENTENCES && !found.contains_key(text_of_it) {
            continue;
        }
        let part = found
            .entry(text_of_it)
            .or_insert_with(|| reader.turned(text_of_it));
        findings.extend(part.as_ref().map(|part| {
            let part = at.start + part.start..at.start + part.end;
            Finding::at(Code::ContradictsSource, text, part)
        }));
    }
    findings
}

/// The sources' sentences, as far as they were read.
struct Reader<'a> {
    brief: &'a Brief,
    evidence: &'a Evidence,
    read: HashMap<usize, Rc<Sentence>>,
}

impl Reader<'_> {
    /// The part of a sentence that the sources say the other way round.
    fn turned(&mut self, text: &str) -> Option<Range<usize>> {
        let said = Sentence::of(text, self.evidence);
        let near = self.nearest(&said);
        if near.is_empty() {
            return None;
        }
        let checks: [Check; 7] = [
            comparison::is_reversed,
            superlative::is_reversed,
            denial::is_turned,
            moment::is_reversed,
            rhythm::is_another,
            doer::is_another,
            swapped::is_swapped,
        ];
        let mut clauses = said.clauses.iter();
        let clause = clauses.find(|clause| {
            checks
                .iter()
                .any(|is| is(&said, clause, &near, self.evidence))
        });
        clause.map(Clause::at)
    }

    /// The sentences of the sources that have the most of one's words.
    fn nearest(&mut self, said: &Sentence) -> Vec<Near> {
        let mut terms: Vec<u32> = said
            .meaningful()
            .filter_map(|word| self.evidence.known(&word.said))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let passages = self.evidence.mentions.nearest(&terms, NEAREST);
        let numbers = passages
            .into_iter()
            .filter_map(|passage| self.evidence.sentence_of(passage));
        let numbers: Vec<usize> = numbers.collect();
        let evidence = self.evidence;
        let source = |number: usize| Some(evidence.sentences.get(number)?.place.source);
        numbers
            .into_iter()
            .filter_map(|number| {
                let before = number
                    .checked_sub(1)
                    .filter(|before| source(*before) == source(number))
                    .and_then(|before| self.sentence(before));
                Some(Near {
                    own: self.sentence(number)?,
                    before: before.unwrap_or_default(),
                })
            })
            .collect()
    }

    fn sentence(&mut self, number: usize) -> Option<Rc<Sentence>> {
        if let Some(read) = self.read.get(&number) {
            return Some(Rc::clone(read));
        }
        let sentence = self.evidence.sentences.get(number)?;
        let source = self.brief.sources.get(sentence.place.source)?;
        let text = source.text.get(sentence.bytes.clone())?;
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let read = Rc::new(Sentence::of(text, self.evidence));
        self.read.insert(number, Rc::clone(&read));
        Some(read)
    }
}

#[cfg(test)]
mod tests;
