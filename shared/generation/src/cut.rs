//! A text that is too long, cut where a reader would.

use unicode_segmentation::UnicodeSegmentation;

use crate::sentence;

/// Far beyond every limit, links included: what comes after it can't fit, so it isn't looked at.
const LOOKED_AT: usize = 20_000;

/// The longest beginning of `text` that `fits`: to the end of a sentence, else of a word, else of a character.
pub(crate) fn to_fit(text: &str, fits: impl Fn(&str) -> bool) -> String {
    if text.len() <= LOOKED_AT && fits(text) {
        return text.to_owned();
    }
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    let sentences = sentence::bounds(text).map(|(start, sentence)| start + sentence.len());
    longest(text, sentences, |kept| fits(kept).then(|| kept.to_owned()))
        .unwrap_or_else(|| to_word(text, fits))
}

/// The longest beginning that `fits` with the sign for what is missing, to the end of a word, else of a character.
pub(crate) fn to_word(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    let open = |kept: &str| Some(format!("{kept}…")).filter(|kept| fits(kept));
    let words = text
        .unicode_word_indices()
        .map(|(start, word)| start + word.len());
    let clusters = || {
        text.grapheme_indices(true)
            .map(|(start, cluster)| start + cluster.len())
    };
    let characters = || text.char_indices().map(|(start, c)| start + c.len_utf8());
    longest(text, words, open)
        .or_else(|| longest(text, clusters(), open))
        .or_else(|| longest(text, characters(), open))
        .unwrap_or_default()
}

/// To the end of a word, in so many characters.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    let fits = |text: &str| text.chars().count() <= limit;
    if fits(text) {
        text.to_owned()
    } else {
        to_word(text, fits)
    }
}

/// Ends come in order, so that the first one that doesn't fit is the last to be tried.
fn longest(
    text: &str,
    ends: impl Iterator<Item = usize>,
    fitting: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    ends.map(|end| text[..end].trim_end())
        .filter(|kept| !kept.is_empty())
        .map_while(fitting)
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_most(limit: usize) -> impl Fn(&str) -> bool {
        move |text| text.chars().count() <= limit
    }

    #[test]
    fn a_text_is_cut_at_a_sentence_else_at_a_word_else_anywhere() {
        let text = "It was short. Then it went on, and on. It ended.";
        assert_eq!(to_fit(text, at_most(100)), text);
        assert_eq!(
            to_fit(text, at_most(40)),
            "It was short. Then it went on, and on."
        );
        assert_eq!(to_fit(text, at_most(37)), "It was short.");
        assert_eq!(to_fit(text, at_most(12)), "It was…");
        assert_eq!(to_fit("Donaudampfschifffahrt", at_most(6)), "Donau…");
        assert_eq!(to_fit("👩‍👩‍👧👩‍👩‍👧", at_most(6)), "👩‍👩‍👧…");
        assert_eq!(to_fit("👩‍👩‍👧", at_most(2)), "👩…");
        assert_eq!(to_fit("👩‍👩‍👧", at_most(0)), "");
    }

    #[test]
    fn a_very_long_text_takes_no_time() {
        let text = "Word. ".repeat(400_000);
        assert_eq!(to_fit(&text, at_most(280)).chars().count(), 275);
        assert_eq!(
            to_fit(&"x".repeat(2_000_000), at_most(280)).chars().count(),
            280
        );
    }
}
