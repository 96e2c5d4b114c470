//! Variants that say nearly the same.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::words::lower;

/// Jaccard's index of the word trigrams from which on two texts are one.
const DUPLICATE_JACCARD: f64 = 0.6;

#[derive(Debug)]
pub(crate) struct Trigrams(HashSet<[String; 3]>);

impl Trigrams {
    pub(crate) fn of(text: &str) -> Self {
        let words: Vec<String> = text.unicode_words().map(lower).collect();
        let mut trigrams: HashSet<[String; 3]> = words
            .windows(3)
            .map(|words| [words[0].clone(), words[1].clone(), words[2].clone()])
            .collect();
        // Of fewer words, what there is.
        if trigrams.is_empty() {
            trigrams.insert([words.join(" "), String::new(), String::new()]);
        }
        Self(trigrams)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    pub(crate) fn nearly_equal(&self, other: &Self) -> bool {
        let both = self.0.intersection(&other.0).count();
        let all = self.0.len() + other.0.len() - both;
        both as f64 >= DUPLICATE_JACCARD * all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_most_of_their_words_in_common_are_one() {
        let text = "The first thing that we know of the town is that it had a mill, and the mill had a wheel.";
        let changed = text.replace("wheel", "roof");
        let other = "A wheel turned in the mill of the town long before anybody had written down its name or its year.";
        let same = |one: &str, two: &str| Trigrams::of(one).nearly_equal(&Trigrams::of(two));
        assert!(same(text, text) && same(text, &changed) && same("", ""));
        assert!(!same(text, other) && !same("One.", "Two."));
    }
}
