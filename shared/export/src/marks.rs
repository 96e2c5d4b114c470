//! References to notes, as they stand in a text until a format writes them: two characters that no text has (Unicode 17,
//! section 23.7), and the note's number between them.

const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// The text with references: behind which byte, and to which note, the first of which has the number 1.
#[must_use]
pub fn with_references(text: &str, references: impl Iterator<Item = (usize, usize)>) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut at = 0;
    for (place, number) in references {
        let place = text.floor_char_boundary(place.min(text.len())).max(at);
        push(&mut marked, &text[at..place]);
        marked.extend([OPEN.to_string(), number.to_string(), CLOSE.to_string()]);
        at = place;
    }
    push(&mut marked, &text[at..]);
    marked
}

/// What looks like a reference is none.
fn push(marked: &mut String, text: &str) {
    marked.extend(text.chars().map(|c| match c {
        OPEN | CLOSE => char::REPLACEMENT_CHARACTER,
        c => c,
    }));
}

/// The text with each reference as `write` has it.
pub(crate) fn written(text: &str, write: impl Fn(usize) -> String) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Reference(number) => write(number),
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Reference(usize),
}

/// Its texts and its references.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix(OPEN)
            && let Some((number, after)) = inside.split_once(CLOSE)
            && let Ok(number) = number.parse()
        {
            rest = after;
            return Some(Piece::Reference(number));
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(OPEN).map_or(rest.len(), |at| first + at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_written_and_nothing_else_is_taken_for_one() {
        let text = "Zwölf \u{FDD0}1\u{FDD1} Äpfel";
        let marked = with_references(text, [(6, 1), (text.len(), 2)].into_iter());
        assert_eq!(
            written(&marked, |number| format!("[{number}]")),
            "Zwölf[1] \u{FFFD}1\u{FFFD} Äpfel[2]"
        );
    }
}
