//! Chinese, Japanese, Thai and their neighbours, in which no space parts words.
//!
//! ICU's dictionaries (`icu_segmenter`) would take two of the three megabytes that a function may have, and part 小面包店 into
//! 小面, 包 and 店. What a text repeats is found without them.

use std::collections::{BTreeMap, HashSet};

/// Characters of what a name or a hashtag may be, and of what it may be a part of.
const NAME: usize = 6;
const COUNTED: std::ops::RangeInclusive<usize> = 2..=14;
/// They say how words belong together, and are in few names.
const FUNCTION: &str = "的了是在和也都就有不我你他她它们這这那一個个上下会會可以着過过為为與与及其而但因所被把從从對对到於于之很没還还又让讓给給\
将將要能得地吗嗎呢吧啊每天年月日时時候最更多少二三四五六七八九十百千万萬已經经来來去说說道";

/// A part of a text whose words are parted by spaces, or are not.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Run<'a> {
    Spaced(&'a str),
    Unspaced(&'a str),
}

pub(crate) const fn is_unspaced(c: char) -> bool {
    is_wide(c) || is_thai(c)
}

const fn is_wide(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3040}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// And Lao, Burmese, Khmer.
const fn is_thai(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}')
}

const fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{309F}')
}

/// Characters that stand for a word.
fn size(run: &str) -> usize {
    if run.starts_with(is_thai) { 4 } else { 2 }
}

pub(super) fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let kind = is_unspaced(rest.chars().next()?);
        let end = rest.find(|c| is_unspaced(c) != kind).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(if kind {
            Run::Unspaced(run)
        } else {
            Run::Spaced(run)
        })
    })
}

/// Those that may be words and carry meaning.
pub(super) fn neighbours(run: &str) -> Vec<String> {
    let chars: Vec<char> = run.chars().collect();
    let tells = |few: &&[char]| {
        !few.iter().any(|c| FUNCTION.contains(*c)) && !few.iter().all(|c| is_hiragana(*c))
    };
    let windows = chars.windows(size(run));
    windows
        .filter(tells)
        .map(|few| few.iter().collect())
        .collect()
}

pub(super) fn words(run: &str) -> usize {
    run.chars().count().div_ceil(size(run))
}

/// What a Chinese or Japanese text repeats, the most frequent first, with how often: no part of a longer one that is repeated
/// as often, and nothing with a function word in it. Of Thai, where no character tells words apart, nothing.
pub(crate) fn names(text: &str) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in text.split(|c: char| !is_wide(c) || is_hiragana(c) || FUNCTION.contains(c)) {
        for length in COUNTED {
            for part in parts(run, length).filter(|part| is_whole(run, part)) {
                *counts.entry(part).or_default() += 1;
            }
        }
    }
    counts.retain(|_, count| *count > 1);
    let mut within: HashSet<&str> = HashSet::new();
    for (whole, count) in &counts {
        for length in COUNTED {
            let parts = parts(whole, length).filter(|part| part.len() < whole.len());
            within.extend(parts.filter(|part| counts.get(part) == Some(count)));
        }
    }
    let mut names: Vec<(&str, usize)> = counts
        .iter()
        .filter(|(name, _)| !within.contains(**name) && name.chars().count() <= NAME)
        .map(|(name, count)| (*name, *count))
        .collect();
    names.sort_by(|(a, few), (b, many)| many.cmp(few).then(b.len().cmp(&a.len())).then(a.cmp(b)));
    names
}

const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}')
}

/// A part of a run that is cut inside of no foreign word: トーレス has no レス.
fn is_whole(run: &str, part: &str) -> bool {
    let start = part.as_ptr().addr() - run.as_ptr().addr();
    let (before, after) = (&run[..start], &run[start + part.len()..]);
    !(before.ends_with(is_katakana) && part.starts_with(is_katakana)
        || part.ends_with(is_katakana) && after.starts_with(is_katakana))
}

/// All neighbouring characters, so many at a time.
fn parts(run: &str, length: usize) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
    starts
        .zip(ends.skip(length - 1))
        .map(|(start, end)| &run[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_a_name() {
        let text = "面包店能够生存。小面包店的顾客喜欢面包。顾客在雨天回来，面包店很暖。";
        assert_eq!(names(text), [("面包", 4), ("面包店", 3), ("顾客", 2)]);
        assert_eq!(
            names("リスクとリスクです。パン屋はパン屋だ。"),
            [("パン屋", 2), ("リスク", 2)]
        );
        assert_eq!(
            names("レストランだ。トーレスさんとトーレスさん"),
            [("トーレス", 2)]
        );
        assert_eq!(names("ขนมปังขนมปัง bread bread"), []);
    }

    #[test]
    fn words_are_counted_without_spaces() {
        assert_eq!(crate::words::count("去年租金上涨了。 It rose."), 6);
    }
}
