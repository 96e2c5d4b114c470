//! The objects of files that came with a project from another account stay under keys of that account: downloads go on, and links
//! to them. When one of both accounts is erased, or the project, what is found by its place alone must be put right first.

use domain::AccountId;
use models::{
    ServiceDb,
    moved_files::{self, Moved, MovedFile},
};
use storage::{Key, Place, Storage, StorageError};
use web::Error;

/// At a time.
const FILES: i64 = 100;

/// Gives what others have under keys of this account keys of their own, some of it. `false`: it was all right already. Objects that
/// were copied stay, so that what has begun to read them comes to its end; who removes them, waits for longer than that.
pub(super) async fn give_away(
    db: &ServiceDb,
    storage: &Storage,
    account: &AccountId,
) -> Result<bool, Error> {
    let files = moved_files::list(db, Moved::From(account), FILES).await?;
    for file in &files {
        rekey(db, storage, file).await?;
    }
    Ok(!files.is_empty())
}

async fn rekey(db: &ServiceDb, storage: &Storage, file: &MovedFile) -> Result<(), Error> {
    let key = Key::of_account(&AccountId::parse(&file.user_id)?, &file.path);
    // Of one that was never completed there is nothing to copy.
    let copied = match storage.head(Place::Served, &file.path).await {
        Ok(stored) => {
            let mime_type = file.mime_type.as_deref();
            let mime_type = mime_type.unwrap_or("application/octet-stream");
            let from = (Place::Served, file.path.as_str());
            Some(
                storage
                    .copy(from, &stored.etag, key.as_str(), mime_type)
                    .await?,
            )
        }
        Err(StorageError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let etag = copied.as_ref().map(|copied| copied.etag.as_str());
    let public_url = storage.public_url(&key);
    moved_files::rekey(db, file, key.as_str(), public_url.as_deref(), etag).await?;
    Ok(())
}

/// Removes what is to go and lies under keys of others, rows and objects.
pub(super) async fn remove(
    db: &ServiceDb,
    storage: &Storage,
    which: Moved<'_>,
) -> Result<(), Error> {
    loop {
        let files = moved_files::list(db, which, FILES).await?;
        if files.is_empty() {
            return Ok(());
        }
        let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
        storage.remove(&paths).await?;
        moved_files::delete(db, &files).await?;
    }
}
