//! Figures: `1,000`, `3.5 million dollars`, `two thirds`, `−5 %`. What each says, however it is written.

mod around;
mod read;
mod scales;
mod shares;

use std::ops::Range;

use super::{
    lexeme::{Kind, Lexeme},
    lexicon::{numbers::RANGE, relations::OF_WHICH, units::Unit},
};
use crate::words::Language;

#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// Bytes, with its sign and unit.
    pub(crate) at: Range<usize>,
    /// All that it may be, its scale included, its unit not.
    pub(crate) values: Vec<f64>,
    pub(crate) unit: Option<Unit>,
    pub(crate) is_negative: bool,
    /// What is said not to be exact: how far below and above what is said it may be, in shares of it.
    pub(crate) rounded: Option<(f64, f64)>,
    /// `hundreds of`: at least this, and below a thousand times it.
    pub(crate) vague: bool,
    /// What is counted, in small letters.
    pub(crate) counted: Option<String>,
    /// No number of its own: `3.5.1`.
    pub(crate) literal: Option<String>,
    /// It may be a year.
    pub(crate) year: Option<u32>,
    /// What it was multiplied by: `million`.
    pub(crate) scale: f64,
    /// `a week`, `im Monat`: in the base of its unit, which is seconds or months.
    pub(crate) per: Option<(u8, u32)>,
    /// A word for one, a first or a second, or the number of a list's points: no claim by itself.
    pub(crate) is_weak: bool,
}

impl Figure {
    pub(crate) fn dimension(&self) -> Option<u8> {
        self.unit.map(|unit| unit.dimension)
    }

    /// In the base of its unit.
    pub(crate) fn base_values(&self) -> impl Iterator<Item = f64> + '_ {
        let factor = self.unit.map_or(1.0, |unit| unit.factor);
        self.values.iter().map(move |value| value * factor)
    }
}

/// Equal as far as ten digits say.
pub(crate) fn key(value: f64) -> String {
    format!("{value:.6e}")
}

/// Those of a sentence's lexemes that no date has taken.
pub(crate) fn of(lexemes: &[Lexeme], taken: &[bool], language: Language) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut place = 0;
    let reader = Reader {
        lexemes,
        taken,
        language,
    };
    while place < lexemes.len() {
        match reader.figure(place) {
            Some((figure, end)) => {
                figures.push(figure);
                place = end.max(place + 1);
            }
            None => place += 1,
        }
    }
    share_units(lexemes, &mut figures);
    figures
}

/// In `from 41 to 55 percent` both are percent, and in `12.4 to 15.1 million` both may be millions.
fn share_units(lexemes: &[Lexeme], figures: &mut [Figure]) {
    for place in (1..figures.len()).rev() {
        let (before, after) = figures.split_at_mut(place);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let from = lexemes.partition_point(|lexeme| lexeme.at.start < first.at.end);
        let to = lexemes
            .partition_point(|lexeme| lexeme.at.start < second.at.start)
            .max(from);
        // `340 of its 1,250 hectares`
        let between = lexemes[from..to].iter().map(Lexeme::word);
        let is_whole = from < to
            && between
                .clone()
                .all(|word| word.is_some_and(|word| OF_WHICH.contains(word)));
        let joined = from < to
            && to - from <= 3
            && lexemes[from..to].iter().all(|lexeme| match &lexeme.kind {
                Kind::Word(word) => RANGE.contains(&word.as_str()),
                Kind::Sign(sign) => "-–—~～至/".contains(*sign),
                _ => false,
            });
        if is_whole && first.unit.is_none() {
            first.unit = second.unit;
            continue;
        }
        if !joined || first.counted.is_some() {
            continue;
        }
        if first.unit.is_none() {
            first.unit = second.unit;
        }
        if first.scale < second.scale {
            let scaled = first.values.iter().map(|value| value * second.scale);
            let scaled: Vec<f64> = scaled.collect();
            // What is meant first: `from 9.1 to 3.7 million`.
            first.values.splice(0..0, scaled);
        }
    }
}

struct Reader<'a> {
    lexemes: &'a [Lexeme],
    taken: &'a [bool],
    language: Language,
}

impl Reader<'_> {
    fn free(&self, place: usize) -> Option<&Lexeme> {
        (!*self.taken.get(place)?).then(|| self.lexemes.get(place))?
    }

    fn word(&self, place: usize) -> Option<&str> {
        self.free(place)?.word()
    }
}

#[cfg(test)]
mod tests;
