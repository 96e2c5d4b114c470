//! Words that are names wherever they stand: listed ones, and those that only a name can look like.

use super::form::without_possessive;
use crate::{
    check::{
        evidence::Evidence,
        lexicon::{
            names::{ENGLISH, KNOWN, PLACES, WORDS},
            reader::CALLS,
            units,
        },
        named::{is_acronym, is_cyrillic},
    },
    words::{Language, lower},
};

/// Endings of words that are no names.
const ENDINGS: [&str; 34] = [
    "ly", "ing", "ed", "tion", "tions", "sion", "ness", "ment", "ments", "ity", "ities", "ful",
    "less", "able", "ible", "ive", "ous", "ism", "ist", "ists", "ers", "ors", "ies", "ance",
    "ence", "ship", "ships", "hood", "wards", "wise", "est", "ual", "ical", "ary",
];
/// `TfL`, `YouTube`: a capital within a word, as only a name has it.
pub(super) fn is_shaped(word: &str) -> bool {
    /// `Leserinnen` with a capital for all, a company's form, and the heading of a post.
    const NO_NAMES: [&str; 5] = ["Innen", "In", "GmbH", "PhD", "LinkedIn"];
    let bare = without_possessive(word);
    let plural = bare.strip_suffix('s').unwrap_or(bare);
    let inside = bare.chars().skip(1).any(char::is_uppercase);
    inside
        && bare.chars().all(char::is_alphabetic)
        && bare.chars().any(char::is_lowercase)
        && !is_acronym(plural)
        && !NO_NAMES.iter().any(|end| bare.ends_with(end))
        && units::named(&lower(bare)).is_none()
}

/// A name wherever it stands.
pub(super) fn is_known_name(word: &str) -> bool {
    is_shaped(word) || is_listed(word)
}

pub(super) fn is_listed(word: &str) -> bool {
    let word = lower(without_possessive(word));
    let genitive = word
        .strip_suffix('s')
        .filter(|bare| bare.len() > 3 && !WORDS.contains(word.as_str()));
    let known = |word: &str| KNOWN.contains(word) && !WORDS.contains(word);
    known(&word)
        || genitive.is_some_and(known)
        || PLACES.contains(word.as_str())
        || word.starts_with(is_cyrillic) && is_declined(&word)
}

/// `Москве`: a known Russian name in a case.
fn is_declined(word: &str) -> bool {
    const CASES: [&str; 10] = ["ой", "ей", "ом", "ем", "у", "ю", "е", "и", "ы", "а"];
    let stems = CASES.iter().filter_map(|case| word.strip_suffix(case));
    let mut stems = stems.filter(|stem| stem.chars().count() > 3);
    stems.any(|stem| {
        ["", "а", "я", "ь"]
            .iter()
            .any(|end| KNOWN.contains(format!("{stem}{end}").as_str()))
    })
}

/// Whether an English word with a capital where any would have one is a name all the same.
pub(super) fn is_probably_name(word: &str, language: Language, evidence: &Evidence) -> bool {
    if is_known_name(word) {
        return true;
    }
    let small = lower(without_possessive(word));
    if CALLS.contains(small.as_str()) {
        return false;
    }
    let plain = |word: &str| {
        WORDS.contains(word) || ENGLISH.contains(word) || Language::English.is_stop_word(word)
    };
    let single = small.strip_suffix('s').unwrap_or(&small);
    language == Language::English
        && small.is_ascii()
        && small.len() > 3
        && !plain(&small)
        && !plain(single)
        && evidence.known(&small).is_none()
        && !ENDINGS
            .iter()
            .any(|end| small.ends_with(end) && small.len() > end.len() + 2)
        && ![
            "un", "re", "non", "over", "under", "out", "pre", "inter", "self", "co",
        ]
        .iter()
        .any(|start| small.strip_prefix(start).is_some_and(plain))
        // `Asleep`, `ashore`
        && !small.strip_prefix('a').is_some_and(|rest| rest.len() > 3 && plain(rest))
        && !(3..small.len().saturating_sub(2)).any(|at| plain(&small[..at]) && plain(&small[at..]))
}
