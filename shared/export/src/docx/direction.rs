//! Right to left: Arabic, Hebrew and what is written as they are. Word asks for it paragraph by paragraph and run by run.

use crate::blocks::{Block, Span};

/// Whether a paragraph reads from the right: its first letter says so (Unicode's UAX 9, P2 and P3), without one the `usual`.
pub(super) fn is_from_right(block: &Block, usual: bool) -> bool {
    let texts = block.spans.iter().map(|span| span.text.as_str());
    first(texts).unwrap_or(usual)
}

/// Of a whole document.
pub(super) fn usual(blocks: &[Block]) -> bool {
    let spans = blocks.iter().flat_map(|block| &block.spans);
    first(spans.map(|span| span.text.as_str())).unwrap_or_default()
}

fn first<'a>(texts: impl Iterator<Item = &'a str>) -> Option<bool> {
    texts.flat_map(str::chars).find_map(direction)
}

/// `None` of a character that goes either way: a figure, a mark, a space.
fn direction(c: char) -> Option<bool> {
    let is_right = matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    c.is_alphabetic().then_some(is_right)
}

/// The parts of a text that go one way, each with whether it is from the right; what goes either way goes as its paragraph
/// does, and inside of one part with it.
pub(super) fn parts(span: &Span, is_from_right: bool) -> Vec<(&str, bool)> {
    let text = span.text.trim_end_matches('\n');
    let mut parts = Vec::new();
    let (mut start, mut end, mut way) = (0, 0, None);
    for (at, c) in text.char_indices() {
        let Some(next) = direction(c) else { continue };
        match way {
            Some(before) if before != next => {
                // A space between the two is the paragraph's.
                let border = if before == is_from_right { at } else { end };
                parts.push((&text[start..border], before));
                start = border;
            }
            None if next != is_from_right && at > 0 => {
                parts.push((&text[..at], is_from_right));
                start = at;
            }
            _ => {}
        }
        (way, end) = (Some(next), at + c.len_utf8());
    }
    let way = way.unwrap_or(is_from_right);
    if way != is_from_right && end < text.len() {
        parts.push((&text[start..end], way));
        parts.push((&text[end..], is_from_right));
    } else {
        parts.push((&text[start..], way));
    }
    parts
}
