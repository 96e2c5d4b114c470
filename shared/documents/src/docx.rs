//! A Word document (ECMA-376, Office Open XML) to its text, by what is in force: no deletions, no hidden text.

mod attributes;
mod paragraph;
mod parts;
mod rows;
mod styles;
mod symbols;
mod xml;

use crate::{Document, DocumentError, Role, assemble};

/// What is below the text, after it.
const NOTES: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];
const STYLES: &str = "word/styles.xml";
/// OLE, as a document is kept that is encrypted, or older than 2007.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A row of a table of data is a block, its cells parted by commas. Notes come after the text. Headers, footers and comments
/// are no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    if bytes.starts_with(OLE) {
        return Err(if is_encrypted(bytes) {
            DocumentError::Encrypted
        } else {
            DocumentError::WrongKind("docx".to_owned())
        });
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(DocumentError::WrongKind("docx".to_owned()));
    }
    let mut parts = parts::Parts::open(bytes)?;
    let main = parts
        .main()
        .ok_or_else(|| DocumentError::WrongKind("docx".to_owned()))?;
    let styles = parts.read(STYLES)?;
    let styles = styles
        .as_deref()
        .map(styles::Styles::of)
        .unwrap_or_default();
    let mut blocks = Vec::new();
    let text = std::iter::once((main.as_str(), Role::Paragraph));
    for (name, usual) in text.chain(NOTES.map(|name| (name, Role::Note))) {
        if let Some(part) = parts.read(name)? {
            xml::blocks(&part, &styles, usual, &mut blocks)?;
        }
    }
    assemble::document(blocks)
}

/// By the name of the stream in which [MS-OFFCRYPTO] 2.3.4.4 keeps the document.
fn is_encrypted(ole: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    ole.windows(name.len()).any(|window| window == name)
}
