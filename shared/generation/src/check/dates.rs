//! Dates: `19 November 1863`, `November 19th`, `1863-11-19`.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Date {
    /// Bytes.
    pub(crate) at: Range<usize>,
    month: u32,
    day: Option<u32>,
    year: Option<u32>,
}

/// The months, each in the languages whose words are known.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier enero gennaio janeiro januari",
    "february feb februar février febrero febbraio fevereiro februari",
    "march mar märz mars marzo março maart",
    "april apr avril abril aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre diciembre dicembre dezembro",
];
/// Between the parts of a date.
const BETWEEN: [&str; 4] = ["of", "de", "del", "the"];

/// Dates that a text says, and all that each of them implies: who says a day says its month, too.
#[derive(Debug, Default)]
pub(crate) struct Dates(HashSet<(u32, Option<u32>, Option<u32>)>);

impl Dates {
    pub(crate) fn add(&mut self, date: &Date) {
        for day in [date.day, None] {
            for year in [date.year, None] {
                self.0.insert((date.month, day, year));
            }
        }
    }

    /// Whether one of them says all that this one says.
    pub(crate) fn cover(&self, date: &Date) -> bool {
        self.0.contains(&(date.month, date.day, date.year))
    }
}

/// Those that name a month, with a day, a year or both.
pub(crate) fn of(text: &str) -> Vec<Date> {
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let mut dates = Vec::new();
    for (place, (_, word)) in words.iter().enumerate() {
        dates.extend(named(&words, place, word));
        dates.extend(iso(text, &words, place));
    }
    dates
}

fn named(words: &[(usize, &str)], place: usize, word: &str) -> Option<Date> {
    let month = month(word)?;
    let number = |place: Option<usize>| {
        let (at, word) = words.get(place?)?;
        number(word).map(|number| (*at..at + word.len(), number))
    };
    let is_between = |place: usize| {
        words
            .get(place)
            .is_some_and(|(_, word)| BETWEEN.contains(&word.to_lowercase().as_str()))
    };
    let before = match place.checked_sub(1) {
        Some(before) if is_between(before) => before.checked_sub(1),
        before => before,
    };
    let mut next = place + 1;
    let (start, word) = words[place];
    let mut at = start..start + word.len();
    let mut near = |span: &Range<usize>| {
        let gap = if span.start >= at.end {
            span.start - at.end
        } else {
            at.start.saturating_sub(span.end)
        };
        // What stands further away belongs to something else.
        let close = gap <= 8;
        if close {
            at = at.start.min(span.start)..at.end.max(span.end);
        }
        close
    };
    let day_before = number(before).filter(|(span, day)| (1..=31).contains(day) && near(span));
    let mut day = day_before.map(|(_, day)| day);
    if day.is_none()
        && let Some((span, number)) = number(Some(next))
        && (1..=31).contains(&number)
        && near(&span)
    {
        day = Some(number);
        next += 1;
    }
    if is_between(next) {
        next += 1;
    }
    let year = number(Some(next))
        .filter(|(span, year)| (1_000..=2_999).contains(year) && near(span))
        .map(|(_, year)| year);
    (day.is_some() || year.is_some()).then_some(Date {
        at,
        month,
        day,
        year,
    })
}

/// `1863-11-19`
fn iso(text: &str, words: &[(usize, &str)], place: usize) -> Option<Date> {
    let (start, year) = *words.get(place)?;
    let (middle, month) = *words.get(place + 1)?;
    let (last, day) = *words.get(place + 2)?;
    let end = last + day.len();
    let joined = middle == start + 5 && last == middle + 3 && end == last + 2;
    let dashed = joined && text.is_char_boundary(start + 4) && &text[start + 4..=start + 4] == "-";
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let right = (1_000..=2_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && dashed
        && &text[middle + 2..=middle + 2] == "-";
    right.then_some(Date {
        at: start..end,
        month,
        day: Some(day),
        year: Some(year),
    })
}

/// By name.
static NUMBERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let named = (1..).zip(MONTHS);
    named
        .flat_map(|(number, names)| names.split(' ').map(move |name| (name, number)))
        .collect()
});

fn month(word: &str) -> Option<u32> {
    // A month in English is written with a capital, and `may` and `march` are words.
    if ["may", "march", "mar", "sept", "dec"].contains(&word) {
        return None;
    }
    NUMBERS.get(word.to_lowercase().as_str()).copied()
}

/// `19`, `19th`, `1er`.
fn number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    if word.len() - digits.len() > 3 {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_its_forms() {
        let full = (11, Some(19), Some(1863));
        for (text, expected) in [
            ("On November 19, 1863, he", Some(full)),
            ("on 19 November 1863", Some(full)),
            ("the 19th of November, 1863", Some(full)),
            ("am 19. November 1863 in", Some(full)),
            ("el 19 de noviembre de 1863", Some(full)),
            ("on 1863-11-19.", Some(full)),
            ("in November 1863", Some((11, None, Some(1863)))),
            ("by November 19th", Some((11, Some(19), None))),
            ("it may 5 times march 3", None),
            ("November was cold", None),
            ("1863-13-19", None),
        ] {
            let found = of(text)
                .first()
                .map(|date| (date.month, date.day, date.year));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_date_covers_what_it_says() {
        let covers = |known: &str, said: &str| {
            let mut dates = Dates::default();
            dates.add(&of(known)[0]);
            dates.cover(&of(said)[0])
        };
        let whole = "19 November 1863";
        assert!(covers(whole, "November 19") && covers(whole, "November 1863"));
        assert!(!covers(whole, "18 November 1863"));
        assert!(!covers("November 1863", whole));
    }
}
