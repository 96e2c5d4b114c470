//! What multiplies a number, and what is added to it.

use super::Reader;
use crate::{
    check::{
        lexeme::{Kind, Lexeme},
        lexicon::{
            numbers::{FRACTIONS, SCALES},
            units::{self, CURRENCY, Unit},
        },
    },
    words::Language,
};

impl Reader<'_> {
    /// `and a half`, `y medio`, `et demi`, `с половиной`.
    pub(super) fn and_a_half(&self, at: usize) -> Option<usize> {
        let words: Vec<&str> = (at..at + 3).map_while(|at| self.word(at)).collect();
        match words[..] {
            ["and", "a", "half"] => Some(at + 3),
            ["半", ..] if self.free(at).is_some_and(|next| next.glued) => Some(at + 1),
            ["y", "medio" | "media", ..]
            | ["et", "demi" | "demie", ..]
            | ["с", "половиной", ..]
            | ["e", "mezzo" | "mezza" | "meio" | "meia", ..] => Some(at + 2),
            _ => None,
        }
    }

    /// `A week and a half`.
    pub(super) fn one_and_a_half(&self, place: usize) -> Option<(Unit, usize)> {
        let is_article = ["a", "an"].contains(&self.word(place)?);
        let unit = units::named(self.word(place + 1)?).filter(|_| is_article)?;
        Some((unit, self.and_a_half(place + 2)?))
    }

    /// `A million`, `un millar`.
    pub(super) fn scale_alone(&self, place: usize) -> Option<f64> {
        let word = self.word(place)?;
        let scale = self
            .scale_of(word)
            .filter(|scale| *scale >= 100.0 && word.chars().count() > 2)?;
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        let article = before.is_some_and(|word| {
            [
                "a", "one", "ein", "eine", "einer", "un", "una", "half", "halbe", "medio", "demi",
            ]
            .contains(&word)
        });
        // `cien años`, but not `por cien`.
        let hundred = ["cien", "cent"].contains(&word)
            && !before.is_some_and(|before| ["por", "pour", "per"].contains(&before));
        let single = hundred || ["mil", "mille", "tausend"].contains(&word);
        let half = before.is_some_and(|word| FRACTIONS.get(word) == Some(&0.5))
            || place
                .checked_sub(2)
                .and_then(|at| self.word(at))
                .is_some_and(|word| word == "half");
        (article || single || half).then_some(if half { scale / 2.0 } else { scale })
    }

    pub(super) fn scale_of(&self, word: &str) -> Option<f64> {
        let bare = word.trim_end_matches('.');
        // On the continent a billion has twelve zeros.
        let long = matches!(
            self.language,
            Language::German | Language::French | Language::Spanish
        );
        if long && ["billion", "billionen", "billions"].contains(&bare) {
            return Some(1e12);
        }
        SCALES.get(bare).copied()
    }

    pub(super) fn scale(&self, at: usize) -> Option<f64> {
        let lexeme = self.free(at).filter(|lexeme| lexeme.joined)?;
        let word = lexeme.word()?;
        // `5 m` are metres.
        if word.len() == 1 && !lexeme.glued || ["cent", "cien"].contains(&word) {
            return None;
        }
        if word == "m" || word == "k" {
            let money = self
                .free(at.checked_sub(2)?)
                .is_some_and(|before| before.sign().is_some_and(|sign| "$€£¥₽₹".contains(sign)));
            // `1,9 M€`
            let behind = self
                .free(at + 1)
                .filter(|next| next.glued)
                .and_then(Lexeme::sign);
            let money = money || behind.is_some_and(|sign| "$€£¥₽₹".contains(sign));
            let unit = self.word(at + 1).and_then(units::named);
            let money = money || unit.is_some_and(|unit| unit.dimension >= CURRENCY);
            return (money || word == "k").then(|| if word == "m" { 1e6 } else { 1e3 });
        }
        self.scale_of(word)
    }

    /// What is less than the number before it and in words, too.
    pub(super) fn rest(&self, at: usize, before: f64) -> Option<(f64, usize)> {
        if before < 1e6 || before % 1e6 != 0.0 {
            return None;
        }
        let lexeme = self.free(at).filter(|lexeme| lexeme.joined)?;
        let Kind::Number(value, false) = lexeme.kind else {
            return None;
        };
        let scale = self.scale(at + 1);
        let value = value * scale.unwrap_or(1.0);
        (100.0..1e6)
            .contains(&value)
            .then_some((value, at + 1 + usize::from(scale.is_some())))
    }

    /// `5000万` behind `2億`, `5千` behind `3万`.
    pub(super) fn lower(&self, at: usize, before: f64) -> Option<(f64, usize)> {
        let lexeme = self.free(at).filter(|lexeme| lexeme.glued)?;
        let value = match &lexeme.kind {
            Kind::Digits(_, values) => *values.first()?,
            Kind::Number(value, false) => *value,
            _ => return None,
        };
        let Some(scale) = self.scale(at + 1) else {
            // `2万8,500円`
            let is_rest = (1e4..=1e8).contains(&before) && (100.0..before).contains(&value);
            return is_rest.then_some((value, at + 1));
        };
        (before >= 1e4 && value * scale < before).then_some((value * scale, at + 2))
    }
}
