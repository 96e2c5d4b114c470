//! A figure, read from left to right.

use super::{Figure, Reader, shares::is_part};
use crate::{
    check::{
        lexeme::Kind,
        lexicon::numbers::{self, is_ordinal_ending},
        lexicon::{
            numbers::VAGUE,
            units::{self, CURRENCY, RATIO, Unit},
        },
    },
    words::Language,
};

/// What a part of a unit that is said not to be exact may be off.
const PART: f64 = 0.2;
/// The same of weeks, months and years with a half.
const HALVES: f64 = 0.07;
/// In seconds.
const WEEK: f64 = 604_800.0;

impl Reader<'_> {
    #[expect(clippy::too_many_lines, reason = "a figure is read from left to right")]
    pub(super) fn figure(&self, place: usize) -> Option<(Figure, usize)> {
        let lexeme = self.free(place)?;
        let mut end = place + 1;
        let mut literal = None;
        let (mut is_words, mut is_ordinal) = (false, false);
        let mut is_fraction = false;
        let mut vague = false;
        let mut unit = None;
        let mut year = None;
        let mut values = match &lexeme.kind {
            Kind::Digits(digits, values) => {
                // `B2B`, `GPT4` are no figures.
                let before = place.checked_sub(1).and_then(|at| self.lexemes.get(at));
                let within = before.is_some_and(|before| {
                    lexeme.glued
                        && before
                            .word()
                            .is_some_and(|word| word.chars().all(|c| c.is_ascii_alphabetic()))
                        && units::named(before.word().unwrap_or_default())
                            .is_none_or(|unit| unit.dimension < CURRENCY)
                });
                if within {
                    return None;
                }
                if values.is_empty() {
                    literal = Some(digits.clone());
                }
                // `1 250` is none.
                year = Some(digits)
                    .filter(|digits| digits.len() == 4 && lexeme.at.len() == 4)
                    .and_then(|digits| digits.parse().ok())
                    .filter(|year| (1_000..=2_199).contains(year));
                values.clone()
            }
            // `jeder vierte`, `каждый третий`, `un pot sur deux`
            Kind::Number(number, ordinal) if self.is_one_of(place, *number, *ordinal) => {
                (is_words, is_fraction) = (true, true);
                unit = Some(Unit {
                    dimension: RATIO,
                    factor: 1.0,
                });
                vec![1.0 / number]
            }
            // `la tercera parte`
            Kind::Number(number, true) if self.word(end).is_some_and(is_part) && *number > 1.0 => {
                (is_words, is_fraction, end) = (true, true, end + 1);
                unit = Some(Unit {
                    dimension: RATIO,
                    factor: 1.0,
                });
                vec![1.0 / number]
            }
            Kind::Number(number, ordinal) => {
                (is_words, is_ordinal) = (true, *ordinal);
                is_fraction = number.fract() != 0.0 && *number < 1.0;
                if is_fraction {
                    unit = Some(Unit {
                        dimension: RATIO,
                        factor: 1.0,
                    });
                }
                vec![*number]
            }
            Kind::Word(word) => {
                if let Some(power) = VAGUE.get(word.as_str()) {
                    // `millions` after a number is its scale; `mil` and `miles` are two words.
                    let unit_instead = word == "miles" && self.language == Language::English;
                    if unit_instead {
                        return None;
                    }
                    let of = self
                        .word(place + 1)
                        .is_some_and(|next| ["of", "de", "von", "di", "d"].contains(&next))
                        || self.language != Language::English
                            && self.language != Language::Spanish
                            && self.language != Language::French;
                    if !of {
                        return None;
                    }
                    vague = true;
                    vec![10_f64.powi(*power)]
                } else if let Some(times) = numbers::times(word) {
                    is_words = true;
                    unit = Some(Unit {
                        dimension: units::MULTIPLE,
                        factor: 1.0,
                    });
                    vec![times]
                } else if let Some(share) = self.share(place) {
                    is_fraction = true;
                    is_words = true;
                    unit = Some(Unit {
                        dimension: RATIO,
                        factor: 1.0,
                    });
                    vec![share]
                } else if let Some(number) = self.ordinal(place) {
                    (is_words, is_ordinal) = (true, true);
                    vec![number]
                } else if let Some((found, stop)) = self.one_and_a_half(place) {
                    (is_words, unit, end) = (true, Some(found), stop);
                    vec![1.5]
                } else if let Some((share, stop)) = self.han_share(place) {
                    end = stop;
                    is_fraction = true;
                    is_words = true;
                    unit = Some(Unit {
                        dimension: RATIO,
                        factor: 1.0,
                    });
                    vec![share]
                } else if let Some(scale) = self.scale_alone(place) {
                    is_words = true;
                    vec![scale]
                } else {
                    return None;
                }
            }
            Kind::Sign(_) => return None,
        };
        // `2/3`, `三分之二`, `two thirds`, `two out of three`, `two and a half`.
        if let Some((denominator, stop)) = self.over(end) {
            let share = |value: &f64| value / denominator;
            let small = values.iter().all(|value| *value <= 100.0)
                && denominator <= 100.0
                && denominator > 1.0;
            if small && values.first().is_some_and(|value| *value <= denominator) {
                values = values.iter().map(share).collect();
                unit = Some(Unit {
                    dimension: RATIO,
                    factor: 1.0,
                });
                (is_fraction, end) = (true, stop);
            }
        } else if let Some((share, stop)) = self
            .fraction_word(end)
            .filter(|_| !is_fraction && !is_ordinal && literal.is_none())
        {
            values = values.iter().map(|value| value * share).collect();
            unit = Some(Unit {
                dimension: RATIO,
                factor: 1.0,
            });
            (is_fraction, end) = (true, stop);
        } else if let Some(stop) = self.and_a_half(end).filter(|_| !is_fraction) {
            values = values.iter().map(|value| value + 0.5).collect();
            end = stop;
        } else if self.word(end).is_some_and(is_ordinal_ending) && self.lexemes[end].glued {
            is_ordinal = true;
            end += 1;
        } else if let Some((value, stop)) = self.out_of_hundred(place) {
            values = value;
            unit = Some(Unit {
                dimension: RATIO,
                factor: 0.01,
            });
            end = stop;
        }
        let mut scale = 1.0;
        // `half a million`
        if is_fraction && self.word(end) == Some("a") && self.scale(end + 1).is_some() {
            end += 1;
        }
        while let Some(next) = self.scale(end) {
            values = values.iter().map(|value| value * next).collect();
            scale *= next;
            if is_fraction {
                (is_fraction, unit) = (false, None);
            }
            end += 1;
        }
        let scaled = scale > 1.0;
        // `un millón doscientos mil`, `2億5000万`
        let first = values.first().copied().unwrap_or_default();
        if let Some((rest, stop)) = self.rest(end, first).or_else(|| self.lower(end, scale)) {
            values = values.iter().map(|value| value + rest).collect();
            end = stop;
        }
        // `half past` is a time; `half an hour` lasts thirty minutes.
        let mut start = place;
        if !is_ordinal {
            if let Some((found, stop)) = self.unit(
                end,
                scaled || values.iter().any(|value| *value >= 1e6),
                is_fraction,
            ) {
                // `закон 2018 года`
                let of_year = year.is_some() && self.word(end).is_some_and(is_year_in_russian);
                if !of_year {
                    unit = Some(found);
                    year = None;
                }
                end = stop;
                is_fraction = false;
                // `trois tonnes et demie`, `一年半`
                if let Some(stop) = self.and_a_half(end).filter(|_| !of_year) {
                    values = values.iter().map(|value| value + 0.5).collect();
                    end = stop;
                }
            }
            if let Some((found, first)) = self.currency_before(place) {
                if unit.is_none_or(|unit| unit.dimension < CURRENCY) {
                    unit = Some(found);
                }
                start = first;
                year = None;
            }
        }
        let negative = start
            .checked_sub(1)
            .filter(|_| !is_words)
            .and_then(|at| self.minus(at, start));
        start = negative.unwrap_or(start);
        let per = self.per(end).or_else(|| self.per_around(start, end));
        let counted = self.counted(end);
        let listed = self.listed(end);
        let first = values.first().copied().unwrap_or_default();
        let one = first <= 1.0
            && first.fract() == 0.0
            && is_words
            && !scaled
            && !is_fraction
            && unit
                .is_none_or(|unit| unit.dimension == units::TIME || unit.dimension == units::YEARS);
        let is_weak = listed && first <= 10.0
            || one
            || is_ordinal && is_words && first <= 2.0
            || self.ordinal(place).is_some()
            || is_fraction && is_words && self.is_idiom(place);
        // `Half a year` is said of five months, too.
        let is_part = first < 1.0 && unit.is_some_and(|unit| unit.dimension != RATIO);
        let coarse = |(below, above): (f64, f64)| {
            let off = |share: f64| {
                if is_part && share > 0.0 {
                    share.max(PART)
                } else {
                    share
                }
            };
            (off(below), off(above))
        };
        // `A week and a half` may be eleven days.
        let lasts = unit.is_some_and(|unit| {
            unit.dimension == units::YEARS || unit.dimension == units::TIME && unit.factor >= WEEK
        });
        let is_half = lasts && is_words && first > 1.0 && first.fract() > 0.0;
        let figure = Figure {
            at: self.lexemes[start].at.start..self.lexemes[end - 1].at.end,
            values,
            unit: unit.filter(|_| !is_ordinal),
            is_negative: negative.is_some(),
            rounded: self
                .rounded(self.one_before(start), end, first)
                .map(coarse)
                .or_else(|| is_half.then_some((HALVES, HALVES))),
            vague,
            counted,
            literal,
            year: year.filter(|_| !scaled),
            scale,
            per,
            is_weak,
        };
        Some((figure, end))
    }
}

fn is_year_in_russian(word: &str) -> bool {
    ["год", "года", "году", "годом", "годы", "годов", "г"].contains(&word)
}
