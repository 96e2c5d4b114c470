//! Figures, dates, names, addresses and links that no source has.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{
    addresses,
    cover::Cover,
    evidence::Evidence,
    links, markdown,
    mentions::{self, Budget, Support, What},
    names, provenance,
};
use crate::{
    finding::{Code, Finding},
    sentence,
    words::Language,
};

/// Words of a text by which its language can be told.
const ENOUGH: usize = 40;

/// Of a text in Markdown; what is in `quoted` is looked at as a quotation.
pub(crate) fn check(text: &str, quoted: &[Range<usize>], evidence: &Evidence) -> Vec<Finding> {
    let mut findings = Vec::new();
    let links = links::of(text);
    let addresses = addresses::of(text);
    let mut taken = Cover::of(text, quoted);
    let mut unknown = |code, at: &Range<usize>, is_known: bool| {
        if !is_known && !taken.touches(at) {
            findings.push(Finding::at(code, text, at.clone()));
        }
    };
    for at in &links {
        unknown(
            Code::LinkNotInSource,
            at,
            evidence.links.has(&text[at.clone()]),
        );
    }
    for at in &addresses {
        unknown(
            Code::AddressNotInSource,
            at,
            evidence.has_address(&text[at.clone()]),
        );
    }
    links.iter().chain(&addresses).for_each(|at| taken.add(at));
    for at in hashtags(text) {
        if !taken.touches(&at) && names::is_unknown_tag(&text[at.start + 1..at.end], evidence) {
            findings.push(Finding::at(Code::NameNotInSource, text, at.clone()));
        }
        taken.add(&at);
    }
    // A few words are told apart by the language of the sources.
    let is_long = text.unicode_words().nth(ENOUGH).is_some();
    let language = match Language::of(text) {
        language if is_long && language != Language::Other => language,
        _ => evidence.language,
    };
    numbers(text, language, &mut taken, evidence, &mut findings);
    findings.extend(names::check(
        text,
        language,
        |at| !taken.touches(at),
        evidence,
    ));
    findings.sort_by_key(|finding| finding.at.as_ref().map(|at| at.start));
    findings
}

/// Figures and dates, sentence by sentence. What they are made of is no name.
fn numbers(
    text: &str,
    language: Language,
    taken: &mut Cover,
    evidence: &Evidence,
    findings: &mut Vec<Finding>,
) {
    let mut budget = Budget::new();
    let (mut found, mut sentences): (Vec<Finding>, Vec<String>) = (Vec::new(), Vec::new());
    for line in markdown::lines(text) {
        let start = line.start + markdown::mark(&text[line.clone()]);
        let inside = &text[start..line.end];
        numbering(inside).for_each(|found| taken.add(&(start + found.start..start + found.end)));
        for sentence in sentence::sentences(inside) {
            let start = sentence.as_ptr().addr() - text.as_ptr().addr();
            let term = |word: &str| evidence.meaningful(word);
            let (said, terms) = mentions::of_sentence(sentence, language, term);
            let support = evidence.mentions.supports(&said, &terms, &mut budget);
            for (mention, support) in said.iter().zip(support) {
                let at = start + mention.at.start..start + mention.at.end;
                let is_free = !taken.touches(&at);
                taken.add(&at);
                let whole = mention.whole();
                let marked = if support == Support::Turned {
                    start + whole.start..start + whole.end
                } else {
                    at
                };
                let code = match (support, &mention.what) {
                    (Support::Yes, _) => continue,
                    (Support::Elsewhere | Support::Turned, _) => Code::FigureOutOfContext,
                    (Support::No, What::Figure(_)) => Code::FigureNotInSource,
                    (Support::No, What::Date(_)) => Code::DateNotInSource,
                };
                if is_free {
                    found.push(Finding::at(code, text, marked));
                    sentences.push(provenance::needle(sentence));
                }
            }
        }
    }
    // What a template says in a sentence of its own is no invention.
    let asked = evidence.is_asked(&sentences).into_iter();
    let found = found.into_iter().zip(asked).filter(|(_, asked)| !asked);
    findings.extend(found.map(|(finding, _)| finding));
}

fn hashtags(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('#').filter_map(|(at, _)| {
        let tag = &text[at + 1..];
        let length = tag
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(tag.len());
        (length > 0).then_some(at..at + 1 + length)
    })
}

/// `2/7`, at a post's beginning or end.
fn numbering(line: &str) -> impl Iterator<Item = Range<usize>> {
    let is_number = |word: &str| {
        word.split_once('/').is_some_and(|(n, m)| {
            !n.is_empty() && !m.is_empty() && (n.to_owned() + m).bytes().all(|b| b.is_ascii_digit())
        })
    };
    let first = line.split_whitespace().next().map(|word| 0..word.len());
    let last = line
        .split_whitespace()
        .next_back()
        .map(|word| line.trim_end().len() - word.len()..line.trim_end().len());
    [first, last]
        .into_iter()
        .flatten()
        .filter(move |at| line.get(at.clone()).is_some_and(is_number))
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::brief::brief;

    const SOURCE: &str = "On 19 November 1863 President Abraham Lincoln spoke at Gettysburg to 15,000 people for two minutes. \
        The president wrote to info@example.com, and https://www.example.com/speech/ has it, says @archive. Edward Everett spoke, too. \
        Of the visitors 12.5 % came by train; the town had 2.4 thousand inhabitants. It was windy.";

    fn found(text: &str) -> Vec<(&'static str, String)> {
        let mut brief = brief(OutputKind::Blog, SOURCE);
        brief.topic = Some("The Battle of Shiloh in 7 points".to_owned());
        check(text, &[], &Evidence::of(&brief))
            .into_iter()
            .map(|finding| (finding.code.name(), finding.text))
            .collect()
    }

    /// A notice of a town, with its own year above days without one.
    const NOTICE: &str = "Ferrane, 22 May 2025\n\nOn Tuesday, 20 May, the council of Ferrane met from seven until ten. The tower is 12 metres high and \
        1250 people paid for it. The town raised 3,900 euros for its roof, 1,250 went on slates. The mill made a profit of 94,000 euros. \
        The rent fell from 2,900 to 800 euros a month.";

    fn found_in_notice(text: &str) -> Vec<String> {
        let found = check(text, &[], &Evidence::of(&brief(OutputKind::Blog, NOTICE)));
        let told = found
            .into_iter()
            .filter(|finding| finding.code.name() != "not_checked");
        told.map(|finding| finding.text).collect()
    }

    #[test]
    fn what_is_said_in_another_form_is_known() {
        for text in [
            "The council met on 20 May 2025.",
            "The council met from 7 p.m. to 10 p.m.",
            "More than 1,200 people paid for the tower.",
            "After the slates, 2,650 euros were left.",
            "## The Tower at a Glance\n\nHang on: it is 12 m high.",
            "**What Was Decided**\n\nThe tower is 12 metres high. #Ferrane",
        ] {
            assert_eq!(found_in_notice(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_said_of_another_time_or_turned_round_is_found() {
        for (text, said) in [
            ("The council met on 20 May 2024.", "20 May 2024"),
            ("After the slates, 2,750 euros were left.", "2,750 euros"),
            (
                "The mill closed the year with a loss of 94,000 euros.",
                "loss of 94,000 euros",
            ),
            ("Today the rent is 2,900 euros a month.", "2,900 euros"),
            ("The council met. #Ferronne", "#Ferronne"),
        ] {
            assert_eq!(found_in_notice(text), [said], "{text}");
        }
    }

    #[test]
    fn what_the_source_or_the_request_says_is_no_finding() {
        for text in [
            "# Lincoln At Gettysburg: What The Day Was\n\nIn November 1863 Lincoln spoke to 15.000 people.",
            "Did Abraham Lincoln go? On November 19th, President Lincoln did; Lincoln's speech took 2 minutes.",
            "1. First, 12.5 percent came\n2. And 2,400 lived there\n\n1/3 A thread, then 3/3",
            "See [the speech](https://example.com/speech) or http://example.com/speech/, ask info@example.com or @Archive.",
            "The Battle of Shiloh has 7 points. #Shiloh2024 #History",
            "Everett wasn't the last; however, I'm sure. Dear Reader, he spoke, too.",
            "## Why It Matters Now\n\nIt was windy. Nobody knew.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_template_s_figures_are_its_form_s_or_in_its_own_sentences() {
        let mut brief = brief(OutputKind::Blog, SOURCE);
        let prompt =
            "Write 800 words in 5 sections. End with: Our shop is open from 9 to 5 for 30 guests.";
        brief.templates = vec![("blog".to_owned(), prompt.to_owned())];
        let evidence = Evidence::of(&brief);
        let found = |text: &str| check(text, &[], &evidence).len();
        assert_eq!(found("Our shop is open from 9 to 5 for 30 guests."), 0);
        assert_eq!(found("Lincoln spoke to 800 people."), 1);
        assert_eq!(found("He spoke for 5 hours."), 1);
    }

    #[test]
    fn what_nobody_says_is_found() {
        for (text, code, said) in [
            (
                "About 20,000 people came.",
                "figure_not_in_source",
                "20,000",
            ),
            ("By 13 % it rose.", "figure_not_in_source", "13 %"),
            (
                "On November 20, 1863 he spoke.",
                "date_not_in_source",
                "November 20, 1863",
            ),
            (
                "It was in March 1863 that he spoke.",
                "date_not_in_source",
                "March 1863",
            ),
            (
                "There Frederick Douglass spoke.",
                "name_not_in_source",
                "Frederick Douglass",
            ),
            (
                "He met Abraham Everett there.",
                "name_not_in_source",
                "Abraham Everett",
            ),
            (
                "They came from Boston by train.",
                "name_not_in_source",
                "Boston",
            ),
            (
                "Write to lincoln@example.com now.",
                "address_not_in_source",
                "lincoln@example.com",
            ),
            ("Follow @lincoln now.", "address_not_in_source", "@lincoln"),
            (
                "See https://example.com/speeches now.",
                "link_not_in_source",
                "https://example.com/speeches",
            ),
            ("See example.org now.", "link_not_in_source", "example.org"),
        ] {
            assert_eq!(found(text), [(code, said.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_checked_says_so() {
        let text = "这是一个关于葛底斯堡演说的故事。林肯在那里讲话，人们都在听。";
        assert_eq!(
            found(text),
            [(
                "not_checked",
                "Names: this script has no capitals.".to_owned()
            )]
        );
    }
}
