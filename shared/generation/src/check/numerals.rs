//! Numbers in words, made numbers: by `text2num` where it knows the language, by tables of our own where it doesn't.

use std::{borrow::Cow, sync::LazyLock};

use text2num::{Token, find_numbers};

use super::{
    lexeme::{Kind, Lexeme},
    lexicon::{
        calendar::{DECADES, MONTHS},
        numbers::{FRACTIONS, HINDI_HUNDRED, RUSSIAN, SCALES, VAGUE, WHOLE, WORDS},
        units,
    },
};
use crate::words::Language;

static ENGLISH: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::english);
static GERMAN: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::german);
static FRENCH: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::french);
static SPANISH: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::spanish);
static ITALIAN: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::italian);
static PORTUGUESE: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::portugese);
static DUTCH: LazyLock<text2num::Language> = LazyLock::new(text2num::Language::dutch);

struct Spoken<'a>(&'a Lexeme);

impl Token for Spoken<'_> {
    fn text(&self) -> Cow<'_, str> {
        let word = self.0.word().unwrap_or(",");
        // The library knows `trescientos` alone.
        match word.strip_suffix("ientas") {
            Some(start) => Cow::Owned(format!("{start}ientos")),
            None => Cow::Borrowed(word),
        }
    }

    fn text_lowercase(&self) -> Cow<'_, str> {
        self.text()
    }

    fn nt_separated(&self, _: &Self) -> bool {
        !self.0.joined
    }

    fn not_a_number_part(&self) -> bool {
        // What is one word for us is none that the library should join to its neighbours.
        self.0
            .word()
            .is_none_or(|word| WHOLE.contains_key(word) && word != "hundred" && word != "hundert")
    }
}

/// The same with numbers for the words that say them.
pub(crate) fn read(lexemes: Vec<Lexeme>, language: Language) -> Vec<Lexeme> {
    let known = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Italian => &ITALIAN,
        Language::Portuguese => &PORTUGUESE,
        Language::Dutch => &DUTCH,
        Language::Listed(_) | Language::Other => return unspaced(&own(lexemes)),
    };
    let found = find_numbers(lexemes.iter().map(Spoken), &**known, 0.0);
    if found.is_empty() {
        return own(lexemes);
    }
    let mut read = Vec::with_capacity(lexemes.len());
    let mut rest = 0;
    for number in found {
        // A scale alone multiplies what is before it, and is looked at with that; `the eighth of March` is no share.
        let around = number.start.saturating_sub(2)..lexemes.len().min(number.end + 2);
        let is_day = number.is_ordinal
            && lexemes[around]
                .iter()
                .filter_map(Lexeme::word)
                .any(|word| MONTHS.contains_key(word));
        let alone = number.end == number.start + 1
            && !is_day
            && lexemes[number.start].word().is_some_and(|word| {
                SCALES.contains_key(word)
                    || FRACTIONS.contains_key(word)
                    || VAGUE.contains_key(word)
                    || word.contains('\'')
            });
        if alone || number.start < rest {
            continue;
        }
        // `soixante` is no part of what stands after a comma.
        read.extend_from_slice(&lexemes[rest..number.start]);
        let (first, last) = (&lexemes[number.start], &lexemes[number.end - 1]);
        read.push(Lexeme {
            at: first.at.start..last.at.end,
            kind: Kind::Number(number.value, number.is_ordinal),
            ..first.clone()
        });
        rest = number.end;
    }
    read.extend_from_slice(&lexemes[rest..]);
    if language == Language::English {
        read = spoken_years(read);
    }
    own(read)
}

/// `Twenty twenty`, `nineteen eighty-four`, `the nineteen fifties`: made the digits that they say.
fn spoken_years(lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let mut read: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    for lexeme in lexemes {
        let century = match read.last().map(|last| &last.kind) {
            Some(Kind::Number(value, false)) if (13.0..=20.0).contains(value) => Some(*value),
            _ => None,
        };
        let (rest, is_decade) = match &lexeme.kind {
            Kind::Number(value, false) if (10.0..100.0).contains(value) => (Some(*value), false),
            Kind::Word(word) => (
                DECADES.get(word.as_str()).map(|tens| f64::from(*tens)),
                true,
            ),
            _ => (None, false),
        };
        let (Some(century), Some(rest), true) = (century, rest, lexeme.joined) else {
            read.push(lexeme);
            continue;
        };
        if let Some(last) = read.last_mut() {
            let year = century * 100.0 + rest;
            last.kind = Kind::Digits(format!("{year:.0}"), vec![year]);
            last.at.end = lexeme.at.end;
        }
        if is_decade {
            read.push(Lexeme {
                at: lexeme.at.end..lexeme.at.end,
                kind: Kind::Word("s".to_owned()),
                glued: true,
                joined: true,
                capital: false,
            });
        }
    }
    read
}

/// Numbers that are one word, and those of the languages in our tables.
fn own(lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let mut read: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    // Whether the last of `read` is a number of our tables that may go on.
    let mut open = false;
    for mut lexeme in lexemes {
        let Kind::Word(word) = &lexeme.kind else {
            open = false;
            read.push(lexeme);
            continue;
        };
        if let Some(value) = WHOLE.get(word.as_str()) {
            lexeme.kind = Kind::Number(*value, false);
            open = false;
            read.push(lexeme);
            continue;
        }
        let value = WORDS.get(word.as_str()).copied();
        let value = value.or_else(|| russian(word)).or_else(|| and_tens(word));
        let before = read.last_mut().filter(|_| open && lexeme.joined);
        match (
            before.map(|before| (&mut before.kind, &mut before.at)),
            value,
        ) {
            (Some((Kind::Number(sum, _), at)), Some(value))
                if adds(*sum, value) || word.starts_with('و') && *sum < 10.0 =>
            {
                *sum += value;
                at.end = lexeme.at.end;
            }
            (Some((Kind::Number(sum, _), at)), None) if word == HINDI_HUNDRED => {
                *sum *= 100.0;
                at.end = lexeme.at.end;
            }
            (_, Some(value)) => {
                let ordinal = word.ends_with("ого") || word.ends_with("ый") || word.ends_with("ой");
                lexeme.kind = Kind::Number(value, ordinal);
                open = true;
                read.push(lexeme);
            }
            (_, None) => {
                open = false;
                read.push(lexeme);
            }
        }
    }
    read
}

fn russian(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| ('а'..='я').contains(&c)) {
        return None;
    }
    RUSSIAN
        .iter()
        .find(|(start, _)| word.starts_with(start) && word.len() <= start.len() + 6)
        .map(|(_, value)| *value)
}

/// Of `خمسة وأربعون`, five and forty.
fn and_tens(word: &str) -> Option<f64> {
    let value = *WORDS.get(word.strip_prefix('و')?)?;
    (value >= 20.0).then_some(value)
}

/// Whether `twenty` goes on with `five`.
fn adds(sum: f64, value: f64) -> bool {
    let room = if sum % 100.0 == 0.0 {
        100.0
    } else if sum % 10.0 == 0.0 && sum % 100.0 >= 20.0 {
        10.0
    } else {
        return false;
    };
    value > 0.0 && value < room && sum > 0.0
}

fn han(c: char) -> Option<f64> {
    Some(match c {
        '零' | '〇' => 0.0,
        '一' => 1.0,
        '二' | '两' | '兩' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1_000.0,
        '万' | '萬' => 10_000.0,
        '亿' | '億' => 1e8,
        '兆' => 1e12,
        _ => return None,
    })
}

/// Of Chinese and Japanese, whose words are single characters.
fn unspaced(lexemes: &[Lexeme]) -> Vec<Lexeme> {
    let character = |lexeme: &Lexeme| {
        let word = lexeme.word()?;
        let mut chars = word.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    let mut read: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    let mut at = 0;
    while at < lexemes.len() {
        let mut end = at;
        while end < lexemes.len()
            && (end == at || lexemes[end].glued)
            && character(&lexemes[end]).is_some_and(|c| han(c).is_some())
        {
            end += 1;
        }
        let values: Vec<f64> = lexemes[at..end]
            .iter()
            .filter_map(character)
            .filter_map(han)
            .collect();
        // `一起`, `十分`, `万一`: a single one is a number before what is counted.
        let after = lexemes
            .get(end)
            .filter(|next| next.glued)
            .and_then(character);
        let counted = after.is_some_and(|c| "名人个個元円年月日时時点點米公分天岁歲次位本件台家层層只条條块塊号號秒周倍度度代世カか名回頭匹軒冊階段杯羽束着足通戸校社店割成所人種点町村国篇幅座艘辆支瓶碗双份".contains(c));
        let counted = counted
            || lexemes
                .get(end)
                .filter(|next| next.glued)
                .and_then(Lexeme::word)
                .is_some_and(|word| units::named(word).is_some());
        let minute = values == [10.0]
            && after == Some('分')
            && !matches!(lexemes.get(end + 1).and_then(character), Some('之' | 'の'));
        // `三分之二`, `三分の一`
        let share = at >= 2
            && character(&lexemes[at - 2]) == Some('分')
            && matches!(character(&lexemes[at - 1]), Some('之' | 'の'));
        let enough = share
            || values.len() >= 2 && values.iter().any(|value| *value < 10.0)
            || values.len() == 1 && counted && !minute;
        let scales_digits = read
            .last()
            .is_some_and(|last| matches!(last.kind, Kind::Digits(..)))
            && lexemes.get(at).is_some_and(|next| next.glued)
            && values.iter().all(|value| *value >= 1_000.0);
        if values.is_empty() || !enough || scales_digits {
            let stop = end.max(at + 1);
            read.extend_from_slice(&lexemes[at..stop]);
            at = stop;
            continue;
        }
        read.push(Lexeme {
            at: lexemes[at].at.start..lexemes[end - 1].at.end,
            kind: Kind::Number(han_value(&values), false),
            ..lexemes[at].clone()
        });
        at = end;
    }
    read
}

fn han_value(values: &[f64]) -> f64 {
    // `一九五八` is read digit by digit.
    if values.len() > 1 && values.iter().all(|value| *value < 10.0) {
        return values.iter().fold(0.0, |sum, value| sum * 10.0 + value);
    }
    let (mut whole, mut section, mut digit) = (0.0, 0.0, 0.0);
    for value in values {
        if *value < 10.0 {
            digit = *value;
        } else if *value < 10_000.0 {
            section += if digit == 0.0 { 1.0 } else { digit } * value;
            digit = 0.0;
        } else {
            let part = section + digit;
            whole = if whole > *value {
                whole + part * value
            } else {
                (whole + part) * value
            };
            (section, digit) = (0.0, 0.0);
        }
    }
    whole + section + digit
}
