//! Mac Roman, which no browser guesses: old Macs' texts in Western European languages.
//!
//! The same bytes are letters and quotation marks in another encoding's text, so what tells is where they would stand: `cafŽ`
//! and `donÕt` are no words, `café` and `don’t` are.

use encoding_rs::{Encoding, MACINTOSH};

/// Characters that stand where none does, from which on a text is no text.
const ODD: usize = 3;

/// The encoding of a text for which another was guessed: that one, this one, or none of both.
pub(super) fn or_mac(guessed: &'static Encoding, bytes: &[u8]) -> Option<&'static Encoding> {
    if !guessed.is_single_byte() {
        return Some(guessed);
    }
    let likeness = |encoding: &'static Encoding| Likeness::of(&encoding.decode(bytes).0);
    let (other, mac) = (likeness(guessed), likeness(MACINTOSH));
    if other.is_word() {
        Some(guessed)
    } else if mac.is_word() && mac.odd < other.odd {
        Some(MACINTOSH)
    } else if other.odd >= ODD {
        None
    } else {
        Some(guessed)
    }
}

/// How many characters beyond ASCII stand where such do, and how many where none does.
#[derive(Default)]
struct Likeness {
    even: usize,
    odd: usize,
}

impl Likeness {
    fn of(text: &str) -> Self {
        let mut likeness = Self::default();
        let mut before = ' ';
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if !c.is_ascii() {
                let after = rest.peek().copied().unwrap_or(' ');
                if is_odd(before, c, after) {
                    likeness.odd += 1;
                } else {
                    likeness.even += 1;
                }
            }
            before = c;
        }
        likeness
    }

    fn is_word(&self) -> bool {
        self.odd * 4 <= self.even
    }
}

fn is_odd(before: char, c: char, after: char) -> bool {
    let is_inside = before.is_alphabetic() && after.is_alphabetic();
    match c {
        '’' | '‘' | '-' | '–' | '—' | '·' | '\u{AD}' | '…' => false,
        '“' | '„' | '«' | '¿' | '¡' | '‚' => {
            before.is_alphanumeric() && after.is_alphanumeric()
        }
        // `cafŽ`, `donÕt`; `ÒThe`, ` Ñ `.
        c if c.is_uppercase() => {
            let begins = after.is_uppercase() && !before.is_uppercase();
            let is_alone = !before.is_alphabetic() && !after.is_alphabetic();
            before.is_lowercase() || is_quote_in_mac(c) && (begins || is_alone)
        }
        c if c.is_alphabetic() => false,
        c if c.is_control() && !c.is_whitespace() => true,
        _ => is_inside,
    }
}

/// Capitals of windows-1252 whose bytes are quotation marks and dashes in Mac Roman.
const fn is_quote_in_mac(c: char) -> bool {
    matches!(c, 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ñ' | 'Ð')
}
