//! Why a document can't be read: a code for programs, and a sentence that says what to do.

use serde::{Deserialize, Serialize};

use crate::limits;

/// Trying again doesn't help, except after [`DocumentError::Unavailable`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DocumentError {
    #[error("this kind of file can't be read as a source")]
    Unsupported,
    #[error(
        "the content is not that of a .{0} file; give it the extension of what it is and upload it again"
    )]
    WrongKind(String),
    #[error(
        "the text is in no encoding that could be recognised; save it as UTF-8 and upload it again"
    )]
    Encoding,
    #[error("the file has no text in it")]
    Empty,
    #[error(
        "the pages are pictures without text, as a scan's are; recognise its text (OCR) and upload it again"
    )]
    Scan,
    #[error(
        "the letters have no meaning that could be read: the file's fonts don't say what they are; recognise its text (OCR), or save it from where it was written, and upload that"
    )]
    Garbled,
    #[error("the file is protected with a password; save it without one and upload it again")]
    Encrypted,
    #[error("the file is damaged and can't be read; save it anew and upload it again")]
    Damaged,
    #[error("the file has more than {0}; split it and upload the parts")]
    TooLarge(String),
    #[error(
        "the file has too many elements inside of each other, {} at most; save it as plain text and upload that",
        limits::NESTING
    )]
    TooDeep,
    #[error("reading the file takes too long; split it, or save it as plain text, and upload that")]
    TooSlow,
    #[error(
        "reading the file took more than {} MB of memory; split it, or save it as plain text, and upload that",
        limits::MEMORY / 1024 / 1024
    )]
    TooHungry,
    #[error("the file could not be read yet")]
    Unavailable,
}

impl DocumentError {
    /// Stable: clients branch on it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unsupported => "source_unsupported",
            Self::WrongKind(_) => "source_wrong_kind",
            Self::Encoding => "source_encoding",
            Self::Empty | Self::Scan => "source_empty",
            Self::Garbled => "source_garbled",
            Self::Encrypted => "source_encrypted",
            Self::Damaged => "source_damaged",
            Self::TooLarge(_) => "source_too_large",
            Self::TooDeep => "source_too_deep",
            Self::TooSlow => "source_took_too_long",
            Self::TooHungry => "source_took_too_much_memory",
            Self::Unavailable => "source_unavailable",
        }
    }

    /// Whether it lies with this machine, and not with the file.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable)
    }

    pub(crate) fn more_than_bytes(bytes: usize) -> Self {
        Self::TooLarge(format!("{} MB", bytes / 1024 / 1024))
    }
}
