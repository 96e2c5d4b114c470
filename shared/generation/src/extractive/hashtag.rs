//! Hashtags: what the source is about, in CamelCase.

use std::collections::{HashMap, HashSet};

use super::{
    corpus::Corpus,
    heading::{capitalised, is_noun},
};
use crate::words::{
    Language, is_in, is_letter, is_unspaced, lower,
    phrases::{Phrase, is_telling, phrases, ratio},
};

/// Characters of a tag that is still read.
const LONGEST: usize = 24;

/// They name nothing that anybody looks for, however often a text says them.
const EMPTY: &str = "stuff guess bunch couple request requests update updates user users item items kind thing things way ways \
part parts moment moments example examples place places life chance note notes list result \
results 问题 問題 回答 关系 關係 复杂 \
方式 準備 准备 可能 进行 時候 时候 情况 方法 線坐 お話し";

/// A word has more characters than so many.
fn shortest(word: &str) -> usize {
    if word.contains(is_unspaced) { 1 } else { 3 }
}

/// At most `most`, each with its sign.
pub(super) fn hashtags(corpus: &Corpus, most: usize) -> Vec<String> {
    let texts = corpus
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str());
    let mut ranked = phrases(texts, corpus.language);
    let tells = |phrase: &Phrase| {
        let named = phrase.text.starts_with(char::is_uppercase);
        is_telling(phrase)
            && is_noun(&phrase.text, corpus.language)
            && phrase.words <= 2
            && phrase.text.chars().count() > shortest(&phrase.text)
            && (phrase.words > 1 || named || phrase.count > 2)
    };
    // A short text repeats little: then a word that it uses as a noun and more than once will do.
    let passes = |phrase: &Phrase| {
        phrase.words == 1
            && phrase.noun >= 0.5
            && phrase.count > 1
            && phrase.text.chars().count() > shortest(&phrase.text)
            && is_noun(&phrase.text, corpus.language)
    };
    ranked.retain(|phrase| {
        let is_common = |word: &str| corpus.language.is_common(&lower(word));
        // Which of its words carry meaning nobody knows.
        let is_foreign = corpus.language == Language::Other
            && phrase
                .text
                .contains(|c: char| c > '\u{24F}' && !is_unspaced(c));
        !phrase.text.split(' ').any(|word| corpus.is_speaker(word))
            && !is_in(EMPTY, &lower(&phrase.text))
            && !phrase.text.split(' ').all(is_common)
            && !is_foreign
    });
    // Of most languages nobody knows which words are nouns: what the title has, or is told three times, is what it is about; where
    // no word has a capital, also what doesn't end sentences, as verbs do.
    let title = corpus.title.as_deref().map(lower).unwrap_or_default();
    let mut ends: HashMap<Vec<&str>, usize> = HashMap::new();
    for sentence in &corpus.sentences {
        let bare = sentence.text.trim_end_matches(|c: char| !is_letter(c));
        let words: Vec<&str> = bare.rsplit(' ').take(2).collect();
        for count in 1..=words.len() {
            *ends.entry(words[..count].to_vec()).or_default() += 1;
        }
    }
    let is_end = |phrase: &Phrase| {
        let words: Vec<&str> = phrase.text.rsplit(' ').collect();
        ends.get(&words).is_some_and(|count| *count >= phrase.count)
    };
    let counted = counted(corpus);
    ranked.retain(|phrase| {
        let behind = counted.get(&lower(&phrase.text)).copied();
        behind.unwrap_or_default() * 2 < phrase.count.max(1)
    });
    let is_named = |phrase: &Phrase| {
        let known = !matches!(corpus.language, Language::Listed(_) | Language::Other);
        let is_caseless = !phrase
            .text
            .chars()
            .any(|c| c.is_lowercase() || c.is_uppercase());
        known
            || phrase.count > 2
            || title.contains(&lower(&phrase.text))
            || is_caseless && !is_end(phrase)
    };
    ranked.retain(is_named);
    if ranked.iter().any(&tells) {
        ranked.retain(tells);
    } else {
        ranked.retain(passes);
    }
    let worth = |count: usize, words: usize, noun: f64| {
        ratio(count, 1) * noun * if words > 1 { 2.0 } else { 1.0 }
    };
    ranked.sort_by(|a, b| {
        worth(b.count, b.words, b.noun)
            .total_cmp(&worth(a.count, a.words, a.noun))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut stems: HashSet<String> = HashSet::new();
    let mut tags = Vec::new();
    for phrase in ranked {
        let tag: String = phrase
            .text
            .split(' ')
            .map(without_clitics)
            .flat_map(|word| word.split(|c: char| !(c.is_numeric() || is_letter(c))))
            .map(capitalised)
            .collect();
        let known = phrase.key.split(' ').any(|stem| {
            let is_within = |other: &String| other.contains(stem) || stem.contains(other.as_str());
            stems.contains(stem) || stem.contains(is_unspaced) && stems.iter().any(is_within)
        });
        if tags.len() < most && !known && tag.chars().count() <= LONGEST {
            stems.extend(phrase.key.split(' ').map(str::to_owned));
            tags.push(format!("#{tag}"));
        }
    }
    tags
}

/// How often each word stands behind a figure. One that does so in half of its places is a unit: `25 minutes`.
fn counted(corpus: &Corpus) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for sentence in &corpus.sentences {
        let mut is_behind = false;
        for word in sentence.text.split_whitespace() {
            if is_behind {
                let word = lower(word.trim_matches(|c| !is_letter(c)));
                *counted.entry(word).or_default() += 1;
            }
            is_behind = word.ends_with(|c: char| c.is_ascii_digit());
        }
    }
    counted
}

/// `Africa` of `Africa’s`, `Alan` of `d’Alan`.
fn without_clitics(word: &str) -> &str {
    const ELIDED: usize = 2;
    let word = ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    match word.split_once(['\'', '’']) {
        Some((elided, rest))
            if elided.chars().count() <= ELIDED
                && elided.chars().all(char::is_lowercase)
                && !rest.is_empty() =>
        {
            rest
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::without_clitics;

    #[test]
    fn a_tag_has_no_possessive_and_no_elided_article() {
        for (word, bare) in [
            ("Africa’s", "Africa"),
            ("owners'", "owners"),
            ("d’Alan", "Alan"),
            ("l'eau", "eau"),
            ("O’Neil", "O’Neil"),
            ("dev’yat", "dev’yat"),
        ] {
            assert_eq!(without_clitics(word), bare);
        }
    }
}
