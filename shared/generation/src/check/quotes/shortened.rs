//! Whether what was left out of a quotation, or put into it, turns what it says.

use std::{borrow::Cow, ops::Range};

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::check::{
    evidence::Evidence,
    folded::{Folded, is_unspaced},
    lexicon::speech::{
        CONDITION_PHRASES, CONDITIONS, CONDITIONS_UNSPACED, NEGATIONS, TURNING, TURNING_UNSPACED,
    },
    place::Place,
};

/// Bytes before and behind a quotation that are looked at.
const AROUND: usize = 160;
/// Words before a quotation that a negation of it has at most between.
const NEAR: usize = 3;
/// Before what is one of two.
const ALTERNATIVES: [&str; 9] = ["or", "oder", "ou", "o", "oppure", "или", "либо", "of", "أو"];
/// Behind what is not said of all.
const EXCEPTIONS: [&str; 11] = [
    "menos",
    "moins",
    "bar",
    "save",
    "hormis",
    "excepté",
    "tranne",
    "meno",
    "ausgenommen",
    "bis",
    "кроме",
];
/// Before what has not happened yet.
const NOT_YET: [&str; 5] = ["before", "until", "bevor", "ehe", "prima"];
/// Bytes of a source between the two halves of a split quotation.
const APART: usize = 600;
/// Places that are tried for all of them.
const STEPS: usize = 1_000;

/// Of a folded text, whose letters are apart from their accents, as the lists have its words.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// A negation or a condition among the words.
fn turns(text: &str) -> bool {
    let text = composed(text);
    text.unicode_words().any(|word| TURNING.contains(word))
        || TURNING_UNSPACED.iter().any(|word| text.contains(word))
}

/// Of a quotation that a source has at these places.
pub(super) fn is_turned(
    text: &str,
    at: &Range<usize>,
    said: &str,
    places: &[Place],
    evidence: &Evidence,
) -> bool {
    let gap_turns = places.windows(2).enumerate().any(|(number, pair)| {
        let gap = evidence.between(&pair[0], &pair[1]);
        turns(gap) || replaces(said, number, gap, evidence)
    });
    gap_turns || inserts(said) || is_cut(text, at, said, places, evidence)
}

/// Whether the brackets after this many others stand for a word that says something.
fn replaces(said: &str, number: usize, gap: &str, evidence: &Evidence) -> bool {
    let Some(inside) = bracket(said, number) else {
        return false;
    };
    let inside = inside.to_lowercase();
    gap.unicode_words().any(|word| {
        word.chars().any(char::is_alphabetic)
            && !evidence.language.is_stop_word(word)
            && !inside.contains(word)
    })
}

/// What stands in the brackets or dots with this number, if words do.
fn bracket(said: &str, number: usize) -> Option<&str> {
    let mut count = 0;
    let mut rest = said;
    loop {
        let at = rest
            .find(['[', '…'])
            .into_iter()
            .chain(rest.find("..."))
            .min()?;
        if rest[at..].starts_with('[') {
            let end = rest[at..].find(']')?;
            let inside = &rest[at + 1..at + end];
            let letters = inside.chars().filter(|c| c.is_alphanumeric()).count();
            // A single letter is one that was made large or small.
            if letters != 1 {
                if count == number {
                    return (letters > 0).then_some(inside);
                }
                count += 1;
            }
            rest = &rest[at + end + 1..];
        } else {
            if count == number {
                return None;
            }
            count += 1;
            let mark = rest[at..].chars().next()?;
            let length = if mark == '…' { mark.len_utf8() } else { 3 };
            rest = &rest[at + length..];
        }
    }
}

/// Whether a negation was put into it.
fn inserts(said: &str) -> bool {
    (0..)
        .map_while(|number| bracket(said, number))
        .any(|inside| turns(&inside.to_lowercase()))
}

/// Whether it begins behind a negation or ends before a condition, and the text around it says neither.
fn is_cut(
    text: &str,
    at: &Range<usize>,
    said: &str,
    places: &[Place],
    evidence: &Evidence,
) -> bool {
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return false;
    };
    let (source, begins) = evidence.around(first);
    let before =
        &source[source.floor_char_boundary(begins.start.saturating_sub(AROUND))..begins.start];
    let before = before
        .rsplit([
            '.', '!', '?', '。', '！', '？', '”', '«', ':', '：', '“', '।',
        ])
        .next()
        .map(composed)
        .unwrap_or_default();
    let (source, ends) = evidence.around(last);
    let after = &source[ends.end..source.floor_char_boundary(source.len().min(ends.end + AROUND))];
    let after = after
        .split(['.', '!', '?', '。', '！', '？', '।'])
        .next()
        .map(composed)
        .unwrap_or_default();
    // What the sentence of the text says in its own words.
    let from = text.floor_char_boundary(at.start.saturating_sub(AROUND));
    let own_before = text[from..at.start]
        .rsplit(['.', '!', '?', '\n', '。'])
        .next()
        .unwrap_or_default();
    let to = text.floor_char_boundary(text.len().min(at.end + AROUND));
    let own_after = text[at.end..to]
        .split(['.', '!', '?', '\n', '。'])
        .next()
        .unwrap_or_default();
    let own = format!("{own_before} {own_after}").to_lowercase();
    if turns(&own) {
        return false;
    }
    let negated = before
        .unicode_words()
        .rev()
        .take(NEAR)
        .any(|word| NEGATIONS.contains(word))
        || CONDITIONS_UNSPACED.iter().any(|word| before.contains(word))
        || ["不", "没", "沒", "未"]
            .iter()
            .any(|word| before.ends_with(word) || before.ends_with(&format!("{word}有")));
    // `Before I believe it`
    let not_yet = before
        .unicode_words()
        .next_back()
        .is_some_and(|word| NOT_YET.contains(&word));
    let if_before = before
        .unicode_words()
        .next()
        .is_some_and(|word| CONDITIONS.contains(word))
        && before.contains([',', '،']);
    // `Either …, or you sell the boat.`
    let alternative = before
        .unicode_words()
        .rev()
        .take(NEAR)
        .any(|word| ALTERNATIVES.contains(&word))
        && before.unicode_words().nth(NEAR).is_some();
    // `伝統を守りたいとは思っていません`
    let negated_after = said.chars().any(is_unspaced)
        && after.starts_with(['と', 'わ', 'の', 'こ'])
        && ["ない", "ません", "なかった"]
            .iter()
            .any(|word| after.contains(word));
    let if_after = after
        .unicode_words()
        .take(2)
        .any(|word| CONDITIONS.contains(word))
        || after
            .unicode_words()
            .next()
            .is_some_and(|word| EXCEPTIONS.contains(&word));
    let bare_after = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let if_after = if_after
        || CONDITION_PHRASES
            .iter()
            .any(|phrase| bare_after.starts_with(phrase));
    // A few words of a sentence are no statement.
    let is_statement = said.unicode_words().count() >= 2;
    let turned = (negated || not_yet) && begins.start > 0 || alternative || negated_after;
    (turned || if_before || if_after) && is_statement
}

/// Second halves of a quotation that a verb of saying parts: those that the first doesn't go on with, and those whose
/// meaning is turned by what was left out between.
pub(super) fn split(
    text: &str,
    quotes: &[(Range<usize>, Vec<Place>)],
    evidence: &Evidence,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut missing, mut turned) = (Vec::new(), Vec::new());
    let mut steps = STEPS;
    for pair in quotes.windows(2) {
        let [(one, first), (other, second)] = pair else {
            continue;
        };
        let Some(between) = text.get(one.end..other.start) else {
            continue;
        };
        let saying = between.unicode_words().any(|word| {
            crate::check::lexicon::speech::SAYING.contains(crate::words::lower(word).as_str())
        });
        let short = between.len() < 60 && !between.contains(['.', '!', '?', ':', '\n']);
        let inside = text[one.clone()]
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !",.!?…".contains(c));
        let goes_on = !inside.ends_with(['.', '!', '?']);
        if !(saying && short && goes_on) {
            continue;
        }
        let (Some(last), Some(next)) = (first.last(), second.first()) else {
            continue;
        };
        let follows = last.source == next.source && last.at.end <= next.at.start;
        // Another place of the same words may be the right one.
        let pieces = [one, other].map(|at| Folded::of(&text[at.clone()]).text);
        let pieces = pieces.map(|piece| {
            piece
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_owned()
        });
        let places = if follows {
            Some(vec![last.clone(), next.clone()])
        } else {
            evidence.in_order(&pieces, APART, &mut steps)
        };
        let Some([last, next]) = places.as_deref() else {
            missing.push(other.clone());
            continue;
        };
        let gap = evidence.between(last, next);
        if turns(gap) || gap.len() > APART {
            turned.push(other.clone());
        }
    }
    (missing, turned)
}
