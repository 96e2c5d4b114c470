//! Removing objects. One that can't be removed keeps none of the others.

use outbound::reqwest::{Method, StatusCode};
use rusty_s3::{
    S3Action,
    actions::{DeleteObjectsResponse, ObjectIdentifier},
};

use crate::{
    BATCH, Configured, Place, SIGNATURE, Storage, StorageError, check_status, unavailable,
};

impl Storage {
    /// Removes objects, staged ones too; those that are not there count as removed.
    ///
    /// # Errors
    ///
    /// When some are left; the others are removed.
    pub async fn remove(&self, paths: &[String]) -> Result<(), StorageError> {
        let served = self.remove_from(Place::Served, paths).await;
        self.remove_from(Place::Staging, paths).await.and(served)
    }

    /// The same in one place alone.
    pub async fn remove_from(&self, place: Place, paths: &[String]) -> Result<(), StorageError> {
        let (sayable, others): (Vec<&String>, Vec<&String>) =
            paths.iter().partition(|path| is_sayable(path));
        let mut removed = Ok(());
        for batch in sayable.chunks(BATCH) {
            let done = match self.remove_batch(place, batch).await {
                // It may be one of them that the storage refuses all for.
                Err(StorageError::Unexpected(_)) => self.remove_each(place, batch).await,
                done => done,
            };
            removed = removed.and(done);
        }
        removed.and(self.remove_each(place, &others).await)
    }

    async fn remove_batch(&self, place: Place, batch: &[&String]) -> Result<(), StorageError> {
        let configured = self.configured()?;
        let Configured {
            client,
            credentials,
            ..
        } = configured;
        let objects: Vec<_> = batch
            .iter()
            .map(|path| ObjectIdentifier::new((*path).clone()))
            .collect();
        let bucket = configured.bucket(place);
        let mut action = bucket.delete_objects(Some(credentials), objects.iter());
        action.set_quiet(true);
        let url = action.sign(SIGNATURE);
        let (body, md5) = action.body_with_md5();
        let request = client
            .request(Method::POST, url)
            .header("content-md5", md5)
            .body(body);
        let text = check_status(request.send().await)?
            .text()
            .await
            .map_err(|error| unavailable(&error))?;
        // 200 even where some could not be removed: those are named.
        let left = DeleteObjectsResponse::parse(&text)
            .map_err(|error| StorageError::Unexpected(error.to_string()))?
            .errors;
        if left.is_empty() {
            return Ok(());
        }
        let cause = format!("{} of {} objects were not removed", left.len(), batch.len());
        Err(StorageError::Unavailable(cause))
    }

    async fn remove_each(&self, place: Place, paths: &[&String]) -> Result<(), StorageError> {
        let mut removed = Ok(());
        for path in paths {
            removed = removed.and(self.remove_one(place, path).await);
        }
        removed
    }

    async fn remove_one(&self, place: Place, path: &str) -> Result<(), StorageError> {
        let configured = self.configured()?;
        let Configured {
            client,
            credentials,
            ..
        } = configured;
        let bucket = configured.bucket(place);
        let url = bucket
            .delete_object(Some(credentials), path)
            .sign(SIGNATURE);
        let response = client
            .delete(url)
            .send()
            .await
            .map_err(|error| unavailable(&error))?;
        match response.status() {
            // No storage holds what it takes for no key.
            StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND => Ok(()),
            _ => check_status(Ok(response)).map(drop),
        }
    }
}

/// Whether a request in XML, in which objects are removed by the thousand, can say this key, and say it so that it is
/// understood to the letter.
fn is_sayable(path: &str) -> bool {
    let hidden =
        |character: char| character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}');
    !path.contains(hidden) && path.trim() == path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_say_is_removed_by_itself() {
        assert!(is_sayable("user_a/x/y.txt"));
        assert!(is_sayable("user_a/x/ä & <b>.txt"));
        for other in ["a\u{1}b", "a\rb", "a\u{ffff}", " a", "a\n"] {
            assert!(!is_sayable(other), "{other:?}");
        }
    }
}
