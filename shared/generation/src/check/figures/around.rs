//! What stands around a number: its unit, currency and sign, what it counts, and how exact it is.

use super::Reader;
use crate::{
    check::{
        folded::is_unspaced,
        lexeme::{Kind, Lexeme},
        lexicon::{
            calendar::CENTURY,
            numbers::{CENT, LISTED, PER, RANGE, ROUNDED, ROUNDED_BEHIND},
            units::{self, CURRENCY, OF_A_COUNTRY, RATIO, Unit},
        },
    },
    words::Language,
};

/// Before `than`.
const LESS: [&str; 2] = ["less", "fewer"];
/// Of a number up to the first, what lies between it and the one below it, as far as the second.
const SMALL: f64 = 10.0;
const HALF: f64 = 0.5;
const ONE_MORE: f64 = 0.99;
const A_CENTURY: Unit = Unit {
    dimension: units::YEARS,
    factor: 1_200.0,
};

impl Reader<'_> {
    /// What it is a number of, if that is a unit, and where that ends.
    pub(super) fn unit(
        &self,
        from: usize,
        scaled: bool,
        is_fraction: bool,
    ) -> Option<(Unit, usize)> {
        let mut at = from;
        for _ in 0..3 {
            let filler = self.word(at).is_some_and(|word| {
                let of = ["de", "d", "di", "of", "von"].contains(&word) && (scaled || is_fraction);
                let article =
                    ["an", "a", "einer", "eine", "une", "un", "una"].contains(&word) && is_fraction;
                of || article || word == "us"
            }) || self
                .free(at)
                .is_some_and(|lexeme| lexeme.sign() == Some('.') && lexeme.glued && scaled);
            if !filler {
                break;
            }
            at += 1;
        }
        let lexeme = self.free(at)?;
        if let Some(sign) = lexeme.sign() {
            let sign = sign.to_string();
            let mut unit = units::named(&sign)?;
            let mut end = at + 1;
            if sign == "°"
                && let Some(scale) = self.word(at + 1).filter(|word| ["c", "f"].contains(word))
            {
                unit = units::named(&format!("°{scale}"))?;
                end += 1;
            }
            return Some((unit, end));
        }
        let word = lexeme.word()?;
        if !lexeme.joined && at == from {
            return None;
        }
        // `Half a century` is no date.
        if is_fraction && CENTURY.contains(word) {
            return Some((A_CENTURY, at + 1));
        }
        if let Some(powered) = self.powered_before(word, at + 1) {
            return Some(powered);
        }
        // `per cent`, `por ciento`, `pour cent`, `في المئة`.
        if PER.contains(word) && self.word(at + 1).is_some_and(|next| CENT.contains(next)) {
            return Some((
                Unit {
                    dimension: RATIO,
                    factor: 0.01,
                },
                at + 2,
            ));
        }
        if ["por", "pour", "per"].contains(&word)
            && let Some(Kind::Number(value, _)) = self.free(at + 1).map(|lexeme| &lexeme.kind)
            && (*value - 100.0).abs() < f64::EPSILON
        {
            return Some((
                Unit {
                    dimension: RATIO,
                    factor: 0.01,
                },
                at + 2,
            ));
        }
        // Of unspaced scripts, up to four characters.
        if word.chars().all(is_unspaced) {
            let glued = |at: usize| {
                self.free(at)
                    .filter(|lexeme| lexeme.glued)
                    .and_then(Lexeme::word)
            };
            for length in (1..=4).rev() {
                let mut name = word.to_owned();
                let rest: Option<Vec<&str>> = (1..length).map(|next| glued(at + next)).collect();
                if let Some(rest) = rest {
                    name.extend(rest);
                    if let Some(unit) = units::named(&name) {
                        return Some((unit, at + length));
                    }
                }
            }
            return None;
        }
        // `100 an` is an English article, `5 a` none of ours; `m` and `t` alone are units after a space, too.
        if word == "an" && self.language != Language::French
            || word == "fr"
            || word == "real" && self.language == Language::English
            || ["mark", "marks"].contains(&word)
                && lexeme.capital
                && self.language == Language::English
        {
            return None;
        }
        let (unit, end) = units::named(word).map(|unit| (unit, at + 1)).or_else(|| {
            let next = self.word(at + 1)?;
            let unit = units::named(next).filter(|_| OF_A_COUNTRY.contains(word))?;
            Some((unit, at + 2))
        })?;
        if let Some(powered) = self.powered(unit, end) {
            return Some(powered);
        }
        // `9 mph` is one word; `km/h` are three.
        if self.free(end).and_then(Lexeme::sign) == Some('/') && self.word(end + 1) == Some("h") {
            return Some((units::named("km/h")?, end + 2));
        }
        Some((unit, end))
    }

    /// `m²`, `mètres carrés`
    fn powered(&self, unit: Unit, at: usize) -> Option<(Unit, usize)> {
        let next = self.free(at)?;
        let power = match &next.kind {
            Kind::Sign(sign) if next.glued => units::power(&sign.to_string()),
            Kind::Word(word) => units::power(word),
            _ => None,
        }?;
        Some((units::powered(unit, power)?, at + 1))
    }

    /// `square metres`, `кв. м`
    fn powered_before(&self, word: &str, at: usize) -> Option<(Unit, usize)> {
        let power = units::power(word)?;
        let at = at + usize::from(self.free(at)?.sign() == Some('.'));
        let unit = units::named(self.word(at)?)?;
        Some((units::powered(unit, power)?, at + 1))
    }

    /// `$`, `US$`, `USD`, `Rs`.
    pub(super) fn currency_before(&self, place: usize) -> Option<(Unit, usize)> {
        let before = place.checked_sub(1)?;
        let lexeme = self.free(before)?;
        let name = match &lexeme.kind {
            Kind::Sign(sign) => sign.to_string(),
            Kind::Word(word) if lexeme.capital && word.len() <= 4 => word.clone(),
            _ => return None,
        };
        let unit = units::named(&name).filter(|unit| unit.dimension >= CURRENCY)?;
        let first = before
            .checked_sub(1)
            .filter(|at| self.lexemes[before].glued && self.word(*at) == Some("us"))
            .unwrap_or(before);
        Some((unit, first))
    }

    /// A minus that is no dash.
    pub(super) fn minus(&self, at: usize, number: usize) -> Option<usize> {
        let lexeme = self.free(at)?;
        let glued = self.lexemes[number].glued;
        let word = lexeme
            .word()
            .is_some_and(|word| ["minus", "moins", "menos", "минус", "meno"].contains(&word));
        let apart = !lexeme.glued;
        let dash = lexeme
            .sign()
            .is_some_and(|sign| sign == '−' || "-–".contains(sign) && apart && glued);
        // `6 - 5` and `(-5)`.
        (dash && glued || word).then_some(at)
    }

    /// `a week`, `per year`, `im Monat`, `par an`.
    pub(super) fn per(&self, at: usize) -> Option<(u8, u32)> {
        const EACH: [&str; 18] = [
            "a", "an", "per", "each", "every", "pro", "je", "im", "par", "por", "al", "à", "в",
            "am", "di", "ao", "jede", "jeden",
        ];
        let sign = self.free(at).and_then(Lexeme::sign) == Some('/');
        let article = self
            .word(at + 1)
            .is_some_and(|word| ["la", "l", "the", "der"].contains(&word));
        let unit = self
            .word(at + 1 + usize::from(article))
            .filter(|_| sign || self.word(at).is_some_and(|word| EACH.contains(&word)))
            .and_then(units::named)
            .filter(|unit| [units::TIME, units::YEARS].contains(&unit.dimension))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole seconds of a week, or months of a year"
        )]
        Some((unit.dimension, unit.factor as u32))
    }

    /// `jede Woche zwei`, `zwei Ries am Tag`, `daily`.
    pub(super) fn per_around(&self, start: usize, end: usize) -> Option<(u8, u32)> {
        const EVERY: [&str; 16] = [
            "each",
            "every",
            "jede",
            "jeden",
            "jedes",
            "jeder",
            "chaque",
            "cada",
            "ogni",
            "elke",
            "каждый",
            "каждую",
            "каждое",
            "pro",
            "per",
            "par",
        ];
        let each = |at: usize| {
            let leads = self.word(at).is_some_and(|word| EVERY.contains(&word));
            let am = self.word(at) == Some("am") && self.word(at + 1) == Some("tag");
            let unit = self
                .word(at + 1)
                .filter(|_| leads || am)
                .and_then(units::named)?;
            let is_time = [units::TIME, units::YEARS].contains(&unit.dimension);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole seconds of a week, or months of a year"
            )]
            is_time.then_some((unit.dimension, unit.factor as u32))
        };
        let before = start.checked_sub(2).and_then(each);
        before.or_else(|| (end + 1..end + 3).find_map(each))
    }

    /// `una docena escasa`, `10軒に満たない`: right behind the number, or behind what it counts.
    fn rounded_behind(&self, end: usize) -> Option<(f64, f64)> {
        const LONGEST: usize = 4;
        if self
            .word(end)
            .is_some_and(|word| !word.starts_with(is_unspaced))
        {
            let mut words = (end..end + 2).map_while(|at| self.word(at));
            return words.find_map(|word| ROUNDED_BEHIND.get(word).copied());
        }
        (end..end + 3).find_map(|from| {
            let mut said = String::new();
            (from..from + LONGEST).find_map(|at| {
                said.push_str(self.word(at)?);
                ROUNDED_BEHIND.get(said.as_str()).copied()
            })
        })
    }

    pub(super) fn counted(&self, from: usize) -> Option<String> {
        const FILLERS: [&str; 6] = ["of", "de", "d", "der", "des", "the"];
        let words = (from..from + 2).map_while(|at| self.word(at));
        let mut words = words.take_while(|word| !RANGE.contains(word));
        words
            .find(|word| !FILLERS.contains(word))
            .map(str::to_owned)
    }

    pub(super) fn listed(&self, at: usize) -> bool {
        (at..at + 3)
            .map_while(|at| self.word(at))
            .any(|word| LISTED.contains(word))
    }

    pub(super) fn rounded(&self, start: usize, end: usize, value: f64) -> Option<(f64, f64)> {
        let before = (1..=3).filter_map(|back| start.checked_sub(back));
        let (below, above) = before
            .map_while(|at| Some((at, self.lexemes.get(at)?.word()?)))
            .find_map(|(at, word)| {
                // `超过`
                let pair = || {
                    let next = self
                        .word(at + 1)
                        .filter(|_| word.starts_with(is_unspaced))?;
                    ROUNDED.get(format!("{word}{next}").as_str())
                };
                let before = at.checked_sub(1).and_then(|at| self.word(at));
                // `Less than two`
                let less = before.filter(|before| word == "than" && LESS.contains(before));
                ROUNDED.get(less.unwrap_or(word)).or_else(pair).copied()
            })
            .or_else(|| self.rounded_behind(end))?;
        // Of `more than 1,000` up to the next thousand.
        let mut step = 1.0;
        while value >= 10.0 && value % (step * 10.0) == 0.0 {
            step *= 10.0;
        }
        let more = if below == 0.0 && step > 1.0 {
            step / value
        } else {
            0.0
        };
        // `Under three months` is more than two.
        let is_below = above == 0.0 && (2.0..=SMALL).contains(&value);
        let less = if is_below { 1.0 / value } else { 0.0 };
        // And `more than two` is less than three.
        let is_above = below == 0.0 && (2.0..=SMALL).contains(&value);
        let more = if is_above {
            more.max(ONE_MORE / value)
        } else {
            more
        };
        Some((below.max(less.min(HALF)), above.max(more)))
    }
}
