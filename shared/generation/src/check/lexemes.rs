//! A sentence as the checks of numbers and dates read it: words, numbers in digits of any script, signs.

use super::{
    folded::is_unspaced,
    lexeme::{Kind, Lexeme},
    lexicon::numbers::SCALES,
    numerals,
};
use crate::words::{Language, lower};

/// The digit that a character is, in any script.
pub(crate) fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 12] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0E50, 0x1040,
        0xFF10,
    ];
    c.to_digit(10).or_else(|| {
        let code = u32::from(c);
        ZEROS
            .iter()
            .find(|zero| (**zero..**zero + 10).contains(&code))
            .map(|zero| code - zero)
    })
}

/// Part of a word, marks of Indic and Arabic scripts included.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{97F}' if digit(c).is_none() && c != '।')
}

/// Bytes of a number with spaces in it.
const LONGEST: usize = 40;

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

pub(crate) fn of(text: &str, language: Language) -> Vec<Lexeme> {
    let mut found: Vec<Lexeme> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut space = true;
    let mut hyphen = false;
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let rest = &text[start..];
        let kind = if digit(c).is_some() {
            let length = digits_length(rest);
            end = start + length;
            let digits = european(&rest[..length]);
            let values = values(&digits, language);
            Kind::Digits(digits, values)
        } else if let Some(value) = fraction_sign(c) {
            Kind::Number(value, false)
        } else if is_unspaced(c) && c.is_alphabetic() || c == '〇' {
            // Kana of one kind are one word, as are the other unspaced scripts' single characters.
            let katakana = |c: char| matches!(c, '\u{30A0}'..='\u{30FF}');
            if katakana(c) {
                let length: usize = rest
                    .chars()
                    .take_while(|c| katakana(*c))
                    .map(char::len_utf8)
                    .sum();
                end = start + length;
            }
            Kind::Word(text[start..end].to_owned())
        } else if is_letter(c) {
            let mut before = c;
            let mut inside = rest.char_indices().skip(1).peekable();
            while let Some((at, c)) = inside.next() {
                let goes_on = is_letter(c) && !is_unspaced(c)
                    || is_apostrophe(c) && inside.peek().is_some_and(|(_, next)| is_letter(*next))
                    || c == '.' && before.is_alphabetic() && is_abbreviation(rest, at);
                if !goes_on {
                    break;
                }
                before = c;
                end = start + at + c.len_utf8();
            }
            Kind::Word(lower(&text[start..end]))
        } else {
            Kind::Sign(c)
        };
        while chars.next_if(|(at, _)| *at < end).is_some() {}
        let is_hyphen = matches!(kind, Kind::Sign('-' | '‐' | '‑'));
        // A hyphen within a word is no sign, nor is that of `£19-million`.
        let joins = match found.last().map(|last| &last.kind) {
            Some(Kind::Word(_) | Kind::Number(..)) => true,
            Some(Kind::Digits(..)) => {
                let after = text[end..].split(|c| !is_letter(c)).next();
                after.is_some_and(|word| SCALES.contains_key(lower(word).as_str()))
            }
            _ => false,
        };
        let within = is_hyphen && !space && joins && text[end..].starts_with(is_letter);
        if within {
            hyphen = true;
            continue;
        }
        let last_is_sign = found
            .last()
            .is_some_and(|last| matches!(last.kind, Kind::Sign(_)));
        let capital = text[start..].starts_with(char::is_uppercase);
        push_word(
            text,
            &mut found,
            Lexeme {
                at: start..end,
                kind,
                glued: !space && !hyphen,
                joined: hyphen || !last_is_sign,
                capital,
            },
        );
        (space, hyphen) = (false, false);
    }
    numerals::read(found, language)
}

/// `d'euros` is two words.
fn push_word(text: &str, found: &mut Vec<Lexeme>, lexeme: Lexeme) {
    if let Kind::Word(word) = &lexeme.kind
        && let Some((article, rest)) = word.split_once('\'')
        && ["d", "l", "qu", "n", "j", "s", "dell", "all", "un"].contains(&article)
        // In the text itself: a small letter may have more bytes than its capital, or fewer.
        && let Some((length, apostrophe)) = text[lexeme.at.clone()]
            .char_indices()
            .find(|(_, c)| is_apostrophe(*c))
    {
        let middle = lexeme.at.start + length;
        let after = middle + apostrophe.len_utf8();
        let whole = lexeme.at.clone();
        found.push(Lexeme {
            at: whole.start..middle,
            kind: Kind::Word(article.to_owned()),
            ..lexeme
        });
        found.push(Lexeme {
            at: after..whole.end,
            kind: Kind::Word(rest.to_owned()),
            glued: true,
            joined: true,
            capital: false,
        });
    } else {
        found.push(lexeme);
    }
}

/// `p.m.` and its like: single letters with full stops between.
fn is_abbreviation(rest: &str, at: usize) -> bool {
    let before = &rest[..at];
    let single = before.chars().next_back().is_some_and(char::is_alphabetic)
        && before
            .rsplit('.')
            .next()
            .is_some_and(|last| last.chars().count() == 1);
    let mut after = rest[at + 1..].chars();
    single
        && after.next().is_some_and(char::is_alphabetic)
        && !after.next().is_some_and(char::is_alphabetic)
}

/// Digits, and the signs between them; groups of three after a space belong to it.
fn digits_length(text: &str) -> usize {
    let mut end = 0;
    let mut first_group = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if digit(c).is_some() {
            end = at + c.len_utf8();
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let next_is_digit = chars.peek().is_some_and(|(_, next)| digit(*next).is_some());
        let goes_on = match c {
            '.' | ',' | '\'' | '’' | '٫' | '٬' => next_is_digit,
            ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => {
                let group = rest
                    .chars()
                    .take(4)
                    .take_while(|c| digit(*c).is_some())
                    .count();
                let first = *first_group.get_or_insert_with(|| text[..at].chars().count());
                at < LONGEST
                    && group == 3
                    && first <= 3
                    && !text[..at].contains(['.', ','])
                    && !text.starts_with('0')
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
    }
    end
}

/// With European digits, and without spaces.
fn european(digits: &str) -> String {
    digits
        .chars()
        .filter(|c| !c.is_whitespace() && !is_apostrophe(*c))
        .filter_map(|c| match c {
            '٫' => Some(','),
            '٬' => None,
            c => digit(c)
                .and_then(|digit| char::from_digit(digit, 10))
                .or(Some(c)),
        })
        .collect()
}

/// `1,234,567` and `1.234.567` are one number; what `1.500` is depends on the language. None of `3.5.1`.
fn values(digits: &str, language: Language) -> Vec<f64> {
    let groups: Vec<&str> = digits.split(['.', ',']).collect();
    let first = groups.first().copied().unwrap_or_default();
    let thousands = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.len() > 1
        && groups[1..].iter().all(|group| group.len() == 3);
    let number = |text: &str| text.parse::<f64>().ok();
    let mut values = Vec::new();
    if groups.len() == 1 {
        values.extend(number(digits));
        return values;
    }
    let has_point = digits.contains('.');
    let mixed = has_point && digits.contains(',');
    if thousands && !mixed {
        values.extend(number(&groups.concat()));
    }
    // `1,234.50` and `1.234,50`.
    if mixed
        && groups.len() > 2
        && groups[1..groups.len() - 1]
            .iter()
            .all(|group| group.len() == 3)
    {
        let whole = groups[..groups.len() - 1].concat();
        values.extend(number(&format!("{whole}.{}", groups[groups.len() - 1])));
    }
    if let [whole, decimals] = groups[..] {
        let english = language == Language::English;
        let is_decimal = !thousands
            || (has_point == english && language != Language::Other && !english && !has_point);
        if is_decimal || thousands && english && has_point {
            values.extend(number(&format!("{whole}.{decimals}")));
        }
    }
    values
}

fn fraction_sign(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅛' => 0.125,
        _ => return None,
    })
}
