//! What of a quotation must be in a source.

use super::INSERTED;
use crate::check::folded::Folded;

/// What must be in the source, folded: between what is left out (`…`, `[…]`) and what was put in (`[the nation]`).
pub(super) fn pieces(said: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut rest = said;
    while let Some(c) = rest.chars().next() {
        let (part, length) = match c {
            '…' => (None, c.len_utf8()),
            '.' if rest.starts_with("...") => {
                (None, rest.len() - rest.trim_start_matches('.').len())
            }
            '[' => bracketed(rest),
            '(' if rest.starts_with("(…)") || rest.starts_with("(...)") => {
                (None, rest.find(')').map_or(1, |at| at + 1))
            }
            c => (Some(&rest[..c.len_utf8()]), c.len_utf8()),
        };
        match (part, parts.last_mut()) {
            (Some(part), Some(last)) => last.push_str(part),
            _ => parts.push(String::new()),
        }
        rest = &rest[length..];
    }
    parts.iter().filter_map(|part| piece(part)).collect()
}

/// Folded, and without what stands around it; `None` where that is all.
pub(super) fn piece(said: &str) -> Option<String> {
    let folded = Folded::of(said).text;
    let piece = folded.trim_matches(|c: char| !c.is_alphanumeric());
    (!piece.is_empty()).then(|| piece.to_owned())
}

/// `[t]he` is `the`; anything else in brackets is not the speaker's.
fn bracketed(rest: &str) -> (Option<&str>, usize) {
    let bound = rest.floor_char_boundary(INSERTED);
    let Some(end) = rest[..bound].find(']') else {
        return (Some("["), 1);
    };
    let inside = &rest[1..end];
    let letter = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
    (letter.then_some(inside), end + 1)
}
