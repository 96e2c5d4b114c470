//! Figures: `1,000`, `3.5 million dollars`, `two thirds`, `−5 %`. What each says, however it is written.

use std::ops::Range;

use super::{
    dates::is_ordinal_ending,
    lexeme::{Kind, Lexeme},
    lexicon::{
        numbers::{FRACTIONS, LISTED, ROUNDED, SCALES, VAGUE},
        units::{self, CURRENCY, RATIO, Unit},
    },
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
    scale: f64,
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
        let joined = from < to
            && to - from <= 3
            && lexemes[from..to].iter().all(|lexeme| match &lexeme.kind {
                Kind::Word(word) => RANGE.contains(&word.as_str()),
                Kind::Sign(sign) => "-–—~～至/".contains(*sign),
                _ => false,
            });
        if !joined || first.counted.is_some() {
            continue;
        }
        if first.unit.is_none() {
            first.unit = second.unit;
        }
        if first.scale < second.scale {
            let scaled = first.values.iter().map(|value| value * second.scale);
            let scaled: Vec<f64> = scaled.collect();
            first.values.extend(scaled);
        }
    }
}

/// Between the ends of a range.
pub(crate) const RANGE: [&str; 22] = [
    "to", "and", "or", "bis", "auf", "und", "oder", "a", "à", "al", "et", "y", "ou", "o", "до",
    "и", "至", "到", "से", "through", "au", "las",
];

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

    #[expect(clippy::too_many_lines, reason = "a figure is read from left to right")]
    fn figure(&self, place: usize) -> Option<(Figure, usize)> {
        let lexeme = self.free(place)?;
        let mut end = place + 1;
        let mut literal = None;
        let (mut is_words, mut is_ordinal) = (false, false);
        let mut is_fraction = false;
        let mut vague = false;
        let mut unit = None;
        let mut year = None;
        let mut values = match &lexeme.kind {
            Kind::Digits(digits, values) => {
                // `B2B`, `GPT4` are no figures.
                let before = place.checked_sub(1).and_then(|at| self.lexemes.get(at));
                let within = before.is_some_and(|before| {
                    lexeme.glued
                        && before
                            .word()
                            .is_some_and(|word| word.chars().all(|c| c.is_ascii_alphabetic()))
                        && units::named(before.word().unwrap_or_default())
                            .is_none_or(|unit| unit.dimension < CURRENCY)
                });
                if within {
                    return None;
                }
                if values.is_empty() {
                    literal = Some(digits.clone());
                }
                year = Some(digits)
                    .filter(|digits| digits.len() == 4)
                    .and_then(|digits| digits.parse().ok())
                    .filter(|year| (1_000..=2_199).contains(year));
                values.clone()
            }
            // `la tercera parte`
            Kind::Number(number, true) if self.word(end).is_some_and(is_part) && *number > 1.0 => {
                (is_words, is_fraction, end) = (true, true, end + 1);
                unit = Some(Unit {
                    dimension: RATIO,
                    factor: 1.0,
                });
                vec![1.0 / number]
            }
            Kind::Number(number, ordinal) => {
                (is_words, is_ordinal) = (true, *ordinal);
                is_fraction = number.fract() != 0.0 && *number < 1.0;
                if is_fraction {
                    unit = Some(Unit {
                        dimension: RATIO,
                        factor: 1.0,
                    });
                }
                vec![*number]
            }
            Kind::Word(word) => {
                if let Some(power) = VAGUE.get(word.as_str()) {
                    // `millions` after a number is its scale; `mil` and `miles` are two words.
                    let unit_instead = word == "miles" && self.language == Language::English;
                    if unit_instead {
                        return None;
                    }
                    let of = self
                        .word(place + 1)
                        .is_some_and(|next| ["of", "de", "von", "di", "d"].contains(&next))
                        || self.language != Language::English
                            && self.language != Language::Spanish
                            && self.language != Language::French;
                    if !of {
                        return None;
                    }
                    vague = true;
                    vec![10_f64.powi(*power)]
                } else if let Some(share) = self.share(place) {
                    is_fraction = true;
                    is_words = true;
                    unit = Some(Unit {
                        dimension: RATIO,
                        factor: 1.0,
                    });
                    vec![share]
                } else if let Some((share, stop)) = self.han_share(place) {
                    end = stop;
                    is_fraction = true;
                    is_words = true;
                    unit = Some(Unit {
                        dimension: RATIO,
                        factor: 1.0,
                    });
                    vec![share]
                } else if let Some(scale) = self.scale_alone(place) {
                    is_words = true;
                    vec![scale]
                } else {
                    return None;
                }
            }
            Kind::Sign(_) => return None,
        };
        // `2/3`, `三分之二`, `two thirds`, `two out of three`, `two and a half`.
        if let Some((denominator, stop)) = self.over(end) {
            let share = |value: &f64| value / denominator;
            let small = values.iter().all(|value| *value <= 100.0)
                && denominator <= 100.0
                && denominator > 1.0;
            if small && values.first().is_some_and(|value| *value <= denominator) {
                values = values.iter().map(share).collect();
                unit = Some(Unit {
                    dimension: RATIO,
                    factor: 1.0,
                });
                (is_fraction, end) = (true, stop);
            }
        } else if let Some((share, stop)) = self
            .fraction_word(end)
            .filter(|_| !is_fraction && !is_ordinal && literal.is_none())
        {
            values = values.iter().map(|value| value * share).collect();
            unit = Some(Unit {
                dimension: RATIO,
                factor: 1.0,
            });
            (is_fraction, end) = (true, stop);
        } else if let Some(stop) = self.and_a_half(end).filter(|_| !is_fraction) {
            values = values.iter().map(|value| value + 0.5).collect();
            end = stop;
        } else if self.word(end).is_some_and(is_ordinal_ending) && self.lexemes[end].glued {
            is_ordinal = true;
            end += 1;
        } else if let Some((value, stop)) = self.out_of_hundred(place) {
            values = value;
            unit = Some(Unit {
                dimension: RATIO,
                factor: 0.01,
            });
            end = stop;
        }
        let mut scale = 1.0;
        // `half a million`
        if is_fraction && self.word(end) == Some("a") && self.scale(end + 1).is_some() {
            end += 1;
        }
        while let Some(next) = self.scale(end) {
            values = values.iter().map(|value| value * next).collect();
            scale *= next;
            if is_fraction {
                (is_fraction, unit) = (false, None);
            }
            end += 1;
        }
        let scaled = scale > 1.0;
        // `un millón doscientos mil`, `2億5000万`
        let first = values.first().copied().unwrap_or_default();
        if let Some((rest, stop)) = self.rest(end, first).or_else(|| self.lower(end, scale)) {
            values = values.iter().map(|value| value + rest).collect();
            end = stop;
        }
        // `half past` is a time; `half an hour` lasts thirty minutes.
        let mut start = place;
        if !is_ordinal {
            if let Some((found, stop)) = self.unit(
                end,
                scaled || values.iter().any(|value| *value >= 1e6),
                is_fraction,
            ) {
                unit = Some(found);
                end = stop;
                is_fraction = false;
                year = None;
            }
            if let Some((found, first)) = self.currency_before(place) {
                if unit.is_none_or(|unit| unit.dimension < CURRENCY) {
                    unit = Some(found);
                }
                start = first;
                year = None;
            }
        }
        let negative = start
            .checked_sub(1)
            .filter(|_| !is_words)
            .and_then(|at| self.minus(at, start));
        start = negative.unwrap_or(start);
        let per = self.per(end);
        let counted = self.counted(end);
        let listed = self.listed(end);
        let first = values.first().copied().unwrap_or_default();
        let one = first <= 1.0
            && is_words
            && !scaled
            && !is_fraction
            && unit
                .is_none_or(|unit| unit.dimension == units::TIME || unit.dimension == units::YEARS);
        let is_weak = listed && first <= 10.0
            || one
            || is_ordinal && is_words && first <= 2.0
            || is_fraction && is_words && self.is_idiom(place);
        let figure = Figure {
            at: self.lexemes[start].at.start..self.lexemes[end - 1].at.end,
            values,
            unit: unit.filter(|_| !is_ordinal),
            is_negative: negative.is_some(),
            rounded: self.rounded(start, first),
            vague,
            counted,
            literal,
            year: year.filter(|_| !scaled),
            scale,
            per,
            is_weak,
        };
        Some((figure, end))
    }

    /// `half`, `a third`, `ein Viertel`, `两成`.
    fn share(&self, place: usize) -> Option<f64> {
        let word = self.word(place)?;
        let share = *FRACTIONS.get(word)?;
        if (share - 0.5).abs() < f64::EPSILON {
            // `half past`, `halb acht`, `en medio de`, `por medio`.
            let next = self.word(place + 1);
            let before = place.checked_sub(1).and_then(|at| self.word(at));
            let other = next == Some("past")
                || word == "halb"
                || ["medio", "media", "metade", "mezza", "medio"].contains(&word)
                    && !next.is_some_and(|next| {
                        SCALES.contains_key(next) || units::named(next).is_some()
                    })
                || before.is_some_and(|before| ["en", "por", "second", "first"].contains(&before))
                    && word != "half";
            return (!other).then_some(share);
        }
        // An ordinal without an article before it, or a room.
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        let article = before.is_some_and(|word| {
            [
                "a", "one", "an", "ein", "einem", "eines", "einen", "un", "una", "el", "le", "du",
                "au", "um", "uno", "одну", "одна", "het", "een",
            ]
            .contains(&word)
        });
        let plain = ![
            "quarto",
            "quinto",
            "quinta",
            "quintos",
            "cuarto",
            "tercio",
            "terzo",
            "sexto",
            "octavo",
            "décimo",
            "cinquième",
            "sixième",
            "dixième",
            "huitième",
        ]
        .contains(&word)
            || article;
        let unspaced =
            !word.is_ascii() && matches!(self.language, Language::Listed(_) | Language::Other);
        let german = self.language == Language::German;
        if self.word(place + 1).is_some_and(is_part) {
            return Some(share);
        }
        let of = self.word(place + 1).is_some_and(|word| {
            ["of", "de", "des", "du", "der", "di", "da", "d", "del"].contains(&word)
        });
        ((article && plain)
            || unspaced
            || german
            || of
                && plain
                && !["third", "fifth", "sixth", "eighth", "tenth", "quarter"].contains(&word))
        .then_some(share)
    }

    /// `一半`, `半分`.
    fn han_share(&self, place: usize) -> Option<(f64, usize)> {
        let (first, second) = (self.word(place)?, self.word(place + 1)?);
        let pair = format!("{first}{second}");
        let glued = self.lexemes[place + 1].glued;
        FRACTIONS
            .get(pair.as_str())
            .filter(|_| glued)
            .map(|share| (*share, place + 2))
    }

    /// The number under it.
    fn over(&self, at: usize) -> Option<(f64, usize)> {
        let number = |at: usize| match &self.free(at)?.kind {
            Kind::Digits(_, values) => values.first().copied(),
            Kind::Number(value, _) => Some(*value),
            _ => None,
        };
        let lexeme = self.free(at)?;
        if lexeme.sign() == Some('/') && lexeme.glued {
            let after = self.free(at + 1).filter(|after| after.glued)?;
            let further = self.free(at + 2).and_then(Lexeme::sign) == Some('/');
            return (after.digits().is_some() && !further).then_some((number(at + 1)?, at + 2));
        }
        let word = |at: usize| self.word(at);
        let words = (word(at), word(at + 1));
        let next = match words {
            (Some("out"), Some("of"))
            | (Some("de"), Some("cada"))
            | (Some("von" | "of" | "sur" | "из" | "in"), _) => {
                at + if matches!(words, (Some("out" | "de"), _)) {
                    2
                } else {
                    1
                }
            }
            _ => return None,
        };
        // `two of three`, but not `two of 42,000`, nor `3 in 1990`.
        let denominator = number(next).filter(|number| (2.0..=10.0).contains(number))?;
        let is_in = word(at) == Some("in") || word(at) == Some("of") || word(at) == Some("von");
        let counted_first = self.free(next + 1).is_some();
        (counted_first || !is_in).then_some((denominator, next + 1))
    }

    /// `三分之二`, `三分の二`: the number before is what is under it.
    fn out_of_hundred(&self, place: usize) -> Option<(Vec<f64>, usize)> {
        let number = |at: usize| match &self.free(at)?.kind {
            Kind::Digits(_, values) => values.first().copied(),
            Kind::Number(value, _) => Some(*value),
            _ => None,
        };
        let under = number(place)?;
        let is_over =
            self.word(place + 1) == Some("分") && matches!(self.word(place + 2), Some("之" | "の"));
        let above = number(place + 3).filter(|_| is_over)?;
        Some((vec![above / under * 100.0], place + 4))
    }

    fn fraction_word(&self, at: usize) -> Option<(f64, usize)> {
        let share = match &self.free(at).filter(|lexeme| lexeme.joined)?.kind {
            Kind::Word(word) => *FRACTIONS.get(word.as_str())?,
            // `deux cinquièmes`, `zwei Fünftel` are read as ordinals by the library.
            _ => return None,
        };
        let partial = self
            .word(at + 1)
            .is_some_and(|word| word == "partes" || word == "части");
        Some((share, at + 1 + usize::from(partial)))
    }

    /// `and a half`, `y medio`, `et demi`, `с половиной`.
    fn and_a_half(&self, at: usize) -> Option<usize> {
        let words: Vec<&str> = (at..at + 3).map_while(|at| self.word(at)).collect();
        match words[..] {
            ["and", "a", "half"] => Some(at + 3),
            ["y", "medio" | "media", ..]
            | ["et", "demi" | "demie", ..]
            | ["с", "половиной", ..]
            | ["e", "mezzo" | "mezza" | "meio" | "meia", ..] => Some(at + 2),
            _ => None,
        }
    }

    /// `A million`, `un millar`.
    fn scale_alone(&self, place: usize) -> Option<f64> {
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

    fn scale_of(&self, word: &str) -> Option<f64> {
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

    fn scale(&self, at: usize) -> Option<f64> {
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
            let unit = self.word(at + 1).and_then(units::named);
            let money = money || unit.is_some_and(|unit| unit.dimension >= CURRENCY);
            return (money || word == "k").then(|| if word == "m" { 1e6 } else { 1e3 });
        }
        self.scale_of(word)
    }

    /// What it is a number of, if that is a unit, and where that ends.
    fn unit(&self, from: usize, scaled: bool, is_fraction: bool) -> Option<(Unit, usize)> {
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
        // `per cent`, `por ciento`, `pour cent`.
        if ["per", "por", "pour"].contains(&word)
            && self
                .word(at + 1)
                .is_some_and(|next| ["cent", "ciento", "cento"].contains(&next))
        {
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
        if word.chars().all(super::folded::is_unspaced) {
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
            let unit =
                units::named(next).filter(|_| ["us", "US", "amerikanische"].contains(&word))?;
            Some((unit, at + 2))
        })?;
        // `9 mph` is one word; `km/h` are three.
        if self.free(end).and_then(Lexeme::sign) == Some('/') && self.word(end + 1) == Some("h") {
            return Some((units::named("km/h")?, end + 2));
        }
        Some((unit, end))
    }

    /// `$`, `US$`, `USD`, `Rs`.
    fn currency_before(&self, place: usize) -> Option<(Unit, usize)> {
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
    fn minus(&self, at: usize, number: usize) -> Option<usize> {
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

    /// What is less than the number before it and in words, too.
    fn rest(&self, at: usize, before: f64) -> Option<(f64, usize)> {
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

    /// `5000万` behind `2億`.
    fn lower(&self, at: usize, before: f64) -> Option<(f64, usize)> {
        let lexeme = self.free(at).filter(|lexeme| lexeme.glued)?;
        let value = match &lexeme.kind {
            Kind::Digits(_, values) => *values.first()?,
            Kind::Number(value, false) => *value,
            _ => return None,
        };
        let scale = self.scale(at + 1)?;
        (before >= 1e8 && value * scale < before).then_some((value * scale, at + 2))
    }

    /// `a week`, `per year`, `im Monat`, `par an`.
    fn per(&self, at: usize) -> Option<(u8, u32)> {
        const EACH: [&str; 18] = [
            "a", "an", "per", "each", "every", "pro", "je", "im", "par", "por", "al", "à", "в",
            "am", "di", "ao", "jede", "jeden",
        ];
        let sign = self.free(at).and_then(Lexeme::sign) == Some('/');
        let unit = self
            .word(at + 1)
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

    fn counted(&self, from: usize) -> Option<String> {
        const FILLERS: [&str; 6] = ["of", "de", "d", "der", "des", "the"];
        let words = (from..from + 2).map_while(|at| self.word(at));
        let mut words = words.take_while(|word| !RANGE.contains(word));
        words
            .find(|word| !FILLERS.contains(word))
            .map(str::to_owned)
    }

    fn listed(&self, at: usize) -> bool {
        (at..at + 3)
            .map_while(|at| self.word(at))
            .any(|word| LISTED.contains(word))
    }

    fn rounded(&self, start: usize, value: f64) -> Option<(f64, f64)> {
        let before = (1..=3).filter_map(|back| start.checked_sub(back));
        let (below, above) = before
            .map_while(|at| self.lexemes.get(at)?.word())
            .find_map(|word| ROUNDED.get(word).copied())?;
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
        Some((below, above.max(more)))
    }

    /// `in half`, `third place` and the like.
    fn is_idiom(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        before == Some("in") && self.word(place) == Some("half")
    }
}

/// After a place in a row, what makes it a share.
fn is_part(word: &str) -> bool {
    ["parte", "partes", "часть", "части"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::lexemes;

    fn read(text: &str, language: Language) -> Vec<(Vec<f64>, Option<u8>)> {
        let lexemes = lexemes::of(text, language);
        let taken = vec![false; lexemes.len()];
        of(&lexemes, &taken, language)
            .into_iter()
            .map(|figure| (figure.base_values().collect(), figure.dimension()))
            .collect()
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        use Language::{English, French, German, Other, Spanish};
        for (text, language, values, dimension) in [
            ("1,234,567", English, vec![1_234_567.0], None),
            ("1.234.567", German, vec![1_234_567.0], None),
            ("1'234", German, vec![1_234.0], None),
            ("1\u{202f}234", French, vec![1_234.0], None),
            ("2.50 %", English, vec![0.025], Some(4)),
            ("2,5 %", German, vec![0.025], Some(4)),
            ("1.5 million", English, vec![1_500_000.0], None),
            ("forty-two thousand", English, vec![42_000.0], None),
            (
                "three and a half million dollars",
                English,
                vec![3_500_000.0],
                Some(32),
            ),
            ("$3.5m", English, vec![3_500_000.0], Some(32)),
            ("US$ 3.5 million", English, vec![3_500_000.0], Some(32)),
            ("half a million", English, vec![500_000.0], None),
            ("two thirds", English, vec![2.0 / 3.0], Some(4)),
            ("3/4", English, vec![0.75], Some(4)),
            ("half an hour", English, vec![1_800.0], Some(3)),
            ("zweiundvierzigtausend", German, vec![42_000.0], None),
            (
                "zweieinhalb Millionen Euro",
                German,
                vec![2_500_000.0],
                Some(33),
            ),
            ("anderthalb Stunden", German, vec![5_400.0], Some(3)),
            (
                "quatre-vingt-dix-sept tonnes",
                French,
                vec![97_000.0],
                Some(2),
            ),
            ("tres cuartas partes", Spanish, vec![0.75], Some(4)),
            ("dos mil millones de euros", Spanish, vec![2e9], Some(33)),
            ("двести сорок человек", Other, vec![240.0], None),
            ("3,2 миллиона рублей", Other, vec![3_200_000.0], Some(37)),
            ("三百二十名", Other, vec![320.0], None),
            ("2500万元", Other, vec![25_000_000.0], Some(36)),
            ("三分之二", Other, vec![2.0 / 3.0], Some(4)),
            ("百分之二十", Other, vec![0.2], Some(4)),
            ("３億円", Other, vec![3e8], Some(35)),
            ("पच्चीस लाख", Other, vec![2_500_000.0], None),
            ("٤٢", Other, vec![42.0], None),
        ] {
            let found = read(text, language);
            let keys = |values: &[f64]| values.iter().map(|value| key(*value)).collect::<Vec<_>>();
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                (keys(&found[0].0), found[0].1),
                (keys(&values), dimension),
                "{text}"
            );
        }
        assert_eq!(read("B2B and GPT4, many", English), []);
    }
}
