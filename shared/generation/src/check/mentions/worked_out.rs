//! What a text works out from figures that the sources say next to each other: sums, differences, products, and the years between
//! two dates. Each needs a word for it: `together`, `less`, `later`.

use std::ops::RangeInclusive;

use super::{LOOKED_AT, Mention, Mentions, Said, What, kinds::is_year};
use crate::check::{dates::When, figures::Figure, lexeme::Lexeme, lexicon::units};

/// Pairs of figures of all sources that are looked at, and years.
const PAIRS: usize = 4_000;
const YEARS: usize = 64;
/// What a value that is said exactly may be off.
const EXACT: f64 = 1e-6;
/// Sentences between two years that are said of one thing.
const BESIDE: u32 = 3;
const MONTHS: f64 = 12.0;

/// What a sentence says that it has worked out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    sum: bool,
    difference: bool,
    later: bool,
}

const SUM: [&str; 24] = [
    "together",
    "combined",
    "total",
    "totals",
    "altogether",
    "sum",
    "insgesamt",
    "zusammen",
    "ensemble",
    "totale",
    "juntos",
    "juntas",
    "suman",
    "conjunto",
    "insieme",
    "всего",
    "вместе",
    "итого",
    "合計",
    "合計で",
    "合わせて",
    "总共",
    "一共",
    "共计",
];
const DIFFERENCE: [&str; 9] = [
    "difference",
    "unterschied",
    "différence",
    "écart",
    "diferencia",
    "differenza",
    "разница",
    "差",
    "相差",
];
const LATER: [&str; 22] = [
    "later",
    "after",
    "ago",
    "before",
    "earlier",
    "später",
    "nach",
    "nachdem",
    "vor",
    "zuvor",
    "après",
    "depuis",
    "avant",
    "después",
    "tras",
    "antes",
    "hace",
    "спустя",
    "через",
    "назад",
    "後",
    "后",
];

impl Cues {
    pub(super) fn of(lexemes: &[Lexeme]) -> Self {
        let says = |list: &[&str]| {
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
        }
    }
}

/// Whether what is said so far and a word behind it make one of a list.
fn said_by(said: &mut String, next: &Lexeme, list: &[&str]) -> bool {
    said.push_str(next.word().unwrap_or(" "));
    list.contains(&said.as_str())
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
    /// Each year, and the sentence that has it.
    years: Vec<(u32, u32)>,
    /// Of the sentence before.
    last: Vec<(u8, f64)>,
}

impl WorkedOut {
    pub(super) fn sort(&mut self) {
        self.sums.sort();
        self.differences.sort();
    }

    /// Reads what a sentence of the sources says, which may go on about the one before it.
    pub(super) fn read(&mut self, mentions: &[Mention], sentence: u32) {
        let values: Vec<(u8, f64)> = mentions.iter().filter_map(value).take(LOOKED_AT).collect();
        let last = std::mem::take(&mut self.last);
        for (place, second) in values.iter().enumerate() {
            for first in last.iter().chain(&values[..place]) {
                self.pair(*first, *second);
            }
        }
        self.last = values;
        for year in mentions.iter().filter_map(year) {
            if self.years.len() < YEARS {
                self.years.push((year, sentence));
            }
        }
    }

    fn pair(&mut self, first: (u8, f64), second: (u8, f64)) {
        if first.0 == second.0 {
            self.sums.add(first.0, first.1 + second.1);
            self.differences.add(first.0, (first.1 - second.1).abs());
        }
        // Five gates of 32 tonnes each, 150,000 a month for two years.
        match (first.0, second.0) {
            (0, of) | (of, 0) => self.sums.add(of, first.1 * second.1),
            (units::YEARS, of) | (of, units::YEARS) if of >= units::CURRENCY => {
                self.sums.add(of, first.1 * second.1);
            }
            _ => {}
        }
    }
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
        let differs = mention.cues.difference || mention.direction != 0;
        mention.cues.sum && self.worked_out.sums.has(dimension, &range)
            || differs && self.worked_out.differences.has(dimension, &range)
            || dimension == units::YEARS && self.lies_between(figure, &range, mention, said)
            || self.is_share_of(dimension, &range, mention, all)
            || self.leaves(figure, mention, all)
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
        let Some(whole) = mention.part_of.and_then(|whole| {
            all.iter()
                .find(|one| one.at.start == whole)
                .and_then(self::value)
        }) else {
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
