//! What a PDF says of pieces of a page beside drawing them: the text that they stand for, and that they run on every page.

use hayro_interpret::hayro_syntax::object::{Dict, Name, String as Bytes};

use super::strings;

/// Pieces within pieces; a file can open them without an end.
const DEPTH: usize = 64;

/// The pieces that are open where a page is drawn.
#[derive(Default)]
pub(super) struct Marked {
    open: Vec<Piece>,
    /// Further ones, which say nothing.
    deeper: usize,
}

enum Piece {
    /// Says nothing of its own.
    Plain,
    /// Stands for this text, and whether that has been taken down.
    Text(String, bool),
    /// A head, a foot or a number of a page.
    Running,
}

/// What a glyph says where it is drawn.
pub(super) enum Said {
    Itself,
    Instead(String),
    /// Part of what a glyph before it says.
    Before,
    Running,
}

impl Marked {
    pub(super) fn begin(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        let text = properties.and_then(|said| said.get::<Bytes<'_>>("ActualText"));
        let is_running = tag == b"Artifact" && properties.is_some_and(is_running);
        self.open.push(match text {
            _ if is_running => Piece::Running,
            Some(text) => Piece::Text(
                strings::text(text.as_ref()).replace(char::is_control, " "),
                false,
            ),
            None => Piece::Plain,
        });
    }

    pub(super) fn end(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            self.open.pop();
        }
    }

    /// The outermost piece says it.
    pub(super) fn say(&mut self) -> Said {
        let piece = self
            .open
            .iter_mut()
            .find(|piece| !matches!(piece, Piece::Plain));
        match piece {
            None | Some(Piece::Plain) => Said::Itself,
            Some(Piece::Running) => Said::Running,
            Some(Piece::Text(_, true)) => Said::Before,
            Some(Piece::Text(text, is_said)) => {
                *is_said = true;
                Said::Instead(std::mem::take(text))
            }
        }
    }
}

/// Attached to an edge, or a foot or a mark across the page. What is called a head alone may be that of a table.
fn is_running(said: &Dict<'_>) -> bool {
    let name = |key: &str| said.get::<Name<'_>>(key);
    let is = |name: Option<Name<'_>>, value: &[u8]| name.is_some_and(|name| name.as_ref() == value);
    let is_mark = || {
        let kinds: [&[u8]; 3] = [b"Footer", b"Watermark", b"Background"];
        kinds.into_iter().any(|kind| is(name("Subtype"), kind))
    };
    is(name("Type"), b"Pagination") && (said.contains_key("Attached") || is_mark())
}
