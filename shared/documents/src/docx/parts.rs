//! The parts of a document, unpacked no further than they may be.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::{DocumentError, encoding, limits};

pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    room: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocumentError> {
        Ok(Self {
            archive: ZipArchive::new(Cursor::new(bytes)).map_err(broken)?,
            room: limits::UNPACKED_BYTES,
        })
    }

    /// The name of the part with the text: `word/document.xml`, which some versions of Word give a number.
    pub(super) fn main(&self) -> Option<String> {
        self.archive
            .file_names()
            .flatten()
            .find(|name| is_main(name))
            .map(std::borrow::Cow::into_owned)
    }

    pub(super) fn read(&mut self, name: &str) -> Result<Option<String>, DocumentError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(error)),
        };
        let mut bytes = Vec::new();
        part.take(self.room as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| DocumentError::Damaged)?;
        self.room = self
            .room
            .checked_sub(bytes.len())
            .ok_or_else(|| DocumentError::more_than_bytes(limits::UNPACKED_BYTES))?;
        encoding::decode(&bytes).map(Some)
    }
}

fn is_main(name: &str) -> bool {
    name.strip_prefix("word/document")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` gives")]
fn broken(error: ZipError) -> DocumentError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            DocumentError::Encrypted
        }
        _ => DocumentError::Damaged,
    }
}
