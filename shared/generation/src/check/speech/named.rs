//! Whom a sentence or a label names.

use unicode_segmentation::UnicodeSegmentation;

use super::NAMES;
use crate::{
    check::{
        folded::{is_of_name, is_unspaced},
        lexicon::{
            calendar::{MONTHS, WEEKDAYS},
            speech::{AUXILIARIES, NOBODY, PREPOSITIONS, SAYING, SAYING_UNSPACED},
        },
    },
    words::lower,
};

/// Words of a label before its colon.
const LABEL: usize = 3;
/// Words between a name and its verb.
const NEAR: usize = 4;
/// Words for what somebody is, before the name.
const ROLE: usize = 2;

/// Before somebody who is named by what they do.
const ARTICLES: [&str; 12] = [
    "the", "der", "die", "le", "la", "l", "el", "il", "lo", "o", "de", "het",
];

/// The names of a line that begins with its speaker's.
pub(super) fn label(line: &str) -> Option<Vec<String>> {
    let line = line.trim_start_matches(['*', '_', '>', '-', ' ']);
    let (label, rest) = line.split_once([':', '：'])?;
    let says = rest.unicode_words().nth(1).is_some();
    if says {
        label_names(label.trim_matches(['*', '_', ' ']))
    } else {
        None
    }
}

pub(in crate::check) fn label_names(label: &str) -> Option<Vec<String>> {
    if label.chars().any(is_unspaced) {
        return (label.chars().count() <= 4).then(|| vec![label.to_owned()]);
    }
    let words: Vec<&str> = label.unicode_words().collect();
    let is_name = (1..=LABEL).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase));
    is_name.then(|| words.into_iter().map(bare).collect())
}

pub(in crate::check) fn capitals(text: &str) -> Vec<String> {
    text.unicode_words()
        .filter(|word| word.starts_with(char::is_uppercase) || word.chars().all(is_unspaced))
        .map(bare)
        .collect()
}

/// `قال`, and `وقال`, which has an `and` before it.
fn is_saying(word: &str) -> bool {
    let word = lower(word);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(&word);
    SAYING.contains(word.as_str()) || SAYING.contains(bare)
}

/// Whether there is a verb of saying.
pub(super) fn says(sentence: &str) -> bool {
    sentence.unicode_words().any(is_saying)
        || SAYING_UNSPACED.iter().any(|verb| sentence.contains(verb))
}

/// Whom a sentence may be about: its first word, which may be any, and others with a capital but those of the calendar.
pub(super) fn persons(sentence: &str) -> (Option<String>, Vec<String>) {
    let words: Vec<(usize, &str)> = sentence.unicode_word_indices().collect();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) && word.len() > 1;
    let (mut first, mut names) = (None, Vec::new());
    for (place, (_, word)) in words.iter().enumerate() {
        let small = lower(word);
        let next = words
            .get(place + 1)
            .is_some_and(|(_, next)| is_capital(next) && !is_of_calendar(next));
        let nobody = NOBODY.contains(small.as_str()) || is_of_calendar(word);
        if is_capital(word) && !nobody {
            if place > 0 || next {
                names.push(bare(word));
            } else {
                first = Some(bare(word));
            }
        }
    }
    if names.is_empty() {
        names = unspaced_names(sentence);
    }
    names.truncate(NAMES);
    (first, names)
}

fn is_of_calendar(word: &str) -> bool {
    let small = lower(word);
    MONTHS.contains_key(small.as_str()) || WEEKDAYS.contains_key(small.as_str())
}

/// `高橋さんは`, `駅長の佐藤は`: what stands before a title or the mark of who is spoken of.
fn unspaced_names(sentence: &str) -> Vec<String> {
    const TITLES: [&str; 21] = [
        "さん", "氏", "様", "くん", "先生", "社長", "課長", "部長", "会長", "館長", "店長", "代表",
        "教授", "町長", "市長", "知事", "監督", "校長", "園長", "は", "が",
    ];
    let mut names: Vec<String> = Vec::new();
    for title in TITLES {
        for (at, _) in sentence.match_indices(title) {
            let before: Vec<char> = sentence[..at]
                .chars()
                .rev()
                .take_while(|c| is_of_name(*c))
                .collect();
            if (1..=8).contains(&before.len()) {
                let name: Vec<char> = before.into_iter().rev().collect();
                // Of a whole name the family's, and the given one.
                if name.len() > 2 {
                    names.push(name[..2].iter().collect());
                    names.push(name[name.len() - 2..].iter().collect());
                }
                names.push(name.into_iter().collect());
            }
        }
    }
    names
}

/// The names near a verb of saying; what is quoted itself is left out.
pub(in crate::check) fn near_verb(sentence: &str) -> Vec<String> {
    let NearVerb { mut names, beside } = NearVerb::of(&without_quotes(sentence));
    names.extend(beside);
    names
}

/// The words with a capital right before and right behind each verb of saying; what is quoted itself is left out.
pub(in crate::check) fn beside_verbs(sentence: &str) -> Vec<Vec<String>> {
    let bare_sentence = without_quotes(sentence);
    let words: Vec<&str> = bare_sentence.unicode_words().collect();
    let is_name = |word: &&&str| {
        word.starts_with(char::is_uppercase) && word.chars().count() > 1 && !is_of_calendar(word)
    };
    let mut runs = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if !is_saying(word) {
            continue;
        }
        // `Said her uncle Declan`
        let relative = match words.get(place + 1..place + 4) {
            Some([whose, relation, name]) => {
                let is_small = |word: &str| word.starts_with(char::is_lowercase);
                is_small(whose) && NOBODY.contains(*whose) && is_small(relation) && is_name(&name)
            }
            _ => false,
        };
        let from = place + 1 + if relative { 2 } else { 0 };
        // `признала капитан Жанна Корбут`: what somebody is stands between the verb and the name, and `used to` on the other side.
        let is_role = |word: &&&str| {
            word.starts_with(char::is_lowercase)
                && !NOBODY.contains(**word)
                && !PREPOSITIONS.contains(**word)
        };
        let roles = words[from..].iter().take_while(is_role).take(ROLE).count();
        let behind = words[from + roles..].iter().take_while(is_name).take(3);
        runs.push(behind.map(|word| bare(word)).collect());
        let is_auxiliary = |word: &&&str| AUXILIARIES.contains(**word);
        let before = words[..place].iter().rev().skip_while(is_auxiliary);
        let before = before.take_while(is_name).take(3);
        let mut before: Vec<String> = before.map(|word| bare(word)).collect();
        before.reverse();
        runs.push(before);
    }
    runs.retain(|run: &Vec<String>| !run.is_empty() && run.iter().all(is_somebody));
    runs
}

/// What stands near a verb of saying: words with a capital, and others right beside it.
pub(super) struct NearVerb {
    pub(super) names: Vec<String>,
    pub(super) beside: Vec<String>,
}

impl NearVerb {
    /// Of a sentence without its quotations.
    pub(super) fn of(bare_sentence: &str) -> Self {
        let (mut names, mut all_beside) = (Vec::new(), Vec::new());
        for verb in SAYING_UNSPACED {
            for (at, _) in bare_sentence.match_indices(verb) {
                let before: Vec<char> = bare_sentence[..at]
                    .chars()
                    .rev()
                    .skip_while(|c| *c == 'と' || c.is_whitespace())
                    .take_while(|c| is_of_name(*c))
                    .take(3)
                    .collect();
                for length in 2..=before.len() {
                    names.push(before[..length].iter().rev().collect());
                }
                // `厂长李梅说` names her in the last two.
                names.extend(unspaced_names(&bare_sentence[..at]));
                names.truncate(NAMES);
            }
        }
        let words: Vec<&str> = bare_sentence.unicode_words().collect();
        for (place, word) in words.iter().enumerate() {
            if !is_saying(word) {
                continue;
            }
            let near = place.saturating_sub(NEAR)..words.len().min(place + NEAR + 1);
            let found = words[near].iter().filter(|word| {
                let is_capital = word.starts_with(char::is_uppercase);
                is_capital && word.chars().count() > 1 && !is_of_calendar(word)
            });
            names.extend(found.map(|word| bare(word)).filter(is_somebody));
            // `the host explained`; Arabic and Hindi have no capitals.
            let has_case = word.chars().any(char::is_lowercase);
            let article = words
                .get(place + 1)
                .is_some_and(|word| ARTICLES.contains(word));
            let behind = if has_case && !article { 1 } else { 3 };
            let beside = place
                .checked_sub(1)
                .into_iter()
                .chain(place + 1..=place + behind);
            let beside = beside.filter_map(|at| words.get(at));
            all_beside.extend(beside.map(|word| bare(word)).filter(is_somebody));
        }
        names.truncate(NAMES);
        all_beside.truncate(NAMES);
        Self {
            names,
            beside: all_beside,
        }
    }
}

#[expect(clippy::ptr_arg, reason = "what `filter` gives")]
fn is_somebody(word: &String) -> bool {
    !NOBODY.contains(word.as_str()) && !is_saying(word)
}

/// A sentence without what stands in it between marks.
pub(super) fn without_quotes(sentence: &str) -> String {
    let mut bare = String::with_capacity(sentence.len());
    let mut close = None;
    for c in sentence.chars() {
        match (close, c) {
            (Some(end), c) if c == end => close = None,
            (Some(_), _) => {}
            (None, '“') => close = Some('”'),
            (None, '„') => close = Some('“'),
            (None, '«') => close = Some('»'),
            (None, '「') => close = Some('」'),
            (None, '"') => close = Some('"'),
            (None, c) => bare.push(c),
        }
    }
    bare
}

/// In small letters, without the ending of a possessive.
pub(in crate::check) fn bare(word: &str) -> String {
    let word = lower(word);
    word.strip_suffix("'s")
        .map_or_else(|| word.clone(), str::to_owned)
}
