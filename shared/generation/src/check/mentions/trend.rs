//! Which way a figure is said to have gone, and whether it is of now or of another time.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use super::NEXT;
use crate::check::{
    folded::is_unspaced,
    lexeme::Lexeme,
    lexicon::{
        relations::{AGO, AGO_BEFORE, BECAUSE, BY, LAST, SINCE, WENT, YEAR},
        speech::{CLAUSES, DOWN, HIGHER, LOSS, LOWER, NOW, PROFIT, THEN, UP},
        units,
    },
};

/// Lexemes of a figure's clause, before and behind it.
const CLAUSE: usize = 12;
/// Lexemes from a profit or a loss to its amount.
const BALANCE: usize = 4;

/// The mentions next to a lexeme, a few before it and a few behind.
pub(super) fn around(places: &[Range<usize>], place: usize) -> Range<usize> {
    let next = places.partition_point(|at| at.start <= place);
    next.saturating_sub(NEXT)..places.len().min(next + NEXT)
}

/// Of each place, whether a word next to it says that it is of now (1), or of another time (-1).
pub(super) fn moments(lexemes: &[Lexeme], places: &[Range<usize>]) -> Vec<i8> {
    let mut moments = vec![0; places.len()];
    for (place, lexeme) in lexemes.iter().enumerate() {
        let Some(word) = lexeme.word() else { continue };
        let next = lexemes
            .get(place + 1)
            .filter(|next| next.glued)
            .and_then(Lexeme::word);
        let pair = next.map(|next| format!("{word}{next}"));
        let is = |list: &HashSet<&str>| {
            list.contains(word) || pair.as_deref().is_some_and(|pair| list.contains(pair))
        };
        // `Desde entonces` goes on until now.
        let since = place
            .checked_sub(1)
            .and_then(|before| lexemes[before].word());
        if since.is_some_and(|word| SINCE.contains(word)) {
            continue;
        }
        let ago = ago(lexemes, places, place);
        let after = lexemes.get(place + 1).and_then(Lexeme::word);
        let last_year = after.is_some_and(|after| is_last_year(word, after));
        let moment = if last_year {
            -1
        } else if is(&NOW) {
            1
        } else if is(&THEN) || ago.is_some() {
            -1
        } else {
            continue;
        };
        let away = |at: &Range<usize>| {
            if place < at.start {
                at.start - place
            } else {
                place + 1 - at.end.min(place + 1)
            }
        };
        let nearest = around(places, place)
            .filter(|mention| ago != Some(*mention))
            .map(|mention| (mention, &places[mention]))
            .filter(|(_, at)| away(at) <= CLAUSE)
            .min_by_key(|(_, at)| {
                // A clause ends where the next one begins.
                let (from, to) = if place < at.start {
                    (place, at.start)
                } else {
                    (at.end.min(place), place)
                };
                let parted = lexemes[from..to]
                    .iter()
                    .any(|lexeme| lexeme.sign().is_some_and(|sign| ",;，；、".contains(sign)));
                away(at) + if parted { 20 } else { 0 }
            });
        if let Some((nearest, _)) = nearest {
            moments[nearest] = moment;
        }
    }
    moments
}

/// Of each place, the word near it that says that so much was earned (1), or lost (-1).
pub(super) fn balances(lexemes: &[Lexeme], places: &[Range<usize>]) -> Vec<Option<(usize, i8)>> {
    let balance = |place: usize| {
        let word = lexemes.get(place).and_then(Lexeme::word)?;
        let said = |list: &HashSet<&str>| {
            let next = lexemes.get(place + 1).filter(|next| next.glued);
            let pair = next
                .and_then(Lexeme::word)
                .map(|next| format!("{word}{next}"));
            list.contains(word) || pair.is_some_and(|pair| list.contains(pair.as_str()))
        };
        let sign = i8::from(said(&PROFIT)) - i8::from(said(&LOSS));
        (sign != 0).then_some((place, sign))
    };
    let of = |at: &Range<usize>| {
        let before = (at.start.saturating_sub(BALANCE)..at.start)
            .rev()
            .find_map(balance);
        before.or_else(|| (at.end..at.end + 2).find_map(balance))
    };
    places.iter().map(of).collect()
}

/// `last year`, `im letzten Jahr`, `l'an dernier`, `el año pasado`, `в прошлом году`.
fn is_last_year(word: &str, after: &str) -> bool {
    LAST.contains(word) && YEAR.contains(after) || YEAR.contains(word) && LAST.contains(after)
}

/// The duration beside a word that puts it into the past: `ten years ago`, `vor zehn Jahren`, `il y a dix ans`, `十年前`.
fn ago(lexemes: &[Lexeme], places: &[Range<usize>], place: usize) -> Option<usize> {
    let word = lexemes[place].word()?;
    let next = places.partition_point(|at| at.start <= place);
    if AGO.contains(word) {
        return next
            .checked_sub(1)
            .filter(|before| places[*before].end == place);
    }
    let leads = AGO_BEFORE.contains(word)
        || word == "a" && place > 0 && lexemes[place - 1].word() == Some("y");
    let ends_in_time = |at: &Range<usize>| {
        let last = lexemes[at.end - 1].word();
        last.is_some_and(|word| units::is_of(word, units::YEARS) || units::is_of(word, units::TIME))
    };
    places
        .get(next)
        .filter(|at| leads && at.start == place + 1 && ends_in_time(at))
        .map(|_| next)
}

pub(super) fn directions(lexemes: &[Lexeme], places: &[Range<usize>]) -> Vec<(usize, i8)> {
    let mut found = Vec::new();
    let counts = |place: usize| {
        let next = places.partition_point(|at| at.end <= place);
        places.get(next).is_some_and(|at| at.start <= place)
    };
    for (place, lexeme) in lexemes.iter().enumerate() {
        let Some(word) = lexeme.word() else { continue };
        if let Some(direction) = compared(word) {
            // `12 % more`, `8 percent higher`, `is higher by 8 %`: beside a figure, but not `more than 8`.
            let after = place.checked_sub(1).is_some_and(counts);
            let by = lexemes.get(place + 1).and_then(Lexeme::word);
            let by = by.is_some_and(|word| BY.contains(word)) && counts(place + 2);
            if after || by {
                found.push((place, direction));
            }
            continue;
        }
        if word == "up" || word == "down" {
            let to = lexemes.get(place + 1).and_then(Lexeme::word) == Some("to");
            let beside = counts(place + 1)
                || lexemes
                    .get(place + 1)
                    .and_then(Lexeme::word)
                    .is_some_and(|word| BY.contains(word));
            let went = place.checked_sub(1).and_then(|at| lexemes[at].word());
            let went = went.is_some_and(|word| WENT.contains(word));
            if !to && (beside || went) {
                found.push((place, if word == "up" { 1 } else { -1 }));
            }
            continue;
        }
        let next = lexemes
            .get(place + 1)
            .filter(|next| next.glued)
            .and_then(Lexeme::word);
        let is_han = word.chars().all(is_unspaced);
        let pair = next.filter(|_| is_han).map(|next| format!("{word}{next}"));
        found
            .extend(direction(pair.as_deref().unwrap_or(word)).map(|direction| (place, direction)));
    }
    found
}

/// Whether a word compares with what is less (1) or more (-1).
fn compared(word: &str) -> Option<i8> {
    if HIGHER.contains(word) {
        Some(1)
    } else {
        LOWER.contains(word).then_some(-1)
    }
}

/// Whether a word says that something grows (1) or shrinks (-1).
fn direction(word: &str) -> Option<i8> {
    static BEGINNINGS: LazyLock<HashMap<char, Vec<(&str, i8)>>> = LazyLock::new(|| {
        let mut beginnings: HashMap<char, Vec<(&str, i8)>> = HashMap::new();
        for (list, direction) in [(UP, 1), (DOWN, -1)] {
            for start in list.split_whitespace() {
                if let Some(first) = start.chars().next() {
                    beginnings
                        .entry(first)
                        .or_default()
                        .push((start, direction));
                }
            }
        }
        beginnings
    });
    // `وانخفض` is `and fell`.
    let word = word
        .strip_prefix('و')
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(word);
    let starts = BEGINNINGS.get(&word.chars().next()?)?;
    let fits = |start: &str| {
        let length = start.chars().count();
        word.starts_with(start) && (length > 3 || word.chars().count() <= length + 3)
    };
    starts
        .iter()
        .find(|(start, _)| fits(start))
        .map(|(_, direction)| *direction)
}

/// The nearest before it in its clause, else the nearest after it.
pub(super) fn nearest_direction(
    directions: &[(usize, i8)],
    at: &Range<usize>,
    lexemes: &[Lexeme],
) -> Option<(usize, i8)> {
    let clause = |from: usize, to: usize| {
        to - from <= CLAUSE
            && !lexemes[from..to].iter().any(|lexeme| {
                lexeme
                    .sign()
                    .is_some_and(|sign| ",;:，；、：".contains(sign))
                    || lexeme.word().is_some_and(|word| BECAUSE.contains(word))
            })
    };
    let next = directions.partition_point(|(place, _)| *place < at.start);
    let before = next
        .checked_sub(1)
        .map(|last| directions[last])
        .filter(|(place, _)| clause(*place, at.start));
    let after = directions[next..]
        .iter()
        .find(|(place, _)| *place >= at.end);
    let after = after.copied().filter(|(place, _)| clause(at.end, *place));
    // `Juice rose by 12 %, diesel by 30 %.`
    let goes_on = || {
        let last = directions[next.checked_sub(1)?];
        let turns = lexemes[last.0..at.start].iter().any(|lexeme| {
            let is_turn = |word| CLAUSES.contains(word) || BECAUSE.contains(word);
            lexeme.word().is_some_and(is_turn) || lexeme.sign() == Some(':')
        });
        (!turns && at.start - last.0 <= 2 * CLAUSE).then_some(last)
    };
    // Right behind it: `14 % more, while the rest fell`.
    let beside = after.filter(|(place, _)| *place == at.end);
    beside.or(before).or(after).or_else(goes_on)
}
