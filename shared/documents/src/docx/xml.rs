//! WordprocessingML to paragraphs.

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use crate::{DocumentError, clean, limits};

/// What is not in force, is said in another place again, or is no text: struck out, moved from here, a field's code, an
/// older program's version, how a word is pronounced.
const SILENT: [&[u8]; 6] = [
    b"del",
    b"moveFrom",
    b"delText",
    b"instrText",
    b"Fallback",
    b"rt",
];

/// An open element that holds text.
enum Open {
    Paragraph(String),
    Row(String),
    Cell(String),
}

#[derive(Default)]
struct Walk {
    open: Vec<Open>,
    /// Elements of [`SILENT`] around here.
    silent: usize,
    in_run: bool,
    is_hidden: bool,
    in_text: bool,
}

/// Adds the paragraphs of a part.
pub(super) fn paragraphs(part: &str, paragraphs: &mut Vec<String>) -> Result<(), DocumentError> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk::default();
    let mut depth = 0_usize;
    let mut size = 0_usize;
    loop {
        match reader.read_event().map_err(|_| DocumentError::Damaged)? {
            Event::Start(element) => {
                depth += 1;
                if depth > limits::NESTING {
                    return Err(DocumentError::TooDeep);
                }
                walk.start(&element);
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if let Some(text) = walk.end(element.local_name().as_ref()) {
                    size += text.len();
                    paragraphs.push(text);
                }
            }
            Event::Text(text) => walk.text(&text.decode().map_err(|_| DocumentError::Damaged)?),
            Event::CData(text) => walk.text(&text.decode().map_err(|_| DocumentError::Damaged)?),
            Event::GeneralRef(reference) => walk.text(&character(&reference)?.to_string()),
            Event::Eof if depth > 0 => return Err(DocumentError::Damaged),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if size > limits::TEXT_OUT {
            return Err(DocumentError::more_than_bytes(limits::TEXT_OUT));
        }
    }
}

/// Of XML's own references; a document has no others, since it may not define any.
fn character(reference: &BytesRef<'_>) -> Result<char, DocumentError> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(character);
    }
    match &**reference {
        b"amp" => Ok('&'),
        b"lt" => Ok('<'),
        b"gt" => Ok('>'),
        b"quot" => Ok('"'),
        b"apos" => Ok('\''),
        _ => Err(DocumentError::Damaged),
    }
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if SILENT.contains(&name) {
            self.silent += 1;
        }
        match name {
            b"p" => self.open.push(Open::Paragraph(String::new())),
            b"tr" => self.open.push(Open::Row(String::new())),
            b"tc" => self.open.push(Open::Cell(String::new())),
            b"r" => (self.in_run, self.is_hidden) = (true, false),
            b"vanish" | b"webHidden" if self.in_run => self.is_hidden = is_on(element),
            b"t" => self.in_text = true,
            b"tab" | b"br" | b"cr" if self.in_run => self.push(" "),
            b"noBreakHyphen" => self.push("\u{2011}"),
            _ => {}
        }
    }

    /// What has ended with this element and stands in no other.
    fn end(&mut self, name: &[u8]) -> Option<String> {
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
        }
        match name {
            b"t" => self.in_text = false,
            b"r" => (self.in_run, self.is_hidden) = (false, false),
            b"p" | b"tr" | b"tc" => return self.close(),
            _ => {}
        }
        None
    }

    fn close(&mut self) -> Option<String> {
        let (Open::Paragraph(text) | Open::Row(text) | Open::Cell(text)) = self.open.pop()?;
        let text = clean::line(&text);
        if text.is_empty() {
            return None;
        }
        let (around, between) = match self.open.last_mut() {
            Some(Open::Row(row)) => (row, ", "),
            Some(Open::Cell(cell)) => (cell, " "),
            // A box that is fixed in a paragraph is none of its text.
            Some(Open::Paragraph(_)) | None => return Some(text),
        };
        if !around.is_empty() {
            around.push_str(between);
        }
        around.push_str(&text);
        None
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent == 0
            && !self.is_hidden
            && let Some(Open::Paragraph(paragraph)) = self.open.last_mut()
        {
            paragraph.push_str(text);
        }
    }
}

/// A property is on where it stands, unless it says otherwise.
fn is_on(element: &BytesStart<'_>) -> bool {
    !element.attributes().flatten().any(|attribute| {
        attribute.key.local_name().as_ref() == b"val"
            && matches!(&*attribute.value, b"0" | b"false" | b"off")
    })
}
