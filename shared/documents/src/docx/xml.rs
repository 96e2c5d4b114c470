//! WordprocessingML to blocks.

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use super::{
    attributes::{attribute, is_on, value},
    paragraph::{Align, Paragraph},
    rows,
    styles::Styles,
    symbols,
};
use crate::{DocumentError, Role, block::Block, limits};

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
/// Half points by which characters are set higher or lower that stand for no more than that.
const SHIFTED: i32 = 4;
const LOWERED: i32 = -4;

/// An open element that holds text.
enum Open {
    Paragraph(Paragraph),
    /// The blocks of each cell so far, and whether somebody has deleted all of them.
    Row(Vec<Vec<Block>>, bool),
    Cell(Vec<Block>),
}

/// What characters are here.
#[derive(PartialEq, Eq)]
enum Inside {
    Text,
    /// A field's.
    Code,
    Other,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of the run or of what is around it"
)]
struct Walk<'a> {
    styles: &'a Styles,
    /// What a paragraph is that says nothing else.
    usual: Role,
    open: Vec<Open>,
    blocks: Vec<Block>,
    /// The large first letter of the paragraph that comes next.
    initial: String,
    /// What goes on in the paragraph that comes next.
    joined: Option<Paragraph>,
    in_properties: bool,
    /// Elements of [`SILENT`], and controls that show what to type, around here.
    silent: usize,
    /// Of each control around here, whether it is silent.
    controls: Vec<bool>,
    /// Of each field around here, whether it is a table of contents, which is silent.
    fields: Vec<bool>,
    in_run: bool,
    is_hidden: bool,
    is_bold: bool,
    align: Align,
    inside: Inside,
}

/// Adds the blocks of a part.
pub(super) fn blocks(
    part: &str,
    styles: &Styles,
    usual: Role,
    blocks: &mut Vec<Block>,
) -> Result<(), DocumentError> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk {
        styles,
        usual,
        open: Vec::new(),
        blocks: Vec::new(),
        initial: String::new(),
        joined: None,
        in_properties: false,
        silent: 0,
        controls: Vec::new(),
        fields: Vec::new(),
        in_run: false,
        is_hidden: false,
        is_bold: false,
        align: Align::Line,
        inside: Inside::Other,
    };
    let mut depth = 0_usize;
    let mut size = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| DocumentError::Damaged)?;
        let text = match event {
            Event::Start(element) => {
                depth += 1;
                if depth > limits::NESTING {
                    return Err(DocumentError::TooDeep);
                }
                walk.start(&element);
                continue;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                walk.end(element.local_name().as_ref());
                continue;
            }
            Event::Text(text) => text
                .decode()
                .map_err(|_| DocumentError::Damaged)?
                .into_owned(),
            Event::CData(text) => text
                .decode()
                .map_err(|_| DocumentError::Damaged)?
                .into_owned(),
            Event::GeneralRef(reference) => character(&reference)?.to_string(),
            Event::Eof if depth > 0 => return Err(DocumentError::Damaged),
            Event::Eof => break,
            _ => continue,
        };
        size += text.len();
        if size > limits::UNPACKED_BYTES || (size > limits::TEXT_OUT && walk.is_too_large()) {
            return Err(DocumentError::more_than_bytes(limits::TEXT_OUT));
        }
        walk.text(&text);
    }
    blocks.append(&mut walk.blocks);
    blocks.extend(walk.joined.take().and_then(Paragraph::block));
    Ok(())
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

impl Walk<'_> {
    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if SILENT.contains(&name) {
            self.silent += 1;
        }
        match name {
            b"p" => {
                let paragraph = Paragraph::after(self.joined.take(), self.usual);
                self.open.push(Open::Paragraph(paragraph));
            }
            b"pPr" => self.in_properties = true,
            b"del" => self.delete(),
            b"tr" => self.open.push(Open::Row(Vec::new(), false)),
            b"tc" => self.open.push(Open::Cell(Vec::new())),
            b"sdt" => self.controls.push(false),
            b"showingPlcHdr" if is_on(element) => self.silence(),
            b"docPartGallery"
                if value(element).is_some_and(|value| value.contains("Table of Contents")) =>
            {
                self.silence();
            }
            b"r" => {
                (self.in_run, self.is_hidden, self.is_bold, self.align) =
                    (true, false, false, Align::Line);
            }
            b"b" if self.in_run => self.is_bold = is_on(element),
            b"vanish" | b"webHidden" if self.in_run => self.is_hidden = is_on(element),
            b"rStyle" if self.in_run => {
                let style = value(element).unwrap_or_default();
                self.is_hidden |= style == "PlaceholderText" || self.styles.is_placeholder(&style);
                self.is_bold |= style == "Strong";
            }
            b"strike" | b"dstrike" if self.in_run => self.is_hidden |= is_on(element),
            b"position" if self.in_run && self.align == Align::Line => {
                let up: i32 = value(element)
                    .and_then(|up| up.parse().ok())
                    .unwrap_or_default();
                self.align = match up {
                    SHIFTED.. => Align::Raised,
                    ..=LOWERED => Align::Lowered,
                    _ => Align::Line,
                };
            }
            b"vertAlign" if self.in_run => {
                self.align = match value(element).as_deref() {
                    Some("superscript") => Align::Raised,
                    Some("subscript") => Align::Lowered,
                    _ => Align::Line,
                }
            }
            b"t" => self.inside = Inside::Text,
            b"instrText" => self.inside = Inside::Code,
            b"fldChar" => match attribute(element, b"fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("end") if self.fields.pop() == Some(true) => {
                    self.silent = self.silent.saturating_sub(1);
                }
                _ => {}
            },
            b"tab" if self.in_run => self.push("\t"),
            b"br" | b"cr" if self.in_run => self.push("\n"),
            b"noBreakHyphen" => self.push("-"),
            b"sym" => {
                let font = attribute(element, b"font").unwrap_or_default();
                if let Some(symbol) =
                    attribute(element, b"char").and_then(|code| symbols::character(&font, &code))
                {
                    self.push(&symbol.to_string());
                }
            }
            _ => self.property(name, element),
        }
    }

    /// What says of the open paragraph what it is, and what stands in formulas.
    fn property(&mut self, name: &[u8], element: &BytesStart<'_>) {
        let styles = self.styles;
        let Some(Open::Paragraph(paragraph)) = self.open.last_mut() else {
            return;
        };
        match name {
            b"pStyle" => {
                if let Some(role) = value(element).and_then(|style| styles.role(&style)) {
                    paragraph.role = role;
                }
            }
            b"numId"
                if paragraph.role == Role::Paragraph && value(element).as_deref() != Some("0") =>
            {
                paragraph.role = Role::Item;
            }
            b"outlineLvl"
                if !self.in_run
                    && paragraph.role == Role::Paragraph
                    && value(element).as_deref() != Some("9") =>
            {
                paragraph.role = Role::Heading;
            }
            b"framePr" => {
                paragraph.is_initial =
                    attribute(element, b"dropCap").is_some_and(|drop| drop != "none");
            }
            name => paragraph.open_formula(name),
        }
    }

    /// The row, or the end of the paragraph, whose properties say so; around runs it is but silent.
    fn delete(&mut self) {
        match self.open.last_mut() {
            Some(Open::Row(_, is_deleted)) => *is_deleted = true,
            Some(Open::Paragraph(paragraph)) if self.in_properties => paragraph.is_joined = true,
            _ => {}
        }
    }

    /// The innermost control is not read.
    fn silence(&mut self) {
        if let Some(control) = self.controls.last_mut()
            && !std::mem::replace(control, true)
        {
            self.silent += 1;
        }
    }

    fn end(&mut self, name: &[u8]) {
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
        }
        match name {
            b"t" | b"instrText" => self.inside = Inside::Other,
            b"r" => (self.in_run, self.is_hidden, self.align) = (false, false, Align::Line),
            b"pPr" => self.in_properties = false,
            b"p" | b"tr" | b"tc" => self.close(),
            b"sdt" if self.controls.pop() == Some(true) => {
                self.silent = self.silent.saturating_sub(1);
            }
            name => {
                if let Some(Open::Paragraph(paragraph)) = self.open.last_mut() {
                    paragraph.close_formula(name);
                }
            }
        }
    }

    fn close(&mut self) {
        let blocks = match self.open.pop() {
            Some(Open::Paragraph(paragraph)) if paragraph.is_joined => {
                self.joined = Some(paragraph);
                return;
            }
            Some(Open::Paragraph(paragraph)) => {
                let is_initial = paragraph.is_initial;
                let mut block = paragraph.block();
                if let Some(block) = &mut block {
                    block.text.insert_str(0, &std::mem::take(&mut self.initial));
                }
                if is_initial {
                    self.initial = block.map(|block| block.text).unwrap_or_default();
                    return;
                }
                block.into_iter().collect()
            }
            Some(Open::Cell(blocks)) => {
                if let Some(Open::Row(cells, _)) = self.open.last_mut() {
                    cells.push(blocks);
                    return;
                }
                blocks
            }
            Some(Open::Row(cells, false)) => rows::row(cells),
            Some(Open::Row(_, true)) | None => return,
        };
        // A box that is fixed in a paragraph is none of its text.
        let cell = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Cell(cell) => Some(cell),
            _ => None,
        });
        cell.unwrap_or(&mut self.blocks).extend(blocks);
    }

    fn is_too_large(&self) -> bool {
        let held =
            |blocks: &[Block]| -> usize { blocks.iter().map(|block| block.text.len()).sum() };
        let open: usize = self
            .open
            .iter()
            .map(|open| match open {
                Open::Paragraph(paragraph) => paragraph.len(),
                Open::Cell(cell) => held(cell),
                Open::Row(cells, _) => cells.iter().map(|cell| held(cell)).sum(),
            })
            .sum();
        open + held(&self.blocks) > limits::TEXT_OUT
    }

    fn text(&mut self, text: &str) {
        if self.inside == Inside::Text {
            self.push(text);
        } else if self.inside == Inside::Code
            && text.trim_start().starts_with("TOC")
            && let Some(field @ false) = self.fields.last_mut()
        {
            *field = true;
            self.silent += 1;
        }
    }

    fn push(&mut self, text: &str) {
        if self.silent == 0
            && !self.is_hidden
            && let Some(Open::Paragraph(paragraph)) = self.open.last_mut()
        {
            paragraph.push(text, self.align);
            paragraph.weigh(text, self.is_bold);
        }
    }
}
