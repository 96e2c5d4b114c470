//! A sentence's figures and dates, each with the words that are its own.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    Mention, What,
    kinds::is_weak,
    trend::{around, balances, directions, moments, nearest_direction},
    worked_out::Cues,
};
use crate::{
    check::{
        dates::{self, When},
        figures::{self, key},
        folded::is_unspaced,
        lexeme::{Kind, Lexeme},
        lexemes,
        lexicon::{
            calendar, numbers,
            relations::{AND, ARTICLES, BY_ALONE, PART_OF, PEOPLE, REST, TO},
            speech::CLAUSES,
            units,
        },
    },
    words::Language,
};

/// Lexemes before and after a figure that are its own.
const NEAR: usize = 7;
/// Lexemes that a comma counts for.
const COMMA: usize = 3;
/// Words that a clause begins with.
const HEADS: usize = 3;

/// What a sentence says in figures and dates.
#[expect(
    clippy::too_many_lines,
    reason = "what is near a figure depends on all of them"
)]
pub(crate) fn of_sentence(
    text: &str,
    language: Language,
    mut term: impl FnMut(&str) -> Option<u32>,
) -> (Vec<Mention>, Vec<u32>) {
    let lexemes = lexemes::of(text, language);
    if !lexemes.iter().any(may_count) {
        return (Vec::new(), Vec::new());
    }
    let mut taken = vec![false; lexemes.len()];
    let dates = dates::of(text, &lexemes, language, &mut taken);
    let figures = figures::of(&lexemes, &taken, language);
    let mut whats: Vec<(Range<usize>, What)> = dates
        .into_iter()
        .map(|date| (date.at.clone(), What::Date(date)))
        .chain(
            figures
                .into_iter()
                .map(|figure| (figure.at.clone(), What::Figure(figure))),
        )
        .collect();
    whats.sort_by_key(|(at, _)| at.start);
    if whats.is_empty() {
        return (Vec::new(), Vec::new());
    }
    // Each word's term, and the place of its lexeme.
    let terms: Vec<(usize, u32)> = lexemes
        .iter()
        .enumerate()
        .filter_map(|(place, lexeme)| {
            let word = lexeme.word()?;
            // Who speaks is not what is said; a year needs no `year`.
            let label = place == 0 && lexemes.get(1).is_some_and(|next| next.sign() == Some(':'));
            if label || units::is_of(word, units::YEARS) {
                return None;
            }
            let next = whats.partition_point(|(at, _)| at.end <= lexeme.at.start);
            let inside = whats
                .get(next)
                .is_some_and(|(at, _)| at.contains(&lexeme.at.start));
            (!inside).then(|| Some((place, term(word)?)))?
        })
        .collect();
    let places: Vec<Range<usize>> = whats
        .iter()
        .map(|(at, _)| {
            let first = lexemes.partition_point(|lexeme| lexeme.at.end <= at.start);
            let last = lexemes.partition_point(|lexeme| lexeme.at.start < at.end);
            first..last.max(first + 1)
        })
        .collect();
    // A comma parts more than a word does.
    let distance = |place: usize, at: &Range<usize>| {
        let (from, to) = if place < at.start {
            (place, at.start)
        } else {
            (at.end.min(place + 1), place + 1)
        };
        let commas = lexemes[from..to]
            .iter()
            .filter(|lexeme| lexeme.sign().is_some_and(|sign| ",，、،".contains(sign)));
        // `890 in Germany and 310 in Poland`: `and` is nearer to what follows it.
        let and = lexemes[from..to]
            .iter()
            .any(|lexeme| lexeme.word().is_some_and(|word| AND.contains(word)));
        to - from + commas.count() * COMMA + usize::from(and)
    };
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); whats.len()];
    for (place, term) in &terms {
        let around = around(&places, *place);
        // `The first` is no rival of a year, and a semicolon ends what is said of a figure.
        let is_parted = |mention: usize| {
            let at = &places[mention];
            let between = at.end.min(*place)..at.start.max(*place);
            lexemes[between]
                .iter()
                .any(|lexeme| lexeme.sign().is_some_and(|sign| ";；".contains(sign)))
        };
        let around: Vec<usize> = around.filter(|mention| !is_parted(*mention)).collect();
        let strong = around
            .iter()
            .copied()
            .filter(|mention| !is_weak(&whats[*mention].1));
        let nearest = strong
            .map(|mention| distance(*place, &places[mention]))
            .min()
            .unwrap_or(NEAR);
        if nearest > NEAR {
            continue;
        }
        for mention in around {
            if distance(*place, &places[mention]) <= nearest {
                near[mention].push(*term);
            }
        }
    }
    // `On Monday, 12 May` is one day.
    for number in 1..whats.len() {
        let is_weekday =
            |what: &What| matches!(what, What::Date(date) if matches!(date.when, When::Weekday(_)));
        // `Samstag, dem 15. Juni`
        let beside = places[number].start.saturating_sub(places[number - 1].end) <= 2;
        if beside && is_weekday(&whats[number - 1].1) && matches!(whats[number].1, What::Date(_)) {
            let both = [near[number - 1].clone(), near[number].clone()].concat();
            near[number - 1].clone_from(&both);
            near[number] = both;
        }
    }
    add_heads(&lexemes, &terms, &places, &mut near);
    let of_rest = lexemes
        .iter()
        .filter_map(Lexeme::word)
        .any(|word| REST.contains(word));
    let directions: Vec<(usize, i8)> = directions(&lexemes, &places);
    let moments = moments(&lexemes, &places);
    let balances = balances(&lexemes, &places);
    let cues = Cues::of(&lexemes);
    let mut sentence: Vec<u32> = terms.iter().map(|(_, term)| *term).collect();
    sentence.sort_unstable();
    sentence.dedup();
    let mut mentions: Vec<Mention> = Vec::new();
    for (number, (at, what)) in whats.into_iter().enumerate() {
        let counted = match &what {
            What::Figure(figure) => figure.counted.as_deref().and_then(|word| {
                if PEOPLE.contains(word) {
                    near[number].push(SOMEBODY);
                    return Some(SOMEBODY);
                }
                term(word)
            }),
            What::Date(_) => None,
        };
        let from = number.checked_sub(1).and_then(|before| {
            let between =
                &lexemes[places[before].end.min(places[number].start)..places[number].start];
            let joined = between.len() == 1
                && between[0].word().is_some_and(|word| TO.contains(word))
                || between
                    .iter()
                    .filter_map(Lexeme::word)
                    .any(|word| word == "到")
                    && between.len() <= 4;
            let before = mentions.get(before)?;
            match &before.what {
                // `By 3 to 128` goes from none to the other.
                What::Figure(figure) if joined && !is_change(&lexemes, &places[number - 1]) => {
                    figure.values.first().map(|value| key(*value))
                }
                _ => None,
            }
        });
        let direction = nearest_direction(&directions, &places[number], &lexemes);
        let turns = [direction, balances[number]];
        let turns = turns.into_iter().flatten();
        let turns = turns.map(|(place, _)| lexemes[place].at.clone()).collect();
        let way = |said: Option<(usize, i8)>| said.map_or(0, |(_, way)| way);
        let negative = matches!(&what, What::Figure(figure) if figure.is_negative);
        mentions.push(Mention {
            direction: way(direction),
            moment: moments[number],
            balance: way(balances[number]),
            turns,
            at,
            what,
            near: std::mem::take(&mut near[number]),
            sentence: 0,
            counted,
            from,
            negative,
            of_rest,
            carried: None,
            row: None,
            names: names_before(&lexemes, places[number].start, language)
                .into_iter()
                .filter_map(&mut term)
                .collect(),
            name: name_before(&lexemes, &places[number], language).and_then(&mut term),
            cues,
            part_of: places
                .get(number + 1)
                .filter(|whole| is_part_of(&lexemes, &places[number], whole))
                .map(|whole| lexemes[whole.start].at.start),
        });
    }
    (mentions, sentence)
}

/// The term of all words for people who are nothing else.
pub(super) const SOMEBODY: u32 = u32::MAX;

/// What a clause begins with is what all its figures are of: `the oven bakes 4,000 loaves and cost €950,000`.
fn add_heads(
    lexemes: &[Lexeme],
    terms: &[(usize, u32)],
    places: &[Range<usize>],
    near: &mut [Vec<u32>],
) {
    let ends_clause = |lexeme: &Lexeme| {
        lexeme
            .sign()
            .is_some_and(|sign| ",;:，；：、،".contains(sign))
            || lexeme.word().is_some_and(|word| CLAUSES.contains(word))
    };
    let mut begin = 0;
    while begin < lexemes.len() {
        let end = lexemes[begin..]
            .iter()
            .position(ends_clause)
            .map_or(lexemes.len(), |length| begin + length);
        let first = places.partition_point(|at| at.start < begin);
        let last = places.partition_point(|at| at.start < end).max(first);
        if last - first > 1 {
            let from = terms.partition_point(|(place, _)| *place < begin);
            let to = terms.partition_point(|(place, _)| *place < places[first].start);
            let heads: Vec<u32> = terms[from..to.max(from)]
                .iter()
                .take(HEADS)
                .map(|(_, term)| *term)
                .collect();
            for (number, mention) in near.iter_mut().enumerate().take(last).skip(first) {
                // `The agency paid 60 % and the county 25 %.`
                if number > first && has_own_subject(lexemes, &places[number - 1], &places[number])
                {
                    continue;
                }
                let missing = heads.iter().filter(|term| !mention.contains(term));
                let missing: Vec<u32> = missing.copied().collect();
                mention.extend(missing);
            }
        }
        begin = end + 1;
    }
}

/// The last words with capitals before a number, as far back as its clause begins. German nouns have some, too, and so has a
/// sentence's first word.
fn names_before(lexemes: &[Lexeme], at: usize, language: Language) -> Vec<&str> {
    if language == Language::German {
        return Vec::new();
    }
    let is_name = |place: usize| place > 0 && lexemes[place].capital;
    let before = lexemes[..at].iter();
    let begin = before
        .rev()
        .position(|lexeme| lexeme.sign().is_some_and(|sign| ";:；：".contains(sign)))
        .map_or(0, |back| at - back);
    let Some(last) = (begin..at).rev().find(|place| is_name(*place)) else {
        return Vec::new();
    };
    let run = (begin..=last).rev().take_while(|place| is_name(*place));
    run.filter_map(|place| lexemes[place].word()).collect()
}

/// The word with a capital right before a number. A German noun has one, too.
fn name_before<'a>(
    lexemes: &'a [Lexeme],
    at: &Range<usize>,
    language: Language,
) -> Option<&'a str> {
    let before = at.start.checked_sub(1).and_then(|at| lexemes.get(at))?;
    let joined = lexemes.get(at.start).is_some_and(|number| number.joined);
    let is_name = before.capital && joined && language != Language::German;
    before.word().filter(|_| is_name)
}

/// Whether nothing but `of the` stands between a figure and the next.
fn is_part_of(lexemes: &[Lexeme], part: &Range<usize>, whole: &Range<usize>) -> bool {
    let between = lexemes.get(part.end..whole.start).unwrap_or_default();
    let is_of = |lexeme: &Lexeme| lexeme.word().is_some_and(|word| PART_OF.contains(word));
    !between.is_empty() && between.iter().all(is_of)
}

/// Whether `by` stands before a figure.
fn is_change(lexemes: &[Lexeme], at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).and_then(|at| lexemes[at].word());
    before.is_some_and(|word| BY_ALONE.contains(word))
}

/// Whether `and the county` stands between two figures.
fn has_own_subject(lexemes: &[Lexeme], before: &Range<usize>, after: &Range<usize>) -> bool {
    let between = lexemes.get(before.end..after.start).unwrap_or_default();
    between.windows(3).any(|three| {
        let is = |at: usize, list: &HashSet<&str>| {
            three[at].word().is_some_and(|word| list.contains(word))
        };
        is(0, &AND) && is(1, &ARTICLES) && three[2].word().is_some()
    })
}

/// Most sentences have neither a number nor the name of a month in them, and are read no further.
fn may_count(lexeme: &Lexeme) -> bool {
    match &lexeme.kind {
        Kind::Word(word) => {
            COUNTING.contains(word.as_str())
                || word.starts_with(is_unspaced)
                || numbers::times(word).is_some()
        }
        Kind::Digits(..) | Kind::Number(..) => true,
        Kind::Sign(_) => false,
    }
}

static COUNTING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let dates = calendar::MONTHS
        .keys()
        .chain(calendar::WEEKDAYS.keys())
        .chain(calendar::DECADES.keys());
    let scales = numbers::SCALES
        .keys()
        .chain(numbers::FRACTIONS.keys())
        .chain(numbers::VAGUE.keys());
    dates
        .chain(scales)
        .chain(&*calendar::CENTURY)
        .chain(&*calendar::HOURS)
        .copied()
        .collect()
});
