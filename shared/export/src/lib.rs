//! An output as a file that other programs open: Markdown, a web page, plain text, a Word document.
//!
//! What may live here: reading Markdown and writing it in other formats. What may not: HTTP, SQL, and what an output is.

mod blocks;
mod docx;
mod html;
mod images;
pub mod limits;
mod links;
mod markdown;
mod marks;
mod txt;

#[cfg(test)]
mod tests;

pub use markdown::beside_markup;
pub use marks::with_references;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Html,
    Text,
    Docx,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Text, Self::Docx];

    /// What it is called, and its files' extension.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Docx => "docx",
        }
    }

    /// As IANA registers it; Markdown in RFC 7763.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    pub title: &'a str,
    /// When it was last written, as RFC 3339 has it in UTC.
    pub updated_at: &'a str,
    /// Markdown; with references to its notes, as [`with_references`] makes them.
    pub body: &'a str,
    pub kind: Kind<'a>,
    /// What is said of passages: footnotes, and in Word comments at the margin.
    pub notes: &'a [String],
}

#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    Post,
    Letter {
        subject: Option<&'a str>,
        preview: Option<&'a str>,
    },
    /// Texts under headings, which are plain: what looks like a mark of Markdown in them is none.
    Social(&'a [Section<'a>]),
}

#[derive(Debug, Clone)]
pub struct Section<'a> {
    pub heading: &'a str,
    pub parts: &'a [String],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportedFile {
    Text(String),
    Binary(Vec<u8>),
}

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Longer, or in more pieces, than [`limits`] allow.
    #[error("the document is too large for this format")]
    TooLarge,
    #[error("the document could not be written: {0}")]
    Unwritable(String),
}

/// Writes a document in a format.
pub fn export(document: &Document<'_>, format: Format) -> Result<ExportedFile, ExportError> {
    let exported = match format {
        Format::Markdown => ExportedFile::Text(markdown::with_front_matter(document)),
        Format::Html => ExportedFile::Text(html::write(document)?),
        Format::Text => ExportedFile::Text(txt::write(&blocks::read(document)?, document.notes)),
        Format::Docx => ExportedFile::Binary(docx::write(document, &blocks::read(document)?)?),
    };
    let length = match &exported {
        ExportedFile::Text(text) => text.len(),
        ExportedFile::Binary(bytes) => bytes.len(),
    };
    if length > limits::FILE {
        return Err(ExportError::TooLarge);
    }
    Ok(exported)
}
