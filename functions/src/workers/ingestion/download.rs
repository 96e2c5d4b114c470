//! A stored file on this machine's disk: a recording may be larger than the memory.

use std::{
    fs::File,
    io::{self, Seek, Write},
    time::Instant,
};

use domain::Failure;
use imports::{Fetched, Fetcher, ImportError, Url};
use models::ingestion::IngestionInput;
use ring::digest::{Context, SHA256};
use storage::Storage;
use web::hex;

use super::AttemptError;

/// Gone when it is dropped, and with its process.
pub(super) struct Download {
    pub(super) file: File,
    pub(super) bytes: u64,
    /// Of the bytes, in hex.
    pub(super) sha256: String,
}

impl Download {
    pub(super) async fn fetch(
        storage: &Storage,
        input: &IngestionInput,
    ) -> Result<Self, AttemptError> {
        let mut hashed = Hashed::new().map_err(no_room)?;
        let etag = input.etag.as_deref();
        let bytes = storage.download(&input.path, etag, &mut hashed).await?;
        hashed.end(bytes).map_err(no_room)
    }

    /// The same of what an address names, of at most so many bytes.
    pub(super) async fn from_address(
        fetcher: &Fetcher,
        url: &Url,
        most: u64,
        until: Instant,
    ) -> Result<(Fetched, Self), ImportError> {
        let mut hashed = Hashed::new()?;
        let found = fetcher.fetch(url, &mut hashed, most, until).await?;
        let download = hashed.end(found.bytes)?;
        Ok((found, download))
    }
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
pub(super) fn no_room(error: io::Error) -> AttemptError {
    tracing::warn!(%error, "the disk");
    Failure::passing("worker_busy", "The file could not be read yet.").into()
}

struct Hashed {
    file: File,
    digest: Context,
}

impl Hashed {
    fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            digest: Context::new(&SHA256),
        })
    }

    fn end(mut self, bytes: u64) -> io::Result<Download> {
        self.file.rewind()?;
        Ok(Download {
            file: self.file,
            bytes,
            sha256: hex(self.digest.finish().as_ref()),
        })
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
