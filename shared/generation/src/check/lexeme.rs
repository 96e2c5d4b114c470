//! A word, a number or a sign of a sentence.

use std::ops::Range;

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// In small letters.
    Word(String),
    /// In digits, as they stand but European, and all that they may be meant as.
    Digits(String, Vec<f64>),
    /// In words; whether it says a place in a row.
    Number(f64, bool),
    Sign(char),
}

#[derive(Debug, Clone)]
pub(crate) struct Lexeme {
    /// Bytes.
    pub(crate) at: Range<usize>,
    pub(crate) kind: Kind,
    /// Nothing stands between it and the one before.
    pub(crate) glued: bool,
    /// At most a space or a hyphen does.
    pub(crate) joined: bool,
    pub(crate) capital: bool,
}

impl Lexeme {
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn sign(&self) -> Option<char> {
        match self.kind {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    pub(crate) fn digits(&self) -> Option<&str> {
        match &self.kind {
            Kind::Digits(digits, _) => Some(digits),
            _ => None,
        }
    }

    /// A whole number in digits or words.
    pub(crate) fn whole(&self) -> Option<u32> {
        match &self.kind {
            Kind::Digits(digits, _) => digits.parse().ok(),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is a small whole number"
            )]
            Kind::Number(value, _) if (0.0..10_000.0).contains(value) && value.fract() == 0.0 => {
                Some(*value as u32)
            }
            _ => None,
        }
    }
}
