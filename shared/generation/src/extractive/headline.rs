//! A sentence that can stand over a text: short, whole, and about what the text is about.

use super::corpus::{Corpus, Sentence};
use crate::words::{Language, lower, phrases::ratio};

/// Words and characters.
const WORDS: std::ops::RangeInclusive<usize> = 4..=12;
const LONGEST: usize = 70;
/// Times that a source uses what it is about; one of fewer words than this, once less.
const OFTEN: usize = 3;
const SHORT: usize = 1_500;
/// Letters of a word in capitals that is no abbreviation.
const SHOUT: usize = 6;
/// Who says "I" or "you" tells of himself; who points, of something else.
const NEVER: &str = "i i'm i'd i've i'll me my mine you your it its he she him her his this these that those \
there here such also too then now again above below following";
const SELDOM: &str = "we us our ours";

/// The best of these sentences without its full stop, as `(index, text)`.
pub(super) fn headline(
    corpus: &Corpus,
    counts: &[usize],
    among: impl Iterator<Item = usize>,
) -> Option<(usize, String)> {
    let worth = |index: usize| worth(corpus, counts, &corpus.sentences[index]);
    let best = among
        .filter_map(|index| worth(index).map(|worth| (index, worth)))
        .max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)))?;
    let text = corpus.sentences[best.0].text.trim_end_matches('.');
    Some((best.0, text.to_owned()))
}

/// Of its terms the mean of how often the source uses them; `None` where it can stand over nothing.
fn worth(corpus: &Corpus, counts: &[usize], sentence: &Sentence) -> Option<f64> {
    let text = &sentence.text;
    let fits = WORDS.contains(&sentence.words)
        && text.chars().count() <= LONGEST
        && sentence.stands_alone
        && text.ends_with('.')
        && !text.ends_with("..")
        && !text.contains(['"', '“', '(', '[', ':', ';', '|', '_', '*', '`', '/', '@']);
    if !fits || corpus.language == Language::Other {
        return None;
    }
    let has = |list: &str| {
        text.split_whitespace().any(|word| {
            let word = lower(word.trim_matches(|c: char| !c.is_alphanumeric()));
            list.split(' ').any(|known| known == word)
        })
    };
    let many = if corpus.words < SHORT {
        OFTEN - 1
    } else {
        OFTEN
    };
    let often = sentence
        .vocabulary
        .iter()
        .filter(|term| counts[**term] >= many)
        .count();
    let about = often >= 1 && often * 2 >= sentence.vocabulary.len();
    if sentence.vocabulary.len() < 2 || !about || has(NEVER) || has_shout(text) {
        return None;
    }
    let sum: f64 = sentence
        .vocabulary
        .iter()
        .map(|term| ratio(counts[*term], 1).ln_1p())
        .sum();
    let mean = sum / ratio(sentence.vocabulary.len(), 1);
    Some(if has(SELDOM) { 0.7 * mean } else { mean })
}

/// Minutes write who speaks in capitals: such a sentence says what somebody said.
fn has_shout(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() >= SHOUT && word.chars().all(char::is_uppercase))
}
