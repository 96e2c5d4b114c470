//! How many tokens a text has, without its model's tokenizer.

/// What the frame of a message costs: its role and marks.
const MESSAGE: u64 = 8;

/// An estimate that is rather too high: `cl100k_base` and `o200k_base` count 16 to 97 % of it, by the language and the
/// kind of text. Digits and signs are counted one each, as Llama 2's and Gemma's tokenizers do.
pub(crate) fn of(text: &str) -> u64 {
    Count::default().and(text).tokens()
}

/// Of a text that grows, so that its beginning is not counted anew.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    sixths: u64,
}

impl Count {
    pub(crate) fn and(self, text: &str) -> Self {
        Self {
            sixths: self.sixths + sixths(text),
        }
    }

    pub(crate) fn tokens(self) -> u64 {
        self.sixths.div_ceil(6)
    }
}

/// A message each.
pub(crate) fn of_messages<'a>(messages: impl IntoIterator<Item = &'a str>) -> u64 {
    messages
        .into_iter()
        .map(|message| of(message) + MESSAGE)
        .sum()
}

/// The longest beginning of `text` within `tokens`, at a character's border.
pub(crate) fn prefix(text: &str, tokens: u64) -> &str {
    let mut left = tokens.saturating_mul(6);
    for (at, c) in text.char_indices() {
        let cost = weight(c);
        if cost > left {
            return &text[..at];
        }
        left -= cost;
    }
    text
}

fn sixths(text: &str) -> u64 {
    text.chars().map(weight).sum()
}

fn weight(c: char) -> u64 {
    match c {
        'a'..='z' | 'A'..='Z' | ' ' | '\n' => 2,
        c if c.is_ascii() => 6,
        c => 4 * c.len_utf8() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_no_less_than_what_tokenizers_count() {
        // Counted by `cl100k_base`.
        for (text, real) in [
            (
                "Four score and seven years ago our fathers brought forth",
                10,
            ),
            ("1863, 1864, 1865.", 11),
            ("こんにちは世界、元気ですか。今日は天気がいいですね。", 22),
            ("四十七年前，我们的先辈在这个大陆上创立了一个新国家。", 27),
            (
                "Kahdeksankymmentäseitsemän vuotta sitten isämme perustivat tälle mantereelle uuden kansakunnan.",
                36,
            ),
            (
                "Восемьдесят семь лет назад наши отцы основали на этом континенте новую нацию.",
                36,
            ),
            ("👩‍👩‍👧 😀 🎉🎉", 20),
            ("THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG", 14),
        ] {
            assert!(of(text) >= real, "{text}: {}", of(text));
        }
    }

    #[test]
    fn a_prefix_fits_and_one_character_more_does_not() {
        let text = "Grüße, 世界! 42 times over.";
        for tokens in 0..=of(text) {
            let kept = prefix(text, tokens);
            assert!(of(kept) <= tokens);
            if let Some(next) = text[kept.len()..].chars().next() {
                assert!(sixths(kept) + weight(next) > tokens * 6);
            }
        }
    }
}
