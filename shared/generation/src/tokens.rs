//! How many tokens a text has, without its model's tokenizer: one for each word, and of each letter a share that is known
//! for its language and for the model's family of tokenizers.

mod rates;
mod script;

use rates::Family;
use script::Script;

use crate::words::Language;

/// What the frame of a message costs: its role and marks.
const MESSAGE: u64 = 8;
/// All costs are in thousandths of it.
const TOKEN: u64 = 1_000;
/// Beside its letters' shares.
const WORD: u64 = 1_000;
const DIGIT: u64 = 1_000;
/// A full stop or a bracket is now and then one token with what stands before it.
const SIGN: u64 = 900;
/// However many follow each other.
const LINE: u64 = 500;
/// Of each byte of an emoji, or of a letter that no rate is known of.
const BYTE: u64 = 667;
/// Digits that most vocabularies have a token for.
const TOGETHER: u8 = 3;

/// Counts the tokens of texts for one model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counter {
    /// Thousandths of a token for a letter.
    letters: [u64; Script::ALL.len()],
    digits_together: u8,
}

/// What a request has room for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) tokens: u64,
    pub(crate) counter: Counter,
}

impl Context {
    /// Of a model that has no room for a prompt of so many tokens.
    pub(crate) fn narrowed(self, sent: u64) -> Self {
        Self {
            tokens: self.tokens.min(sent) / 4 * 3,
            ..self
        }
    }

    /// Without what else takes `tokens` of it.
    pub(crate) const fn beside(self, tokens: u64) -> Self {
        Self {
            tokens: self.tokens.saturating_sub(tokens),
            ..self
        }
    }
}

impl Counter {
    /// For prompts with `texts` in them. Where two of their languages share a script, it is counted as the one that takes more.
    pub(crate) fn new<'a>(model: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let family = Family::of(model);
        let mut letters = [0; Script::ALL.len()];
        for text in texts {
            let (script, rate) = rates::of_language(Language::of(text), family);
            letters[script as usize] = letters[script as usize].max(rate);
        }
        for script in Script::ALL {
            if letters[script as usize] == 0 {
                letters[script as usize] = rates::of_script(script, family);
            }
        }
        Self {
            letters,
            digits_together: if family.joins_digits() { TOGETHER } else { 1 },
        }
    }

    pub(crate) fn of(&self, text: &str) -> u64 {
        Count::default().and(text, self).tokens()
    }

    /// A message each.
    pub(crate) fn of_messages<'a>(&self, messages: impl IntoIterator<Item = &'a str>) -> u64 {
        messages
            .into_iter()
            .map(|message| self.of(message) + MESSAGE)
            .sum()
    }

    /// The longest beginning of `text` within `tokens`, at a character's border.
    pub(crate) fn prefix<'text>(&self, text: &'text str, tokens: u64) -> &'text str {
        let most = tokens.saturating_mul(TOKEN);
        let mut count = Count::default();
        for (at, c) in text.char_indices() {
            count.add(c, self);
            if count.thousandths > most {
                return &text[..at];
            }
        }
        text
    }
}

/// Of a text that grows, so that its beginning is not counted anew.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    thousandths: u64,
    last: Last,
}

/// What the last character was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Letter,
    /// With how many its token has.
    Digit(u8),
    Line,
}

impl Count {
    pub(crate) fn and(mut self, text: &str, counter: &Counter) -> Self {
        for c in text.chars() {
            self.add(c, counter);
        }
        self
    }

    pub(crate) fn tokens(self) -> u64 {
        self.thousandths.div_ceil(TOKEN)
    }

    fn add(&mut self, c: char, counter: &Counter) {
        let (cost, last) = match Script::of(c) {
            Some(script) => {
                let word = if script.has_spaces() && self.last != Last::Letter {
                    WORD
                } else {
                    0
                };
                (word + counter.letters[script as usize], Last::Letter)
            }
            None if c.is_ascii_digit() => match self.last {
                Last::Digit(before) if before < counter.digits_together => {
                    (0, Last::Digit(before + 1))
                }
                _ => (DIGIT, Last::Digit(1)),
            },
            None if c == '\n' => (if self.last == Last::Line { 0 } else { LINE }, Last::Line),
            None if c.is_whitespace() => (0, Last::Other),
            None if c.is_alphabetic() || c.len_utf8() > 3 => {
                (BYTE * c.len_utf8() as u64, Last::Other)
            }
            None => (SIGN, Last::Other),
        };
        self.thousandths = self.thousandths.saturating_add(cost);
        self.last = last;
    }
}

#[cfg(test)]
mod tests;
