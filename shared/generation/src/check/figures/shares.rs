//! Shares: `half`, `two thirds`, `三分之二`.

use super::Reader;
use crate::{
    check::{
        lexeme::{Kind, Lexeme},
        lexicon::{
            numbers::{FRACTIONS, SCALES},
            units,
        },
    },
    words::Language,
};

impl Reader<'_> {
    /// `half`, `a third`, `ein Viertel`, `两成`.
    pub(super) fn share(&self, place: usize) -> Option<f64> {
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
    pub(super) fn han_share(&self, place: usize) -> Option<(f64, usize)> {
        let (first, second) = (self.word(place)?, self.word(place + 1)?);
        // `半年`
        let before = place.checked_sub(1).and_then(|at| self.lexemes.get(at));
        if first == "半" && ["年", "日", "月"].contains(&second) {
            let alone = before.is_none_or(|before| {
                !matches!(before.word(), Some("年" | "月" | "日" | "時" | "点"))
            });
            return alone.then_some((0.5, place + 1));
        }
        let pair = format!("{first}{second}");
        let glued = self.lexemes[place + 1].glued;
        FRACTIONS
            .get(pair.as_str())
            .filter(|_| glued)
            .map(|share| (*share, place + 2))
    }

    /// Whether a number makes one of so many: `jeder vierte`, `каждый третий`, `un pot sur deux`.
    pub(super) fn is_one_of(&self, place: usize, number: f64, is_ordinal: bool) -> bool {
        const EACH: [&str; 12] = [
            "every",
            "each",
            "jeder",
            "jede",
            "jedes",
            "jeden",
            "каждый",
            "каждая",
            "каждое",
            "каждую",
            "cada",
            "ogni",
        ];
        if !(2.0..=10.0).contains(&number) {
            return false;
        }
        let before = |back: usize| self.word(place.checked_sub(back)?);
        // `каждые три` is no share; the singular is followed by a place in a row.
        let is_singular = before(1).is_some_and(|word| word.starts_with("кажд"));
        let each = before(1).is_some_and(|word| EACH.contains(&word));
        let is_turn = self
            .word(place + 1)
            .and_then(units::named)
            .is_some_and(|unit| [units::TIME, units::YEARS].contains(&unit.dimension));
        each && (is_ordinal || is_singular) && !is_turn || self.one_before(place) != place
    }

    /// Where `un pot sur` begins before a number, else the number's own place.
    pub(super) fn one_before(&self, place: usize) -> usize {
        let on = place.checked_sub(1).and_then(|at| self.word(at)) == Some("sur");
        let first = place.checked_sub(3).filter(|_| on);
        let is_one = |lexeme: &Lexeme| {
            lexeme
                .word()
                .is_some_and(|word| ["un", "une"].contains(&word))
                || lexeme.whole() == Some(1)
        };
        first
            .filter(|at| self.free(*at).is_some_and(is_one))
            .unwrap_or(place)
    }

    /// `third`, where it is no share.
    pub(super) fn ordinal(&self, place: usize) -> Option<f64> {
        const PLACES: [&str; 5] = ["third", "fifth", "sixth", "eighth", "tenth"];
        let word = self.word(place).filter(|word| PLACES.contains(word))?;
        let share = FRACTIONS
            .get(word)
            .filter(|_| self.share(place).is_none())?;
        Some((1.0 / share).round())
    }

    /// The number under it.
    pub(super) fn over(&self, at: usize) -> Option<(f64, usize)> {
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
        // `Deux clients sur cinq`, `dos clientes de cada cinco`, `two customers in five`
        let leads_on = |at: usize| {
            word(at) == Some("sur")
                || word(at) == Some("out") && word(at + 1) == Some("of")
                || word(at) == Some("de") && word(at + 1) == Some("cada")
        };
        let at = if !leads_on(at) && word(at).is_some() && leads_on(at + 1) {
            at + 1
        } else {
            at
        };
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
    pub(super) fn out_of_hundred(&self, place: usize) -> Option<(Vec<f64>, usize)> {
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

    pub(super) fn fraction_word(&self, at: usize) -> Option<(f64, usize)> {
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

    /// `in half`, `third place` and the like.
    pub(super) fn is_idiom(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        before == Some("in") && self.word(place) == Some("half")
    }
}

/// After a place in a row, what makes it a share.
pub(super) fn is_part(word: &str) -> bool {
    ["parte", "partes", "часть", "части"].contains(&word)
}
