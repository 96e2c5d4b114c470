//! What is found in a text before it is stored, whoever wrote it.

mod addresses;
mod alike;
mod artifacts;
mod attribution;
mod contradictions;
mod cover;
mod damage;
mod dates;
mod evidence;
mod facts;
mod figures;
mod folded;
mod grounding;
mod inbox;
mod language;
mod lexeme;
mod lexemes;
mod lexicon;
mod links;
mod markdown;
mod mentions;
mod named;
mod names;
mod numerals;
mod place;
mod provenance;
mod quotes;
mod speech;
mod tables;
mod unspaced;

pub(crate) use alike::Trigrams;
pub(crate) use evidence::Evidence;
pub(crate) use inbox::fit;
pub(crate) use markdown::blocks;

use std::ops::Range;

use crate::{
    Brief, Provenance,
    finding::{Code, Finding, MAX_PER_CODE},
    written::Written,
};
use quotes::Quotes;

/// What was found, and what the text rests on.
pub(crate) struct Checked {
    pub(crate) findings: Vec<Finding>,
    pub(crate) provenance: Vec<Provenance>,
}

/// Looks through a text whose form is right. A model can do to it what a layout of the source's own sentences can't.
pub(crate) fn check(
    brief: &Brief,
    evidence: &Evidence,
    written: &Written,
    by_model: bool,
) -> Checked {
    let mut checked = held_against(brief, evidence, written, by_model);
    let damage = damage(brief, evidence, written, by_model);
    checked.findings.extend(damage);
    Checked {
        findings: bounded(checked.findings),
        ..checked
    }
}

/// The same of what a person has edited, which no model can have damaged.
pub(crate) fn check_edited(
    brief: &Brief,
    evidence: &Evidence,
    written: &Written,
    by_model: bool,
) -> Checked {
    let checked = held_against(brief, evidence, written, by_model);
    Checked {
        findings: bounded(checked.findings),
        ..checked
    }
}

/// Whether what a model condensed a part of the sources to is of use: it is in their language, and neither repeats itself nor
/// speaks of itself.
pub(crate) fn is_sound(text: &str, brief: &Brief, evidence: &Evidence) -> bool {
    !text.trim().is_empty()
        && artifacts::check(text, brief).is_empty()
        && damage::looping(text, &brief.sources, evidence).is_none()
        && !language::is_another(text, brief)
}

/// Where it has what no source has: quotations, figures, dates, names, addresses, links.
pub(crate) fn inventions(text: &str, evidence: &Evidence) -> Vec<Range<usize>> {
    let quotes = Quotes::of(text, evidence);
    let facts = facts::check(text, &quotes.own_words(), evidence);
    let facts = facts
        .into_iter()
        .filter(|finding| finding.code != Code::FigureOutOfContext)
        .filter_map(|finding| finding.at);
    let quotes = quotes.unsupported.into_iter().chain(quotes.shortened);
    quotes.chain(facts).collect()
}

fn held_against(brief: &Brief, evidence: &Evidence, written: &Written, by_model: bool) -> Checked {
    let mut findings = Vec::new();
    let quotes = of_sources(&written.body, brief, evidence, &mut findings);
    for line in [&written.subject, &written.preview_text]
        .into_iter()
        .flatten()
    {
        let mut found = Vec::new();
        of_sources(line, brief, evidence, &mut found);
        findings.extend(found.into_iter().map(|finding| Finding {
            at: None,
            ..finding
        }));
    }
    let provenance = provenance::of(&written.body, &quotes, evidence);
    if by_model && evidence.has_sources() {
        findings.extend(grounding(brief, evidence, &written.body, &provenance));
    }
    Checked {
        findings,
        provenance,
    }
}

/// What rests on nothing. By its words no passage is found for a text in another language.
fn grounding(
    brief: &Brief,
    evidence: &Evidence,
    body: &str,
    provenance: &[Provenance],
) -> Vec<Finding> {
    if language::is_translation(body, brief) {
        let said = "Which passages its paragraphs rest on: the sources are in another language.";
        return vec![Finding::new(Code::NotChecked, said)];
    }
    let ungrounded = grounding::ungrounded(body, provenance, evidence).into_iter();
    ungrounded
        .map(|at| Finding::at(Code::Ungrounded, body, at))
        .collect()
}

/// Quotations, facts, and what is said the other way round.
fn of_sources(
    text: &str,
    brief: &Brief,
    evidence: &Evidence,
    findings: &mut Vec<Finding>,
) -> Quotes {
    let quotes = Quotes::of(text, evidence);
    let code = if evidence.has_sources() {
        Code::QuoteNotInSource
    } else {
        Code::QuoteWithoutSource
    };
    let unsupported = quotes.unsupported.iter();
    findings.extend(unsupported.map(|at| Finding::at(code, text, at.clone())));
    let shortened = quotes.shortened.iter();
    findings.extend(shortened.map(|at| Finding::at(Code::QuoteShortened, text, at.clone())));
    let of_another = attribution::of_another(text, quotes.supported.iter(), evidence).into_iter();
    findings.extend(of_another.map(|at| Finding::at(Code::QuoteAttributedToAnother, text, at)));
    if evidence.has_sources() {
        let own_words = quotes.own_words();
        findings.extend(facts::check(text, &own_words, evidence));
        findings.extend(contradictions::check(text, &own_words, brief, evidence));
    }
    quotes
}

fn damage(brief: &Brief, evidence: &Evidence, written: &Written, by_model: bool) -> Vec<Finding> {
    let whole = [
        Some(written.body.as_str()),
        written.subject.as_deref(),
        written.preview_text.as_deref(),
    ];
    let whole: Vec<&str> = whole.into_iter().flatten().collect();
    let mut findings = Vec::new();
    let other = language::check(&written.body, brief);
    if by_model {
        for (place, text) in whole.into_iter().enumerate() {
            let found = artifacts::check(text, brief).into_iter();
            findings.extend(found.map(|finding| Finding {
                at: finding.at.filter(|_| place == 0),
                ..finding
            }));
        }
        findings.extend(damage::truncated(
            &written.body,
            brief.kind,
            evidence.language,
        ));
        findings.extend(damage::posts_alike(&written.body, brief.kind));
        findings.extend(damage::looping(&written.body, &brief.sources, evidence));
        findings.extend(other);
    } else {
        findings.extend(other.map(|finding| Finding {
            code: Code::LanguageNotApplied,
            text: "The source's sentences keep their own language.".to_owned(),
            ..finding
        }));
    }
    findings
}

/// Beyond the first of a kind one finding marks all the rest.
fn bounded(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.code);
    let mut bounded: Vec<Finding> = Vec::new();
    let mut same = 0;
    for finding in findings {
        same = match bounded.last() {
            Some(last) if last.code == finding.code => same + 1,
            _ => 1,
        };
        match bounded.last_mut() {
            Some(last) if same > MAX_PER_CODE => {
                last.at = match (&last.at, finding.at) {
                    (Some(last), Some(next)) => {
                        Some(last.start.min(next.start)..last.end.max(next.end))
                    }
                    (last, next) => last.clone().or(next),
                };
            }
            _ => bounded.push(finding),
        }
    }
    bounded
}

#[cfg(test)]
mod tests;
