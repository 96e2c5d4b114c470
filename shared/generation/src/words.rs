//! Words: which of them carry meaning, in which language, and which phrases a text is about.

mod lists;
pub(crate) mod phrases;

use std::{collections::HashSet, sync::LazyLock};

use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
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
    /// The one whose stop words are the most frequent among the first words.
    pub(crate) fn of(text: &str) -> Self {
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
        match best {
            // A text in any of these languages has at least one in six.
            Some(best) if hits[best] * 6 > seen => KNOWN[best].0,
            _ => Self::Other,
        }
    }

    /// `word` in lower case. Of a language that is not known nothing is.
    pub(crate) fn is_stop_word(self, word: &str) -> bool {
        KNOWN
            .iter()
            .position(|(language, _)| *language == self)
            .is_some_and(|place| STOP_WORDS[place].contains(word))
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

/// Lower case, with the typewriter's apostrophe.
pub(crate) fn lower(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}
