//! What stands in quotation marks as somebody's words, and whether a source has it to the letter.

mod marked;
mod marks;
mod pieces;
mod shortened;
mod singles;
mod unmarked;

use std::ops::Range;

use super::{evidence::Evidence, markdown, place::Place};
use marked::{block_quote, in_block};
use pieces::{piece, pieces};

/// Characters of a source that a quotation with something left out spans.
const SPAN: usize = 2_000;
/// Quotations whose pieces are looked for beyond where each is found first, and the places that are tried for all of
/// them together.
const SEARCHES: usize = 50;
const STEPS: usize = 10_000;
/// Characters of something in brackets that was put in or left out.
const INSERTED: usize = 80;

#[derive(Debug)]
pub(crate) struct Quote {
    /// Bytes, with the marks.
    pub(crate) at: Range<usize>,
    /// What may be meant, each in the pieces that must be in a source, folded.
    readings: Vec<Vec<String>>,
    /// What stands between its marks.
    said: Range<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct Quotes {
    /// Bytes of the text.
    pub(crate) unsupported: Vec<Range<usize>>,
    /// With where the sources have them.
    pub(crate) supported: Vec<(Range<usize>, Vec<Place>)>,
    /// Those whose meaning was turned by what was left out.
    pub(crate) shortened: Vec<Range<usize>>,
    /// What the text itself put into them: no words of the source's.
    pub(crate) inserted: Vec<Range<usize>>,
}

impl Quotes {
    pub(crate) fn of(text: &str, evidence: &Evidence) -> Self {
        let found = find(text, evidence);
        let needles: Vec<String> = found
            .iter()
            .flat_map(|quote| quote.readings.iter().flatten().cloned())
            .collect();
        let places = evidence.places(&needles);
        let mut rest = places.into_iter();
        let (mut searches, mut steps) = (SEARCHES, STEPS);
        let mut quotes = Self::default();
        for quote in found {
            // All are taken, so that the next quotation's come next.
            let readings: Vec<Option<Vec<Place>>> = quote
                .readings
                .iter()
                .map(|pieces| {
                    let first: Option<Vec<_>> = rest.by_ref().take(pieces.len()).collect();
                    let first = first?;
                    if together(&first) {
                        return Some(first);
                    }
                    searches = searches.checked_sub(1)?;
                    evidence
                        .in_order(pieces, SPAN, &mut steps)
                        .filter(|places| together(places))
                })
                .collect();
            quotes.inserted.extend(inserted(text, &quote.at));
            match readings.into_iter().flatten().next() {
                Some(places) => {
                    if shortened::is_turned(text, &quote.at, &text[quote.said], &places, evidence) {
                        quotes.shortened.push(quote.at.clone());
                    }
                    quotes.supported.push((quote.at, places));
                }
                None => quotes.unsupported.push(quote.at),
            }
        }
        let (missing, turned) = shortened::split(text, &quotes.supported, evidence);
        quotes.unsupported.extend(missing);
        quotes.shortened.extend(turned);
        quotes
    }

    /// What the sources have to the letter or was marked already; without what the text put into it.
    pub(crate) fn own_words(&self) -> Vec<Range<usize>> {
        let mut inserted = self.inserted.clone();
        inserted.sort_by_key(|at| at.start);
        let mut spans = Vec::new();
        for at in self.spans() {
            let mut from = at.start;
            let first = inserted.partition_point(|inside| inside.start < at.start);
            for inside in inserted[first..]
                .iter()
                .take_while(|inside| inside.end <= at.end)
            {
                spans.push(from..inside.start.max(from));
                from = inside.end;
            }
            spans.push(from.min(at.end)..at.end);
        }
        spans
    }

    pub(crate) fn spans(&self) -> impl Iterator<Item = &Range<usize>> {
        let supported = self.supported.iter().map(|(at, _)| at);
        self.unsupported.iter().chain(supported)
    }
}

/// Whether the pieces are in one source, in their order and not far from each other.
fn together(places: &[Place]) -> bool {
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return false;
    };
    let near = last.at.end.saturating_sub(first.at.start) <= SPAN || places.len() == 1;
    let ordered =
        places.is_sorted_by(|one, next| one.source == next.source && one.at.end <= next.at.start);
    ordered && near
}

/// The quotations of a text in Markdown.
pub(crate) fn find(text: &str, evidence: &Evidence) -> Vec<Quote> {
    let usual = marks::usual(text);
    let mut quotes = Vec::new();
    for block in markdown::blocks(&usual) {
        let before = quotes.len();
        in_block(&usual, &block, &mut quotes);
        let mut marked: Vec<Range<usize>> = quotes[before..]
            .iter()
            .map(|quote| quote.at.clone())
            .collect();
        marked.sort_by_key(|at| at.start);
        for run in quoted_lines(&usual, &block) {
            let first = marked.partition_point(|at| at.start < run.start);
            let last = marked.partition_point(|at| at.start < run.end);
            quotes.extend(block_quote(&usual, &run, &marked[first..last.max(first)]));
        }
        marked.extend(
            quotes[before + marked.len()..]
                .iter()
                .map(|quote| quote.at.clone()),
        );
        marked.sort_by_key(|at| at.start);
        for line in lines_of(&usual, &block) {
            for at in unmarked::of_line(&usual, line, evidence) {
                let next = marked.partition_point(|known| known.end <= at.start);
                if marked.get(next).is_none_or(|known| known.start >= at.end) {
                    quotes.push(Quote::of(&usual, at));
                }
            }
        }
    }
    for quote in &mut quotes {
        // As it stands, too: a source may have the same signs, and the same brackets.
        let said = &text[quote.said.clone()];
        if said != &usual[quote.said.clone()] {
            quote.readings.push(pieces(said));
        }
        if said.contains('[') {
            quote.readings.push(piece(said).into_iter().collect());
        }
        quote.readings.retain(|pieces| !pieces.is_empty());
    }
    quotes.sort_by_key(|quote| (quote.at.start, quote.at.end));
    quotes
}

impl Quote {
    fn of(text: &str, at: Range<usize>) -> Self {
        Self {
            said: at.clone(),
            readings: vec![pieces(&text[at.clone()])],
            at,
        }
    }
}

fn lines_of(text: &str, block: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = block.start;
    text[block.clone()]
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end().len()
        })
        .collect()
}

/// Lines of a block that are a quotation, one run after the other.
fn quoted_lines(text: &str, block: &Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for line in lines_of(text, block) {
        let is_quoted = text[line.clone()].trim_start().starts_with('>');
        match runs.last_mut() {
            Some(last) if is_quoted && goes_on => last.end = line.end,
            _ if is_quoted => runs.push(line),
            _ => {}
        }
        goes_on = is_quoted;
    }
    runs
}

/// What stands in brackets within a quotation, but single letters and what is left out.
fn inserted(text: &str, at: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = at.start;
    while let Some(open) = text[from..at.end].find('[') {
        let open = from + open;
        let Some(length) = text[open..at.end].find(']') else {
            break;
        };
        let inside = open + 1..open + length;
        if text[inside.clone()]
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count()
            > 1
        {
            found.push(inside);
        }
        from = open + length;
    }
    found
}

#[cfg(test)]
mod tests;
