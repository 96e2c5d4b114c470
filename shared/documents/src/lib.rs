//! From a file's bytes to its text, and where in the file each part of it stands.
//!
//! What may live here: reading documents, and the bounds in which that happens. What may not: HTTP, SQL, storage, and what
//! a text is used for. [`read`] runs in the process that calls it and does so only for formats that our own few lines
//! read; what other people's parsers read, however well they are kept, is read by a [`child`] with a bound on its time
//! and memory, so that a hostile file ends that child and gives a reason.

mod assemble;
mod block;
mod boilerplate;
mod captions;
pub mod child;
mod clean;
mod comments;
mod delimited;
mod divided;
mod docx;
mod ebook;
mod encoding;
mod error;
mod html;
pub mod join;
mod leftovers;
pub mod limits;
mod lines;
mod mail;
mod markdown;
mod numbered;
mod pdf;
mod raised;
mod rules;
mod speech;
mod stamps;

use serde::{Deserialize, Serialize};

use block::Block;
pub use child::{Turn, read_bounded};
pub use domain::Role;
pub use error::DocumentError;

/// The extensions that can be read, in lower case.
pub const EXTENSIONS: [&str; 7] = ["txt", "md", "html", "srt", "vtt", "pdf", "docx"];
/// Those of prose, which has no positions but its paragraphs: it needs no child, and whoever wants it reads it anew. One that
/// [`is_transcript`] is read once and kept, as captions are.
pub const PROSE: [&str; 2] = ["txt", "md"];

/// A document's text without markup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Paragraphs separated by an empty line, each in one line.
    pub text: String,
    /// The same text in parts that know their role and their place, in its order.
    pub segments: Vec<Segment>,
    /// Pages that could not be read, where the others could.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
}

/// A page without a text, counted from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    pub page: u32,
    pub why: DocumentError,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub position: Position,
    pub text: String,
    /// Where the file says who speaks.
    pub speaker: Option<String>,
    #[serde(default)]
    pub role: Role,
    /// Whether it is of the same paragraph as the segment before it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub continues: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Where a segment stands: pages and paragraphs are counted from 1, times are seconds from the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Position {
    Page(u32),
    Paragraph(u32),
    Time { start: f64, end: f64 },
}

/// Reads a file in this process: txt, md, srt, vtt. Others are [`DocumentError::Unsupported`] here, see [`read_bounded`].
///
/// An extension is in lower case. The encoding is recognised.
pub fn read(extension: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    within_size(extension, bytes)?;
    if is_packed(bytes) && EXTENSIONS.contains(&extension) {
        return Err(DocumentError::WrongKind(extension.to_owned()));
    }
    match extension {
        "txt" => {
            let text = encoding::decode(bytes)?;
            if is_data(&text) {
                return Err(DocumentError::WrongKind(extension.to_owned()));
            }
            assemble::document(mail::message(&text).map_or_else(|| plain(&text), letter))
        }
        "md" => assemble::document(markdown::blocks(&encoding::decode(bytes)?)),
        "srt" | "vtt" => captions::read(extension, &encoding::decode(bytes)?),
        _ => Err(DocumentError::Unsupported),
    }
}

/// What a child does: any format.
fn parse(extension: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    match extension {
        "html" if is_packed(bytes) => Err(DocumentError::WrongKind("html".to_owned())),
        "html" => html::read(bytes),
        "pdf" => pdf::read(bytes),
        "docx" => docx::read(bytes),
        _ => read(extension, bytes),
    }
}

/// Whether the bytes begin as a PDF's, an archive's or those of Rich Text, of which parts may be text.
fn is_packed(bytes: &[u8]) -> bool {
    [&b"%PDF-"[..], b"PK\x03\x04", b"{\\rtf"]
        .iter()
        .any(|mark| bytes.starts_with(mark))
}

/// Whether a text is a page's source, or what one program writes for another: JSON, XML, a subtitle editor's file.
fn is_data(text: &str) -> bool {
    const OPENINGS: [&str; 4] = ["<?xml", "<!doctype", "<html", "[script info]"];
    let text = text.trim_start_matches('\u{feff}').trim();
    let head = text[..text.floor_char_boundary(16)].to_ascii_lowercase();
    let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    OPENINGS.iter().any(|opening| head.starts_with(opening))
        || text.starts_with(['{', '[']) && text.ends_with(['}', ']']) && is_json()
}

fn within_size(extension: &str, bytes: &[u8]) -> Result<(), DocumentError> {
    let most = match extension {
        "pdf" | "docx" => limits::PACKED_BYTES,
        _ => limits::TEXT_BYTES,
    };
    if bytes.len() > most {
        Err(DocumentError::more_than_bytes(most))
    } else {
        Ok(())
    }
}

/// Whether a file of [`PROSE`] looks like a transcript, which has speakers and times to keep: by its lines alone, so that who
/// asks need not link the readers of encodings, Markdown and HTML.
#[must_use]
pub fn is_transcript(extension: &str, bytes: &[u8]) -> bool {
    if !PROSE.contains(&extension) {
        return false;
    }
    let mut text = String::from_utf8_lossy(bytes);
    let has_names = extension == "md" && speech::with_colons(&led(&text)).is_some();
    if extension == "md" {
        let lines = text
            .lines()
            .map(|line| without_links(line.trim_start_matches(['#', '>', ' '])));
        text = lines
            .collect::<Vec<_>>()
            .join("\n")
            .replace(['*', '\\', '`'], "")
            .into();
    }
    let mut blocks = plain(&text);
    if extension == "md" {
        blocks = blocks.into_iter().flat_map(table_rows).collect();
    }
    let table = speech::rows(&blocks);
    has_names || speech::transcript(table.as_deref().unwrap_or(&blocks)).is_some()
}

/// The lines of a Markdown text, each with what it begins with in bold.
fn led(text: &str) -> Vec<Block> {
    let line = |line: &str| {
        let mut parted = line.trim().strip_prefix("**")?.split("**");
        let (bold, rest) = (parted.next()?, parted.next()?);
        Some(Block::new(Role::Paragraph, format!("{bold}{rest}")).led_by(bold))
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|text| line(text).unwrap_or_else(|| Block::new(Role::Paragraph, text)))
        .collect()
}

/// `@0:12` of `[@0:12](https://…)`.
fn without_links(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let found = before.rfind('[').zip(after.split_once(')'));
        let Some((open, (_, left))) = found else {
            break;
        };
        kept.push_str(&before[..open]);
        kept.push_str(&before[open + 1..]);
        rest = left;
    }
    kept.push_str(rest);
    kept
}

/// The rows of a Markdown table, by its bars; any other block as it is.
fn table_rows(block: Block) -> Vec<Block> {
    if !block.text.lines().all(|line| line.starts_with('|')) {
        return vec![block];
    }
    let rows = block
        .text
        .lines()
        .filter(|line| line.contains(char::is_alphanumeric));
    let cells = |row: &str| {
        row.trim_matches(['|', ' '])
            .split('|')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(block::CELL)
    };
    rows.map(|row| Block::new(Role::Row, cells(row))).collect()
}

fn letter(message: mail::Message) -> Vec<Block> {
    let body = if message.is_html {
        html::fragment(&message.text)
    } else {
        plain(&message.text)
    };
    let title = Block::new(Role::Title, message.subject);
    Some(title)
        .filter(|title| !title.text.is_empty())
        .into_iter()
        .chain(body)
        .collect()
}

/// Lines that stand together are a block, which [`lines`] parts where they are units.
fn plain(text: &str) -> Vec<Block> {
    if let Some(rows) = delimited::rows(text) {
        return rows;
    }
    if let Some((title, text)) = ebook::book(text) {
        let title = title.map(|title| Block::new(Role::Title, title.to_owned()));
        return title.into_iter().chain(groups(&text)).collect();
    }
    if let Some(chat) = speech::as_others(text) {
        return plain(&chat);
    }
    let interview = speech::interview(text);
    let text = interview.as_deref().unwrap_or(text);
    let counted = numbered::paragraphs(text);
    let text = counted.as_deref().unwrap_or(text);
    if !text.contains('\t') {
        return groups(text);
    }
    let parts = delimited::parts(text).into_iter();
    parts
        .flat_map(|part| match part {
            delimited::Part::Rows(rows) => rows,
            delimited::Part::Text(text) => groups(&lines::with_bullets(&text)),
        })
        .collect()
}

fn groups(text: &str) -> Vec<Block> {
    clean::groups(text)
        .into_iter()
        .flat_map(|group| rules::parts(&group))
        .collect()
}

impl Document {
    fn of(segments: Vec<Segment>) -> Result<Self, DocumentError> {
        let text = assemble::text(&segments);
        if text.is_empty() {
            Err(DocumentError::Empty)
        } else if text.len() > limits::TEXT_OUT {
            Err(DocumentError::more_than_bytes(limits::TEXT_OUT))
        } else {
            Ok(Self {
                text,
                segments,
                unread: Vec::new(),
            })
        }
    }
}

#[cfg(test)]
mod tests;
