//! The figures and dates of the sources, each with the words around it, and whether they support what a text says.

mod context;
mod elsewhere;
mod kinds;
mod passages;
mod read;
mod same;
mod sentence;
mod trend;
mod worked_out;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    dates::{Date, Dates, Day, When},
    figures::{Figure, key},
    lexicon::{
        calendar,
        numbers::ROUNDED,
        units::{self, Unit},
    },
};
use kinds::counts_times;
use passages::{Passages, Share};
use read::Last;
pub(crate) use sentence::of_sentence;
use worked_out::{Cues, WorkedOut};

/// Mentions of one value, and of one word, that are looked at.
const LOOKED_AT: usize = 24;
/// Of all that is looked at for one text.
const COMPARISONS: usize = 60_000;
/// Mentions before and behind a word to which it may belong.
const NEXT: usize = 3;
/// What a share that was worked out may be off, and pairs of figures that are looked at.
const INEXACT: f64 = 0.03;
const CHANGES: usize = 500;
/// Rows of a table that are looked at.
const TABLE_ROWS: usize = 500;
/// Words of a sentence that are compared.
const TERMS: usize = 32;
/// Sentences of the sources that may say what a text says, and those beside each that go on about it.
const PASSAGES: usize = 3;
const BESIDE: u32 = 1;
/// Words that tell passages apart.
const TELLING: usize = 2;
/// Letters of a word that no number counts.
const SMALL_WORD: usize = 2;
/// Hours of a half of a day.
const NOON: f64 = 12.0;
/// In seconds.
const WEEK: u32 = 604_800;

#[derive(Debug, Clone)]
pub(crate) enum What {
    Figure(Figure),
    Date(Date),
}

/// A figure or a date, and what is said of it.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) at: Range<usize>,
    pub(crate) what: What,
    /// The meaningful stems nearer to it than to any other, and those that its clause begins with.
    near: Vec<u32>,
    /// And those of all the sentence.
    sentence: u32,
    counted: Option<u32>,
    /// Whether it is said to have grown, or to have shrunk.
    direction: i8,
    /// Whether it is said of now, or of another time.
    moment: i8,
    /// Whether it is said to be earned, or lost.
    balance: i8,
    /// Where the words stand that say which way it went, and whether it was earned or lost; in bytes.
    turns: Vec<Range<usize>>,
    /// The mention before it, from which it is said to have come.
    from: Option<String>,
    negative: bool,
    /// The sentence says what the rest is: of a share, that there is another one.
    of_rest: bool,
    /// What the figure before it is measured in, where it says nothing of its own: `the gates 4 million pounds, the fraud 3`.
    carried: Option<Unit>,
    /// Of a table.
    row: Option<u32>,
    /// What its sentence says that it has worked out.
    cues: Cues,
    /// The name before it in its sentence, of which it may be said.
    names: Vec<u32>,
    /// The word with a capital right before it: `Windows 8`.
    name: Option<u32>,
    /// Where the figure begins of which this is said to be a part: `six of the eight`.
    part_of: Option<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Support {
    Yes,
    No,
    /// It stands there of something else.
    Elsewhere,
    /// The words beside it say the other way round what it was: `fell by 5 %`.
    Turned,
}

/// A sentence of a text, and what the sources' sentence that has the most of it has.
struct Said<'a> {
    sentence: &'a [u32],
    /// Unless too much was compared before.
    best: Option<Share>,
    /// Those with the most of it.
    nearest: Vec<u32>,
    /// The same without what all of a source is about.
    telling: Vec<u32>,
    best_telling: Option<Share>,
}

impl Mention {
    /// Where it stands, with the words that say which way it went.
    pub(crate) fn whole(&self) -> Range<usize> {
        let whole = |all: Range<usize>, turn: &Range<usize>| {
            all.start.min(turn.start)..all.end.max(turn.end)
        };
        self.turns.iter().fold(self.at.clone(), whole)
    }
}

impl Said<'_> {
    /// Whether a sentence stands beside one that says the most of what is said.
    fn is_near(&self, sentence: u32) -> bool {
        let mut nearest = self.nearest.iter();
        nearest.any(|near| near.abs_diff(sentence) <= BESIDE)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Mentions {
    all: Vec<Mention>,
    passages: Passages,
    /// By value in the base of a unit, and by the bare value.
    by_base: HashMap<(u8, String), Vec<u32>>,
    by_value: HashMap<String, Vec<u32>>,
    by_day: HashMap<Day, Vec<u32>>,
    by_weekday: HashMap<u32, Vec<u32>>,
    literals: HashSet<String>,
    by_term: HashMap<u32, Vec<u32>>,
    by_name: HashMap<u32, Vec<u32>>,
    /// Sorted, for what is rounded.
    sorted: Vec<(f64, u32)>,
    dates: Dates,
    /// Said by whoever asked.
    given: HashSet<String>,
    /// The rows of the tables by their names' terms, and to which table each belongs.
    rows: Vec<(Vec<u32>, usize)>,
    tables: usize,
    /// From one figure to another of a kind.
    changes: Vec<(f64, f64)>,
    /// What shares that are said leave of the whole.
    rests: Vec<f64>,
    /// All that figures count.
    counted: HashSet<u32>,
    last: Option<Last>,
    worked_out: WorkedOut,
    /// Numbers of weekdays that are named together.
    weekdays: HashSet<String>,
}

impl Mentions {
    pub(crate) fn end_table(&mut self) {
        self.tables += 1;
    }

    /// Whether the sources have a value in other rows alone than the one that a sentence names.
    fn is_of_other_row(&self, same: &[&Mention], sentence: &[u32]) -> bool {
        let names = |row: u32| {
            let (name, _) = &self.rows[row as usize];
            !name.is_empty() && name.iter().all(|term| sentence.binary_search(term).is_ok())
        };
        let Some(rows) = same
            .iter()
            .map(|mention| mention.row)
            .collect::<Option<Vec<u32>>>()
        else {
            return false;
        };
        let Some(first) = rows.first() else {
            return false;
        };
        if rows.iter().any(|row| names(*row)) {
            return false;
        }
        let table = self.rows[*first as usize].1;
        let from = self.rows.partition_point(|(_, other)| *other < table);
        let of_table = self.rows[from..]
            .iter()
            .take_while(|(_, other)| *other == table)
            .take(TABLE_ROWS);
        of_table
            .enumerate()
            .any(|(at, _)| u32::try_from(from + at).is_ok_and(names))
    }

    /// The sentences of the sources with the most of these words, by their numbers.
    pub(crate) fn nearest(&self, said: &[u32], most: usize) -> Vec<u32> {
        self.passages.nearest(said, most)
    }

    pub(crate) fn finish(&mut self) {
        self.sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        self.worked_out.sort();
    }

    /// What the sources say to what a sentence says; `left` comparisons may be made.
    pub(crate) fn supports(
        &self,
        said: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Vec<Support> {
        let sentence = &sentence[..sentence.len().min(TERMS)];
        let best = left
            .spend(self.passages.cost(sentence))
            .then(|| self.passages.best(sentence));
        let mut telling = self.passages.telling(sentence);
        if telling.len() < TELLING {
            telling = sentence.to_vec();
        }
        let best_telling = best.map(|_| self.passages.best(&telling));
        let nearest = best.map(|_| self.passages.nearest(sentence, PASSAGES));
        let said_of = Said {
            sentence,
            best,
            nearest: nearest.unwrap_or_default(),
            telling,
            best_telling,
        };
        said.iter()
            .enumerate()
            .map(|(number, mention)| {
                let all = &said[number.saturating_sub(NEXT)..said.len().min(number + NEXT + 1)];
                match &mention.what {
                    What::Figure(figure) => self.figure(figure, mention, all, &said_of, left),
                    What::Date(date) => self.date(date, mention, all, &said_of, left),
                }
            })
            .collect()
    }

    fn figure(
        &self,
        figure: &Figure,
        mention: &Mention,
        all: &[Mention],
        said: &Said,
        left: &mut Budget,
    ) -> Support {
        if figure.is_weak {
            return Support::Yes;
        }
        if let Some(literal) = &figure.literal {
            return if self.literals.contains(literal) {
                Support::Yes
            } else {
                Support::No
            };
        }
        if figure
            .values
            .iter()
            .any(|value| self.given.contains(&key(*value)))
        {
            return Support::Yes;
        }
        let year = figure.year.filter(|year| self.dates.has_year(*year));
        let same = self.same(figure, mention);
        if same.is_empty() && year.is_none() {
            let near = self.follows(figure, mention)
                || self.is_elliptical(figure, mention, all, said)
                || self.rounded(figure, mention)
                || self.is_complement(figure, mention)
                || self.leaves_the_rest(figure, said)
                || self.is_worked_out(figure, mention, all, said)
                || self.counts_weekdays(figure)
                || self.is_hour(figure)
                || self.is_day_of_month(figure)
                || figure.vague && self.vague(figure, mention, said.sentence);
            return if near { Support::Yes } else { Support::No };
        }
        if same.is_empty() {
            return Support::Yes;
        }
        match self.in_context(&same, mention, all, said, left) {
            Support::Elsewhere | Support::Turned
                if self.leaves(figure, mention, all)
                    || self.is_elliptical(figure, mention, all, said)
                    || self.is_of_same_name(&same, mention)
                    || self.is_difference(figure, mention, said)
                    || self.is_rounded_near(figure, mention, said)
                    || counts_times(&mention.what) && self.is_share_worked_out(figure, said)
                    || mention.direction == 0
                        && figure.dimension() == Some(units::RATIO)
                        && self.is_share_worked_out(figure, said) =>
            {
                Support::Yes
            }
            support => support,
        }
    }

    /// `At eleven`, where it is at 11 a.m.
    fn is_hour(&self, figure: &Figure) -> bool {
        let bare = figure.unit.is_none() && figure.counted.is_none();
        let hours = figure.values.iter().filter(|hour| **hour <= NOON);
        let mut times = hours.flat_map(|hour| [*hour, hour + NOON].map(minutes));
        bare && times.any(|time| self.dates.cover(&When::Time(vec![time])))
    }

    /// `From 10 p.m. to 5 a.m.`, where it is from ten until five.
    fn is_bare_hour(&self, when: &When) -> bool {
        let When::Time(times) = when else {
            return false;
        };
        let full = times.iter().filter(|time| **time % 60 == 0);
        let mut hours = full.map(|time| f64::from((time / 60 + 11) % 12 + 1));
        hours.any(|hour| {
            let mentions = self.by_value.get(&key(hour)).into_iter().flatten();
            mentions.take(LOOKED_AT).any(|number| {
                let known = &self.all[*number as usize];
                matches!(&known.what, What::Figure(figure) if figure.unit.is_none() && !figure.is_weak)
                    && known.counted.is_none()
            })
        })
    }

    /// `23.11`, which is no number where the sources have the day.
    fn is_day_of_month(&self, figure: &Figure) -> bool {
        let value = figure.values.first().copied().unwrap_or_default();
        let month = (value.fract() * 100.0).round();
        let is_day = (1.0..32.0).contains(&value) && (1.0..=12.0).contains(&month);
        let read = |number: f64| format!("{number:.0}").parse().ok();
        let day = (read(month), read(value.trunc()), None);
        is_day
            && figure.unit.is_none()
            && figure
                .counted
                .as_ref()
                .is_none_or(|word| word.chars().count() <= SMALL_WORD)
            && self.dates.cover(&When::Day(vec![day]))
    }

    /// `A little over 900 inhabitants` of 912, where 900 stands elsewhere.
    fn is_rounded_near(&self, figure: &Figure, mention: &Mention, said: &Said) -> bool {
        let Some((below, above)) = figure.rounded else {
            return false;
        };
        let dimension = figure.dimension().unwrap_or_default();
        figure.base_values().any(|value| {
            let range = value * (1.0 - below)..=value * (1.0 + above);
            self.near(dimension, &range).any(|number| {
                let known = &self.all[number as usize];
                let is_same = known.counted == mention.counted && said.is_near(known.sentence);
                let is_exact = matches!(&known.what, What::Figure(known) if known.base_values().any(|known| key(known) == key(value)));
                is_same && !is_exact
            })
        })
    }

    /// `Windows 8`, where the sources have it of `Windows 8`: a part of a name.
    fn is_of_same_name(&self, same: &[u32], mention: &Mention) -> bool {
        let Some(name) = mention.name else {
            return false;
        };
        let of_name = self.by_name.get(&name).into_iter().flatten();
        let mut of_name = of_name.filter(|number| self.all[**number as usize].name == Some(name));
        // Of two versions each may be meant.
        of_name.clone().next().is_some() && of_name.all(|number| same.contains(number))
    }

    /// `From seven seconds to less than two`: a number without a unit of its own, in that of the one before it.
    fn is_elliptical(
        &self,
        figure: &Figure,
        mention: &Mention,
        all: &[Mention],
        said: &Said,
    ) -> bool {
        if figure.unit.is_some() || mention.counted.is_some() {
            return false;
        }
        let before = all.iter().rfind(|one| one.at.end <= mention.at.start);
        let unit = before.and_then(|one| match &one.what {
            What::Figure(before) => before.unit,
            What::Date(_) => None,
        });
        unit.is_some() && {
            let figure = Figure {
                unit,
                ..figure.clone()
            };
            !self.same(&figure, mention).is_empty()
                || self.rounded(&figure, mention)
                || self.is_worked_out(&figure, mention, all, said)
        }
    }

    /// `Twice a week` where it is on Tuesdays and Fridays.
    fn counts_weekdays(&self, figure: &Figure) -> bool {
        let is_weekly = figure.per == Some((units::TIME, WEEK));
        let days = figure.values.first();
        is_weekly && days.is_some_and(|days| self.weekdays.contains(&key(*days)))
    }

    /// Whether it is how much more or less one figure of a sentence is than the one before it.
    fn follows(&self, figure: &Figure, mention: &Mention) -> bool {
        let is_change = figure.dimension() == Some(units::RATIO) && mention.direction != 0;
        if !is_change && figure.dimension() != Some(units::MULTIPLE) {
            return false;
        }
        let (below, above) = figure.rounded.unwrap_or_default();
        figure.base_values().any(|value| {
            let is_near = |known: f64| {
                (value * (1.0 - below) - known) < value * INEXACT
                    && (known - value * (1.0 + above)) < value * INEXACT
            };
            self.changes.iter().any(|(before, after)| {
                let (less, more) = (before.min(*after), before.max(*after));
                if is_change {
                    is_near((after - before).abs() / before)
                } else {
                    is_near(more / less)
                }
            })
        })
    }

    fn date(
        &self,
        date: &Date,
        mention: &Mention,
        all: &[Mention],
        said: &Said,
        left: &mut Budget,
    ) -> Support {
        let is_said = self.dates.cover(&date.when)
            || follows_from_day(&date.when, all)
            || self.is_bare_hour(&date.when);
        if !is_said {
            return Support::No;
        }
        // A time is said too seldom to be told apart.
        let lists: Vec<&Vec<u32>> = match &date.when {
            When::Day(readings) => readings
                .iter()
                .filter_map(|day| self.by_day.get(day))
                .collect(),
            When::Season(_, year) => {
                let year = self.by_day.get(&(None, None, Some(*year)));
                year.into_iter().collect()
            }
            When::Weekday(day) => self.by_weekday.get(day).into_iter().collect(),
            _ => return Support::Yes,
        };
        let same: Vec<u32> = lists
            .into_iter()
            .flatten()
            .copied()
            .take(LOOKED_AT)
            .collect();
        if same.is_empty() {
            return Support::Yes;
        }
        self.in_context(&same, mention, all, said, left)
    }
}

/// Of an hour, after midnight.
fn minutes(hour: f64) -> u32 {
    format!("{:.0}", hour * 60.0).parse().unwrap_or(u32::MAX)
}

/// Whether a weekday is the one of a day that is said, too.
fn follows_from_day(when: &When, all: &[Mention]) -> bool {
    let When::Weekday(weekday) = when else {
        return false;
    };
    all.iter().any(|mention| match &mention.what {
        What::Date(Date {
            when: When::Day(days),
            ..
        }) => days.iter().any(|day| match day {
            (Some(month), Some(day), Some(year)) => {
                calendar::weekday(*year, *month, *day) == *weekday
            }
            _ => false,
        }),
        _ => false,
    })
}

/// Comparisons that may still be made.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(COMPARISONS)
    }

    fn spend(&mut self, comparisons: usize) -> bool {
        let enough = self.0 >= comparisons;
        self.0 = self.0.saturating_sub(comparisons);
        enough
    }
}

/// Whether a word makes what follows inexact; no word of a statement.
pub(crate) fn is_rounding(word: &str) -> bool {
    ROUNDED.contains_key(word)
}
