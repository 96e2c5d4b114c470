//! A web page to what a reader sees of it.

mod hidden;
mod page;

use encoding_rs::Encoding;
use scraper::{
    ElementRef, Html,
    node::{Element, Node},
};

use crate::{Document, DocumentError, clean, encoding};
use hidden::Hidden;

/// Headings, paragraphs, items of lists are paragraphs; a row of a table is one, its cells parted by commas. What a browser
/// doesn't show, what runs, what is clicked and what leads elsewhere is no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let html = match declared(bytes) {
        Some(encoding) => encoding::decode_as(encoding, bytes)?,
        None => encoding::decode(bytes)?,
    };
    let page = page::parse(&html)?;
    let hidden = Hidden::of(&page);
    let blocks = blocks(main(&page), &hidden);
    Document::of_paragraphs(
        blocks
            .iter()
            .map(|block| clean::line(block))
            .filter(|block| !block.is_empty())
            .collect(),
    )
}

/// The encoding that a `meta` element of the first 1,024 bytes names, where the bytes don't say better themselves.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after
        .trim_start_matches(['"', '\''])
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))
        .next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// The part of a page that says it is the main one; all of it where none or more than one does.
fn main(page: &Html) -> ElementRef<'_> {
    let mut mains = page
        .root_element()
        .descendent_elements()
        .filter(|element| element.value().name() == "main" || element.attr("role") == Some("main"));
    match (mains.next(), mains.next()) {
        (Some(main), None) => main,
        _ => page.root_element(),
    }
}

/// The texts of an element, cut at the borders of its blocks.
fn blocks(element: ElementRef<'_>, hidden: &Hidden) -> Vec<String> {
    use ego_tree::iter::Edge;
    let mut blocks = vec![String::new()];
    let mut unseen = 0_usize;
    let mut rows = 0_usize;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Element(element) if is_silent(element) || hidden.contains(node.id()) => {
                unseen = if opens { unseen + 1 } else { unseen - 1 };
            }
            _ if unseen > 0 => {}
            Node::Text(text) if opens => push(&mut blocks, text),
            Node::Element(element) => match (element.name(), opens) {
                ("br", _) => push(&mut blocks, " "),
                ("tr", _) => {
                    rows = if opens { rows + 1 } else { rows - 1 };
                    blocks.push(String::new());
                }
                ("td" | "th", true) => next_cell(&mut blocks),
                // What is a block elsewhere is a part of its row in a table's cell.
                (name, _) if !is_inline(name) && rows == 0 => blocks.push(String::new()),
                (name, _) if !is_inline(name) => push(&mut blocks, " "),
                _ => {}
            },
            _ => {}
        }
    }
    blocks
}

/// A comma, where there is something before it.
fn next_cell(blocks: &mut [String]) {
    if let Some(row) = blocks.last_mut() {
        row.truncate(row.trim_end().len());
        if !row.is_empty() {
            row.push_str(", ");
        }
    }
}

fn push(blocks: &mut [String], text: &str) {
    if let Some(block) = blocks.last_mut() {
        block.push_str(text);
    }
}

/// What has no prose of the page in it: it runs, is drawn, is filled in, or leads around the site.
fn is_silent(element: &Element) -> bool {
    matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "canvas"
            | "audio"
            | "video"
            | "nav"
            | "menu"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "datalist"
            | "progress"
            | "meter"
            | "rt"
            | "rp"
    ) || (element.name() == "dialog" && element.attr("open").is_none())
        || matches!(
            element.attr("role"),
            Some(
                "navigation" | "search" | "menu" | "menubar" | "toolbar" | "dialog" | "alertdialog"
            )
        )
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "td"
            | "th"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
