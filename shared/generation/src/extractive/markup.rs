//! Plain text as Markdown: what would be markup in it is escaped.

use super::corpus::{Corpus, ITEM};

/// Sentences as a paragraph; items of a list as one.
pub(super) fn paragraph(corpus: &Corpus, sentences: &[usize]) -> String {
    let mut text = String::new();
    let (mut item_before, mut lead_before) = (false, false);
    for (place, index) in sentences.iter().enumerate() {
        let sentence = &corpus.sentences[*index];
        let leads = sentence.text.ends_with([':', '：']);
        let is_short = !sentence.ended && sentence.words < ITEM && sentences.len() > 1;
        let item = !leads && (sentence.is_item || is_short);
        if place > 0 {
            text.push_str(match (item_before, item) {
                (true, true) => "\n",
                (false, false) if !lead_before => between(&text),
                _ => "\n\n",
            });
        }
        if item {
            text.push_str("- ");
        }
        text.push_str(&escaped(&sentence.text));
        item_before = item;
        // It leads to what is in a paragraph of its own.
        let next = sentences
            .get(place + 1)
            .map(|next| &corpus.sentences[*next]);
        lead_before = leads && next.is_some_and(|next| next.paragraph != sentence.paragraph);
    }
    text
}

/// What stands between two sentences: nothing where the script has no spaces.
pub(super) fn between(text: &str) -> &'static str {
    if text.ends_with(['。', '！', '？', '」', '』', '）']) {
        ""
    } else {
        " "
    }
}

/// A line of text that Markdown (CommonMark 0.31) reads as this text and nothing else.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    for (place, c) in chars.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(place + 1).copied();
        let touches = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
        let word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let markup = match c {
            '`' | '\\' => true,
            '*' => touches(before) || touches(after),
            '_' => !(word(before) && word(after)) && (touches(before) || touches(after)),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '(' => before == Some(']'),
            '~' => before == Some('~') || after == Some('~'),
            '[' | '#' | '>' | '-' | '+' | '=' => place == 0,
            '.' | ')' => {
                place > 0
                    && place < 10
                    && chars[..place].iter().all(char::is_ascii_digit)
                    && !touches(after)
            }
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}
