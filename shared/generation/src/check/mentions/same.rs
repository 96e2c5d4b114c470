//! The mentions of a value in the sources, however it is written there.

use std::ops::RangeInclusive;

use super::{
    LOOKED_AT, Mention, Mentions, Said, What,
    kinds::{counts_times, is_weak},
};
use crate::check::{
    figures::{Figure, key},
    lexicon::units,
};

/// What a fraction in words may be off.
const CLOSE: f64 = 0.015;
/// Of a smallest unit, as many as are said in a larger one.
const MANY: f64 = 60.0;

impl Mentions {
    /// The mentions of the same value, in a unit that fits.
    pub(super) fn same(&self, figure: &Figure, mention: &Mention) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let take =
            |list: Option<&Vec<u32>>, found: &mut Vec<u32>, fits: &dyn Fn(&Mention) -> bool| {
                let list = list.into_iter().flatten().copied();
                found.extend(
                    list.take(LOOKED_AT * 8)
                        .filter(|number| fits(&self.all[*number as usize]))
                        .take(LOOKED_AT),
                );
            };
        let sign = |other: &Mention| {
            mention.negative == other.negative || other.negative && other.direction != 0
        };
        let fits_sign = |other: &Mention| sign(other) || other.negative;
        match figure.unit {
            Some(unit) => {
                for value in figure.base_values() {
                    // Thirds have more digits than anybody writes.
                    let list = self.by_base.get(&(unit.dimension, key(value)));
                    take(list, &mut found, &|other| {
                        fits_sign(other) && (!mention.negative || other.negative)
                    });
                    if unit.dimension == units::RATIO && unit.factor > 0.5 && !mention.negative {
                        found.extend(self.close_ratio(value));
                    }
                    // A quarter came from one, and the rest from the other.
                    if unit.dimension == units::RATIO && found.is_empty() && value < 1.0 {
                        let rest = self.close_ratio(1.0 - value).into_iter();
                        found.extend(rest.filter(|number| self.all[*number as usize].of_rest));
                    }
                }
                // `Five minutes`, where it is `from 86,400 seconds to 300`.
                if [units::TIME, units::YEARS].contains(&unit.dimension) {
                    let bases = figure.base_values().filter(|base| *base >= MANY);
                    for base in bases {
                        take(self.by_value.get(&key(base)), &mut found, &|other| {
                            matches!(&other.what, What::Figure(known) if known.unit.is_none() && known.counted.is_none())
                                && self.names_unit_of(other, unit.dimension, 1.0)
                        });
                    }
                }
                // `Three times` where it was the third time.
                if unit.dimension == units::MULTIPLE {
                    for value in &figure.values {
                        let list = self.by_value.get(&key(*value));
                        take(list, &mut found, &|other| is_time_in_row(&other.what));
                    }
                }
                for value in &figure.values {
                    // Where the source leaves the unit out, its sentence has it.
                    take(
                        self.by_value.get(&key(*value)),
                        &mut found,
                        &|other| match &other.what {
                            What::Figure(known) => {
                                // What follows may be a small word: `190 in 2023`.
                                let counts = other.carried.is_none() && other.counted.is_some();
                                known.unit.is_none()
                                    && !counts
                                    && (other
                                        .carried
                                        .is_some_and(|carried| carried.dimension == unit.dimension)
                                        || self.names_unit(other, unit.dimension))
                                    && mention.negative == other.negative
                            }
                            What::Date(_) => false,
                        },
                    );
                }
            }
            None => {
                for value in &figure.values {
                    take(self.by_value.get(&key(*value)), &mut found, &|other| {
                        mention.negative == other.negative && Self::fits_bare(figure, other)
                    });
                }
            }
        }
        // `A week` is no month.
        found.retain(|number| match &self.all[*number as usize].what {
            What::Figure(known) => {
                figure.per.is_none() || known.per.is_none() || figure.per == known.per
            }
            What::Date(_) => true,
        });
        found.dedup();
        found
    }

    /// Whether a number without a unit may be one that has one: `41` of `41 %` where nothing is counted.
    fn fits_bare(figure: &Figure, other: &Mention) -> bool {
        match &other.what {
            What::Figure(known) if known.unit.is_some() => {
                figure.counted.is_none() || {
                    // `8-kilometre`, or a unit that we don't know in this language.
                    known.dimension() == Some(units::YEARS)
                        || known.dimension() == Some(units::TIME)
                }
            }
            What::Date(_) => figure.counted.is_none() || figure.year.is_some(),
            What::Figure(_) => true,
        }
    }

    /// Whether a source says what is left of shares, or went down to what is left of them.
    pub(super) fn is_complement(&self, figure: &Figure, mention: &Mention) -> bool {
        if figure.dimension() != Some(units::RATIO) {
            return false;
        }
        figure
            .base_values()
            .filter(|value| *value < 1.0)
            .any(|value| {
                let mut left = self.close_ratio(1.0 - value).into_iter();
                let fell = |number: u32| self.all[number as usize].direction < 0;
                let is_rest = |rest: &f64| (rest - value).abs() < 0.005;
                mention.direction < 0 && left.any(fell) || self.rests.iter().any(is_rest)
            })
    }

    /// `60 % are from here`, where 40 % are from abroad: a share's other part, of which other words are said than of that.
    pub(super) fn leaves_the_rest(&self, figure: &Figure, said: &Said) -> bool {
        if figure.dimension() != Some(units::RATIO) {
            return false;
        }
        let values = figure
            .base_values()
            .filter(|value| *value > 0.0 && *value < 1.0);
        let others = values.flat_map(|value| self.close_ratio(1.0 - value));
        let mut others = others.map(|number| &self.all[number as usize]);
        others.any(|other| {
            let of_it = other.near.iter().filter(|term| said.sentence.contains(term)).count();
            let of_one = self.of_one_sentence(other.sentence).iter();
            let shares = of_one.filter(|one| matches!(&one.what, What::Figure(share) if share.dimension() == Some(units::RATIO)));
            // Of three parts none is the rest of another.
            let is_only = shares.count() == 1;
            let is_about = self.passages.share(other.sentence, said.sentence).words > 0;
            is_only && is_about && of_it * 2 <= other.near.len()
        })
    }

    /// Percentages near a fraction in words.
    fn close_ratio(&self, value: f64) -> Vec<u32> {
        let from = self
            .sorted
            .partition_point(|(known, _)| *known < value - CLOSE);
        let close = self.sorted[from..]
            .iter()
            .take_while(|(known, _)| *known <= value + CLOSE)
            .take(LOOKED_AT * 8);
        close
            .filter(|(_, number)| matches!(&self.all[*number as usize].what, What::Figure(figure) if figure.dimension() == Some(units::RATIO)))
            .map(|(_, number)| *number)
            .take(LOOKED_AT)
            .collect()
    }

    /// Whether a number leaves out a unit that its sentence has, or of a time the one before it: `six hours. They managed seven.`
    fn names_unit(&self, other: &Mention, dimension: u8) -> bool {
        let has_unit = |mention: &Mention| {
            matches!(&mention.what, What::Figure(figure) if figure.unit.is_some_and(|unit| {
                // `Half of them` names no percentage.
                unit.dimension == dimension && (dimension != units::RATIO || unit.factor < 1.0)
            }))
        };
        let before = other
            .sentence
            .checked_sub(1)
            .filter(|_| dimension == units::TIME);
        self.of_one_sentence(other.sentence).iter().any(has_unit)
            || before.is_some_and(|before| self.of_one_sentence(before).iter().any(has_unit))
    }

    fn names_unit_of(&self, other: &Mention, dimension: u8, factor: f64) -> bool {
        self.of_one_sentence(other.sentence).iter().any(|mention| {
            matches!(&mention.what, What::Figure(figure) if figure.unit.is_some_and(|unit| {
                unit.dimension == dimension && (unit.factor - factor).abs() < f64::EPSILON
            }))
        })
    }

    /// Whether a source has a number from which this one was rounded, as it says.
    pub(super) fn rounded(&self, figure: &Figure, mention: &Mention) -> bool {
        let Some((below, above)) = figure.rounded else {
            return false;
        };
        let dimension = figure.dimension().unwrap_or_default();
        // `Almost 1,900 reports` of 1,870 reports, which is no year.
        let counting = mention.counted.and_then(|thing| self.by_term.get(&thing));
        let counting: &[u32] = counting.map(Vec::as_slice).unwrap_or_default();
        !mention.negative
            && figure.base_values().any(|value| {
                let (least, most) = (
                    value * (1.0 - below) - f64::EPSILON,
                    value * (1.0 + above) + f64::EPSILON,
                );
                let is_count = |number: &u32| {
                    let known = &self.all[*number as usize];
                    let value = match &known.what {
                        What::Figure(known) if known.unit.is_none() => known.values.first(),
                        _ => None,
                    };
                    known.counted == mention.counted
                        && value.is_some_and(|value| (least..=most).contains(value))
                };
                self.near(dimension, &(least..=most)).next().is_some()
                    || dimension == 0 && counting.iter().take(LOOKED_AT).any(is_count)
            })
    }

    /// Mentions of figures of a dimension within a range.
    pub(super) fn near(
        &self,
        dimension: u8,
        range: &RangeInclusive<f64>,
    ) -> impl Iterator<Item = u32> {
        let from = self
            .sorted
            .partition_point(|(known, _)| known < range.start());
        self.sorted[from..]
            .iter()
            .take_while(|(known, _)| known <= range.end())
            .take(LOOKED_AT * 8)
            .map(|(_, number)| *number)
            .filter(move |number| {
                let mention = &self.all[*number as usize];
                match &mention.what {
                    What::Figure(known) => {
                        let carried = mention.carried.map(|unit| unit.dimension);
                        // `1.8 seconds instead of 7.2`
                        let left_out = || {
                            let lasts = [units::TIME, units::YEARS].contains(&dimension);
                            lasts && known.counted.is_none() && self.names_unit(mention, dimension)
                        };
                        (known.dimension().unwrap_or_default() == dimension
                            || carried == Some(dimension)
                            || known.unit.is_none() && left_out())
                            && known.year.is_none()
                    }
                    What::Date(_) => false,
                }
            })
    }

    /// `Thousands of crossings` where there are 42,000 of them.
    pub(super) fn vague(&self, figure: &Figure, mention: &Mention, sentence: &[u32]) -> bool {
        let Some(value) = figure.values.first() else {
            return false;
        };
        let counted = mention.counted;
        let from = self.sorted.partition_point(|(known, _)| known < value);
        self.sorted[from..]
            .iter()
            .take_while(|(known, _)| *known < value * 1_000.0)
            .take(LOOKED_AT * 8)
            .any(|(_, number)| {
                let other = &self.all[*number as usize];
                let of_same = counted.is_some() && other.counted == counted
                    || other.near.iter().filter(|term| sentence.contains(term)).count() >= 2;
                matches!(&other.what, What::Figure(known) if known.unit.is_none() && known.year.is_none()) && of_same
            })
    }
}

/// `The third time`.
fn is_time_in_row(what: &What) -> bool {
    // `The third` is no count by itself.
    is_weak(what) && counts_times(what)
}
