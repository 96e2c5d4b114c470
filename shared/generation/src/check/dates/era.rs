//! Centuries, decades, and seasons of a year.

use super::{Found, Reader, When};
use crate::check::lexeme::Kind;
use crate::check::lexicon::{
    calendar::{BETWEEN, CENTURY, DECADES, SEASONS},
    numbers::is_ordinal_ending,
    units,
};
use crate::words::Language;

impl Reader<'_> {
    /// `19th century`, `XIXe siècle`, `siglo XIX`, `19. Jahrhundert`, `19世纪`.
    pub(super) fn century(&mut self, place: usize) -> Found {
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
                && !(span == 0 && self.lasts(at, place))
            {
                return Some((at..place + 1, When::Century(number), false));
            }
        }
        // `siglo XIX`; in other languages the number stands before it.
        let leads = ["sig", "sec", "séc"].iter().any(|start| {
            self.word(place)
                .is_some_and(|century| century.starts_with(start))
        });
        let behind = || self.whole(place + 1).filter(|_| leads);
        let number = self.roman(place + 1).or_else(behind).filter(|n| *n <= 30)?;
        Some((place..place + 2, When::Century(number), false))
    }

    /// `Six centuries`, which is no date.
    fn lasts(&self, number: usize, place: usize) -> bool {
        let many = self
            .word(place)
            .is_some_and(|word| units::is_of(word, units::YEARS));
        let is_place = matches!(self.lexemes[number].kind, Kind::Number(_, true));
        many && !is_place && self.roman(number).is_none()
    }

    pub(super) fn roman(&self, place: usize) -> Option<u32> {
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
    pub(super) fn decade(&mut self, place: usize) -> Found {
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

    /// `the third quarter`, `Q3`, `3. Quartal`, `第三季度`.
    pub(super) fn quarter(&mut self, place: usize) -> Found {
        const QUARTER: [&str; 12] = [
            "quarter",
            "quartal",
            "quartals",
            "trimestre",
            "trimestri",
            "kwartaal",
            "квартал",
            "квартала",
            "квартале",
            "季度",
            "季",
            "四",
        ];
        let fits = |number: u32| (1..=4).contains(&number);
        if self.word(place) == Some("q") && self.lexemes.get(place + 1)?.glued {
            let number = self.whole(place + 1).filter(|number| fits(*number))?;
            return Some((place..place + 2, When::Quarter(number), false));
        }
        // `second` and `third` are units and shares elsewhere.
        let in_words = self.word(place).and_then(|word| match word {
            "first" | "ersten" | "erste" | "premier" | "primer" | "первом" | "первый" => {
                Some(1)
            }
            "second" | "zweiten" | "zweite" | "deuxième" | "segundo" | "втором" | "второй" => {
                Some(2)
            }
            "third" | "dritten" | "dritte" | "troisième" | "tercer" | "третьем" | "третий" => {
                Some(3)
            }
            "fourth" | "vierten" | "vierte" | "quatrième" | "cuarto" | "четвёртом" => {
                Some(4)
            }
            _ => None,
        });
        let number = in_words.or_else(|| self.whole(place));
        let number = number.filter(|number| fits(*number))?;
        let is_ordinal =
            in_words.is_some() || matches!(self.lexemes[place].kind, Kind::Number(_, true));
        let mut at = place + 1;
        let marked = self.sign(at) == Some('.') || self.word(at).is_some_and(is_ordinal_ending);
        at += usize::from(marked);
        let han = place > 0 && self.word(place - 1) == Some("第");
        let word = self.word(at).filter(|word| QUARTER.contains(word))?;
        let end = match word {
            "季" if self.word(at + 1) == Some("度") => at + 2,
            "四" if self.starts(at, &["四半期"]) => at + 3,
            "季" | "四" => return None,
            _ => at + 1,
        };
        (is_ordinal || marked || han).then_some((place..end, When::Quarter(number), false))
    }

    /// `the winter of 1963`, `Herbst 2018`: without a year it is of any.
    pub(super) fn season(&mut self, place: usize) -> Found {
        let word = self.word(place)?;
        // `Die Sommersaison 2026`
        let compound = || {
            let stem = SEASONS.keys().find(|season| word.starts_with(**season))?;
            SEASONS
                .get(stem)
                .filter(|_| self.language == Language::German)
        };
        let season = *SEASONS.get(word).or_else(compound)?;
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
}
