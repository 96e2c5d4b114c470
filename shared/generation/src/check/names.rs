//! Names: words with a capital where none belongs.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{evidence::Evidence, folded::Folded, markdown};
use crate::{
    finding::{Code, Finding},
    words::{Language, lower},
};

/// Capitalised by custom, and nobody's name; in small letters.
const CUSTOM: &str = "i i'm i've i'll i'd dear hi hello hey reader readers friend friends team best kind warm regards sincerely cheers \
thanks thank yours ps p.s ok okay yes no mr mrs ms dr prof monday tuesday wednesday thursday friday saturday sunday january february march \
april may june july august september october november december";
/// Of a heading's words, in tenths, from which on its capitals say nothing.
const TITLE_CASE: usize = 5;
const FORMS: usize = 3;

/// Those in a text that are free to be looked at.
pub(crate) fn check(
    text: &str,
    free: impl Fn(&Range<usize>) -> bool,
    evidence: &Evidence,
) -> Vec<Finding> {
    if !has_capitals(text) {
        let said = "Names: this script has no capitals.";
        return vec![Finding::new(Code::NotChecked, said)];
    }
    let found: Vec<Range<usize>> = markdown::lines(text)
        .flat_map(|line| of_line(text, line, evidence))
        .filter(&free)
        .collect();
    let needles: Vec<String> = found
        .iter()
        .flat_map(|at| forms(&text[at.clone()]))
        .collect();
    let said = evidence.says(&needles);
    found
        .into_iter()
        .zip(said.chunks(FORMS))
        .filter(|(at, said)| !said.contains(&true) && !is_form(&text[at.clone()], evidence))
        .map(|(at, _)| Finding::at(Code::NameNotInSource, text, at))
        .collect()
}

/// As it is, and with and without the ending of a possessive.
fn forms(name: &str) -> [String; FORMS] {
    let bare = without_possessive(name);
    [name.to_owned(), bare.to_owned(), format!("{bare}'s")].map(|form| Folded::of(&form).text)
}

/// Most letters come in two sizes.
fn has_capitals(text: &str) -> bool {
    let (mut cased, mut letters) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        cased += usize::from(c.is_uppercase() || c.is_lowercase());
    }
    cased * 2 >= letters
}

/// A single word in another form, as `Americans`.
fn is_form(name: &str, evidence: &Evidence) -> bool {
    let mut words = name.unicode_words();
    let single = words
        .next()
        .is_some_and(|word| evidence.known(word).is_some());
    single && words.next().is_none()
}

fn without_possessive(name: &str) -> &str {
    ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name)
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "what is known of a word, each by itself"
)]
struct Word {
    at: Range<usize>,
    capital: bool,
    /// Where any word would have a capital.
    first: bool,
    common: bool,
    /// Nothing but a space or a hyphen parts it from the one before.
    joined: bool,
}

fn of_line(text: &str, line: Range<usize>, evidence: &Evidence) -> Vec<Range<usize>> {
    let whole = &text[line.clone()];
    let heading = markdown::is_heading(whole);
    let start = line.start + markdown::mark(whole);
    let words = words(text, start..line.end, evidence);
    let telling = words.iter().filter(|word| word.at.len() > 3);
    let (capitals, all) = telling.fold((0, 0), |(capitals, all), word| {
        (capitals + usize::from(word.capital), all + 1)
    });
    if heading && capitals * 10 > all * TITLE_CASE {
        return Vec::new();
    }
    let german = evidence.language == Language::German;
    let mut names = Vec::new();
    let mut run: Vec<&Word> = Vec::new();
    for word in &words {
        let part = word.capital && !word.common;
        if !part || !word.joined {
            names.extend(name(&run, german));
            run.clear();
        }
        if part {
            run.push(word);
        }
    }
    names.extend(name(&run, german));
    names
}

/// One word at a sentence's beginning may be any word, and in German anywhere.
fn name(run: &[&Word], german: bool) -> Option<Range<usize>> {
    let (first, last) = (run.first()?, run.last()?);
    let telling = run.len() > 1 || !first.first && !german;
    telling.then_some(first.at.start..last.at.end)
}

fn words(text: &str, line: Range<usize>, evidence: &Evidence) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (at, word) in text[line.clone()].unicode_word_indices() {
        let at = line.start + at..line.start + at + word.len();
        let between = &text[words.last().map_or(line.start, |word| word.at.end)..at.start];
        let initial = words.last().is_some_and(|word| word.at.len() == 1);
        let joined = [" ", "-", "‑"].contains(&between) || initial && between == ". ";
        let begins = between.contains([
            '.', '!', '?', ':', '…', '“', '„', '"', '«', '»', '‘', '(', '|', '•', '—', '–',
        ]) && !(initial && joined);
        let small = lower(word);
        words.push(Word {
            first: words.is_empty() || begins,
            capital: word.starts_with(char::is_uppercase),
            common: CUSTOM.split_whitespace().any(|known| known == small)
                || evidence.is_common(word)
                || Language::English.is_stop_word(&small)
                || word.starts_with(|c: char| c.is_ascii_digit()),
            joined: joined && !words.is_empty(),
            at,
        });
    }
    words
}
