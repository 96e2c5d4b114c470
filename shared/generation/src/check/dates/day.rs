//! Days, months and years.

use super::{Day, Found, Reader, When, time::times};
use crate::{
    check::lexicon::{
        calendar::{BEFORE_MONTH, BETWEEN, MONTHS, WEEKDAYS},
        numbers::is_ordinal_ending,
    },
    words::Language,
};

impl Reader<'_> {
    /// `09.03.1987`, `3/9/1987`, `1987-03-09`, `9. 3. 1987`.
    pub(super) fn numeric(&mut self, place: usize) -> Found {
        let digits = self.digits(place)?;
        let groups: Vec<u32> = digits
            .split('.')
            .filter_map(|group| group.parse().ok())
            .collect();
        if let [day, month, year] = groups[..]
            && digits.split('.').count() == 3
        {
            return Some((place..place + 1, day_of(month, day, full(year))?, false));
        }
        if let Some(found) = self.day_and_month(place, digits) {
            return Some(found);
        }
        let separator = self
            .sign(place + 1)
            .filter(|sign| "/-‐‑.".contains(*sign))?;
        if self.sign(place + 3) != Some(separator) {
            return None;
        }
        let span = place..place + 5;
        if digits.len() == 4 {
            let year = digits.parse().ok()?;
            let (month, day) = (self.number(place + 2, 1..3)?, self.number(place + 4, 1..3)?);
            return Some((span, day_of(month, day, Some(year))?, false));
        }
        let (first, second) = (self.number(place, 1..3)?, self.number(place + 2, 1..3)?);
        let year = full(self.number(place + 4, 2..5)?);
        let readings: Vec<Day> = [(second, first), (first, second)]
            .into_iter()
            .take(if separator == '/' { 2 } else { 1 })
            .filter_map(|(month, day)| valid(month, day, year))
            .collect();
        (!readings.is_empty()).then_some((span, When::Day(readings), false))
    }

    /// `am 15.6.`, `el 12/10`: without a year, where a day is named.
    fn day_and_month(&self, place: usize, digits: &str) -> Found {
        const BEFORE: [&str; 18] = [
            "am", "vom", "zum", "bis", "dem", "el", "del", "le", "du", "il", "al", "on", "em",
            "op", "на", "с", "до", "в",
        ];
        if let Some(found) = self.no_share(place) {
            return Some(found);
        }
        let before = place.checked_sub(1)?;
        let named = self.word(before).is_some_and(|word| BEFORE.contains(&word))
            || self.sign(before) == Some(',')
                && self
                    .word(before.checked_sub(1)?)
                    .is_some_and(|word| WEEKDAYS.contains_key(word));
        if !named {
            return None;
        }
        if let Some((day, month)) = digits.split_once('.') {
            let dotted = self.sign(place + 1) == Some('.') && self.lexemes[place + 1].glued;
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            let day = of_any_year(month, day).filter(|_| dotted)?;
            return Some((place..place + 2, When::Day(vec![day]), false));
        }
        self.slashed(place)
    }

    /// `7/19`, `12/10`: what is no share of anything.
    fn no_share(&self, place: usize) -> Found {
        let before = place.checked_sub(1).and_then(|at| self.sign(at));
        if before == Some('/') || self.language == Language::English {
            return None;
        }
        let (first, second) = (self.number(place, 1..3)?, self.number(place + 2, 1..3)?);
        let is_share = first < second && second <= 12 || first.checked_rem(second) == Some(0);
        self.slashed(place).filter(|_| !is_share)
    }

    /// A day and a month in either order, parted by a slash.
    fn slashed(&self, place: usize) -> Found {
        let slash = self.sign(place + 1) == Some('/') && self.sign(place + 3) != Some('/');
        let (first, second) = (self.number(place, 1..3)?, self.number(place + 2, 1..3)?);
        let readings = [(second, first), (first, second)].into_iter();
        let readings: Vec<Day> = readings
            .filter_map(|(month, day)| of_any_year(month, day))
            .collect();
        (slash && !readings.is_empty()).then_some((place..place + 3, When::Day(readings), false))
    }

    /// `1987年3月9日`, `３月`, `下午3点半`.
    pub(super) fn characters(&mut self, place: usize) -> Found {
        let mut at = place;
        let afternoon = self.starts(place, &["下午", "晚上", "午後", "傍晚"]);
        let morning = self.starts(place, &["上午", "早上", "午前", "凌晨", "清晨"]);
        if afternoon || morning {
            at += 2;
        }
        let mut unit = |name: &[&str]| {
            let value = self.whole(at)?;
            let is_named = self.word(at + 1).is_some_and(|word| name.contains(&word));
            is_named.then(|| {
                at += 2;
                value
            })
        };
        let hour = unit(&["点", "點", "時", "时"]);
        if let Some(hour) = hour.filter(|hour| *hour <= 24) {
            // `3時間` lasts three hours.
            if self.word(at) == Some("間") {
                return None;
            }
            let mut minute = 0;
            if self.word(at) == Some("半") {
                (minute, at) = (30, at + 1);
            } else if let Some(value) = self.whole(at).filter(|value| *value < 60)
                && self.word(at + 1) == Some("分")
            {
                (minute, at) = (value, at + 2);
            }
            return Some((
                place..at,
                When::Time(times(hour, minute, afternoon, morning)),
                false,
            ));
        }
        if afternoon || morning {
            return None;
        }
        let year = unit(&["年"]).filter(|year| (1_000..=2_999).contains(year));
        let month = unit(&["月"]).filter(|month| (1..=12).contains(month));
        let day = unit(&["日", "号", "號"]).filter(|day| (1..=31).contains(day));
        let said = month.is_some() || year.is_some();
        said.then(|| (place..at, When::Day(vec![(month, day, year)]), false))
    }

    /// With the name of a month.
    pub(super) fn named(&mut self, place: usize) -> Found {
        let word = self.word(place)?;
        let month = *MONTHS.get(word)?;
        let lexeme = &self.lexemes[place];
        let is_capital = lexeme.capital;
        // A month in English is written with a capital, and `may` and `march` are words.
        let written_small =
            matches!(self.language, Language::English | Language::German) && !is_capital;
        if written_small || (["mar", "dec", "sept", "may", "march"].contains(&word) && !is_capital)
        {
            return None;
        }
        let mut span = place..place + 1;
        let mut day = None;
        let mut before = place;
        for _ in 0..3 {
            let Some(at) = before.checked_sub(1) else {
                break;
            };
            let is_filler = self.sign(at) == Some('.')
                || self
                    .word(at)
                    .is_some_and(|word| BETWEEN.contains(word) || is_ordinal_ending(word));
            if !is_filler {
                break;
            }
            before = at;
        }
        if let Some(at) = before.checked_sub(1)
            && let Some(number) = self.whole(at).filter(|day| (1..=31).contains(day))
        {
            day = Some(number);
            span.start = at;
        }
        let mut next = place + 1;
        // `Sept. 9`
        if self.sign(next) == Some('.') && word.len() <= 4 && self.whole(next + 1).is_some() {
            next += 1;
        }
        if day.is_none() {
            let at = next + usize::from(self.word(next) == Some("the"));
            if let Some(number) = self.whole(at).filter(|day| (1..=31).contains(day)) {
                day = Some(number);
                next = at + 1;
                if self.word(next).is_some_and(is_ordinal_ending) {
                    next += 1;
                }
                span.end = next;
            }
        }
        let mut year_at = next;
        for _ in 0..3 {
            let is_filler = matches!(self.sign(year_at), Some(',' | '\'' | '’'))
                || self
                    .word(year_at)
                    .is_some_and(|word| BETWEEN.contains(word));
            if !is_filler {
                break;
            }
            year_at += 1;
        }
        let year = self.digits(year_at).and_then(|digits| {
            let year: u32 = digits.parse().ok()?;
            let quoted = matches!(self.sign(year_at - 1), Some('\'' | '’'));
            let two = digits.len() == 2 && (year > 31 || quoted);
            let four = digits.len() == 4 && (1_000..=2_999).contains(&year);
            (two || four).then_some(if two { year + 1_900 } else { year })
        });
        let short = self.digits(year_at).is_some_and(|digits| digits.len() == 2);
        if year.is_some() {
            span.end = year_at + 1;
        }
        if day.is_none() && year.is_none() {
            // An abbreviation or a word that is something else, too, needs more than itself.
            let ambiguous = ["may", "march", "august", "april", "june", "mars"].contains(&word);
            let said = place.checked_sub(1).and_then(|at| self.word(at));
            let after_word = said.is_some_and(|word| BEFORE_MONTH.contains(word));
            let abbreviated = word.chars().count() <= 3
                && !["mai", "may", "mei", "май", "मई"].contains(&word)
                && word.is_ascii();
            if abbreviated || ambiguous && self.language == Language::English && !after_word {
                return None;
            }
        }
        let mut readings = vec![(Some(month), day, year)];
        if short {
            readings.extend(year.map(|year| (Some(month), day, Some(year + 100))));
        }
        Some((span, When::Day(readings), false))
    }

    /// `'87`.
    pub(super) fn short_year(&mut self, place: usize) -> Found {
        let quoted = matches!(self.sign(place), Some('\'' | '’'));
        let digits = self
            .digits(place + 1)
            .filter(|digits| quoted && digits.len() == 2)?;
        let glued = self.lexemes[place + 1].glued;
        let year: u32 = digits.parse().ok()?;
        let readings = vec![
            (None, None, Some(1_900 + year)),
            (None, None, Some(2_000 + year)),
        ];
        glued.then_some((place..place + 2, When::Day(readings), false))
    }
}

fn full(year: u32) -> Option<u32> {
    match year {
        0..=49 => Some(2_000 + year),
        50..=99 => Some(1_900 + year),
        1_000..=2_999 => Some(year),
        _ => None,
    }
}

fn valid(month: u32, day: u32, year: Option<u32>) -> Option<Day> {
    let right = (1..=12).contains(&month) && (1..=31).contains(&day) && year.is_some();
    right.then_some((Some(month), Some(day), year))
}

fn of_any_year(month: u32, day: u32) -> Option<Day> {
    let right = (1..=12).contains(&month) && (1..=31).contains(&day);
    right.then_some((Some(month), Some(day), None))
}

fn day_of(month: u32, day: u32, year: Option<u32>) -> Option<When> {
    valid(month, day, year).map(|day| When::Day(vec![day]))
}
