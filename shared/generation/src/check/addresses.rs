//! Addresses and handles.

use std::ops::Range;

use super::folded::is_unspaced;

/// `name@example.com` and `@name`.
pub(crate) fn of(text: &str) -> Vec<Range<usize>> {
    let part = |c: char| c.is_alphanumeric() && !is_unspaced(c) || "._%+-".contains(c);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text[..at].trim_end_matches(part).len();
        let after = &text[at + 1..];
        let end = at + 1 + after.find(|c| !part(c)).unwrap_or(after.len());
        let end = at + 1 + text[at + 1..end].trim_end_matches(['.', '-', '+']).len();
        let named = end > at + 2;
        let host = text[at + 1..end].contains('.');
        let own = before == at && !text[..at].ends_with(char::is_alphanumeric);
        if named && (before < at && host || own) {
            found.push(before..end);
        }
    }
    found
}
