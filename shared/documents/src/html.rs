//! A web page to what its author wrote.

mod article;
mod blocks;
mod elements;
mod furniture;
mod hidden;
mod looks;
mod math;
mod page;
mod tables;
mod teasers;

use encoding_rs::Encoding;

use crate::{Document, DocumentError, assemble, block::Block, encoding};
use hidden::Hidden;

/// What a browser doesn't show, what runs, what is clicked, what leads elsewhere and what other people wrote is no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let html = match declared(bytes) {
        Some(encoding) => encoding::decode_as(encoding, bytes)?,
        None => encoding::decode(bytes)?,
    };
    let mut page = page::parse(&html)?;
    looks::as_elements(&mut page);
    let hidden = Hidden::of(&page);
    assemble::document(article::blocks(&page, &hidden))
}

/// HTML that stands inside of another text; what can't be read has none.
pub(crate) fn fragment(html: &str) -> Vec<Block> {
    page::parse(html)
        .map(|page| blocks::of(page.root_element(), &Hidden::of(&page)))
        .unwrap_or_default()
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
