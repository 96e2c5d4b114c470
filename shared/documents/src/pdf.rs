//! A PDF to the text of its pages.

mod divided;
mod layout;
mod lines;
mod mend;
mod running;

use pdf_extract::{Document as Pdf, Error as PdfError, output_doc};

use crate::{Document, DocumentError, limits};

/// How far into a file its mark may stand: Acrobat's own rule.
const MARK: usize = 1024;

/// A segment a page that has text, paragraphs separated by an empty line. What stands on every page is left out.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let head = &bytes[..bytes.len().min(MARK)];
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(DocumentError::WrongKind("pdf".to_owned()));
    }
    let mut pdf = open(bytes)?;
    let count = pdf.get_pages().len();
    if count == 0 {
        return Err(DocumentError::Damaged);
    }
    if count > limits::PAGES {
        return Err(DocumentError::TooLarge(format!("{} pages", limits::PAGES)));
    }
    let has_pictures = mend::without_pictures(&mut pdf);
    mend::widths(&mut pdf);
    let mut lines = lines::Lines::default();
    match output_doc(&pdf, &mut lines) {
        _ if lines.is_full() => return Err(DocumentError::more_than_bytes(limits::TEXT_OUT)),
        read => read.map_err(|_| DocumentError::Damaged)?,
    }
    if lines.are_unreadable() {
        return Err(DocumentError::Scan);
    }
    let pages = running::without(lines.pages);
    let words = divided::Words::of(&pages);
    let mut segments = Vec::new();
    for page in &pages {
        layout::add(&mut segments, page, &words);
    }
    if segments.is_empty() && has_pictures {
        return Err(DocumentError::Scan);
    }
    Document::of(segments)
}

/// Opened without a password, as those can be that only forbid to print or to copy.
fn open(bytes: &[u8]) -> Result<Pdf, DocumentError> {
    let mut pdf = Pdf::load_mem(bytes).map_err(broken)?;
    if pdf.is_encrypted() {
        pdf.decrypt("").map_err(|_| DocumentError::Encrypted)?;
    }
    Ok(pdf)
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` gives")]
fn broken(error: PdfError) -> DocumentError {
    match error {
        PdfError::Decryption(_)
        | PdfError::InvalidPassword
        | PdfError::AlreadyEncrypted
        | PdfError::UnsupportedSecurityHandler(_) => DocumentError::Encrypted,
        _ => DocumentError::Damaged,
    }
}
