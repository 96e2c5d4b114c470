//! Dates, weekdays, times, decades and centuries, however they are written.

use std::{collections::HashSet, ops::Range};

use super::{
    figures::RANGE,
    lexeme::Lexeme,
    lexicon::calendar::{
        AFTERNOON, BEFORE_MONTH, BETWEEN, CENTURY, DECADES, MONTHS, MORNING, OCLOCK, SEASONS,
        WEEKDAYS,
    },
};
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
    /// Those of the years.
    implied_centuries: HashSet<u32>,
}

impl Dates {
    pub(crate) fn add(&mut self, when: &When) {
        match when {
            When::Day(readings) => {
                for (month, day, year) in readings.iter().copied() {
                    self.days.extend(implied((month, day, year)));
                    if let Some(year) = year {
                        self.year(year);
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

    /// Whether one of them says all that this one says.
    pub(crate) fn cover(&self, when: &When) -> bool {
        match when {
            When::Day(readings) => readings.iter().any(|day| self.days.contains(day)),
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

    /// `09.03.1987`, `3/9/1987`, `1987-03-09`, `9. 3. 1987`.
    fn numeric(&mut self, place: usize) -> Found {
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

    /// `1987年3月9日`, `３月`, `下午3点半`.
    fn characters(&mut self, place: usize) -> Found {
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

    fn starts(&self, place: usize, words: &[&str]) -> bool {
        self.lexemes.get(place).is_some_and(|lexeme| {
            words
                .iter()
                .any(|word| self.text[lexeme.at.start..].starts_with(word))
        })
    }

    /// `19th century`, `XIXe siècle`, `siglo XIX`, `19. Jahrhundert`, `19世纪`.
    fn century(&mut self, place: usize) -> Found {
        if self.starts(place, &["世纪", "世紀"]) && place > 0 {
            let number = self.whole(place - 1)?;
            return Some((place - 1..place + 2, When::Century(number), false));
        }
        if !self.word(place).is_some_and(|word| CENTURY.contains(word)) {
            return None;
        }
        let is_filler =
            |at: usize| self.sign(at) == Some('.') || self.word(at).is_some_and(is_ordinal_ending);
        for (at, span) in [
            (place.checked_sub(1), 0),
            (place.checked_sub(2), 1),
            (place.checked_sub(3), 2),
        ]
        .into_iter()
        .filter_map(|(at, between)| at.map(|at| (at, between)))
        {
            if (at + 1..at + 1 + span).all(is_filler)
                && let Some(number) = self
                    .whole(at)
                    .or_else(|| self.roman(at))
                    .filter(|n| *n <= 30)
            {
                return Some((at..place + 1, When::Century(number), false));
            }
        }
        let number = self
            .roman(place + 1)
            .or_else(|| self.whole(place + 1))
            .filter(|n| *n <= 30)?;
        Some((place..place + 2, When::Century(number), false))
    }

    fn roman(&self, place: usize) -> Option<u32> {
        let lexeme = self.lexemes.get(place).filter(|lexeme| lexeme.capital)?;
        let word = lexeme.word()?;
        let numeral = word.trim_end_matches("ème").trim_end_matches('e');
        let value = |c: char| {
            Some(match c {
                'i' => 1,
                'v' => 5,
                'x' => 10,
                _ => return None,
            })
        };
        let mut sum = 0_i32;
        let mut before = 0;
        for c in numeral.chars().rev() {
            let value = value(c)?;
            if value < before {
                sum -= value;
            } else {
                sum += value;
            }
            before = before.max(value);
        }
        (sum > 0).then_some(sum.unsigned_abs())
    }

    /// `1950s`, `the '80s`, `1950er`, `años 80`.
    fn decade(&mut self, place: usize) -> Found {
        if let Some(decade) = self.word(place).and_then(|word| DECADES.get(word)) {
            return Some((place..place + 1, When::Decade(*decade), false));
        }
        let digits = self.digits(place)?;
        let year: u32 = digits.parse().ok()?;
        let fits = year.is_multiple_of(10)
            && (digits.len() == 2 && year >= 10 || (1_000..3_000).contains(&year));
        let ending = self
            .word(place + 1)
            .filter(|_| self.lexemes[place + 1].joined);
        let ending = ending.is_some_and(|word| ["s", "er", "ern", "х", "е"].contains(&word));
        let before = place.checked_sub(1).and_then(|before| self.word(before));
        let named = before.is_some_and(|word| ["años", "années", "anos", "anni"].contains(&word));
        let start = place - usize::from(named && !ending);
        let end = place + 1 + usize::from(ending);
        (fits && (ending || named)).then_some((start..end, When::Decade(year), false))
    }

    /// `the winter of 1963`, `Herbst 2018`: without a year it is of any.
    fn season(&mut self, place: usize) -> Found {
        let season = *SEASONS.get(self.word(place)?)?;
        let filler = |word: &str| BETWEEN.contains(word) || ["year", "года"].contains(&word);
        let fillers = (place + 1..place + 3)
            .take_while(|at| self.word(*at).is_some_and(filler))
            .count();
        let at = place + 1 + fillers;
        let year = self
            .number(at, 4..5)
            .filter(|year| (1_000..3_000).contains(year))?;
        Some((place..at + 1, When::Season(season, year), false))
    }

    /// With the name of a month.
    fn named(&mut self, place: usize) -> Found {
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
    fn short_year(&mut self, place: usize) -> Found {
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

    fn time(&mut self, place: usize) -> Found {
        if let Some(minutes) = self.word(place).and_then(|word| match word {
            "noon" | "midday" | "mediodía" | "полдень" | "mezzogiorno" => Some(720),
            "midnight" | "mitternacht" | "minuit" | "medianoche" | "полночь" => Some(0),
            _ => None,
        }) {
            return Some((place..place + 1, When::Time(vec![minutes]), false));
        }
        if let Some(found) = self.spoken_time(place) {
            return Some(found);
        }
        let mut end = place + 1;
        let mut minute = 0;
        let mut is_clock = false;
        let raw = self.digits(place).unwrap_or_default().to_owned();
        let hour = if self.sign(place + 1) == Some(':')
            && self.lexemes.get(place + 2).is_some_and(|next| next.glued)
        {
            minute = self.number(place + 2, 2..3).filter(|minute| *minute < 60)?;
            end = place + 3;
            is_clock = true;
            self.number(place, 1..3)?
        } else if let Some((hour, minutes)) = raw.split_once('.')
            && minutes.len() == 2
        {
            minute = minutes.parse().ok().filter(|minute| *minute < 60)?;
            is_clock = self.is_at(place) && self.language != Language::English;
            hour.parse().ok()?
        } else {
            self.whole(place)?
        };
        if hour > 24 {
            return None;
        }
        // `9 bis 13 Uhr`
        let to = self.word(end).is_some_and(|word| RANGE.contains(&word))
            || self.sign(end).is_some_and(|sign| "-–—".contains(sign));
        if to
            && !is_clock
            && self.whole(end + 1).is_some()
            && let Some((_, When::Time(until), false)) = self.time(end + 1)
        {
            let both = times(hour, minute, false, false);
            let is_later = |time: &u32| until.iter().any(|until| time < until);
            let times = both.iter().copied().filter(is_later).collect();
            return Some((place..end, When::Time(times), false));
        }
        let named = self.word(end).map(str::to_owned);
        let hours_word = named.as_deref().is_some_and(|word| OCLOCK.contains(word));
        if hours_word {
            end += 1;
            is_clock |=
                ["o'clock", "uhr", "uur", "बजे"].contains(&named.as_deref().unwrap_or_default());
            if let Some(minutes) = self.number(end, 2..3).filter(|minute| *minute < 60) {
                (minute, is_clock, end) = (minutes, true, end + 1);
            } else if self
                .word(end)
                .is_some_and(|word| ["et", "y", "e"].contains(&word))
                && self.lexemes.get(end + 1).is_some_and(|next| {
                    next.word()
                        .is_some_and(|word| ["demie", "media"].contains(&word))
                })
            {
                (minute, is_clock, end) = (30, true, end + 2);
            }
        } else if ["y", "e"].contains(&named.as_deref().unwrap_or_default())
            && self
                .word(end + 1)
                .is_some_and(|word| word == "media" || word == "mezza")
        {
            (minute, is_clock, end) = (30, true, end + 2);
        }
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        let las = before.is_some_and(|word| ["las", "la"].contains(&word));
        let (afternoon, morning, after) = self.part_of_day(end);
        let directly = after.is_some_and(|after| after == end + 1);
        let marked = after.is_some()
            && (is_clock || hours_word || las || directly || minute > 0 || self.is_at(place));
        if !(is_clock || hours_word || marked || las && after.is_some()) {
            // `a las 5` and the like say no more than a number does.
            return None;
        }
        let end = after.filter(|_| marked).unwrap_or(end);
        let (afternoon, morning) = (afternoon && marked, morning && marked);
        let exact = is_clock && raw.starts_with('0');
        let times = if exact {
            vec![hour * 60 + minute]
        } else {
            times(hour, minute, afternoon, morning)
        };
        Some((place..end, When::Time(times), !is_clock && !marked))
    }

    /// Whether a preposition before it makes it a time.
    fn is_at(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        before.is_some_and(|word| {
            [
                "at", "um", "à", "в", "с", "from", "until", "ab", "bis", "las", "alle", "às", "dès",
            ]
            .contains(&word)
        })
    }

    /// `half past seven`, `halb acht`, `quarter to nine`.
    fn spoken_time(&self, place: usize) -> Found {
        let word = self.word(place)?;
        let hour = |at: usize| self.whole(at).filter(|hour| (1..=24).contains(hour));
        let (hour, minute, end) = match word {
            "half" | "quarter" if self.word(place + 1) == Some("past") => (
                hour(place + 2)?,
                if word == "half" { 30 } else { 15 },
                place + 3,
            ),
            "quarter" if self.word(place + 1) == Some("to") => {
                (hour(place + 2)?.checked_sub(1)?, 45, place + 3)
            }
            "halb" => (hour(place + 1)?.checked_sub(1)?, 30, place + 2),
            "viertel" if self.word(place + 1) == Some("nach") => (hour(place + 2)?, 15, place + 3),
            "viertel" if self.word(place + 1) == Some("vor") => {
                (hour(place + 2)?.checked_sub(1)?, 45, place + 3)
            }
            _ => return None,
        };
        let (afternoon, morning, after) = self.part_of_day(end);
        Some((
            place..after.unwrap_or(end),
            When::Time(times(hour, minute, afternoon, morning)),
            false,
        ))
    }

    /// Whether it says which half of a day, and where that ends.
    fn part_of_day(&self, from: usize) -> (bool, bool, Option<usize>) {
        for at in from..from + 4 {
            let Some(word) = self.word(at) else { break };
            let bare = word.trim_end_matches('.');
            let afternoon = AFTERNOON.contains(bare);
            let morning = MORNING.contains(bare);
            if afternoon || morning {
                // `утра` and `in the morning`; `am` in German is another word.
                if bare == "am" && self.language != Language::English {
                    continue;
                }
                return (afternoon, morning, Some(at + 1));
            }
            let is_filler = [
                "in", "the", "at", "de", "la", "du", "l", "del", "am", "di", "da",
            ]
            .contains(&bare);
            if !is_filler {
                break;
            }
        }
        (false, false, None)
    }

    fn weekday(&mut self, place: usize) -> Found {
        let word = self.word(place)?;
        if let Some(day) = WEEKDAYS.get(word) {
            // `sun`, `mar` and the like are not in the list; `सोमवार` has no capitals.
            return Some((place..place + 1, When::Weekday(*day), false));
        }
        let start = self.lexemes[place].at.start;
        let is_han = word.starts_with(['周', '星', '月', '火', '水', '木', '金', '土', '日']);
        let (name, day) = WEEKDAYS
            .iter()
            .filter(|(name, _)| is_han && name.chars().all(super::folded::is_unspaced))
            .find(|(name, _)| self.text[start..].starts_with(**name))?;
        let length = name.chars().count();
        let fits = place + length <= self.lexemes.len();
        fits.then_some((place..place + length, When::Weekday(*day), false))
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

/// After a number, what makes it a place in a row.
pub(crate) fn is_ordinal_ending(word: &str) -> bool {
    [
        "st", "nd", "rd", "th", "er", "e", "ème", "º", "ª", "го", "й", "ter", "ten", "re",
    ]
    .contains(&word)
}

fn times(hour: u32, minute: u32, afternoon: bool, morning: bool) -> Vec<u32> {
    let minutes = (hour % 24) * 60 + minute;
    match (afternoon, morning) {
        (true, _) if hour < 12 => vec![minutes + 720],
        (_, true) if hour == 12 => vec![minute],
        (true, _) | (_, true) => vec![minutes],
        _ if (1..=12).contains(&hour) => vec![minutes, (minutes + 720) % 1_440],
        _ => vec![minutes],
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

fn day_of(month: u32, day: u32, year: Option<u32>) -> Option<When> {
    valid(month, day, year).map(|day| When::Day(vec![day]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::lexemes;

    fn read(text: &str) -> Vec<When> {
        let language = match Language::of(text) {
            Language::Other if text.is_ascii() => Language::English,
            language => language,
        };
        let lexemes = lexemes::of(text, language);
        let mut taken = vec![false; lexemes.len()];
        of(text, &lexemes, language, &mut taken)
            .into_iter()
            .map(|date| date.when)
            .collect()
    }

    fn day(month: u32, day: u32, year: u32) -> When {
        let part = |part: u32| (part > 0).then_some(part);
        When::Day(vec![(part(month), part(day), part(year))])
    }

    #[test]
    fn a_date_is_read_in_its_forms() {
        for (text, expected) in [
            (
                "On November 19, 1863, he came to the town",
                day(11, 19, 1863),
            ),
            ("He was there on 19 November 1863", day(11, 19, 1863)),
            ("It was the 19th of November, 1863", day(11, 19, 1863)),
            ("It was the eighth of March", day(3, 8, 0)),
            (
                "Er kam am 19. November 1863 in die Stadt und sie",
                day(11, 19, 1863),
            ),
            (
                "Es war am achten März in der Stadt und nicht der",
                day(3, 8, 0),
            ),
            (
                "el 19 de noviembre de 1863 en la ciudad de los",
                day(11, 19, 1863),
            ),
            ("on 1863-11-19.", day(11, 19, 1863)),
            ("on 19.11.1863 he", day(11, 19, 1863)),
            ("in November 1863", day(11, 0, 1863)),
            ("by November 19th", day(11, 19, 0)),
            ("it was in March", day(3, 0, 0)),
            ("1958年4月3日", day(4, 3, 1958)),
            ("it was a Monday", When::Weekday(1)),
            ("at 3 p.m. it began", When::Time(vec![900])),
            ("at half past seven in the evening", When::Time(vec![1_170])),
            ("in the 1950s", When::Decade(1950)),
            ("in the winter of 1963", When::Season(4, 1963)),
            ("from 3 to 5 p.m.", When::Time(vec![180, 900])),
            ("in the 19th century", When::Century(19)),
        ] {
            assert_eq!(read(text).first(), Some(&expected), "{text}");
        }
        for text in ["it may 5 times march 3", "1863-13-19", "he may go"] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_date_covers_what_it_says() {
        let covers = |known: &str, said: &str| {
            let mut dates = Dates::default();
            dates.add(&read(known)[0]);
            dates.cover(&read(said)[0])
        };
        let whole = "19 November 1863";
        assert!(covers(whole, "November 19") && covers(whole, "November 1863"));
        assert!(covers(whole, "the 1860s") && covers("on a Thursday", "a Thursday"));
        assert!(!covers(whole, "18 November 1863") && !covers("on a Thursday", "a Friday"));
        assert!(!covers("November 1863", whole));
        assert!(covers(whole, "autumn 1863") && !covers(whole, "summer 1863"));
    }
}
