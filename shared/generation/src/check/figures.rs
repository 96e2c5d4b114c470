//! Figures: `1,000`, `3.5 million`, `20%`.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// A number that is written in digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Bytes.
    pub(crate) at: Range<usize>,
    /// Without signs for thousands, `.` before decimals.
    value: String,
    /// Zeros that a word after it adds: six for `million`.
    zeros: usize,
}

/// What a word after a figure multiplies it by, in zeros.
const MULTIPLIERS: [(&str, usize); 22] = [
    ("k", 3),
    ("thousand", 3),
    ("tausend", 3),
    ("tsd", 3),
    ("mille", 3),
    ("mil", 3),
    ("mila", 3),
    ("m", 6),
    ("mn", 6),
    ("mio", 6),
    ("million", 6),
    ("millions", 6),
    ("millionen", 6),
    ("millones", 6),
    ("milioni", 6),
    ("milhões", 6),
    ("miljoen", 6),
    ("bn", 9),
    ("billion", 9),
    ("mrd", 9),
    ("milliarden", 9),
    ("milliards", 9),
];

/// Numbers in words, from 0 on; then the tens from 20 on, and a hundred.
const WORDS: [&str; 4] = [
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen \
     twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn \
     zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf \
     vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix cent",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve \
     veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
];

impl Figure {
    /// All that it may be written as.
    pub(crate) fn values(self) -> impl Iterator<Item = String> {
        let long = (self.zeros > 0).then(|| shifted(&self.value, self.zeros));
        [Some(self.value), long].into_iter().flatten()
    }
}

/// What a word says as a number.
pub(crate) fn of_word(word: &str) -> Option<String> {
    static NUMBERS: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
        let lists = WORDS
            .iter()
            .flat_map(|list| list.split_whitespace().enumerate());
        lists.map(|(place, word)| (word, place)).collect()
    });
    let place = *NUMBERS.get(word.to_lowercase().as_str())?;
    let number = if place <= 20 {
        place
    } else {
        (place - 18) * 10
    };
    Some(number.to_string())
}

/// Those of a text that are no part of a word: not in `B2B`.
pub(crate) fn of(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + start;
        let end = start + length(&text[start..]);
        let before = text[..start].chars().next_back();
        if !before.is_some_and(|c| c.is_alphabetic() || c == '_') {
            figures.push(Figure {
                at: start..end,
                value: plain(&text[start..end]),
                zeros: zeros(&text[end..]),
            });
        }
        from = end;
    }
    figures
}

/// Digits, and the signs between them.
fn length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = c.is_ascii_digit()
            || is_separator(c) && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    )
}

/// `1,234,567` and `1.234.567` are one number; `1,5` and `1.50` are, too.
fn plain(digits: &str) -> String {
    let groups: Vec<&str> = digits.split(is_separator).collect();
    let thousands = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if thousands && !groups[0].starts_with('0') {
        return groups.concat();
    }
    if let [whole, decimals] = groups[..] {
        let decimals = decimals.trim_end_matches('0');
        let whole = bare(whole);
        return if decimals.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{decimals}")
        };
    }
    let groups: Vec<&str> = groups.iter().map(|group| bare(group)).collect();
    groups.join(".")
}

/// Without zeros at the front.
fn bare(digits: &str) -> &str {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

fn zeros(after: &str) -> usize {
    let word: String = after
        .trim_start_matches([' ', '\u{A0}', '-'])
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    let known = MULTIPLIERS.iter().find(|(name, _)| *name == word);
    // `5 m` are metres.
    let apart = after.starts_with(' ') && word.len() == 1;
    known.filter(|_| !apart).map_or(0, |(_, zeros)| *zeros)
}

/// The decimal point moved to the right.
fn shifted(value: &str, zeros: usize) -> String {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let (moved, rest) = decimals.split_at(decimals.len().min(zeros));
    let digits = format!("{whole}{moved:0<zeros$}");
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!(".{rest}")
    };
    format!("{}{rest}", bare(&digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        of(text).into_iter().flat_map(Figure::values).collect()
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (text, expected) in [
            ("1,234,567 of 1.234.567", &["1234567", "1234567"][..]),
            ("1'234 and 1\u{202f}234", &["1234", "1234"]),
            ("2.50 or 2,5 %", &["2.5", "2.5"]),
            ("1.5 million", &["1.5", "1500000"]),
            ("5k in 07 days, 5 m", &["5", "5000", "7", "5"]),
            ("10:30, 3.5.1.", &["10", "30", "3.5.1"]),
            ("B2B and GPT4, 1st", &["1"]),
            ("0.125", &["0.125"]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
        assert_eq!(of_word("Seven").as_deref(), Some("7"));
        assert_eq!(of_word("thirty").as_deref(), Some("30"));
        assert_eq!(of_word("hundert").as_deref(), Some("100"));
        assert_eq!(of_word("many"), None);
    }
}
