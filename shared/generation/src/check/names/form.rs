//! The forms of a name, and whether the sources have it in another one.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    check::{
        evidence::Evidence,
        folded::Folded,
        lexicon::names::ALIASES,
        named::{WITHIN, beginnings, is_acronym, is_cyrillic},
    },
    words::Language,
};

pub(super) const FORMS: usize = 5;

/// As it is, with and without the ending of a possessive, and as one of many.
pub(super) fn forms(name: &str) -> [String; FORMS] {
    let bare = without_possessive(name);
    let genitive = bare
        .strip_suffix('s')
        .filter(|bare| bare.chars().count() > 2)
        .unwrap_or(bare);
    [
        name.to_owned(),
        bare.to_owned(),
        format!("{bare}'s"),
        format!("{bare}s"),
        genitive.to_owned(),
    ]
    .map(|form| Folded::of(&form).text)
}

/// In another form, as `Americans`, `Annas`, `Ольги`, or `BBC` for what it stands for.
pub(super) fn is_form(name: &str, language: Language, evidence: &Evidence) -> bool {
    let words: Vec<&str> = name.unicode_words().collect();
    if has_alias(name, evidence) {
        return true;
    }
    if let [word] = words[..] {
        let word = without_possessive(word);
        if is_acronym(word) {
            return evidence.named.acronyms.contains(word)
                || evidence.named.initials.contains(word);
        }
        return is_known(word, evidence);
    }
    // Who speaks is named beside the text.
    let mut parts = words.clone();
    if let Some(last) = parts.last_mut() {
        *last = without_possessive(last);
    }
    let stand_together = |pair: &[&str]| evidence.named.stand_together(pair[0], pair[1]);
    if parts.windows(2).all(stand_together) {
        return true;
    }
    // What a source has as an acronym.
    let initials: String = words
        .iter()
        .filter(|word| !WITHIN.contains(word))
        .filter_map(|word| word.chars().next())
        .collect();
    if words.len() > 1 && evidence.named.acronyms.contains(&initials) {
        return true;
    }
    let inflected = name.chars().any(is_cyrillic);
    // German puts nouns side by side; what is a name is one by itself there.
    (inflected || language == Language::German) && words.iter().all(|word| is_known(word, evidence))
}

pub(super) fn is_known(word: &str, evidence: &Evidence) -> bool {
    let genitive = word
        .strip_suffix('s')
        .filter(|bare| bare.chars().count() > 2);
    evidence.known(word).is_some()
        || genitive.is_some_and(|word| evidence.known(word).is_some())
        || word.starts_with(is_cyrillic)
            && beginnings(word)
                .iter()
                .any(|start| evidence.named.beginnings.contains(start))
}

/// Whether a source has another name of the same.
pub(super) fn has_alias(name: &str, evidence: &Evidence) -> bool {
    let name = without_possessive(name);
    let mut rows = ALIASES.iter().enumerate();
    let row = rows.find(|(_, row)| row.split('|').any(|alias| alias == name));
    row.is_some_and(|(number, _)| evidence.named.aliases.contains(&number))
}

pub(super) fn without_possessive(name: &str) -> &str {
    ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name)
}
