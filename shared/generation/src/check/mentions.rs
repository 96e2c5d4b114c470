//! The figures and dates of the sources, each with the words around it, and whether they support what a text says.

mod context;
mod same;
mod sentence;
mod trend;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    dates::{Date, Dates, Day, When, implied},
    figures::{Figure, key},
    lexicon::{calendar, numbers::ROUNDED, units},
};
use crate::words::Language;
pub(crate) use sentence::of_sentence;

/// Mentions of one value, and of one word, that are looked at.
const LOOKED_AT: usize = 24;
/// Of all that is looked at for one text.
const COMPARISONS: usize = 30_000;
/// Between clauses with a subject each.
const CLAUSES: [&str; 22] = [
    "while", "whereas", "but", "although", "though", "während", "aber", "obwohl", "doch", "tandis",
    "alors", "mais", "mientras", "pero", "aunque", "mentre", "ma", "enquanto", "mas", "а", "но",
    "तो",
];
/// Mentions before and behind a word to which it may belong.
const NEXT: usize = 3;
/// What a share that was worked out may be off, and pairs of figures that are looked at.
const INEXACT: f64 = 0.03;
const CHANGES: usize = 500;
/// Rows of a table that are looked at.
const TABLE_ROWS: usize = 500;
/// Words of a sentence that are compared.
const TERMS: usize = 32;

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
    /// The mention before it, from which it is said to have come.
    from: Option<String>,
    negative: bool,
    /// The sentence says what the rest is: of a share, that there is another one.
    of_rest: bool,
    /// Of a table.
    row: Option<u32>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Support {
    Yes,
    No,
    /// It stands there of something else.
    Elsewhere,
}

#[derive(Debug, Default)]
pub(crate) struct Mentions {
    all: Vec<Mention>,
    sentences: Vec<Vec<u32>>,
    /// By value in the base of a unit, and by the bare value.
    by_base: HashMap<(u8, String), Vec<u32>>,
    by_value: HashMap<String, Vec<u32>>,
    by_day: HashMap<Day, Vec<u32>>,
    literals: HashSet<String>,
    by_term: HashMap<u32, Vec<u32>>,
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
}

impl Mentions {
    /// Reads a sentence of a source.
    pub(crate) fn read(
        &mut self,
        text: &str,
        language: Language,
        term: impl FnMut(&str) -> Option<u32>,
    ) {
        let (mentions, sentence) = of_sentence(text, language, term);
        if mentions.is_empty() {
            return;
        }
        self.note_changes(&mentions);
        let number = u32::try_from(self.sentences.len()).unwrap_or(u32::MAX);
        self.sentences.push(sentence);
        for mut mention in mentions {
            mention.sentence = number;
            self.add(mention);
        }
    }

    /// Reads a cell of a table, under the name of its row.
    pub(crate) fn read_cell(
        &mut self,
        row: &str,
        said: &str,
        language: Language,
        mut term: impl FnMut(&str) -> Option<u32>,
    ) {
        let name: Vec<u32> = row.unicode_words().filter_map(&mut term).collect();
        let is_new = self
            .rows
            .last()
            .is_none_or(|(last, table)| *last != name || *table != self.tables);
        if is_new {
            self.rows.push((name, self.tables));
        }
        let from = self.all.len();
        self.read(said, language, term);
        let row = u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX);
        for mention in &mut self.all[from..] {
            mention.row = Some(row);
        }
    }

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

    /// What whoever asked says is no invention, whatever it is of.
    pub(crate) fn give(&mut self, text: &str, language: Language) {
        let (mentions, _) = of_sentence(text, language, |_| None);
        for mention in mentions {
            match mention.what {
                What::Figure(figure) => {
                    self.given
                        .extend(figure.values.iter().map(|value| key(*value)));
                    self.given.extend(figure.base_values().map(key));
                    if let Some(year) = figure.year {
                        self.dates.year(year);
                    }
                }
                What::Date(date) => self.dates.add(&date.when),
            }
        }
    }

    fn add(&mut self, mention: Mention) {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        for term in &mention.near {
            let list = self.by_term.entry(*term).or_default();
            if list.len() < LOOKED_AT && list.last() != Some(&number) {
                list.push(number);
            }
        }
        match &mention.what {
            What::Figure(figure) => {
                let dimension = figure.dimension().unwrap_or_default();
                for value in figure.base_values() {
                    self.by_base
                        .entry((dimension, key(value)))
                        .or_default()
                        .push(number);
                    self.sorted.push((value, number));
                }
                for value in &figure.values {
                    self.by_value.entry(key(*value)).or_default().push(number);
                }
                if let Some(literal) = &figure.literal {
                    self.literals.insert(literal.clone());
                }
                if let Some(year) = figure.year {
                    self.dates.year(year);
                    self.by_day
                        .entry((None, None, Some(year)))
                        .or_default()
                        .push(number);
                }
            }
            What::Date(date) => {
                self.dates.add(&date.when);
                if let When::Season(_, year) = &date.when {
                    let list = self.by_day.entry((None, None, Some(*year))).or_default();
                    list.push(number);
                    let list = self.by_value.entry(key(f64::from(*year))).or_default();
                    list.push(number);
                }
                if let When::Day(readings) = &date.when {
                    for day in readings.iter().copied().flat_map(implied) {
                        let list = self.by_day.entry(day).or_default();
                        if list.len() < LOOKED_AT {
                            list.push(number);
                        }
                    }
                }
                if let When::Day(readings) = &date.when {
                    for (_, day, year) in readings.iter().copied() {
                        let parts = [day, year].into_iter().flatten();
                        for part in parts {
                            self.by_value
                                .entry(key(f64::from(part)))
                                .or_default()
                                .push(number);
                        }
                    }
                }
            }
        }
        self.all.push(mention);
    }

    pub(crate) fn finish(&mut self) {
        self.sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    }

    /// What the sources say to what a sentence says; `left` comparisons may be made.
    pub(crate) fn supports(
        &self,
        said: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Vec<Support> {
        let sentence = &sentence[..sentence.len().min(TERMS)];
        said.iter()
            .enumerate()
            .map(|(number, mention)| {
                let all = &said[number.saturating_sub(NEXT)..said.len().min(number + NEXT + 1)];
                match &mention.what {
                    What::Figure(figure) => self.figure(figure, mention, all, sentence, left),
                    What::Date(date) => self.date(date, mention, all, sentence, left),
                }
            })
            .collect()
    }

    fn figure(
        &self,
        figure: &Figure,
        mention: &Mention,
        all: &[Mention],
        sentence: &[u32],
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
                || self.rounded(figure, mention)
                || figure.vague && self.vague(figure, mention, sentence);
            return if near { Support::Yes } else { Support::No };
        }
        if same.is_empty() {
            return Support::Yes;
        }
        self.in_context(&same, mention, all, sentence, left)
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

    /// Two figures of a kind, one behind the other in a sentence.
    fn note_changes(&mut self, mentions: &[Mention]) {
        for pair in mentions.windows(2) {
            let (What::Figure(one), What::Figure(two)) = (&pair[0].what, &pair[1].what) else {
                continue;
            };
            let comparable = one.dimension() == two.dimension() && one.year.is_none();
            let values = (one.base_values().next(), two.base_values().next());
            if let (true, (Some(one), Some(two))) = (comparable, values)
                && one > 0.0
                && two > 0.0
                && self.changes.len() < CHANGES
            {
                self.changes.push((one, two));
            }
        }
    }

    fn date(
        &self,
        date: &Date,
        mention: &Mention,
        all: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Support {
        if !self.dates.cover(&date.when) && !follows_from_day(&date.when, all) {
            return Support::No;
        }
        // Of days only: a weekday or a time is said too seldom to be told apart.
        let readings = match &date.when {
            When::Day(readings) => readings.clone(),
            When::Season(_, year) => vec![(None, None, Some(*year))],
            _ => return Support::Yes,
        };
        let lists = readings.iter().filter_map(|day| self.by_day.get(day));
        let same: Vec<u32> = lists.flatten().copied().take(LOOKED_AT).collect();
        if same.is_empty() {
            return Support::Yes;
        }
        self.in_context(&same, mention, all, sentence, left)
    }
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
