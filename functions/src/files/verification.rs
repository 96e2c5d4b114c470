//! What is stored, and whether it is what was announced.

use super::{
    problems,
    uploads::{Tail, check, is_archive, is_text},
};
use domain::{Failure, limits};
use models::files::File;
use ring::digest::{SHA256, digest};
use storage::{ByteRange, Place, Storage, StorageError};
use web::hex;

pub enum Verification {
    /// Nothing has been put there, or it is being put at this moment.
    Missing,
    Verified(Verified),
    Rejected(Failure),
}

pub struct Verified {
    /// Of what was looked at.
    pub etag: String,
    /// Where all of it was.
    pub sha256: Option<String>,
    /// A text that was looked at whole, and has speakers or times to keep.
    pub is_transcript: bool,
}

/// Looks at what was uploaded, or at what is stored already, by its entity tag and so at no other: an upload can be repeated
/// meanwhile.
pub async fn verify(storage: &Storage, file: &File) -> Result<Verification, StorageError> {
    let verified = async {
        let (place, stored) = if file.is_stored() {
            (
                Place::Served,
                storage.head(Place::Served, &file.path).await?,
            )
        } else {
            (Place::Staging, storage.head_upload(&file.path).await?)
        };
        let announced = file.size_bytes.unwrap_or_default().unsigned_abs();
        if stored.size != announced {
            return Ok(Verification::Rejected(problems::size_mismatch(
                announced,
                stored.size,
            )));
        }
        let extension = file.path.rsplit('.').next().unwrap_or_default();
        let first = ByteRange::First(wanted(extension, stored.size));
        let head = storage
            .get_part(place, &file.path, &stored.etag, first)
            .await?;
        let judged = if is_archive(extension) {
            let last = ByteRange::Last(limits::ARCHIVE_DIRECTORY.min(stored.size));
            let end = storage
                .get_part(place, &file.path, &stored.etag, last)
                .await?;
            check(extension, &head, stored.size, Tail::new(end, stored.size))
        } else {
            check(extension, &head, stored.size, std::io::empty())
        };
        if let Err(mismatch) = judged {
            return Ok(Verification::Rejected(problems::content_mismatch(mismatch)));
        }
        let is_whole = u64::try_from(head.len()) == Ok(stored.size);
        Ok(Verification::Verified(Verified {
            sha256: is_whole.then(|| hex(digest(&SHA256, &head).as_ref())),
            is_transcript: is_whole && documents::is_transcript(extension, &head),
            etag: stored.etag,
        }))
    };
    match verified.await {
        Err(StorageError::NotFound | StorageError::Changed) => Ok(Verification::Missing),
        verified => verified,
    }
}

/// How many of its first bytes tell what a file is. A text is read to its end where the other way of uploading does.
fn wanted(extension: &str, size: u64) -> u64 {
    let whole = u64::try_from(limits::DIRECT_UPLOAD).unwrap_or(u64::MAX);
    if is_text(extension) && size <= whole {
        size
    } else {
        limits::SNIFFED.min(size)
    }
}
