//! A file as the body of a request, piece by piece.

use std::{
    fs::File,
    io::{self, Read, Seek},
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Bytes that are read at a time.
const PIECE: u64 = 64 * 1024;

pub(crate) struct FileBody {
    file: File,
    left: u64,
}

impl FileBody {
    /// So many bytes from the file's beginning.
    pub(crate) fn new(mut file: File, bytes: u64) -> io::Result<Self> {
        file.rewind()?;
        Ok(Self { file, left: bytes })
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    /// Waits for the disk, and not long: a piece at a time.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut piece = Vec::new();
        let read = (&self.file)
            .take(self.left.min(PIECE))
            .read_to_end(&mut piece);
        Poll::Ready(Some(match read {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                self.left = self.left.saturating_sub(read as u64);
                Ok(Frame::data(piece.into()))
            }
            Err(error) => Err(error),
        }))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
