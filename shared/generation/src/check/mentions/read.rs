//! Reads the sentences and the tables of the sources.

use unicode_segmentation::UnicodeSegmentation;

use super::{
    CHANGES, LOOKED_AT, Mention, Mentions, What,
    kinds::is_year,
    sentence::{SOMEBODY, of_sentence},
};
use crate::{
    check::{
        dates::{When, implied},
        figures::key,
        lexicon::{
            relations::BACK,
            units::{self, Unit},
        },
    },
    words::{Language, lower},
};

/// What the last figure of a source's sentence is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Last {
    sentence: u32,
    unit: Option<Unit>,
    counted: Option<u32>,
}

impl Mentions {
    /// Begins a source, whose first sentence follows on none.
    pub(crate) fn begin_source(&mut self) {
        self.passages.add(Vec::new());
        self.last = None;
    }

    /// Reads a sentence of a source, which has these meaningful words, and says its number.
    pub(crate) fn read(
        &mut self,
        text: &str,
        terms: Vec<u32>,
        language: Language,
        term: impl FnMut(&str) -> Option<u32>,
    ) -> u32 {
        let (mut mentions, _) = of_sentence(text, language, term);
        let number = self.passages.add(terms);
        self.note_changes(text, &mentions);
        self.note_rest(&mut mentions);
        let weekdays = mentions.iter().filter(|mention| {
            matches!(&mention.what, What::Date(date) if matches!(date.when, When::Weekday(_)))
        });
        let weekdays = weekdays.fold(0.0, |count, _| count + 1.0);
        self.weekdays.insert(key(weekdays));
        let bare = mentions.iter().map(|mention| is_bare(mention, &mentions));
        let bare: Vec<bool> = bare.collect();
        for (mention, bare) in mentions.iter_mut().zip(&bare) {
            self.carry(mention, *bare, number);
            mention.sentence = number;
        }
        self.worked_out.read(&mentions, &bare, number);
        for mention in mentions {
            self.add(mention);
        }
        number
    }

    /// A number by itself is of what the one before it is of: `There are 160 inspectors. Leeds has forty.`
    fn carry(&mut self, mention: &mut Mention, is_bare: bool, sentence: u32) {
        let What::Figure(figure) = &mention.what else {
            return;
        };
        // `Of dogs there were 310` names what it counts.
        let of_people = self.last.is_some_and(|last| last.counted == Some(SOMEBODY));
        let is_named = mention.near.iter().any(|term| self.counted.contains(term)) && !of_people;
        let is_bare = is_bare && !is_named;
        if is_bare && figure.year.is_none() && figure.literal.is_none() && !figure.is_weak {
            if let Some(last) = self.last.filter(|last| last.sentence + 1 >= sentence) {
                mention.carried = last.unit;
                mention.counted = last.counted;
                mention.near.extend(last.counted);
                self.last = Some(Last { sentence, ..last });
            }
            return;
        }
        self.counted.extend(mention.counted);
        let no_thing = [units::RATIO, units::MULTIPLE, units::TIME, units::YEARS];
        let measure = figure
            .unit
            .filter(|unit| !no_thing.contains(&unit.dimension));
        if measure.is_some() || figure.unit.is_none() && mention.counted.is_some() {
            self.last = Some(Last {
                sentence,
                unit: measure,
                counted: mention.counted,
            });
        }
    }

    /// `60 % from the state and 25 % from the county; the town paid the rest.`
    fn note_rest(&mut self, mentions: &mut [Mention]) {
        let share = |mention: &Mention| match &mention.what {
            What::Figure(figure) if figure.dimension() == Some(units::RATIO) && mention.of_rest => {
                figure.base_values().next()
            }
            _ => None,
        };
        let shares: Vec<f64> = mentions.iter().filter_map(share).collect();
        let rest = 1.0 - shares.iter().sum::<f64>();
        if shares.len() > 1 && rest > 0.0 {
            self.rests.push(rest);
            for mention in mentions {
                mention.of_rest = false;
            }
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
        let mut terms: Vec<u32> = said.unicode_words().filter_map(&mut term).collect();
        terms.sort_unstable();
        terms.dedup();
        self.read(said, terms, language, term);
        let row = u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX);
        for mention in &mut self.all[from..] {
            mention.row = Some(row);
        }
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
        for name in mention.names.iter().chain(&mention.name) {
            let list = self.by_name.entry(*name).or_default();
            if list.len() < LOOKED_AT && list.last() != Some(&number) {
                list.push(number);
            }
        }
        match &mention.what {
            What::Figure(figure) => {
                let unit = figure.unit.or(mention.carried);
                let (dimension, factor) =
                    unit.map_or((0, 1.0), |unit| (unit.dimension, unit.factor));
                for value in figure.values.iter().map(|value| value * factor) {
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
                if let When::Weekday(day) = &date.when {
                    self.by_weekday.entry(*day).or_default().push(number);
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

    /// Two figures of a kind, one behind the other in a sentence, perhaps with a date between them.
    fn note_changes(&mut self, text: &str, mentions: &[Mention]) {
        let figures = mentions.iter().filter_map(|mention| match &mention.what {
            What::Figure(figure) if !is_year(&mention.what) => Some(figure),
            _ => None,
        });
        let figures: Vec<_> = figures.collect();
        for pair in figures.windows(2) {
            let (one, two) = (pair[0], pair[1]);
            // `84 million, after 70`, `84 million against 70`
            let mut between = text
                .get(one.at.end..two.at.start)
                .unwrap_or_default()
                .unicode_words();
            let is_back = between.any(|word| BACK.contains(lower(word).as_str()));
            let comparable = one.dimension() == two.dimension() && one.year.is_none();
            let values = (one.base_values().next(), two.base_values().next());
            if let (true, (Some(one), Some(two))) = (comparable, values)
                && one > 0.0
                && two > 0.0
                && self.changes.len() < CHANGES
            {
                self.changes
                    .push(if is_back { (two, one) } else { (one, two) });
            }
        }
    }
}

/// Whether a number names neither a unit nor what it counts, as `52 of 80 bridges` does.
fn is_bare(mention: &Mention, all: &[Mention]) -> bool {
    let first = |mention: &Mention| match &mention.what {
        What::Figure(figure) => figure.values.first().copied(),
        What::Date(_) => None,
    };
    let whole = mention
        .part_of
        .and_then(|at| all.iter().find(|one| one.at.start == at));
    let is_part = whole.is_some_and(|whole| first(whole) > first(mention));
    let has_unit = !matches!(&mention.what, What::Figure(figure) if figure.unit.is_none());
    !has_unit && mention.counted.is_none() && !is_part
}
