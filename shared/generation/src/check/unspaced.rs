//! Names where no letter is a capital and no space parts words: persons by the title behind them, and known places and
//! companies.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    evidence::Evidence,
    folded::{Folded, is_of_name},
    lexicon::names::{PLACES, SURNAMES},
};

/// What follows a person's name, and nothing else that is written with the same signs.
const TITLES: [&str; 7] = ["さん", "氏", "くん", "ちゃん", "先生", "女士", "小姐"];
/// Before a title, and nobody's name.
const NOBODY: [&str; 23] = [
    "皆", "客", "奥", "母", "父", "兄", "姉", "孫", "娘", "息子", "子", "親", "医者", "店員",
    "職人", "両", "彼", "某", "各", "同", "摂", "華", "老",
];
/// What may stand right before a name.
const BEFORE: [&str; 14] = [
    "昨日", "今日", "今年", "去年", "現在", "当時", "店主", "代表", "社長", "作者", "昨天", "今天",
    "当时", "老板",
];
/// Signs of a name at most.
const LONGEST: usize = 8;

/// Where names stand that no source says.
pub(super) fn unknown(text: &str, evidence: &Evidence) -> Vec<Range<usize>> {
    let persons = persons(text);
    let places: Vec<Range<usize>> = places(text).chain(places_in_words(text)).collect();
    // All that is asked of the sources, asked at once.
    let mut asked = Vec::new();
    asked.extend(persons.iter().flat_map(|person| person.asked(text)));
    asked.extend(places.iter().map(|at| text[at.clone()].to_owned()));
    asked.extend(places.iter().map(|at| bare(&text[at.clone()]).to_owned()));
    let needles: Vec<String> = asked.iter().map(|name| Folded::of(name).text).collect();
    let said = evidence.says(&needles);
    let said: HashSet<&str> = asked
        .iter()
        .zip(said)
        .filter_map(|(name, said)| said.then_some(name.as_str()))
        .collect();

    let persons = persons.iter().filter(|person| !person.is_said(text, &said));
    let places = places
        .into_iter()
        .filter(|at| !said.contains(&text[at.clone()]) && !said.contains(bare(&text[at.clone()])));
    let mut found: Vec<_> = persons
        .map(|person| person.name.clone())
        .chain(places)
        .collect();
    found.sort_unstable_by_key(|at| (at.start, at.end));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// Known places of scripts that have spaces and no capitals.
fn places_in_words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_other = |c: char| matches!(c, '\u{600}'..='\u{6FF}' | '\u{900}'..='\u{97F}');
    let words = text.unicode_word_indices();
    let words = words.filter(move |(_, word)| word.starts_with(is_other));
    words.filter_map(|(at, word)| {
        let place = bare(word);
        let known = PLACES.contains(word) || PLACES.contains(place);
        known.then_some(at..at + word.len())
    })
}

/// `東京都` is `東京`, too, and `ومصر` is `مصر`.
fn bare(place: &str) -> &str {
    let article = ['و', 'ب', 'ل', 'ف']
        .iter()
        .find_map(|before| place.strip_prefix(*before))
        .filter(|rest| rest.chars().count() > 2);
    if let Some(rest) = article {
        return rest;
    }
    let ends = ['都', '府', '県', '市', '省', '州', '縣', '國', '国'];
    // `京都` is no `京`.
    place
        .strip_suffix(ends)
        .filter(|rest| rest.chars().nth(1).is_some())
        .unwrap_or(place)
}

struct Person {
    name: Range<usize>,
    title: Range<usize>,
}

fn persons(text: &str) -> Vec<Person> {
    let mut found = Vec::new();
    for title in TITLES {
        for (end, _) in text.match_indices(title) {
            let mut start = end;
            for c in text[..end].chars().rev().take(LONGEST + 1) {
                if !is_of_name(c) {
                    break;
                }
                start -= c.len_utf8();
            }
            let name = &text[start..end];
            let polite = text[..start].ends_with(['お', 'ご']);
            let length = name.chars().count();
            if (1..=LONGEST).contains(&length) && !polite && !NOBODY.contains(&name) {
                found.push(Person {
                    name: start..end,
                    title: end..end + title.len(),
                });
            }
        }
    }
    found
}

impl Person {
    /// What may stand before the name, and the name: at each of its signs.
    fn parts<'a>(&self, text: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let name = &text[self.name.clone()];
        let places = name.char_indices().skip(1);
        places.map(|(at, _)| name.split_at(at))
    }

    fn title<'a>(&self, text: &'a str) -> &'a str {
        &text[self.title.clone()]
    }

    fn asked(&self, text: &str) -> Vec<String> {
        let title = self.title(text);
        let parts = self.parts(text).flat_map(|(before, rest)| {
            [before.to_owned(), rest.to_owned(), format!("{rest}{title}")]
        });
        [text[self.name.clone()].to_owned()]
            .into_iter()
            .chain(parts)
            .collect()
    }

    /// The whole name, or what stands before it and then the name. Of a Chinese one, whose beginning no sign shows, the
    /// surname, or what the sources have before the same title.
    fn is_said(&self, text: &str, said: &HashSet<&str>) -> bool {
        let title = self.title(text);
        let chinese = matches!(title, "先生" | "女士" | "小姐");
        said.contains(&text[self.name.clone()])
            || self.parts(text).any(|(before, rest)| {
                let titled = chinese && said.contains(format!("{rest}{title}").as_str());
                let surname = chinese && SURNAMES.contains(rest);
                let known = surname || BEFORE.contains(&before) || said.contains(before);
                // `明` is in many a Chinese word.
                let whole = !chinese || surname || rest.chars().nth(1).is_some();
                titled || known && whole && said.contains(rest)
            })
    }
}

/// The longest at each place. Katakana are one word as long as they go on.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    static LENGTHS: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let lengths: HashSet<usize> = PLACES.iter().map(|place| place.len()).collect();
        let mut lengths: Vec<usize> = lengths.into_iter().collect();
        lengths.sort_unstable_by(|one, other| other.cmp(one));
        lengths
    });
    let is_katakana = |c: char| matches!(c, '\u{30A0}'..='\u{30FF}');
    let mut next = 0;
    text.char_indices().filter_map(move |(start, c)| {
        if start < next || !is_of_name(c) {
            return None;
        }
        let ends = LENGTHS.iter().map(|length| start + length);
        let end = ends.into_iter().find(|end| {
            let place = text.get(start..*end);
            place.is_some_and(|place| PLACES.contains(place))
        })?;
        let within = is_katakana(c)
            && (text[..start].ends_with(is_katakana) || text[end..].starts_with(is_katakana));
        if within {
            return None;
        }
        next = end;
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use domain::OutputKind;

    use super::*;
    use crate::brief::brief;

    const JAPANESE: &str =
        "組合長の三浦春子さんは大阪から来た。青木健太さんは東京の店に米を売った。";
    const CHINESE: &str = "店主王建国在上海开店，李老师常来。昨天张先生说茶很好，他去过法国。";

    fn found<'a>(source: &str, text: &'a str) -> Vec<&'a str> {
        let evidence = Evidence::of(&brief(OutputKind::Blog, source));
        let found = unknown(text, &evidence).into_iter();
        found.map(|at| &text[at]).collect()
    }

    #[test]
    fn persons_and_places_that_no_source_says_are_found() {
        for (source, text, names) in [
            (
                JAPANESE,
                "鈴木健太さんは京都へ行った。",
                &["鈴木健太", "京都"][..],
            ),
            (
                JAPANESE,
                "三浦和子さんと田中氏が笑う。",
                &["三浦和子", "田中"],
            ),
            (
                JAPANESE,
                "クボタがフランスで売った。",
                &["クボタ", "フランス"],
            ),
            (CHINESE, "李小明先生去了北京。", &["李小明", "北京"]),
            (CHINESE, "陈女士在美国卖茶。", &["陈", "美国"]),
        ] {
            assert_eq!(found(source, text), names, "{text}");
        }
    }

    #[test]
    fn who_is_said_by_another_form_and_who_is_nobody_is_not_found() {
        for (source, text) in [
            (
                JAPANESE,
                "三浦さんと組合長三浦春子さん、昨日青木さんも東京都にいた。",
            ),
            (JAPANESE, "皆さん、お客さんもお母さんも、職人さんも来た。"),
            (JAPANESE, "インドアのスイスイ進むアメリカン。"),
            (CHINESE, "昨天王先生说，张先生在上海。"),
            (CHINESE, "今天王建国先生去法国。"),
        ] {
            assert_eq!(found(source, text), [""; 0], "{text}");
        }
    }
}
