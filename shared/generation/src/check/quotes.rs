//! What stands in quotation marks as somebody's words, and whether a source has it to the letter.

mod marks;
mod shortened;
mod singles;
mod unmarked;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{
    evidence::Evidence,
    folded::{Folded, is_unspaced},
    lexicon::speech::SAYING,
    markdown,
    place::Place,
};
use crate::{sentence, words::lower};
use singles::Singles;

/// Words in quotation marks that are an emphasis, unless somebody is said to have said them.
const EMPHASIS: usize = 1;
/// Words before and after a quotation in which it is looked for who said it.
const NEAR: usize = 5;
/// Characters of a source that a quotation with something left out spans.
const SPAN: usize = 2_000;
/// Quotations whose pieces are looked for beyond where each is found first, and the places that are tried for all of
/// them together.
const SEARCHES: usize = 50;
const STEPS: usize = 10_000;
/// Bytes of a link's address.
const LONGEST: usize = 600;
/// Words beside a quotation in a block that say no more than who said it.
const REMARK: usize = 3;
/// Characters of something in brackets that was put in or left out.
const INSERTED: usize = 80;
/// Before words in marks that are nobody's.
const SO_CALLED: [&str; 12] = [
    "called",
    "so-called",
    "sogenannte",
    "sogenannten",
    "sogenannter",
    "sogenanntes",
    "soi-disant",
    "llamado",
    "llamada",
    "cosiddetta",
    "cosiddetto",
    "chamado",
];

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

fn in_block(text: &str, block: &Range<usize>, quotes: &mut Vec<Quote>) {
    let inside = &text[block.clone()];
    let singles = Singles::of(inside);
    let mut from = 0;
    let mut in_code = false;
    while let Some(c) = inside[from..].chars().next() {
        let at = from;
        from += c.len_utf8();
        in_code ^= c == '`';
        // A link's address and title.
        if let Some(end) = target(inside, at) {
            from = end;
            continue;
        }
        let Some(mark) = Mark::at(inside, at, c).filter(|_| !in_code) else {
            continue;
        };
        let ends = if mark.is_double {
            mark.end(inside, from).into_iter().collect()
        } else {
            singles.ends(c, from)
        };
        let Some(last) = ends.last() else {
            if mark.is_double {
                unclosed(text, block.start + at..block.end, c.len_utf8(), quotes);
                return;
            }
            continue;
        };
        let readings: Vec<&str> = ends.iter().map(|end| &inside[from..end.start]).collect();
        let whole = at..last.end;
        let first = at..ends[0].end;
        let is_quote = |span: &Range<usize>, said: &str| {
            let is_named = || {
                let before = inside[..span.start].unicode_words().next_back().map(lower);
                let before = before.unwrap_or_default();
                SO_CALLED.contains(&before.as_str()) && before != "called"
                    || inside[..span.start].trim_end().ends_with("so-called")
            };
            !is_short(said) && !is_named()
                || is_attributed(&inside[..span.start], &inside[span.end..]) && !is_named()
        };
        let readings: Vec<Vec<String>> = readings
            .into_iter()
            .zip(&ends)
            .filter(|(said, end)| is_quote(&(at..end.end), said))
            .map(|(said, _)| pieces(said))
            .filter(|pieces| !pieces.is_empty())
            .collect();
        let said = block.start + from..block.start + ends[0].start;
        // Of several readings the first is what a reader sees first.
        from = first.end;
        if !readings.is_empty() {
            let span = if ends.len() == 1 { whole } else { first };
            quotes.push(Quote {
                at: block.start + span.start..block.start + span.end,
                readings,
                said,
            });
        }
    }
}

/// The end of what stands in brackets after `[text]`, if that begins here.
fn target(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix("](")?;
    let line = rest[..rest.floor_char_boundary(LONGEST)].lines().next();
    line?.find(')').map(|end| at + "](".len() + end)
}

/// A quotation that isn't closed goes on to the end of its paragraph; each of its sentences is one.
fn unclosed(text: &str, at: Range<usize>, mark: usize, quotes: &mut Vec<Quote>) {
    for said in sentence::sentences(&text[at.start + mark..at.end]) {
        let start = said.as_ptr().addr() - text.as_ptr().addr();
        let pieces = pieces(said);
        if !pieces.is_empty() && !is_short(said) {
            quotes.push(Quote {
                at: start..start + said.len(),
                readings: vec![pieces],
                said: start..start + said.len(),
            });
        }
    }
}

/// All of a block `> …`, without who said it. Of one with quotations in it, what stands around them, if that is more
/// than who said them.
fn block_quote(text: &str, block: &Range<usize>, marked: &[Range<usize>]) -> Option<Quote> {
    let inside = &text[block.clone()];
    let lines = inside.lines().map(str::trim);
    let said: Vec<&str> = lines
        .map(|line| line.trim_start_matches(['>', ' ']))
        .take_while(|line| !line.starts_with(['—', '–', '~']) && !line.starts_with("--"))
        .collect();
    let said = said.join("\n");
    // `**Note:**` is a remark of the editor's.
    let remark =
        said.starts_with(['*', '_', '#']) && said.find(':').is_some_and(|at| at < INSERTED / 2);
    let mut within = marked
        .iter()
        .filter(|at| block.start <= at.start && at.end <= block.end)
        .peekable();
    if within.peek().is_some() {
        let mut rest = String::new();
        let mut from = block.start;
        for at in within {
            rest.push_str(text.get(from..at.start).unwrap_or_default());
            rest.push(' ');
            from = at.end;
        }
        rest.push_str(text.get(from..block.end).unwrap_or_default());
        let rest = rest.split(['—', '–', '~']).next().unwrap_or_default();
        let told = rest
            .unicode_words()
            .filter(|word| !word.starts_with(char::is_uppercase))
            .count();
        let saying = rest
            .unicode_words()
            .any(|word| SAYING.contains(lower(word).as_str()));
        if told <= REMARK || saying && told <= REMARK * 2 {
            return None;
        }
    }
    let pieces = pieces(&said);
    (!remark && !is_short(&said) && !pieces.is_empty()).then(|| Quote {
        at: block.clone(),
        readings: vec![pieces],
        said: block.clone(),
    })
}

/// A mark that opens.
struct Mark {
    open: char,
    close: &'static [char],
    is_double: bool,
}

impl Mark {
    fn at(text: &str, at: usize, open: char) -> Option<Self> {
        let before = text[..at].chars().next_back();
        let after = text[at + open.len_utf8()..].chars().next();
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{-–—/*_>:|“„«‘‚'\"".contains(c))
            && after.is_some_and(|c| !c.is_whitespace());
        // `’90s` is no quotation.
        let letter = after.is_some_and(char::is_alphabetic);
        let (close, is_double, fits): (&[char], bool, bool) = match open {
            '“' => (&['”', '"'], true, true),
            '„' => (&['“', '”', '"', '‟'], true, true),
            '«' => (&['»'], true, true),
            '「' => (&['」'], true, true),
            '『' => (&['』'], true, true),
            '‹' => (&['›'], true, true),
            '»' => (&['«'], true, opens),
            '›' => (&['‹'], true, opens),
            '‟' | '”' => (&['”'], true, opens),
            '"' => (&['"', '”'], true, opens),
            '＂' => (&['＂'], true, opens),
            '‚' | '‘' | '\'' => (&[], false, opens && letter),
            _ => return None,
        };
        fits.then_some(Self {
            open,
            close,
            is_double,
        })
    }

    /// Where a double mark is closed from here on.
    fn end(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let mut depth = 0_usize;
        for (at, c) in text[from..].char_indices() {
            let at = from + at;
            if c == self.open && !self.close.contains(&c) {
                depth += 1;
            } else if self.close.contains(&c) && self.closes(&text[..at], at > from) {
                if depth == 0 {
                    return Some(at..at + c.len_utf8());
                }
                depth -= 1;
            }
        }
        None
    }

    fn closes(&self, before: &str, has_text: bool) -> bool {
        let joined = || before.ends_with(|c: char| !c.is_whitespace());
        has_text && (!matches!(self.open, '"' | '”') || joined())
    }
}

/// One or two words, or as much of a script without spaces.
fn is_short(said: &str) -> bool {
    let unspaced = said.chars().filter(|c| is_unspaced(*c)).count();
    let words = said
        .unicode_words()
        .filter(|word| !word.chars().all(is_unspaced))
        .count();
    words + unspaced / 2 <= EMPHASIS
}

/// Somebody is said to have said it.
fn is_attributed(before: &str, after: &str) -> bool {
    if before.trim_end().ends_with([':', '：', '说', '說', '道']) {
        return true;
    }
    let says = |word: &str| SAYING.contains(lower(word).as_str());
    let same_sentence =
        |text: &str| !text.contains(['.', '!', '?', '\n']) || text.trim().is_empty();
    let tail = &before[before.floor_char_boundary(before.len().saturating_sub(80))..];
    let tail = tail.rsplit(['.', '!', '?']).next().unwrap_or_default();
    let head = &after[..after.floor_char_boundary(80)];
    let head = head.split(['.', '!', '?']).next().unwrap_or_default();
    let words: Vec<&str> = tail.unicode_words().collect();
    same_sentence(tail) && words.iter().rev().take(NEAR).any(|word| says(word))
        || head.unicode_words().take(NEAR).any(says)
}

/// What must be in the source, folded: between what is left out (`…`, `[…]`) and what was put in (`[the nation]`).
fn pieces(said: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut rest = said;
    while let Some(c) = rest.chars().next() {
        let (part, length) = match c {
            '…' => (None, c.len_utf8()),
            '.' if rest.starts_with("...") => {
                (None, rest.len() - rest.trim_start_matches('.').len())
            }
            '[' => bracketed(rest),
            '(' if rest.starts_with("(…)") || rest.starts_with("(...)") => {
                (None, rest.find(')').map_or(1, |at| at + 1))
            }
            c => (Some(&rest[..c.len_utf8()]), c.len_utf8()),
        };
        match (part, parts.last_mut()) {
            (Some(part), Some(last)) => last.push_str(part),
            _ => parts.push(String::new()),
        }
        rest = &rest[length..];
    }
    parts.iter().filter_map(|part| piece(part)).collect()
}

/// Folded, and without what stands around it; `None` where that is all.
fn piece(said: &str) -> Option<String> {
    let folded = Folded::of(said).text;
    let piece = folded.trim_matches(|c: char| !c.is_alphanumeric());
    (!piece.is_empty()).then(|| piece.to_owned())
}

/// `[t]he` is `the`; anything else in brackets is not the speaker's.
fn bracketed(rest: &str) -> (Option<&str>, usize) {
    let bound = rest.floor_char_boundary(INSERTED);
    let Some(end) = rest[..bound].find(']') else {
        return (Some("["), 1);
    };
    let inside = &rest[1..end];
    let letter = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
    (letter.then_some(inside), end + 1)
}

#[cfg(test)]
mod tests;
