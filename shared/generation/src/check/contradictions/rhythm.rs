//! `Weekly`, where the sources have it that it is every month, and `in spring`, where it is in autumn.

use std::ops::Range;

use super::{Clause, Evidence, Near, Sentence, clause::Word};
use crate::check::lexicon::{
    calendar::{
        BEFORE_SEASON, EVERY, PERIODS, RHYTHMS, SEASON_OR_NOT, SEASONS, TIMES_PER, WEEKDAYS,
    },
    numbers,
};

/// What two ways of saying it may differ: `every two weeks`, `twice a month`.
const CLOSE: f64 = 1.3;
/// Of a year.
const WEEKS: f64 = 52.0;
/// Words between `every` and its period.
const REACH: usize = 2;

/// Values that a clause says, and the bytes that say them.
type Said = Vec<(f64, Range<usize>)>;

/// Whether a clause says how often something is, or in which season, and the sources say something else of it.
pub(super) fn is_another(
    _: &Sentence,
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
) -> bool {
    let often = |one: f64, other: f64| one.max(other) / one.min(other) < CLOSE;
    let season = |one: f64, other: f64| (one - other).abs() < f64::EPSILON;
    differs(clause, near, evidence, rhythms, often)
        || differs(clause, near, evidence, seasons, season)
}

/// Whether the clauses of the sources that have the most of a clause's words say another value than it does.
fn differs(
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
    read: fn(&Clause) -> Said,
    agree: impl Fn(f64, f64) -> bool,
) -> bool {
    let said = read(clause);
    let Some((own, _)) = said.first() else {
        return false;
    };
    let about: Vec<&Word> = clause
        .meaningful()
        .filter(|word| !said.iter().any(|(_, at)| at.contains(&word.at.start)))
        .collect();
    let known = |word: &&&Word, near: &Near| near.has(word) || evidence.speech.knows(&word.said);
    let mut best: Option<(usize, bool)> = None;
    for near in near {
        let missing = about.iter().filter(|word| !known(word, near)).count();
        for clause in &near.own.clauses {
            let theirs = read(clause);
            let shared = about.iter().filter(|word| clause.has(word)).count();
            if theirs.is_empty() || shared == 0 || missing * 3 > about.len() {
                continue;
            }
            let is_same = theirs.iter().any(|(theirs, _)| agree(*own, *theirs));
            best = match best {
                Some((most, agreed)) if most == shared => Some((most, agreed || is_same)),
                Some((most, _)) if most > shared => best,
                _ => Some((shared, is_same)),
            };
        }
    }
    best.is_some_and(|(_, agrees)| !agrees)
}

fn seasons(clause: &Clause) -> Said {
    let words = &clause.words;
    let season = |at: usize| {
        let word = words[at].said.as_str();
        let next = words.get(at + 1).map_or("", |next| next.said.as_str());
        let pair = || SEASONS.get(format!("{word}{next}").as_str());
        let season = f64::from(*SEASONS.get(word).or_else(pair)?);
        // `Fall` and `été` are other words, too.
        let before = at.checked_sub(1).map(|before| words[before].said.as_str());
        let is_season = !SEASON_OR_NOT.contains(word)
            || words[at].at.len() > word.len()
            || before.is_some_and(|before| BEFORE_SEASON.contains(before));
        is_season.then(|| (season, words[at].at.clone()))
    };
    (0..words.len()).filter_map(season).collect()
}

/// How often a year, and the bytes that say it.
fn rhythms(clause: &Clause) -> Said {
    let words = &clause.words;
    let said = |at: usize| words.get(at).map(|word| word.said.as_str());
    let mut found = Vec::new();
    for at in 0..words.len() {
        let word = words[at].said.as_str();
        let pair = format!("{word}{}", said(at + 1).unwrap_or_default());
        if let Some(often) = RHYTHMS.get(word).or_else(|| RHYTHMS.get(pair.as_str())) {
            found.push((*often, words[at].at.clone()));
        } else if EVERY.contains(word) {
            let mut every = 1.0;
            for next in at + 1..words.len().min(at + 2 + REACH) {
                let Some(word) = said(next) else { break };
                let days = PERIODS
                    .get(word)
                    .copied()
                    .or_else(|| WEEKDAYS.contains_key(word).then_some(WEEKS));
                // `كل يوم جمعة`
                let names_day = said(next + 1).is_some_and(|word| WEEKDAYS.contains_key(word));
                if let Some(often) = days.map(|often| if names_day { WEEKS } else { often }) {
                    let (times, from) = times(clause, at).unwrap_or((1.0, words[at].at.start));
                    found.push((often * times / every, from..words[next].at.end));
                    break;
                }
                match number(word) {
                    Some(number) => every = number,
                    None => break,
                }
            }
        } else if TIMES_PER.contains(word)
            && let Some(often) = said(at + 1).and_then(|word| PERIODS.get(word))
            && let Some((times, from)) = times(clause, at)
        {
            found.push((often * times, from..words[at + 1].at.end));
        }
    }
    found
}

/// `Twice`, `three times`, `viermal` right before a word.
fn times(clause: &Clause, before: usize) -> Option<(f64, usize)> {
    let last = &clause.words[before.checked_sub(1)?];
    if let Some(times) = numbers::TIMES.get(last.said.as_str()) {
        return Some((*times, last.at.start));
    }
    let first = &clause.words[before.checked_sub(2)?];
    let counts = numbers::COUNTED_TIMES.contains(last.said.as_str());
    let times = number(&first.said).filter(|_| counts)?;
    Some((times, first.at.start))
}

fn number(word: &str) -> Option<f64> {
    let digits = word.parse().ok().filter(|number| *number > 0.0);
    digits.or_else(|| numbers::SMALL.get(word).copied())
}
