//! Sentences: Wikimedia's rules and abbreviations for each language (`sentencex`), repaired where a full stop ends none.
//!
//! What ends a sentence and what does not follows the rules that Punkt (Kiss and Strunk 2006) and the "golden rules" of
//! sentence segmentation test: titles, initials, ordinals, months, numbers, quotations, brackets, ellipses.

mod abbreviations;
mod items;

use unicode_segmentation::UnicodeSegmentation;

use crate::words::{Language, is_small};
use abbreviations::{ENDING, NUMBERED, OPENERS, PLACES, SHORT, TITLES};

/// A bracket is closed within this many bytes or not at all.
const BRACKET: usize = 400;

/// Signs behind a full stop after which a text is taken apart.
const RUN: usize = 64;
/// Bytes of a line that are looked at together: the rules look for the other end of each quotation in all of them.
const PART: usize = 4 * 1024;
/// Characters of a sentence in a script that ends none with a mark, and of one that is long.
const UNMARKED: usize = 40;
const UNMARKED_LONG: usize = 160;

/// The sentences of a text, each a slice of it without the white space around; a line is the end of one.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    sentences_in(text, Language::at_a_glance(text))
}

/// Whether it ends as sentences end; in Thai, which has no mark for it, with a letter.
pub(crate) fn is_ended(text: &str) -> bool {
    text.ends_with([
        '.', '!', '?', '…', '。', '．', '！', '？', '｡', '।', '॥', '۔', '؟', '։', '።', '፧', '။',
        '។',
    ]) || has_no_marks(text)
}

/// The same of a text whose language is known.
pub(crate) fn sentences_in(text: &str, language: Language) -> Vec<&str> {
    text.lines()
        .flat_map(|line| of_line(line, language))
        .collect()
}

/// The same of a text in a language by its ISO 639-1 code, for who measures it.
#[must_use]
pub fn sentences_by_code<'t>(text: &'t str, code: &str) -> Vec<&'t str> {
    sentences_in(text, Language::of_code(code))
}

fn of_line(line: &str, language: Language) -> Vec<&str> {
    let parts = items::parts(line);
    let is_list = parts.len() > 1;
    parts
        .into_iter()
        .flat_map(|part| of_part(part, if is_list { items::mark(part) } else { 0 }, language))
        .collect()
}

/// The first `mark` bytes are no sentence of their own.
fn of_part(line: &str, mark: usize, language: Language) -> Vec<&str> {
    let mut found: Vec<Span> = Vec::new();
    for (start, piece) in pieces(line, language) {
        let next = Span::of(start, piece);
        match found.last_mut() {
            Some(last) if next.is_empty() => last.is_spaced = true,
            Some(last) if last.end <= mark => last.extend(&next),
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
    /// Its first letter is one, or it has none.
    begins_with_capital: bool,
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
            begins_with_capital: !piece
                .chars()
                .find(|c| c.is_alphabetic())
                .is_some_and(is_small),
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
        // Nothing but white space parts sentences: `Node.JS`.
        if !self.is_spaced && !next.starts_with(char::is_whitespace) {
            return true;
        }
        // The length first: it bounds what is looked through at every joint.
        if ended.len() + next.len() < BRACKET && next.contains([')', ']']) && open_bracket(ended) {
            return true;
        }
        let begins = next.trim_start().chars().find(|c| !is_opening(*c));
        let small = begins.is_some_and(is_small);
        if small && last != '.' && self.has_capital {
            return true;
        }
        // Whose author begins sentences with capitals, of a full stop before a small letter means a word cut short: `2,100 lbs. and`.
        let is_brand = next
            .trim_start()
            .chars()
            .nth(1)
            .is_some_and(char::is_uppercase);
        if small && self.begins_with_capital && !is_brand && last == '.' {
            return true;
        }
        last == '.' && no_end(ended, next, begins)
    }
}

/// What may be sentences: the library's, cut further where it knows no border.
fn pieces(line: &str, language: Language) -> Vec<(usize, &str)> {
    if has_no_marks(line) {
        return unmarked(line);
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let part = part_of(&line[start..]);
        for piece in sentencex::segment(language.code(), part) {
            let at = start + piece.as_ptr().addr() - part.as_ptr().addr();
            let mut from = 0;
            for (space, _) in piece.match_indices(' ') {
                let next = space + 1;
                if is_overlooked(&piece[from..space], &piece[next..]) {
                    pieces.push((at + from, &piece[from..next]));
                    from = next;
                }
            }
            pieces.push((at + from, &piece[from..]));
        }
        start += part.len();
    }
    pieces
}

/// Whether a sentence ends before the space between these, which the library doesn't see.
fn is_overlooked(before: &str, after: &str) -> bool {
    let begins = after.starts_with(char::is_uppercase);
    let is_aside = before.starts_with(['(', '[']) && before.ends_with([')', ']']) && {
        let inside = before.trim_end_matches([')', ']']);
        inside.ends_with(['.', '!', '?', '…']) && !open_bracket(before)
    };
    // `It is so. A. It goes on`: no initial, since no name is before it.
    let opens = |text: &str| listed(OPENERS, &first_word(text).to_lowercase());
    let is_letter = |word: &str| {
        word.len() == 2 && word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let is_between = || {
        let (last, rest) = before
            .rsplit_once(' ')
            .map_or((before, ""), |(rest, last)| (last, rest));
        let is_small = last.len() == 2 && last.starts_with(|c: char| c.is_ascii_lowercase());
        let is_after = opens(after)
            && (is_letter(last) && (rest.is_empty() || rest.ends_with('.'))
                || is_small && last.ends_with('.'));
        let is_before = after
            .split_once(' ')
            .map_or(is_letter(after), |(word, then)| {
                is_letter(word) && opens(then)
            });
        is_after || is_before && last.ends_with('.')
    };
    // `Pitt, Briggs & Co. It closed`.
    let is_short_end = || {
        let last = before.strip_suffix('.').unwrap_or_default();
        let last = last.rsplit(' ').next().unwrap_or_default();
        listed(ENDING, &last.to_lowercase()) && opens(after)
    };
    let is_fourth = before.ends_with(" . . . .");
    begins && (before.ends_with('…') || is_fourth || is_aside || is_short_end() || is_between())
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
}

/// The line up to the last sentence or word that ends in its first [`PART`] bytes.
fn part_of(line: &str) -> &str {
    if line.len() <= PART {
        return line;
    }
    let most = &line[..line.floor_char_boundary(PART)];
    let ends = [". ", "? ", "! ", "。", "।", " "];
    let end = ends
        .into_iter()
        .find_map(|end| most.rfind(end).map(|at| at + end.len()));
    &line[..end.unwrap_or(most.len())]
}

/// Thai, Lao and Khmer without a mark that ends a sentence.
fn has_no_marks(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).take(200);
    let (mut thai, mut all) = (0, 0);
    for c in letters {
        thai += usize::from(matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1780}'..='\u{17D3}'));
        all += 1;
    }
    thai * 2 > all && !line.contains(['។', '៕', '?', '!', '。'])
}

/// There a space parts sentences and clauses alike: short ones go together.
fn unmarked(line: &str) -> Vec<(usize, &str)> {
    let (mut pieces, mut from) = (Vec::new(), 0);
    // It looks no further than it has to, since it does at each space.
    let has = |text: &str, chars: usize| text.chars().nth(chars - 1).is_some();
    for (space, _) in line.match_indices(' ') {
        let rest = &line[space + 1..];
        let is_long = has(&line[from..], UNMARKED_LONG + 1);
        let is_figure = line[..space].ends_with(|c: char| c.is_ascii())
            || rest.starts_with(|c: char| c.is_ascii());
        let both = has(&line[from..space], UNMARKED) && has(rest, UNMARKED);
        if is_long && both && !is_figure {
            pieces.push((from, &line[from..=space]));
            from = space + 1;
        }
    }
    pieces.push((from, &line[from..]));
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

/// Whether the full stop at the end belongs to the last word.
fn no_end(ended: &str, next: &str, begins: Option<char>) -> bool {
    let before = ended.trim_end_matches('.');
    let word = before
        .rsplit(|c: char| c.is_whitespace() || is_opening(c))
        .next()
        .unwrap_or_default();
    let small = word.to_lowercase();
    let opener = first_word(next.trim_start());
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
        // ` ... ` stands for something left out, and so do three full stops with spaces; a fourth ends the sentence.
        let spaced = ended
            .split(' ')
            .rev()
            .take_while(|word| *word == ".")
            .count();
        if spaced > 1 {
            return spaced < 4;
        }
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
    if listed(TITLES, &small) || listed(PLACES, word) {
        return true;
    }
    if number && listed(NUMBERED, &small) {
        return true;
    }
    // `at 6 p.m. Mr. Smith`.
    let opens = opens || listed(TITLES, &opener.to_lowercase());
    listed(SHORT, &small) && (!opens || begins.is_some_and(char::is_lowercase))
}

/// `Dr`, whose point ends no sentence.
pub(crate) fn is_title(word: &str) -> bool {
    listed(TITLES, &word.to_lowercase())
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
        .ends_with(['。', '！', '？', '।', '۔', '؟', '։', '።', '፧', '။', '។'])
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
            "It weighed 2,100 lbs. and carried nine people.|It sank.",
            "The wreck lies at Ft. Lewis.|It is 6 ft. long.|Nobody dives there.",
            "В музей приходят 40 тыс. чел. в год.|Вход бесплатный.|Он закрыт зимой.",
            "Sales of it rose.|iPhone sales fell.",
            "1. The first thing is this.|It matters.",
            "Version 2.0 of Node.js is out.|See example.com for it.",
            "Was it I.?|No.",
            "Vi talade med elva ägare, t.ex. i Lund.|Det regnade.",
            "1. The first item|2. The second item",
            "2. Mai war es kalt.|Am 3. Juni regnete es.",
            "a. Flour is cheap.|b. Water is free.|c. Salt is neither.",
            "The bakery closed at 6 p.m.|Mr. Weber went home.",
            "We make a good team, you and I.|Did you know?",
            "The end is left out . . . .|The next begins.",
            "I mean . . . I didn't mean it.",
            "Lad os spørge Jane og co.|De burde vide det.",
            "Jeg bor i E.U.|Hvad med dig?",
            "It goes on like this.|A.|It goes on like this.|B c.|It goes on like this.|D.|It goes on like this.|E.",
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
