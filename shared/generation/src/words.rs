//! Words: which of them carry meaning, in which language, and which phrases a text is about.

mod detect;
mod lists;
pub(crate) mod phrases;
mod unspaced;

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use unspaced::Run;
pub(crate) use unspaced::{is_unspaced, names};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    /// Another that the `stop-words` crate has words of, by its ISO 639-1 code.
    Listed(&'static str),
    /// None that we know words of.
    Other,
}

pub(crate) const KNOWN: [(Language, &str); 7] = [
    (Language::English, lists::ENGLISH),
    (Language::German, lists::GERMAN),
    (Language::French, lists::FRENCH),
    (Language::Spanish, lists::SPANISH),
    (Language::Italian, lists::ITALIAN),
    (Language::Portuguese, lists::PORTUGUESE),
    (Language::Dutch, lists::DUTCH),
];

static STOP_WORDS: LazyLock<[HashSet<&'static str>; 7]> =
    LazyLock::new(|| KNOWN.map(|(_, list)| list.split_whitespace().collect()));

/// Words looked at to guess a language.
const SAMPLE: usize = 600;

impl Language {
    /// The one whose stop words are the most frequent among the first words, unless its letters or their order are another's.
    pub(crate) fn of(text: &str) -> Self {
        match Self::by_words(text) {
            (known, true) => known,
            (known, false) => detect::listed(text, known),
        }
    }

    /// Which rules the sentences of a text follow, at less cost: by its words or its letters.
    pub(crate) fn at_a_glance(text: &str) -> Self {
        match Self::by_words(text) {
            (Self::Other, _) => detect::by_letters(text),
            (known, _) => known,
        }
    }

    /// And whether it is sure.
    fn by_words(text: &str) -> (Self, bool) {
        let mut hits = [0_usize; KNOWN.len()];
        let mut seen = 0;
        for word in text.unicode_words().take(SAMPLE) {
            let word = lower(word);
            seen += 1;
            for (hits, words) in hits.iter_mut().zip(STOP_WORDS.iter()) {
                *hits += usize::from(words.contains(word.as_str()));
            }
        }
        let best = (0..KNOWN.len()).rev().max_by_key(|place| hits[*place]);
        // A text in any of these languages has at least one in six; in one of their neighbours less than one in three.
        match best {
            Some(best) if hits[best] * 6 > seen => (KNOWN[best].0, hits[best] * 3 > seen),
            _ => (Self::Other, false),
        }
    }

    /// ISO 639-1's; of one that nobody knows, English's.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::English | Self::Other => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Italian => "it",
            Self::Portuguese => "pt",
            Self::Dutch => "nl",
            Self::Listed(code) => code,
        }
    }

    /// That with this code, if anything is known of it.
    pub(crate) fn of_code(code: &str) -> Self {
        let mut known = KNOWN.iter().map(|(language, _)| *language);
        known
            .find(|language| language.code() == code)
            .or_else(|| detect::by_code(code))
            .unwrap_or(Self::Other)
    }

    /// `word` in lower case. Of a language that is not known nothing is.
    pub(crate) fn is_stop_word(self, word: &str) -> bool {
        if let Self::Listed(code) = self {
            return detect::stop_words(code).contains(word);
        }
        KNOWN
            .iter()
            .position(|(language, _)| *language == self)
            .is_some_and(|place| STOP_WORDS[place].contains(word))
    }

    /// `word` in lower case. A longer list than that of stop words, of what names nothing by itself: `years`, `certain`.
    pub(crate) fn is_common(self, word: &str) -> bool {
        self.is_stop_word(word)
            || self != Self::Other && detect::stop_words(self.code()).contains(word)
    }

    /// What forms of a word have in common, so that they count as one: `treaties`, `treaty`.
    pub(crate) fn stem(self, word: &str) -> String {
        let word = lower(word);
        let word = word.strip_suffix("'s").unwrap_or(&word);
        if self != Self::English {
            return word.chars().take(7).collect();
        }
        if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
            return format!("{stem}y");
        }
        let kept = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
        match word.strip_suffix('s') {
            Some(stem) if !kept && stem.len() > 2 => stem.to_owned(),
            _ => word.to_owned(),
        }
    }
}

/// What the words of a text mean: their stems, without stop words, in order. Where no space parts words, neighbouring
/// characters stand for them.
pub(crate) fn terms(text: &str, language: Language) -> Vec<String> {
    let mut terms = Vec::new();
    for run in unspaced::runs(text) {
        match run {
            Run::Unspaced(run) => terms.extend(unspaced::neighbours(run)),
            Run::Spaced(text) => {
                let words = text.unicode_words();
                let words = words.filter(|word| !language.is_stop_word(&lower(word)));
                terms.extend(words.map(|word| language.stem(word)));
            }
        }
    }
    terms
}

/// Words of a text, about so many as it would have where no space parts them.
pub(crate) fn count(text: &str) -> usize {
    let counts = unspaced::runs(text).map(|run| match run {
        Run::Unspaced(run) => unspaced::words(run),
        Run::Spaced(text) => text.unicode_words().count(),
    });
    counts.sum()
}

/// A letter, or what stands above, below or between letters: vowels of Hindi and Arabic, an accent of its own.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

/// A small letter of a script that begins its sentences with capitals: Georgian has small letters alone.
pub(crate) fn is_small(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10D0}'..='\u{10FF}')
}

/// A word as lists have it: in small letters, without what stands around it.
pub(crate) fn bare(word: &str) -> String {
    lower(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Of words with a space between them.
pub(crate) fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Lower case, with the typewriter's apostrophe.
pub(crate) fn lower(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}
