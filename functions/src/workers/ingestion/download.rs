//! A stored file on this machine's disk: a recording may be larger than the memory.

use std::{
    fs::File,
    io::{self, Seek, Write},
};

use domain::Failure;
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
        let mut hashed = Hashed {
            file: tempfile::tempfile().map_err(no_room)?,
            digest: Context::new(&SHA256),
        };
        let etag = input.etag.as_deref();
        let bytes = storage.download(&input.path, etag, &mut hashed).await?;
        let Hashed { mut file, digest } = hashed;
        file.rewind().map_err(no_room)?;
        Ok(Self {
            file,
            bytes,
            sha256: hex(digest.finish().as_ref()),
        })
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
