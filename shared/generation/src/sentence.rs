//! Sentences: UAX 29's borders, repaired where a full stop ends no sentence.
//!
//! What ends a sentence and what does not follows the rules that Punkt (Kiss and Strunk 2006) and the "golden rules" of
//! sentence segmentation test: titles, initials, ordinals, months, numbers, quotations, brackets, ellipses.

use unicode_segmentation::UnicodeSegmentation;

/// Never the end: a name or a number follows.
const TITLES: &str = "mr mrs ms messrs dr prof st gen col capt lt sgt sen rep gov hon rev pres supt fr hr frl mme mlle mm \
sr. sra srta dott ing avv dra";
/// Not the end before a number.
const NUMBERED: &str = "no nos nr art arts sec secs fig figs p pp vol vols ch chap par abs abb bd s n num núm \
jan feb mar apr jun jul aug sep sept oct nov dec";
/// The end only where a new sentence visibly begins.
const SHORT: &str = "u.s u.k u.n u.s.a e.u e.g i.e etc vs cf al ca approx inc ltd co corp dept est bros jr sr a.m p.m ph.d \
b.a m.a d.c z.b d.h u.a o.ä bzw usw ggf evtl vgl inkl bspw p.ej ej ecc pag env esq viz mio mrd tsd";
/// Capitalised, they begin a sentence rather than continue a name.
const OPENERS: &str = "the a an this that these those it he she we they i you his her its their our my there here in on \
at by for from with when while if as but and or so what who how why after before since although however no yes then \
der die das ein eine er sie es wir ich und aber in im am bei le la les un une il elle nous el los una y en o os as um uma";
/// A bracket is closed within this many bytes or not at all.
const BRACKET: usize = 400;

/// Signs behind a full stop after which a text is taken apart.
const RUN: usize = 64;

/// The sentences of a text, each a slice of it without the white space around; a line is the end of one.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    text.lines().flat_map(of_line).collect()
}

fn of_line(line: &str) -> Vec<&str> {
    let mut found: Vec<Span> = Vec::new();
    for (start, piece) in pieces(line) {
        let next = Span::of(start, piece);
        match found.last_mut() {
            Some(last) if next.is_empty() => last.is_spaced = true,
            Some(last) if last.continues_in(line, piece) => last.extend(&next),
            _ if next.is_empty() => {}
            _ => found.push(next),
        }
    }
    found
        .into_iter()
        .map(|span| &line[span.start..span.end])
        .collect()
}

/// A sentence as far as it is read. What it has to know of all its text is kept, so that no joint reads it anew.
struct Span {
    /// Bytes of the line, without the white space around.
    start: usize,
    end: usize,
    has_capital: bool,
    /// White space follows.
    is_spaced: bool,
}

impl Span {
    fn of(start: usize, piece: &str) -> Self {
        let end = start + piece.trim_end().len();
        Self {
            start: end.min(start + piece.len() - piece.trim_start().len()),
            end,
            has_capital: piece.chars().any(char::is_uppercase),
            is_spaced: piece.ends_with(char::is_whitespace),
        }
    }

    fn is_empty(&self) -> bool {
        self.start == self.end
    }

    fn extend(&mut self, next: &Self) {
        self.end = next.end;
        self.has_capital |= next.has_capital;
        self.is_spaced = next.is_spaced;
    }

    /// Whether `next` belongs to the sentence.
    fn continues_in(&self, line: &str, next: &str) -> bool {
        let ended = &line[self.start..self.end];
        let Some(last) = ended.chars().next_back() else {
            return true;
        };
        if !next.chars().any(char::is_alphanumeric) && !next.contains(['。', '！', '？']) {
            return true;
        }
        if last_is_wide(ended) {
            return false;
        }
        // Nothing but white space parts sentences: `end.[1]`, `Node.JS`.
        if !self.is_spaced {
            return true;
        }
        // The length first: it bounds what is looked through at every joint.
        if ended.len() + next.len() < BRACKET && next.contains([')', ']']) && open_bracket(ended) {
            return true;
        }
        let begins = next.trim_start().chars().find(|c| !is_opening(*c));
        let small = last != '.' && begins.is_some_and(char::is_lowercase);
        if small && self.has_capital {
            return true;
        }
        last == '.' && no_end(ended.trim_end_matches('.'), next, begins)
    }
}

/// What may be sentences: UAX 29's, cut further where it knows no border.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    // Where nobody used a capital, a lower-case letter after a full stop says nothing.
    let small = !line.chars().any(char::is_uppercase);
    let mut pieces = Vec::new();
    for (start, piece) in bounds(line) {
        let mut from = 0;
        for (at, next) in piece.match_indices(' ') {
            let (before, after) = (&piece[from..at], &piece[at + next.len()..]);
            let begins = after.chars().next();
            let ellipsis = before.ends_with('…') && begins.is_some_and(char::is_uppercase);
            let stop = small
                && before.ends_with(['.', '?', '!'])
                && begins.is_some_and(char::is_alphanumeric);
            if ellipsis || stop {
                pieces.push((start + from, &piece[from..=at]));
                from = at + 1;
            }
        }
        pieces.push((start + from, &piece[from..]));
    }
    pieces
}

/// UAX 29's sentences. For each sign after a full stop the library looks ahead for the next letter, so that a run of
/// signs takes the square of its length: a long one is handed over in parts.
pub(crate) fn bounds(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    let parts = std::iter::from_fn(move || {
        let start = rest;
        rest += without_long_run(&line[start..]).len();
        (rest > start).then(|| (start, &line[start..rest]))
    });
    parts.flat_map(|(start, part)| {
        let bounds = part.split_sentence_bound_indices();
        bounds.map(move |(at, sentence)| (start + at, sentence))
    })
}

/// The line up to where a run of signs behind a full stop is [`RUN`] long.
fn without_long_run(line: &str) -> &str {
    let mut run = 0;
    for (at, c) in line.char_indices() {
        run = match c {
            '.' | '\u{2024}' | '\u{FE52}' | '\u{FF0E}' => 1,
            c if run == 0 || c.is_alphanumeric() => 0,
            _ => run + 1,
        };
        if run == RUN {
            return &line[..at + c.len_utf8()];
        }
    }
    line
}

/// Whether the full stop after `before` belongs to its last word.
fn no_end(before: &str, next: &str, begins: Option<char>) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || is_opening(c))
        .next()
        .unwrap_or_default();
    let small = word.to_lowercase();
    let opener = next
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let opens = listed(OPENERS, &opener.to_lowercase());
    let number = begins.is_some_and(char::is_numeric);
    let mut letters = word.chars();
    let initial = match (letters.next(), letters.next()) {
        // `z. B.`, `u. a.`
        (Some(letter), None) if letter.is_lowercase() => {
            next.trim_start().chars().nth(1) == Some('.')
        }
        (Some(letter), None) => letter.is_uppercase() && !(letter == 'I' && opens),
        _ => false,
    };
    if word.is_empty() {
        // ` ... ` stands for something left out.
        let shouted = opener.len() > 1 && !opener.chars().any(char::is_lowercase);
        return !opens || shouted;
    }
    if initial {
        let named = before.trim_end_matches(word).trim_end();
        return !opens || named.ends_with(char::is_alphanumeric);
    }
    if word.chars().all(char::is_numeric) {
        // `1. The first`, `am 5. Mai`.
        return before.trim() == word
            || word.len() <= 2
                && (is_german_month(opener) || begins.is_some_and(char::is_lowercase));
    }
    if listed(TITLES, &small) {
        return true;
    }
    if number && listed(NUMBERED, &small) {
        return true;
    }
    listed(SHORT, &small) && !opens
}

fn is_german_month(word: &str) -> bool {
    listed(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert",
        word,
    )
}

fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known == word)
}

fn open_bracket(text: &str) -> bool {
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

fn last_is_wide(text: &str) -> bool {
    text.trim_end_matches(['」', '』', '”', '’', '）', '》'])
        .ends_with(['。', '！', '？'])
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each case: the sentences, parted by `|`.
    #[test]
    fn a_full_stop_is_not_always_an_end() {
        for case in [
            "Mr. Smith went to Washington.|He met Dr. Jones there.",
            "J. R. R. Tolkien wrote it.|It sold.",
            "The U.S. Army came.|They left the U.S.|The war went on.",
            "See No. 5 and Fig. 3 on p. 7.|That is all.",
            "We met on Jan. 5 at 5 p.m. in the hall.|It rained.",
            "It costs 3.50 dollars, i.e. little, e.g. a coffee.|Fine.",
            "\"Really?\" he asked.|\"Yes,\" she said.",
            "He said \"Stop.\"|She stopped.",
            "(He left. He came back.)|We stayed.",
            "Wait... what?|Nothing.",
            "He left…|Then it rained.",
            "Am 5. Mai 1863 war es kalt.|Es regnete z. B. in Berlin.|Dr. Weiß kam.",
            "今日は晴れです。|明日は雨！|本当？|はい。",
            "C'est vrai.|M. Dupont est là.",
            "no capitals here.|none at all.|right?",
            "1. The first thing is this.|It matters.",
            "Version 2.0 of Node.js is out.|See example.com for it.",
            "Was it I.?|No.",
        ] {
            let text = case.replace('|', if case.contains('。') { "" } else { " " });
            assert_eq!(sentences(&text).join("|"), case);
        }
    }

    #[test]
    fn a_line_is_an_end() {
        assert_eq!(
            sentences("A heading\n\nA sentence. And\nan item"),
            ["A heading", "A sentence.", "And", "an item"]
        );
    }
}
