//! Dates, weekdays, times, decades and centuries, however they are written.

mod day;
mod era;
mod time;

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use super::lexeme::Lexeme;
use crate::words::Language;

/// Month, day and year, as far as they are said.
pub(crate) type Day = (Option<u32>, Option<u32>, Option<u32>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    /// With all that it may be read as: `3/4/2018`.
    Day(Vec<Day>),
    /// One of the four, counted from spring, of a year.
    Season(u32, u32),
    Weekday(u32),
    /// Minutes after midnight, all that it may be.
    Time(Vec<u32>),
    /// Its first year; below 100 of any century.
    Decade(u32),
    Century(u32),
    /// Of a year: `the third quarter`.
    Quarter(u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Date {
    /// Bytes.
    pub(crate) at: Range<usize>,
    pub(crate) when: When,
    /// It may be a duration as well: `3 heures`.
    pub(crate) may_last: bool,
}

/// Dates that a text says, and all that each of them implies: who says a day says its month, too.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    days: HashSet<Day>,
    weekdays: HashSet<u32>,
    times: HashSet<u32>,
    decades: HashSet<u32>,
    seasons: HashSet<(u32, u32)>,
    centuries: HashSet<u32>,
    quarters: HashSet<u32>,
    /// Those of the years.
    implied_centuries: HashSet<u32>,
    /// The years of which days are said, and how many: the one with the most is a text's own.
    dated: BTreeMap<u32, usize>,
}

impl Dates {
    pub(crate) fn add(&mut self, when: &When) {
        match when {
            When::Day(readings) => {
                for (month, day, year) in readings.iter().copied() {
                    self.days.extend(implied((month, day, year)));
                    if let Some(year) = year {
                        self.year(year);
                        let is_whole = month.is_some() && day.is_some();
                        *self.dated.entry(year).or_default() += usize::from(is_whole);
                    }
                }
            }
            When::Season(season, year) => {
                self.seasons.insert((*season, *year));
                self.year(*year);
            }
            When::Weekday(day) => {
                self.weekdays.insert(*day);
            }
            When::Time(minutes) => self.times.extend(minutes),
            When::Decade(year) => {
                self.decades.insert(*year);
                self.decades.insert(year % 100);
                if *year >= 1_000 {
                    self.implied_centuries.insert(year / 100 + 1);
                }
            }
            When::Century(number) => {
                self.centuries.insert(*number);
            }
            When::Quarter(number) => {
                self.quarters.insert(*number);
            }
        }
    }

    pub(crate) fn year(&mut self, year: u32) {
        self.days.insert((None, None, Some(year)));
        self.add(&When::Decade(year / 10 * 10));
        self.implied_centuries
            .insert(year.saturating_sub(1) / 100 + 1);
    }

    pub(crate) fn has_year(&self, year: u32) -> bool {
        self.days.contains(&(None, None, Some(year)))
    }

    /// `20 May 2025`, where it is `Tuesday, 20 May` in a text of that year.
    fn is_of_this_year(&self, (month, day, year): Day) -> bool {
        let is_whole = month.is_some() && day.is_some() && year.is_some();
        let has_year = |known: &Day| known.0 == month && known.1 == day && known.2.is_some();
        let own = self.dated.iter().max_by_key(|(_, days)| **days);
        let own = own.filter(|(_, days)| **days > 0).map(|(year, _)| *year);
        is_whole
            && year == own
            && self.days.contains(&(month, day, None))
            && !self.days.iter().any(has_year)
    }

    /// Whether one of them says all that this one says.
    pub(crate) fn cover(&self, when: &When) -> bool {
        match when {
            When::Day(readings) => readings
                .iter()
                .any(|day| self.days.contains(day) || self.is_of_this_year(*day)),
            // Of a month nobody knows whether it is the last of one or the first of the next.
            When::Season(season, year) => {
                let month = |month: u32| (Some((month - 1) % 12 + 1), None, Some(*year));
                let first = season * 3;
                self.seasons.contains(&(*season, *year))
                    || (first..first + 4).any(|at| self.days.contains(&month(at)))
            }
            When::Weekday(day) => self.weekdays.contains(day),
            When::Time(minutes) => minutes.iter().any(|minute| self.times.contains(minute)),
            When::Decade(year) => self.decades.contains(year),
            When::Quarter(number) => {
                self.quarters.contains(number)
                    || self
                        .days
                        .iter()
                        .any(|day| day.0.is_some_and(|month| month.div_ceil(3) == *number))
            }
            // Where a century is named, a year of another one is of something else.
            When::Century(number) => {
                self.centuries.contains(number)
                    || self.centuries.is_empty() && self.implied_centuries.contains(number)
            }
        }
    }
}

/// Reads the dates of a sentence; what they are made of is `taken`.
pub(crate) fn of(
    text: &str,
    lexemes: &[Lexeme],
    language: Language,
    taken: &mut [bool],
) -> Vec<Date> {
    let mut reader = Reader {
        text,
        lexemes,
        language,
        taken,
    };
    let mut dates = Vec::new();
    // What a later way of reading would take apart comes first.
    for read in [
        Reader::numeric,
        Reader::characters,
        Reader::century,
        Reader::decade,
        Reader::quarter,
        Reader::season,
        Reader::named,
        Reader::time,
        Reader::short_year,
        Reader::weekday,
    ] {
        for place in 0..lexemes.len() {
            if reader.taken[place] {
                continue;
            }
            if let Some((span, when, may_last)) = read(&mut reader, place) {
                let at = lexemes[span.start].at.start..lexemes[span.end - 1].at.end;
                reader.taken[span].fill(true);
                dates.push(Date { at, when, may_last });
            }
        }
    }
    dates.sort_by_key(|date| date.at.start);
    dates
}

/// Lexemes, what they say, and whether that may be a duration as well.
type Found = Option<(Range<usize>, When, bool)>;

struct Reader<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    language: Language,
    taken: &'a mut [bool],
}

impl Reader<'_> {
    fn word(&self, place: usize) -> Option<&str> {
        self.lexemes.get(place)?.word()
    }

    fn sign(&self, place: usize) -> Option<char> {
        self.lexemes.get(place)?.sign()
    }

    fn digits(&self, place: usize) -> Option<&str> {
        self.lexemes.get(place)?.digits()
    }

    fn whole(&self, place: usize) -> Option<u32> {
        if *self.taken.get(place)? {
            return None;
        }
        self.lexemes.get(place)?.whole()
    }

    fn number(&self, place: usize, digits: Range<usize>) -> Option<u32> {
        let text = self.digits(place)?;
        digits.contains(&text.len()).then(|| text.parse().ok())?
    }

    fn starts(&self, place: usize, words: &[&str]) -> bool {
        self.lexemes.get(place).is_some_and(|lexeme| {
            words
                .iter()
                .any(|word| self.text[lexeme.at.start..].starts_with(word))
        })
    }
}

/// Who says a day says its month, too.
pub(crate) fn implied((month, day, year): Day) -> HashSet<Day> {
    let mut days = HashSet::new();
    for month in [month, None] {
        for day in [day, None] {
            for year in [year, None] {
                days.insert((month, day, year));
            }
        }
    }
    days
}

#[cfg(test)]
mod tests;
