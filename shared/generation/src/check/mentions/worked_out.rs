//! What a text works out from figures that the sources say next to each other: sums, differences, products, and the years between
//! two dates. Either a word says so (`together`, `less`, `later`), or the figures stand where the sources have most of the
//! sentence's other words.

use std::{collections::HashSet, ops::RangeInclusive};

use super::{
    LOOKED_AT, Mention, Mentions, Said, What,
    kinds::{is_rival, is_year},
    passages::Share,
};
use crate::check::{
    dates::When,
    figures::Figure,
    lexeme::Lexeme,
    lexicon::{
        numbers::COUNTED_TIMES,
        relations::{DIFFERENCE, EACH, LATER, REST, SUM},
        speech::NEGATIONS,
        units::{self, Unit},
    },
};

/// Pairs of figures of all sources that are looked at, and years.
const PAIRS: usize = 4_000;
const YEARS: usize = 64;
/// What a value that is said exactly may be off.
const EXACT: f64 = 1e-6;
/// Sentences between two years that are said of one thing.
const BESIDE: u32 = 3;
const MONTHS: f64 = 12.0;
/// What a percentage that was worked out may be off, and a share or a multiple in words.
const PERCENT: f64 = 0.006;
const IN_WORDS: f64 = 0.05;
/// In seconds, and what calendars are off.
const DAY: f64 = 86_400.0;
const MINUTE: f64 = 60.0;
const MONTH: f64 = 2_629_800.0;
const CALENDAR: f64 = 0.02;
/// Four weeks, of a month.
const SHORT: f64 = 0.919;
/// From a second to a year.
const TURNS: [(u8, u32); 7] = [
    (units::TIME, 1),
    (units::TIME, 60),
    (units::TIME, 3_600),
    (units::TIME, 86_400),
    (units::TIME, 604_800),
    (units::YEARS, 1),
    (units::YEARS, 12),
];
const YEAR: (u8, u32) = (units::YEARS, 12);
/// Months of a decade, and the part of it, or of a century, that may be missing.
const DECADE: f64 = 120.0;
const COARSE: f64 = 0.25;
/// In these, one value is near any other.
const MEASURES_NOTHING: [u8; 4] = [units::RATIO, units::MULTIPLE, units::TIME, units::YEARS];
/// An amount that may leave out its currency.
const PRICE: f64 = 100.0;
/// A number that may be of anything.
const SMALL: f64 = 20.0;

/// What a sentence says that it has worked out.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a sentence says, each by itself"
)]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    sum: bool,
    difference: bool,
    later: bool,
    /// What is left of a whole.
    rest: bool,
    /// What is said of each.
    each: bool,
}

impl Cues {
    pub(super) fn of(lexemes: &[Lexeme]) -> Self {
        let says = |list: &HashSet<&str>| {
            (0..lexemes.len()).any(|at| {
                let mut said = String::new();
                let glued = |next: &Lexeme| said_by(&mut said, next, list);
                lexemes[at..]
                    .iter()
                    .enumerate()
                    .take_while(|(place, next)| *place == 0 || next.glued)
                    .take(3)
                    .map(|(_, next)| next)
                    .any(glued)
            })
        };
        Self {
            sum: says(&SUM),
            difference: says(&DIFFERENCE),
            later: says(&LATER),
            rest: says(&REST) || says(&NEGATIONS),
            each: says(&EACH),
        }
    }
}

/// Whether what is said so far and a word behind it make one of a list.
fn said_by(said: &mut String, next: &Lexeme, list: &HashSet<&str>) -> bool {
    said.push_str(next.word().unwrap_or(" "));
    list.contains(said.as_str())
}

/// Values by their dimension, sorted.
#[derive(Debug, Default)]
pub(super) struct Values(Vec<(u8, f64)>);

impl Values {
    fn add(&mut self, dimension: u8, value: f64) {
        if self.0.len() < PAIRS {
            self.0.push((dimension, value));
        }
    }

    fn sort(&mut self) {
        let by = |one: &(u8, f64), two: &(u8, f64)| one.0.cmp(&two.0).then(one.1.total_cmp(&two.1));
        self.0.sort_by(by);
    }

    fn has(&self, dimension: u8, range: &RangeInclusive<f64>) -> bool {
        let from = self.0.partition_point(|(of, value)| {
            *of < dimension || *of == dimension && value < range.start()
        });
        let next = self.0.get(from);
        next.is_some_and(|(of, value)| *of == dimension && range.contains(value))
    }
}

#[derive(Debug, Default)]
pub(super) struct WorkedOut {
    sums: Values,
    differences: Values,
    /// How much of one figure another one is, and in which sentence.
    ratios: Vec<(f64, u32)>,
    /// Sentences that say a share themselves.
    shares: Vec<u32>,
    /// What a share is of and what it leaves, in the base of its unit.
    parts: Vec<(u8, f64, u32)>,
    /// Sums, differences and products, each with its sentence.
    near: Vec<Outcome>,
    /// What comes to each of some.
    rates: Vec<(u8, f64, u32)>,
    /// Each year, and the sentence that has it.
    years: Vec<(u32, u32)>,
    /// Of the sentence before.
    last: Vec<Value>,
}

/// In the base of its unit.
#[derive(Debug, Clone, Copy)]
struct Value {
    dimension: u8,
    amount: f64,
    counted: Option<u32>,
}

/// What follows from two values, and in which sentence.
#[derive(Debug)]
struct Outcome {
    of: Value,
    sentence: u32,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// One more or less than another of the same sentence.
    Difference,
    /// Anything else of it.
    Together,
    /// With what the sentence before says.
    Beside,
}

impl Outcome {
    fn key(&self) -> (u8, f64) {
        (self.of.dimension, self.of.amount)
    }
}

impl WorkedOut {
    pub(super) fn sort(&mut self) {
        self.near.sort_by(|one, two| {
            let by_dimension = one.of.dimension.cmp(&two.of.dimension);
            by_dimension.then(one.of.amount.total_cmp(&two.of.amount))
        });
        self.sums.sort();
        self.differences.sort();
    }

    /// Reads what a sentence of the sources says, which may go on about the one before it.
    pub(super) fn read(&mut self, mentions: &[Mention], bare: &[bool], sentence: u32) {
        let mut lasting = None;
        let values: Vec<Value> = mentions
            .iter()
            .zip(bare)
            .filter_map(|(mention, bare)| {
                let (dimension, amount) = value(mention)?;
                let own = Value {
                    dimension,
                    amount,
                    counted: mention.counted,
                };
                // `After two minutes, previously ten` may go on in minutes, and `3,900 euros, 1,250 went on rent` in euros.
                let other = lasting.filter(|unit: &Unit| {
                    let is_price = unit.dimension >= units::CURRENCY && amount >= PRICE;
                    dimension == 0 && (*bare || is_price)
                });
                let other = other.map(|unit: Unit| Value {
                    dimension: unit.dimension,
                    amount: amount * unit.factor,
                    counted: None,
                });
                if let What::Figure(figure) = &mention.what
                    && other.is_none()
                {
                    lasting = figure
                        .unit
                        .filter(|unit| lasts(unit.dimension) || unit.dimension >= units::CURRENCY);
                }
                Some([Some(own), other])
            })
            .flatten()
            .flatten()
            .take(LOOKED_AT)
            .collect();
        let last = std::mem::take(&mut self.last);
        if values.iter().any(|value| value.dimension == units::RATIO) {
            self.shares.push(sentence);
        }
        let each = mentions.iter().any(|mention| mention.cues.each);
        for (place, second) in values.iter().enumerate() {
            let before = last.iter().map(|first| (first, false));
            let own = values[..place].iter().map(|first| (first, true));
            for (first, together) in before.chain(own) {
                self.pair(*first, *second, sentence, each, together);
                let pair = |value: &Value| (value.dimension, value.amount);
                self.share(pair(first), pair(second), sentence);
            }
        }
        for pair in values.windows(2) {
            self.note_whole(pair[0], pair[1], sentence);
        }
        self.note_rest(&values, sentence);
        self.last = values;
        let times: Vec<u32> = mentions.iter().filter_map(time).collect();
        for pair in times.windows(2).filter(|pair| pair[0] < pair[1]) {
            let of = Value {
                dimension: units::TIME,
                amount: 0.0,
                counted: None,
            };
            self.outcome(
                f64::from(pair[1] - pair[0]) * MINUTE,
                of,
                sentence,
                How::Together,
            );
        }
        for year in mentions.iter().filter_map(year) {
            if self.years.len() < YEARS {
                self.years.push((year, sentence));
            }
        }
    }

    /// `1,340 people, 890 of them here and 310 in Poland`: what is left of a whole behind two parts and more.
    fn note_rest(&mut self, values: &[Value], sentence: u32) {
        let Some(whole) = values.first() else { return };
        let parts = values[1..].iter();
        let parts = parts.filter(|part| {
            part.dimension == whole.dimension
                && part.counted.is_none_or(|of| whole.counted == Some(of))
        });
        let (count, sum) = parts.fold((0, 0.0), |(count, sum), part| {
            (count + 1, sum + part.amount)
        });
        if count > 1 && sum < whole.amount {
            self.differences.add(whole.dimension, whole.amount - sum);
            self.outcome(whole.amount - sum, *whole, sentence, How::Difference);
        }
    }

    /// `2,000 scores, a third of the library`: what a part says of its whole.
    fn note_whole(&mut self, part: Value, share: Value, sentence: u32) {
        let is_share = share.dimension == units::RATIO && share.amount > 0.0 && share.amount < 1.0;
        if is_share && part.dimension != units::RATIO && self.parts.len() < PAIRS {
            let whole = part.amount / share.amount;
            self.parts.push((part.dimension, whole, sentence));
        }
    }

    /// `118 samples, of which 43 grew`, `1.3 million, three fifths of it from the town`.
    fn share(&mut self, first: (u8, f64), second: (u8, f64), sentence: u32) {
        let is_share = |one: (u8, f64)| one.0 == units::RATIO && one.1 < 1.0;
        let (small, large) = (first.1.min(second.1), first.1.max(second.1));
        let counts = first.0 == second.0 && first.0 != units::MULTIPLE;
        if counts && small > 0.0 && small < large && self.ratios.len() < PAIRS {
            self.ratios.push((small / large, sentence));
        }
        for (share, whole) in [(first, second), (second, first)] {
            if is_share(share) && whole.0 != units::RATIO && self.parts.len() < PAIRS {
                self.parts.push((whole.0, share.1 * whole.1, sentence));
                self.parts
                    .push((whole.0, (1.0 - share.1) * whole.1, sentence));
            }
        }
    }

    fn pair(&mut self, first: Value, second: Value, sentence: u32, each: bool, together: bool) {
        let how = |how| if together { how } else { How::Beside };
        if first.dimension == second.dimension {
            let sum = first.amount + second.amount;
            let difference = (first.amount - second.amount).abs();
            self.sums.add(first.dimension, sum);
            self.differences.add(first.dimension, difference);
            // Goals and spectators make nothing together.
            let other = first.counted.is_some()
                && second.counted.is_some()
                && first.counted != second.counted;
            if first.dimension != 0 || !other {
                let counted = first.counted.or(second.counted);
                let first = Value { counted, ..first };
                self.outcome(sum, first, sentence, how(How::Together));
                self.outcome(difference, first, sentence, how(How::Difference));
            }
        }
        // Five gates of 32 tonnes each, 150,000 a month for two years.
        let lasts = |value: Value| value.dimension == units::YEARS;
        for (times, of) in [(first, second), (second, first)] {
            // 180,000 in three years
            let years = times.amount / MONTHS;
            if lasts(times) && !lasts(of) && years > 1.0 {
                self.outcome(of.amount / years, of, sentence, how(How::Together));
            }
            if times.dimension == 0 && of.dimension >= units::CURRENCY && times.amount > 1.0 {
                self.rate(of.dimension, of.amount / times.amount, sentence);
            }
            if times.dimension == 0 || lasts(times) && of.dimension >= units::CURRENCY {
                let product = times.amount * of.amount;
                self.sums.add(of.dimension, product);
                // Ten times as much is mostly a slip.
                let is_price = together && of.dimension >= units::CURRENCY;
                if (each || is_price) && !is_power_of_ten(times.amount) {
                    self.outcome(product, of, sentence, how(How::Together));
                }
            }
        }
    }

    /// Whether a part of a whole that is said in one of some sentences fits.
    fn has_part(
        &self,
        dimension: u8,
        is_near: impl Fn(u32) -> bool,
        fits: impl Fn(f64) -> bool,
    ) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|(of, part, at)| *of == dimension && is_near(*at) && fits(*part))
    }

    fn outcomes(
        &self,
        dimension: u8,
        range: &RangeInclusive<f64>,
    ) -> impl Iterator<Item = &Outcome> {
        let from = self
            .near
            .partition_point(|one| one.key() < (dimension, *range.start()));
        let end = *range.end();
        let near = self.near[from..].iter();
        near.take_while(move |one| one.key() <= (dimension, end))
    }

    fn rate(&mut self, dimension: u8, value: f64, sentence: u32) {
        if self.rates.len() < PAIRS {
            self.rates.push((dimension, value, sentence));
        }
    }

    fn outcome(&mut self, value: f64, of: Value, sentence: u32, how: How) {
        if self.near.len() < PAIRS {
            self.near.push(Outcome {
                of: Value {
                    amount: value,
                    ..of
                },
                sentence,
                how,
            });
        }
    }
}

/// `From 47,300 to 21,800, a drop of more than half`: a share that follows from two figures which the text says itself.
fn follows_from_own(figure: &Figure, mention: &Mention, all: &[Mention]) -> bool {
    let Some(share) = figure.base_values().next() else {
        return false;
    };
    let in_words = figure.unit.is_some_and(|unit| unit.factor > 0.5);
    let off = if in_words { share * IN_WORDS } else { PERCENT };
    let fits = |known: f64| fits(figure, known, share, off);
    let others = all.iter().filter(|one| one.at != mention.at);
    let others: Vec<(u8, f64)> = others.filter_map(value).collect();
    let is_share = figure.dimension() == Some(units::RATIO);
    is_share
        && others.iter().enumerate().any(|(place, first)| {
            others[place + 1..].iter().any(|second| {
                let (less, more) = (first.1.min(second.1), first.1.max(second.1));
                let counts = first.0 == second.0 && first.0 != units::RATIO && less > 0.0;
                counts && (fits(less / more) || fits((more - less) / first.1))
            })
        })
}

fn lasts(dimension: u8) -> bool {
    dimension == units::TIME || dimension == units::YEARS
}

fn is_power_of_ten(value: f64) -> bool {
    value > 0.0 && value.log10().fract() == 0.0
}

fn value(mention: &Mention) -> Option<(u8, f64)> {
    let What::Figure(figure) = &mention.what else {
        return None;
    };
    if figure.is_weak || figure.year.is_some() || figure.vague {
        return None;
    }
    let unit = figure.unit.or(mention.carried);
    let (dimension, factor) = unit.map_or((0, 1.0), |unit| (unit.dimension, unit.factor));
    Some((dimension, figure.values.first()? * factor))
}

/// Minutes after midnight.
fn time(mention: &Mention) -> Option<u32> {
    match &mention.what {
        What::Date(date) => match &date.when {
            When::Time(minutes) => minutes.first().copied(),
            _ => None,
        },
        What::Figure(_) => None,
    }
}

fn year(mention: &Mention) -> Option<u32> {
    match &mention.what {
        What::Figure(figure) => figure.year.filter(|_| is_year(&mention.what)),
        What::Date(date) => match &date.when {
            When::Day(days) => days.first()?.2,
            When::Season(_, year) => Some(*year),
            _ => None,
        },
    }
}

/// What a figure may be meant as, in the base of its unit.
fn range(figure: &Figure, value: f64) -> RangeInclusive<f64> {
    let (below, above) = figure.rounded.unwrap_or_default();
    value * (1.0 - below - EXACT)..=value * (1.0 + above + EXACT)
}

/// Whether a value of a figure may be meant by one that is known, and so much off.
fn fits(figure: &Figure, known: f64, value: f64, off: f64) -> bool {
    let (below, above) = figure.rounded.unwrap_or_default();
    known >= value * (1.0 - below) - off && known <= value * (1.0 + above) + off
}

impl Mentions {
    pub(super) fn is_worked_out(
        &self,
        figure: &Figure,
        mention: &Mention,
        all: &[Mention],
        said: &Said,
    ) -> bool {
        let Some(value) = figure.base_values().next().filter(|value| *value > 0.0) else {
            return false;
        };
        let range = range(figure, value);
        let dimension = figure.dimension().unwrap_or_default();
        let differs = mention.cues.difference || mention.cues.rest || mention.direction != 0;
        mention.cues.sum && self.worked_out.sums.has(dimension, &range)
            || differs && self.worked_out.differences.has(dimension, &range)
            || dimension == units::YEARS && self.lies_between(figure, &range, mention, said)
            || self.is_share_of(dimension, &range, mention, all)
            || follows_from_own(figure, mention, all)
            || self.is_share_worked_out(figure, said)
            || self.leaves(figure, mention, all)
            || self.follows_near(figure, mention, &range, said)
            || self.is_so_many_times(figure, &range, mention, all)
            || mention.cues.rest
                && self
                    .worked_out
                    .has_part(dimension, |_| true, |part| range.contains(&part))
            || self.lasts(figure, &range)
            || self.has_other_turn(figure, mention, &range)
    }

    /// Whether it follows without a word for it from figures that stand where the sources say the most of what is said: `16 litres
    /// more`. What follows exactly from two of one sentence, in their unit, may be said in any words.
    fn follows_near(
        &self,
        figure: &Figure,
        mention: &Mention,
        range: &RangeInclusive<f64>,
        said: &Said,
    ) -> bool {
        let dimension = figure.dimension().unwrap_or_default();
        let is_measured = figure.unit.is_some() && !MEASURES_NOTHING.contains(&dimension);
        if is_measured
            && figure.rounded.is_none()
            && self
                .worked_out
                .outcomes(dimension, range)
                .any(|outcome| outcome.how != How::Beside)
        {
            return true;
        }
        let Some(best) = said.best.filter(|best| best.words > 0) else {
            return false;
        };
        if dimension == units::YEARS && self.spans_years(figure, mention, range, best, said) {
            return true;
        }
        // A small number may be of anything.
        if dimension == units::RATIO || figure.unit.is_none() && *range.end() <= SMALL {
            return false;
        }
        // `More girls than boys` names both of what one figure is the rest of another.
        let is_named = |sentence: u32| {
            let mut counted = mention.counted.into_iter();
            counted.any(|counted| self.passages.has(sentence, counted))
        };
        let is_counted = |counted: Option<u32>, sentence: u32| {
            figure.unit.is_some()
                || counted.is_none()
                || mention.counted == counted
                || is_named(sentence)
        };
        let mut outcomes = self.worked_out.outcomes(dimension, range);
        let mut rates = self.worked_out.rates.iter();
        outcomes.any(|Outcome { of, sentence, .. }| {
            said.is_near(*sentence) && is_counted(of.counted, *sentence)
        }) || mention.cues.each
            && rates
                .any(|(of, rate, at)| *of == dimension && said.is_near(*at) && range.contains(rate))
    }

    /// `Three fewer accidents`: how much two figures of the sources differ that stand where they say the most of what is said,
    /// however small it is.
    pub(super) fn is_difference(&self, figure: &Figure, mention: &Mention, said: &Said) -> bool {
        let value = figure.base_values().next().unwrap_or_default();
        let dimension = figure.dimension().unwrap_or_default();
        let range = range(figure, value);
        let is_count = figure.unit.is_none() && (mention.cues.difference || mention.direction != 0);
        is_count
            && self
                .worked_out
                .outcomes(dimension, &range)
                .any(|outcome| outcome.how == How::Difference && said.is_near(outcome.sentence))
    }

    /// Whether it lies between two years of the sentences near the best one, or up to the last year of the sources.
    fn spans_years(
        &self,
        figure: &Figure,
        mention: &Mention,
        range: &RangeInclusive<f64>,
        best: Share,
        said: &Said,
    ) -> bool {
        // `For 38 years`: then no other span is meant.
        let mut own = self.of_one_sentence(best.sentence).iter();
        if own.any(|other| is_rival(mention, other)) {
            return false;
        }
        // `Four centuries` are seldom four hundred years.
        let length = figure.unit.map_or(0.0, |unit| unit.factor);
        let off = if length >= DECADE {
            length * COARSE
        } else {
            0.0
        };
        let long = range.start() - off..=range.end() + off;
        let years = &self.worked_out.years;
        let now = years.iter().map(|(year, _)| year).max();
        let mut near = years.iter().filter(|(_, at)| said.is_near(*at));
        near.any(|(year, at)| {
            let up_to_now = figure.rounded.is_some() && *at == best.sentence;
            let mut others = years
                .iter()
                .filter(|(other, at)| said.is_near(*at) || up_to_now && Some(other) == now);
            others.any(|(other, _)| {
                let apart = f64::from(year.abs_diff(*other)) * MONTHS;
                apart > MONTHS && long.contains(&apart)
            })
        })
    }

    /// `Six days cost 108 euros`, where one costs 18.
    fn is_so_many_times(
        &self,
        figure: &Figure,
        range: &RangeInclusive<f64>,
        mention: &Mention,
        all: &[Mention],
    ) -> bool {
        let dimension = figure.dimension().unwrap_or_default();
        let mut others = all.iter().filter(|one| one.at != mention.at);
        dimension >= units::CURRENCY
            && others.any(|one| match &one.what {
                What::Figure(count) if count.dimension() != Some(dimension) => {
                    count.values.first().is_some_and(|count| {
                        let one = range.start() / count..=range.end() / count;
                        *count > 1.0 && self.near(dimension, &one).next().is_some()
                    })
                }
                _ => false,
            })
    }

    /// `More than three years`, where it is 1,140 days.
    fn lasts(&self, figure: &Figure, range: &RangeInclusive<f64>) -> bool {
        let dimension = figure.dimension().unwrap_or_default();
        let (other, factor) = match dimension {
            units::TIME => (units::YEARS, 1.0 / MONTH),
            units::YEARS => (units::TIME, MONTH),
            _ => return false,
        };
        // A month is four weeks, or up to 31 days.
        let off = match figure.unit {
            Some(unit) if unit.dimension == units::YEARS && unit.factor <= 1.0 => {
                SHORT..=1.0 + CALENDAR
            }
            _ => 1.0 - CALENDAR..=1.0 + CALENDAR,
        };
        let in_other = range.start() * factor * off.start()..=range.end() * factor * off.end();
        // `Quinze jours` are two weeks.
        let is_fortnight = dimension == units::TIME && range.contains(&(15.0 * DAY));
        let fortnight = 14.0 * DAY..=14.0 * DAY;
        self.near(other, &in_other).next().is_some()
            || is_fortnight && self.near(dimension, &fortnight).next().is_some()
    }

    /// `Less than $5 a month`, where it is $59 a year.
    fn has_other_turn(
        &self,
        figure: &Figure,
        mention: &Mention,
        range: &RangeInclusive<f64>,
    ) -> bool {
        let seconds = |(dimension, length): (u8, u32)| {
            f64::from(length)
                * if dimension == units::YEARS {
                    MONTH
                } else {
                    1.0
                }
        };
        let Some(said) = figure.per else { return false };
        let dimension = figure.dimension().unwrap_or_default();
        TURNS.iter().filter(|turn| **turn != said).any(|turn| {
            let times = seconds(*turn) / seconds(said);
            let range = range.start() * times * (1.0 - CALENDAR)..=range.end() * times * (1.0 + CALENDAR);
            self.near(dimension, &range).any(|number| {
                let other = &self.all[number as usize];
                // `2,000 a month on average`, where there were 24,000 in a year.
                let is_whole = mention.cues.each && *turn == YEAR && other.counted == mention.counted;
                matches!(&other.what, What::Figure(known) if known.per == Some(*turn) || known.per.is_none() && is_whole)
            })
        })
    }

    /// Whether it is a share, a multiple or a part of figures that stand where the sources say the most of what is said.
    pub(super) fn is_share_worked_out(&self, figure: &Figure, said: &Said) -> bool {
        let best = said.best.filter(|best| best.words > 0);
        let (Some(best), Some(value)) = (best, figure.base_values().next()) else {
            return false;
        };
        let is_near = |sentence: u32| said.is_near(sentence);
        let fits = |known: f64, value: f64, off: f64| fits(figure, known, value, off);
        let dimension = figure.dimension().unwrap_or_default();
        let counted = figure.counted.as_deref();
        let times = dimension == units::MULTIPLE
            || figure.unit.is_none() && counted.is_some_and(|word| COUNTED_TIMES.contains(word));
        let mut ratios = self.worked_out.ratios.iter().filter(|(_, at)| is_near(*at));
        if times {
            return value > 1.0
                && ratios.any(|(ratio, _)| fits(1.0 / ratio, value, value * IN_WORDS));
        }
        if dimension == units::RATIO {
            // Where a share is said, another one is none that follows.
            if self.worked_out.shares.binary_search(&best.sentence).is_ok() {
                return false;
            }
            let in_words = figure.unit.is_some_and(|unit| unit.factor > 0.5);
            let is_whole = ((value * 100.0).round() - value * 100.0).abs() < EXACT;
            let off = match (in_words, is_whole) {
                (true, _) => value * IN_WORDS,
                (_, true) => PERCENT,
                _ => PERCENT / 10.0,
            };
            return ratios.any(|(ratio, _)| fits(*ratio, value, off));
        }
        self.worked_out
            .has_part(dimension, is_near, |part| fits(part, value, value * EXACT))
    }

    /// `Seven years later` of two dates that are said together, one of them of what the sentence says; `for more than ten years` up to the last year of the sources.
    fn lies_between(
        &self,
        figure: &Figure,
        range: &RangeInclusive<f64>,
        mention: &Mention,
        said: &Said,
    ) -> bool {
        let is_more = figure.rounded.is_some_and(|(below, _)| below == 0.0);
        let Some(best) = said
            .best
            .filter(|best| best.words > 0 && (mention.cues.later || is_more))
        else {
            return false;
        };
        let years = &self.worked_out.years;
        let ends = [years.iter().min(), years.iter().max()];
        let ends: Vec<u32> = ends.into_iter().flatten().map(|(year, _)| *year).collect();
        let of_it = years.iter().filter(|(_, sentence)| {
            let share = self.passages.share(*sentence, said.sentence);
            share.weight * 2.0 >= best.weight
        });
        of_it.into_iter().any(|(year, sentence)| {
            years.iter().any(|(other, beside)| {
                let is_near = sentence.abs_diff(*beside) <= BESIDE || ends.contains(other);
                is_near && range.contains(&(f64::from(year.abs_diff(*other)) * MONTHS))
            })
        })
    }

    /// `A third was left, about 7,000`: a share that the sentence names, of a figure that the sources have.
    fn is_share_of(
        &self,
        dimension: u8,
        range: &RangeInclusive<f64>,
        mention: &Mention,
        all: &[Mention],
    ) -> bool {
        let shares = all.iter().filter_map(|one| match &one.what {
            What::Figure(share)
                if one.at != mention.at && share.dimension() == Some(units::RATIO) =>
            {
                share
                    .base_values()
                    .next()
                    .filter(|share| *share > 0.0 && *share < 1.0)
            }
            _ => None,
        });
        dimension != units::RATIO
            && shares.into_iter().any(|share| {
                let whole = range.start() / share..=range.end() / share;
                self.near(dimension, &whole).next().is_some()
            })
    }

    /// `Six of the eight are taken` where two are left.
    pub(super) fn leaves(&self, figure: &Figure, mention: &Mention, all: &[Mention]) -> bool {
        let Some(value) = figure.base_values().next() else {
            return false;
        };
        let whole = match mention.part_of {
            Some(whole) => all.iter().find(|one| one.at.start == whole),
            // `Eleven goals, seven of them from play`
            None => all.iter().rfind(|one| one.at.end <= mention.at.start),
        };
        let Some(whole) = whole.and_then(self::value).filter(|(of, _)| *of == 0) else {
            return false;
        };
        let left = whole.1 - value;
        let exactly = whole.1..=whole.1;
        left > 0.0
            && self.near(0, &exactly).any(|number| {
                let sentence = self.all[number as usize].sentence;
                let beside = self
                    .of_one_sentence(sentence)
                    .iter()
                    .filter_map(self::value);
                beside
                    .into_iter()
                    .any(|(_, other)| (other - left).abs() < EXACT)
            })
    }
}

#[cfg(test)]
mod tests {
    use domain::OutputKind;

    use crate::{
        brief::brief,
        check::{evidence::Evidence, facts},
    };

    const SOURCE: &str = "The library has 120 English and 80 French books. Five gates weigh 30 tonnes each. The mill was built in 1874, \
        and burnt down in 1945. It was built anew in 1951. Of the output of 6,000 barrels a third was left. There are eight rooms, of which two are free.";

    /// Of which a text works something out without a word for it.
    const FIGURES: &str = "The washers of Brook\n\nThe old washer takes 58 litres of water for each load, the new one 42. A licence costs $59 a year. \
        The firm employs 1,340 workers, 890 of them in Kiel and 310 in Graz. Of the clients, 40 % come from abroad. \
        The morning shift lasts from 7:00 to 11:00. Opening a ledger takes 1.8 seconds instead of 7.2. \
        The canal was dug between 1784 and 1811. A bicycle costs €18 a day. The tour takes six days. Windows 8 is not supported. The club meets every two weeks. \
        A fire ruined 2,000 scores, a third of the archive. Signs were found at 52 of 80 bridges. The fisherman lost 900 trout, worth £5,400.";

    fn found(text: &str) -> Vec<String> {
        found_in(SOURCE, text)
    }

    fn found_in(source: &str, text: &str) -> Vec<String> {
        let evidence = Evidence::of(&brief(OutputKind::Blog, source));
        let found = facts::check(text, &[], &evidence).into_iter();
        found.map(|finding| finding.text).collect()
    }

    #[test]
    fn what_follows_from_two_figures_is_supported_where_a_word_says_so() {
        for text in [
            "Together, that makes 200 books.",
            "There are 40 fewer French than English books.",
            "In total the five gates weigh 150 tonnes.",
            "The mill burnt down 71 years after it was built.",
            "Six years later the mill was built anew.",
            "A third was left of the output, about 2,000 barrels.",
            "Six of the eight rooms are taken.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_follows_from_figures_beside_each_other_needs_no_word_for_it() {
        for text in [
            "The new washer saves 16 litres of water.",
            "That is less than $5 a month for a licence.",
            "The other 140 workers are elsewhere.",
            "Of the clients, 60 % are locals.",
            "A morning shift is four hours.",
            "Opening a ledger took more than seven seconds and takes less than two.",
            "It took 27 years to dig the canal.",
            "Hire a bicycle for six days, and you pay €108.",
            "Still on Windows 8? Then wait.",
            "The club meets every fifteen days.",
            "Before the fire the archive had 6,000 scores.",
            "Signs were found at 65 % of the bridges.",
            "Every trout of the fisherman was worth £6.",
        ] {
            assert_eq!(found_in(FIGURES, text), [""; 0], "{text}");
        }
        for (text, said) in [
            ("The new washer saves 26 litres of water.", "26 litres"),
            ("That is less than $3 a month for a licence.", "$3"),
            ("The other 240 workers are elsewhere.", "240"),
            ("Of the clients, 60 % come from abroad.", "60 %"),
            ("A morning shift is five hours.", "five hours"),
            ("It took 37 years to dig the canal.", "37 years"),
            ("Hire a bicycle for six days, and you pay €118.", "€118"),
        ] {
            let found = found_in(FIGURES, text);
            assert!(
                found.iter().any(|found| found.contains(said)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_follows_from_nothing_or_is_not_said_to_follow_is_found() {
        for (text, said) in [
            ("Together, that makes 210 books.", "210"),
            ("There are 200 English books.", "200"),
            ("There are 45 fewer French than English books.", "45"),
            (
                "The mill burnt down 60 years after it was built.",
                "60 years",
            ),
            (
                "A third was left of the output, about 3,000 barrels.",
                "3,000",
            ),
            ("Five of the eight rooms are taken.", "Five"),
        ] {
            assert!(
                found(text).iter().any(|found| found.contains(said)),
                "{text}: {:?}",
                found(text)
            );
        }
    }
}
