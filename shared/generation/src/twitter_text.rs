//! X's weighted count, as twitter-text 3 does it (github.com/twitter/twitter-text, config/v3.json).

mod url;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::UnicodeEmoji;

/// Of a link, however long it is: X makes it a `t.co` one.
const URL: usize = 23;
/// Of an emoji, and of every character that is not in `LIGHT`.
const HEAVY: usize = 2;
/// Characters that count once: Latin to Georgian, and most of the general punctuation.
const LIGHT: [std::ops::RangeInclusive<u32>; 4] =
    [0..=4_351, 8_192..=8_205, 8_208..=8_223, 8_242..=8_247];

const JOINER: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';
const TEXT_STYLE: char = '\u{FE0E}';
const KEYCAP: char = '\u{20E3}';

/// Out of 280.
pub(crate) fn weighted_length(post: &str) -> usize {
    let text: String = post.nfc().collect();
    let (mut at, mut weight) = (0, 0);
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, own) = if let Some(length) = url::length(before, rest) {
            (length, URL)
        } else if let Some(length) = emoji(rest) {
            (length, HEAVY)
        } else {
            let light = LIGHT.iter().any(|range| range.contains(&u32::from(c)));
            (c.len_utf8(), if light { 1 } else { HEAVY })
        };
        weight += own;
        before = text[..at + length].chars().next_back();
        at += length;
    }
    weight
}

/// The links of a text, in bytes.
pub(crate) fn links(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut links, mut at, mut before) = (Vec::new(), 0, None);
    while let Some(c) = text[at..].chars().next() {
        let link = url::length(before, &text[at..]);
        links.extend(link.map(|length| at..at + length));
        at += link.unwrap_or(c.len_utf8());
        before = text[..at].chars().next_back();
    }
    links
}

/// Bytes of the emoji that the text begins with, however many characters it is made of.
fn emoji(text: &str) -> Option<usize> {
    let mut chars = text.chars().peekable();
    let first = chars.next()?;
    let mut length = first.len_utf8();
    if first.is_ascii() {
        let rest = &text[1..];
        let styled = rest.strip_prefix(EMOJI_STYLE).unwrap_or(rest);
        let is_keycap =
            (first.is_ascii_digit() || "#*".contains(first)) && styled.starts_with(KEYCAP);
        return is_keycap.then(|| text.len() - styled.len() + KEYCAP.len_utf8());
    }
    if is_regional(first) {
        return chars
            .next()
            .filter(|second| is_regional(*second))
            .map(|second| length + second.len_utf8());
    }
    // They are letters and signs unless somebody says otherwise.
    let plain = matches!(first, '©' | '®' | '™' | '♟') && chars.peek() != Some(&EMOJI_STYLE);
    if !first.is_emoji_char() || plain || chars.peek() == Some(&TEXT_STYLE) {
        return None;
    }
    while let Some(next) = chars.next() {
        let continues = match next {
            EMOJI_STYLE | KEYCAP | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}' => true,
            JOINER => chars
                .peek()
                .is_some_and(|joined| joined.is_emoji_char() && !joined.is_ascii()),
            _ => false,
        };
        if !continues {
            break;
        }
        length += next.len_utf8();
        if next == JOINER {
            length += chars.next().map_or(0, char::len_utf8);
        }
    }
    Some(length)
}

fn is_regional(c: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{links, weighted_length};
    use crate::post_length::PostLength;
    use domain::Platform;

    /// `twitter_text/conformance.json`, whose origin and licence it names.
    #[derive(Deserialize)]
    struct Conformance {
        weighted: Vec<Weighted>,
        urls: Vec<Urls>,
    }

    #[derive(Deserialize)]
    struct Weighted {
        description: String,
        text: String,
        weight: usize,
        valid: bool,
    }

    #[derive(Deserialize)]
    struct Urls {
        description: String,
        text: String,
        links: Vec<String>,
    }

    fn conformance() -> Conformance {
        serde_json::from_str(include_str!("twitter_text/conformance.json")).unwrap()
    }

    #[test]
    fn the_count_is_the_one_of_twitter_text() {
        let cases = conformance().weighted;
        assert_eq!(cases.len(), 24);
        for case in cases {
            let weight = weighted_length(&case.text);
            assert_eq!(weight, case.weight, "{}: {}", case.description, case.text);
            if case.valid {
                assert!(Platform::Twitter.fits(&case.text), "{}", case.description);
            }
        }
    }

    #[test]
    fn links_are_those_of_twitter_text() {
        let cases = conformance().urls;
        assert_eq!(cases.len(), 108);
        let mut wrong = Vec::new();
        for case in cases {
            let found: Vec<&str> = links(&case.text)
                .into_iter()
                .map(|at| &case.text[at])
                .collect();
            if found != case.links {
                wrong.push((
                    case.description,
                    case.text.clone(),
                    format!("{found:?}"),
                    case.links,
                ));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn emoji_count_twice_whatever_they_are_made_of() {
        for (text, weight) in [
            ("🇩🇪", 2),
            ("🇩", 2),
            ("#️⃣", 2),
            ("© ®", 3),
            ("©\u{FE0F}", 2),
            ("❤️", 2),
            ("❤\u{FE0E}", 4),
            ("👍🏿!", 3),
            ("7 a#*", 5),
        ] {
            assert_eq!(weighted_length(text), weight, "{text}");
        }
    }
}
