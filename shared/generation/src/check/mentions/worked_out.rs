//! What a text works out from figures that the sources say next to each other: sums, differences, products, and the years between
//! two dates. Each needs a word for it: `together`, `less`, `later`.

use std::{collections::HashSet, ops::RangeInclusive};

use super::{LOOKED_AT, Mention, Mentions, Said, What, kinds::is_year};
use crate::check::{
    dates::When,
    figures::Figure,
    lexeme::Lexeme,
    lexicon::{
        numbers::COUNTED_TIMES,
        relations::{DIFFERENCE, LATER, REST, SUM},
        speech::NEGATIONS,
        units,
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
/// Sentences from the one that says the most of what is said to the figures that it was worked out from.
const NEAR: u32 = 1;

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
    /// What a share is of, in the base of its unit.
    parts: Vec<(u8, f64, u32)>,
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
        if values.iter().any(|(of, _)| *of == units::RATIO) {
            self.shares.push(sentence);
        }
        for (place, second) in values.iter().enumerate() {
            for first in last.iter().chain(&values[..place]) {
                self.pair(*first, *second);
                self.share(*first, *second, sentence);
            }
        }
        self.last = values;
        for year in mentions.iter().filter_map(year) {
            if self.years.len() < YEARS {
                self.years.push((year, sentence));
            }
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
        let differs = mention.cues.difference || mention.cues.rest || mention.direction != 0;
        mention.cues.sum && self.worked_out.sums.has(dimension, &range)
            || differs && self.worked_out.differences.has(dimension, &range)
            || dimension == units::YEARS && self.lies_between(figure, &range, mention, said)
            || self.is_share_of(dimension, &range, mention, all)
            || self.is_share_worked_out(figure, said)
            || self.leaves(figure, mention, all)
    }

    /// Whether it is a share, a multiple or a part of figures that stand where the sources say the most of what is said.
    pub(super) fn is_share_worked_out(&self, figure: &Figure, said: &Said) -> bool {
        let best = said.best.filter(|best| best.words > 0);
        let (Some(best), Some(value)) = (best, figure.base_values().next()) else {
            return false;
        };
        let is_near = |sentence: u32| sentence.abs_diff(best.sentence) <= NEAR;
        let (below, above) = figure.rounded.unwrap_or_default();
        let fits = |known: f64, value: f64, off: f64| {
            known >= value * (1.0 - below) - off && known <= value * (1.0 + above) + off
        };
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
            let shares = &self.worked_out.shares;
            let first = shares.partition_point(|at| *at + NEAR < best.sentence);
            if shares.get(first).is_some_and(|at| is_near(*at)) {
                return false;
            }
            let in_words = figure.unit.is_some_and(|unit| unit.factor > 0.5);
            let off = if in_words { value * IN_WORDS } else { PERCENT };
            return ratios.any(|(ratio, _)| fits(*ratio, value, off));
        }
        let mut parts = self.worked_out.parts.iter();
        parts.any(|(of, part, at)| {
            *of == dimension && is_near(*at) && fits(*part, value, value * EXACT)
        })
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

#[cfg(test)]
mod tests {
    use domain::OutputKind;

    use crate::{
        brief::brief,
        check::{evidence::Evidence, facts},
    };

    const SOURCE: &str = "The library has 120 English and 80 French books. Five gates weigh 30 tonnes each. The mill was built in 1874, \
        and burnt down in 1945. It was built anew in 1951. Of the output of 6,000 barrels a third was left. There are eight rooms, of which two are free.";

    fn found(text: &str) -> Vec<String> {
        let evidence = Evidence::of(&brief(OutputKind::Blog, SOURCE));
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
