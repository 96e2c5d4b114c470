//! A PDF to the text of its pages.

mod bidi;
mod bullets;
mod capitals;
mod clusters;
mod collections;
mod extract;
mod fields;
mod glyphs;
mod interpret;
mod layout;
mod letters;
mod lines;
mod margins;
mod marked;
mod mend;
mod plausible;
mod running;
mod signs;
mod spaces;
mod strings;
mod turns;

use crate::{Document, DocumentError, Unread, limits, speech};
use clusters::Clusters;
use extract::Extractor;
use interpret::Interpreter;
use lines::Page;

/// How far into a file its mark may stand: Acrobat's own rule.
const MARK: usize = 1024;

/// Blocks with their pages. What stands on every page is left out; a page that can't be read is named.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let head = &bytes[..bytes.len().min(MARK)];
    let Some(start) = head.windows(5).position(|window| window == b"%PDF-") else {
        return Err(DocumentError::WrongKind("pdf".to_owned()));
    };
    let bytes = &bytes[start..];
    let pdf = interpret::open(bytes)?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(DocumentError::Damaged);
    }
    if count > limits::PAGES {
        return Err(DocumentError::TooLarge(format!("{} pages", limits::PAGES)));
    }
    let interpreter = Interpreter::new(&pdf);
    let mut second: Option<Option<Extractor>> = None;
    let mut clusters = Clusters::default();
    let (mut pages, mut unread) = (Vec::new(), Vec::new());
    let mut size = 0;
    for (page, number) in pdf.pages().iter().zip(1..) {
        let mut drawn = interpreter.page(page);
        if drawn.is_full {
            return Err(DocumentError::TooLarge(format!(
                "{} characters on a page",
                limits::GLYPHS
            )));
        }
        let has_picture = drawn.has_picture;
        if plausible::is_shapes(&drawn) {
            let second = second.get_or_insert_with(|| Extractor::open(bytes));
            let again = second.as_ref().and_then(|extractor| extractor.page(number));
            let again = again.map(|(drawn, texts)| {
                let shapes = interpreter.shapes(page);
                clusters.page(&shapes, &texts).unwrap_or(drawn)
            });
            drawn = again
                .filter(|again| !plausible::is_shapes(again))
                .unwrap_or(drawn);
        }
        let is_shapes = plausible::is_shapes(&drawn);
        let mut lines = lines::of(drawn);
        margins::without(&mut lines);
        bullets::join(&mut lines);
        capitals::join(&mut lines);
        size += lines.iter().map(|line| line.text.len()).sum::<usize>();
        if size > limits::TEXT_OUT {
            return Err(DocumentError::more_than_bytes(limits::TEXT_OUT));
        }
        let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        if is_shapes || plausible::is_garbled(&text.join(" ")) {
            unread.push(Unread {
                page: number,
                why: DocumentError::Garbled,
            });
        } else if lines.is_empty() && has_picture {
            unread.push(Unread {
                page: number,
                why: DocumentError::Scan,
            });
        } else {
            pages.push(Page { number, lines });
        }
    }
    // Where nothing is left, the document is what its first page is.
    match (document(pages), unread.first()) {
        (Err(DocumentError::Empty), Some(first)) => Err(first.why.clone()),
        (read, _) => read.map(|document| Document { unread, ..document }),
    }
}

fn document(pages: Vec<Page>) -> Result<Document, DocumentError> {
    let pages = running::without(pages);
    let table = speech::rows(&turns::blocks(&pages));
    let blocks = table.unwrap_or_else(|| layout::blocks(&pages));
    if let Some(talk) = speech::transcript(&blocks) {
        return speech::document(talk);
    }
    Document::of(layout::segments(&pages))
}
