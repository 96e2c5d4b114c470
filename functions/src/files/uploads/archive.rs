//! Documents that are zip archives, judged by their directory: nothing is unpacked here.

use std::io::{self, Read, Seek, SeekFrom};

use domain::limits;
use zip::ZipArchive;

use crate::files::Mismatch;

/// The last bytes of a file, read as if all of it were there; what comes before them can't be read.
#[derive(Debug)]
pub struct Tail {
    bytes: Vec<u8>,
    /// Of the whole file.
    size: u64,
    position: u64,
}

impl Tail {
    #[must_use]
    pub fn new(bytes: Vec<u8>, size: u64) -> Self {
        Self {
            bytes,
            size,
            position: 0,
        }
    }
}

impl Read for Tail {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX);
        let from_end = self.size.saturating_sub(self.position);
        let start = length
            .checked_sub(from_end)
            .and_then(|start| usize::try_from(start).ok())
            .ok_or_else(|| io::Error::other("not among the bytes that were read"))?;
        let read = self.bytes.get(start..).unwrap_or_default().read(into)?;
        self.position += u64::try_from(read).unwrap_or_default();
        Ok(read)
    }
}

impl Seek for Tail {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "before the start"))?;
        Ok(self.position)
    }
}

/// A Word document (ECMA-376): the parts that one must have, and bounds on what they unpack to. The sizes are what the
/// archive says of itself; who unpacks it stops at the same bounds.
pub(super) fn docx(archive: impl Read + Seek, size: u64) -> Result<(), Mismatch> {
    let no_document = || Mismatch::other("docx", "");
    let archive = ZipArchive::new(archive).map_err(|_| no_document())?;
    for part in ["[Content_Types].xml", "word/document.xml"] {
        archive.index_for_name(part).ok_or_else(no_document)?;
    }
    let (mut packed, mut unpacked) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let part = archive.by_index_data(index).map_err(|_| no_document())?;
        packed = packed.saturating_add(part.compressed_size());
        unpacked = unpacked.saturating_add(part.size());
    }
    // More than the whole file is packed in it only where parts share their bytes.
    if packed > size
        || archive.has_duplicate_names()
        || unpacked > limits::UNPACKED
        || unpacked / size.max(1) > limits::UNPACKED_RATIO
    {
        return Err(Mismatch::new(format!(
            "The document unpacks to {} MB, from {} KB. Save it anew in your word processor, or as a PDF.",
            unpacked / 1024 / 1024,
            size / 1024
        )));
    }
    Ok(())
}
