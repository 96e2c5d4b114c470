//! A sentence's first word that is a name since it is the subject.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::form::is_known;
use crate::{
    check::{
        evidence::Evidence,
        lexicon::reader::{CALLS, OBJECTS},
        named::is_cyrillic,
    },
    words::{Language, lower},
};

/// Verbs that stand behind a subject.
const VERBS: [&str; 36] = [
    "es", "era", "fue", "será", "ha", "había", "tiene", "tenía", "está", "quiso", "quiere",
    "puede", "dijo", "dice", "hizo", "dio", "est", "était", "fut", "sera", "avait", "veut",
    "voulait", "peut", "pouvait", "doit", "devait", "fait", "fit", "dit", "va", "alla", "vient",
    "vint", "tient", "prend",
];
const DETERMINERS: [&str; 19] = [
    "el", "la", "los", "las", "un", "una", "le", "les", "l", "une", "des", "su", "sus", "son",
    "sa", "ses", "leur", "leurs", "d",
];
/// Endings of other words that begin a French or a Spanish sentence: infinitives, participles, adverbs, plurals.
const NO_NAMES: [&str; 28] = [
    "ar", "er", "ir", "re", "ando", "iendo", "ado", "ido", "ada", "ida", "mente", "ment", "ant",
    "é", "ée", "és", "ées", "aux", "ción", "sión", "tion", "dad", "té", "os", "as", "es", "s",
    "emos",
];
const NO_SUBJECTS: [&str; 24] = [
    "aquí", "allí", "solo", "sólo", "mañana", "ayer", "hoy", "luego", "pronto", "además",
    "incluso", "quizá", "quizás", "demain", "hier", "bientôt", "ensuite", "enfin", "peut",
    "gracias", "merci", "gente", "nada", "rien",
];
/// Of surnames and towns.
const RUSSIAN_NAMES: [&str; 12] = [
    "ск",
    "град",
    "город",
    "бург",
    "ополь",
    "ов",
    "ев",
    "ский",
    "цкий",
    "ова",
    "ева",
    "ская",
];
/// Of so many there are.
const QUANTITIES: [&str; 10] = [
    "стало",
    "было",
    "будет",
    "нет",
    "не",
    "больше",
    "меньше",
    "много",
    "мало",
    "хватает",
];

/// Whether a sentence's first word is told to the reader or leads to its subject: `Drop a line`, `Charge what it is worth`.
pub(super) fn is_told(text: &str, at: &Range<usize>) -> bool {
    let rest = text[at.end..].strip_prefix(' ');
    let next = rest.and_then(|rest| rest.unicode_words().next());
    next.is_some_and(|next| OBJECTS.contains(next))
}

/// Whether a sentence's first word, which no source has, is a name: in French and Spanish a subject without an article, in
/// Russian by its ending.
pub(super) fn is_subject(
    text: &str,
    at: &Range<usize>,
    language: Language,
    evidence: &Evidence,
) -> bool {
    let word = &text[at.clone()];
    let small = lower(word);
    if small.chars().count() < 4
        || is_known(word, evidence)
        || language.is_common(&small)
        || CALLS.contains(small.as_str())
        || NO_SUBJECTS.contains(&small.as_str())
    {
        return false;
    }
    let line = text[at.end..].lines().next().unwrap_or_default();
    let sentence = line
        .split(['.', ',', ':', '!', '?', '('])
        .next()
        .unwrap_or_default();
    let mut next = sentence.unicode_words();
    let Some(verb) = next
        .next()
        .filter(|verb| verb.starts_with(char::is_lowercase))
    else {
        return false;
    };
    let ends = |endings: &[&str]| endings.iter().any(|end| small.ends_with(end));
    match language {
        Language::French | Language::Spanish if ends(&NO_NAMES) => false,
        Language::French if verb == "a" => true,
        Language::French | Language::Spanish if VERBS.contains(&verb) => true,
        Language::French | Language::Spanish => {
            let leads = |word: &str| {
                DETERMINERS.contains(&word.split(['\'', '’']).next().unwrap_or_default())
            };
            !language.is_stop_word(verb) && next.next().is_some_and(leads)
        }
        _ => word.starts_with(is_cyrillic) && ends(&RUSSIAN_NAMES) && !QUANTITIES.contains(&verb),
    }
}
