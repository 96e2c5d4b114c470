//! Languages beyond those whose words are written down here: recognised by their trigrams, with the words of `stop-words`.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use whatlang::{Lang, detect};

use super::Language;

/// Characters that are looked at.
const SAMPLE: usize = 4_000;
/// Letters from which on trigrams say something against words.
const ENOUGH: usize = 150;

const CODES: [(Lang, &str); 30] = [
    (Lang::Ara, "ar"),
    (Lang::Ben, "bn"),
    (Lang::Bul, "bg"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Ell, "el"),
    (Lang::Fin, "fi"),
    (Lang::Guj, "gu"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Mar, "mr"),
    (Lang::Nob, "no"),
    (Lang::Pes, "fa"),
    (Lang::Pol, "pl"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Slk, "sk"),
    (Lang::Swe, "sv"),
    (Lang::Tha, "th"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Urd, "ur"),
];
const MORE: [(Lang, &str); 7] = [
    (Lang::Vie, "vi"),
    (Lang::Slv, "sl"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Est, "et"),
    (Lang::Tgl, "tl"),
    (Lang::Afr, "af"),
];

static WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let codes = CODES.iter().chain(&MORE).map(|(_, code)| *code);
    let known = ["en", "de", "fr", "es", "it", "pt", "nl"];
    codes
        .chain(known)
        .map(|code| {
            let words = stop_words::lookup(code).unwrap_or_default();
            (code, words.iter().copied().collect())
        })
        .collect()
});

/// The language that a text is in beyond those of our own lists; `known` where it seems to be in none.
pub(super) fn listed(text: &str, known: Language) -> Language {
    let sample: String = text.chars().take(SAMPLE).collect();
    let Some(found) = detect(&sample) else {
        return known;
    };
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let is_latin = found.script() == whatlang::Script::Latin;
    // Another alphabet says enough; in our own, a short text is taken for anything.
    let is_sure = !is_latin || found.is_reliable() && letters >= ENOUGH;
    let codes = CODES.iter().chain(&MORE);
    let mut codes = codes.filter(|(lang, _)| is_sure && *lang == found.lang());
    codes
        .next()
        .map_or(known, |(_, code)| Language::Listed(code))
}

/// A language that is written in the letters of the first word: of those that share them, the one with the most readers.
pub(super) fn by_letters(text: &str) -> Language {
    let first = text.chars().find(|c| c.is_alphabetic());
    let mut sample = text.chars().take(SAMPLE);
    let code = match first {
        Some('\u{370}'..='\u{3FF}') => "el",
        Some('\u{400}'..='\u{52F}') if sample.any(|c| "қңғұһ".contains(c)) => "kk",
        Some('\u{400}'..='\u{52F}') => "ru",
        Some('\u{530}'..='\u{58F}') => "hy",
        Some('\u{590}'..='\u{5FF}') => "he",
        Some('\u{600}'..='\u{6FF}') => "ar",
        Some('\u{900}'..='\u{97F}') => "hi",
        Some('\u{980}'..='\u{9FF}') => "bn",
        Some('\u{A80}'..='\u{AFF}') => "gu",
        Some('\u{E00}'..='\u{E7F}') => "th",
        Some('\u{1000}'..='\u{109F}') => "my",
        Some('\u{1200}'..='\u{137F}') => "am",
        Some('\u{3040}'..='\u{30FF}') => "ja",
        Some('\u{4E00}'..='\u{9FFF}') => "zh",
        Some('\u{AC00}'..='\u{D7A3}') => "ko",
        _ => return Language::Other,
    };
    Language::Listed(code)
}

pub(super) fn by_code(code: &str) -> Option<Language> {
    let codes = CODES.iter().chain(&MORE).map(|(_, known)| *known);
    codes
        .chain(["am", "kk", "my"])
        .find(|known| *known == code)
        .map(Language::Listed)
}

/// None where the crate has no list of them.
pub(super) fn stop_words(code: &str) -> &'static HashSet<&'static str> {
    static NONE: LazyLock<HashSet<&'static str>> = LazyLock::new(HashSet::new);
    WORDS.get(code).unwrap_or(&NONE)
}
