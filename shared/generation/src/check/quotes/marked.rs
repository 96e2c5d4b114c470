//! Quotations between marks, and those that are a block.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{INSERTED, Quote, pieces::pieces, singles::Singles};
use crate::{
    check::{folded::is_unspaced, lexicon::speech::SAYING},
    sentence,
    words::lower,
};

/// Words in quotation marks that are an emphasis, unless somebody is said to have said them.
const EMPHASIS: usize = 1;
/// Words before and after a quotation in which it is looked for who said it.
const NEAR: usize = 5;
/// Bytes of a link's address.
const LONGEST: usize = 600;
/// Words beside a quotation in a block that say no more than who said it.
const REMARK: usize = 3;
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

pub(super) fn in_block(text: &str, block: &Range<usize>, quotes: &mut Vec<Quote>) {
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
pub(super) fn block_quote(
    text: &str,
    block: &Range<usize>,
    marked: &[Range<usize>],
) -> Option<Quote> {
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
