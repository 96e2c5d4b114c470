//! A blog post: title, lead, sections.

use super::{
    body::body,
    corpus::Corpus,
    heading::Headings,
    markup,
    passage::{Paragraphs, select},
};
use crate::{
    Brief,
    finding::{Code, Finding},
    written::Written,
};

/// Words of a section.
const SECTION: std::ops::RangeInclusive<usize> = 250..=400;
const BEST: usize = 320;
/// Of a border within what stands under one heading of the source: as bad as fifty words off the best length.
const SPLIT_SECTION_PENALTY: usize = 2_500;
/// Of a heading within a paragraph of the source, or above a sentence that needs the one before it: `That was the rent.`
const HANGING_SECTION_PENALTY: usize = 20_000;
/// Of what stands under two headings of the source: worse than any length, since one of them would be wrong.
const MIXED_SECTION_PENALTY: usize = 200_000;

pub(super) fn write(brief: &Brief, corpus: &Corpus, scores: &[f64]) -> Written {
    let target = brief.target_words() as usize;
    let paragraphs = select(corpus, scores, target);
    let words: usize = paragraphs
        .iter()
        .map(|paragraph| count(corpus, paragraph))
        .sum();
    let mut headings = Headings::new(corpus);
    let mut blocks = vec![format!("# {}", markup::escaped(&headings.title(brief)))];
    let told = paragraphs.iter().flatten().copied().collect();
    let (lead, rest) = paragraphs.split_at(lead(corpus, &paragraphs));
    blocks.extend(
        lead.iter()
            .map(|paragraph| markup::paragraph(corpus, paragraph)),
    );
    let heading = |sentence: Option<&usize>| corpus.sentences[*sentence?].heading;
    let of_lead = heading(lead.last().and_then(|paragraph| paragraph.last()));
    for (number, section) in sections(corpus, rest).into_iter().enumerate() {
        let sentences: Vec<usize> = section.concat();
        // What heads the lead, too, would stand below it: a subtitle, or a heading of the first part.
        let is_of_lead = number == 0 && of_lead.is_some() && of_lead == heading(sentences.first());
        if let Some(heading) = headings.of(&sentences, &told).filter(|_| !is_of_lead) {
            blocks.push(format!("## {}", markup::escaped(&heading)));
        }
        blocks.extend(
            section
                .iter()
                .map(|paragraph| markup::paragraph(corpus, paragraph)),
        );
    }
    let mut findings = Vec::new();
    if words * 10 < target * 8 {
        let text = format!("{words} words of {target}: the source has no more");
        findings.push(Finding::new(Code::ShorterThanAsked, text));
    }
    Written {
        body: body(blocks),
        findings,
        ..Written::default()
    }
}

/// How many paragraphs come before the first heading: the first, and where the source has headings what stands above those.
fn lead(corpus: &Corpus, paragraphs: &[Vec<usize>]) -> usize {
    let mut headings = paragraphs.iter().map(|paragraph| {
        let first = paragraph.first()?;
        corpus.sentences[*first].heading
    });
    let first = headings.position(|heading| heading.is_some());
    first.unwrap_or_default().max(1).min(paragraphs.len())
}

fn count(corpus: &Corpus, paragraph: &[usize]) -> usize {
    paragraph
        .iter()
        .map(|index| corpus.sentences[*index].words)
        .sum()
}

/// The paragraphs parted where the sections come nearest to the length that reads best.
fn sections(corpus: &Corpus, paragraphs: &[Vec<usize>]) -> Vec<Paragraphs> {
    // The words before each paragraph.
    let mut before = vec![0];
    for (number, paragraph) in paragraphs.iter().enumerate() {
        before.push(before[number] + count(corpus, paragraph));
    }
    let heading = |sentence: Option<&usize>| corpus.sentences[*sentence?].heading;
    let begins = |start: usize| {
        start == 0 || heading(paragraphs[start - 1].last()) != heading(paragraphs[start].first())
    };
    let hangs = |start: usize| {
        let first = paragraphs[start].first();
        let previous = start
            .checked_sub(1)
            .map(|previous| &paragraphs[previous][..]);
        first.is_some_and(|first| !corpus.can_head(previous.unwrap_or_default(), *first))
    };
    // The headings that change before each paragraph.
    let mut changes = vec![0];
    for start in 1..=paragraphs.len() {
        let is_change = start < paragraphs.len() && begins(start);
        changes.push(changes[start - 1] + usize::from(is_change));
    }
    // For each end: the least cost, and where its last section begins.
    let mut best: Vec<(usize, usize)> = vec![(0, 0)];
    for end in 1..=paragraphs.len() {
        let cost = |start: usize| {
            let split = match (begins(start), hangs(start)) {
                (_, true) => HANGING_SECTION_PENALTY,
                (true, false) => 0,
                (false, false) => SPLIT_SECTION_PENALTY,
            };
            let mixed = (changes[end - 1] - changes[start]) * MIXED_SECTION_PENALTY;
            best[start]
                .0
                .saturating_add(cost(before[end] - before[start]) + split + mixed)
        };
        let start = (0..end)
            .min_by_key(|start| cost(*start))
            .unwrap_or_default();
        best.push((cost(start), start));
    }
    let mut sections = Vec::new();
    let mut end = paragraphs.len();
    while end > 0 {
        let start = best[end].1;
        sections.push(paragraphs[start..end].to_vec());
        end = start;
    }
    sections.reverse();
    sections
}

fn cost(words: usize) -> usize {
    let off = words.abs_diff(BEST);
    off * off
        + if SECTION.contains(&words) {
            0
        } else {
            100 * off + 10_000
        }
}
