//! Listing objects.

use chrono::{DateTime, Utc};
use domain::{AccountId, ProjectId};
use rusty_s3::{S3Action, actions::ListObjectsV2};

use crate::{
    BATCH, Configured, Key, Place, SIGNATURE, Storage, StorageError, check_status, unavailable,
};

/// An object in a listing.
#[derive(Debug, Clone)]
pub struct Object {
    pub key: String,
    /// `None` where the storage doesn't say.
    pub last_modified: Option<DateTime<Utc>>,
}

impl Storage {
    /// The next objects after the key `after`, in the order of bytes; an empty list is the end.
    pub async fn list(&self, place: Place, after: &str) -> Result<Vec<Object>, StorageError> {
        self.list_within(place, "", after).await
    }

    /// The first objects of an account, wherever they are.
    pub async fn list_account(&self, account: &AccountId) -> Result<Vec<Object>, StorageError> {
        self.list_both(&Key::account_prefix(account)).await
    }

    /// The first objects of a project, wherever they are.
    pub async fn list_project(
        &self,
        account: &AccountId,
        project: ProjectId,
    ) -> Result<Vec<Object>, StorageError> {
        self.list_both(&Key::project_prefix(account, project)).await
    }

    async fn list_both(&self, prefix: &str) -> Result<Vec<Object>, StorageError> {
        let served = self.list_within(Place::Served, prefix, "").await?;
        if !served.is_empty() {
            return Ok(served);
        }
        self.list_within(Place::Staging, prefix, "").await
    }

    async fn list_within(
        &self,
        place: Place,
        prefix: &str,
        after: &str,
    ) -> Result<Vec<Object>, StorageError> {
        let configured = self.configured()?;
        let Configured {
            client,
            credentials,
            ..
        } = configured;
        let mut action = configured.bucket(place).list_objects_v2(Some(credentials));
        action.with_max_keys(BATCH);
        if !prefix.is_empty() {
            action.with_prefix(prefix);
        }
        if !after.is_empty() {
            action.with_start_after(after);
        }
        let url = action.sign(SIGNATURE);
        let text = check_status(client.get(url).send().await)?
            .text()
            .await
            .map_err(|error| unavailable(&error))?;
        let listing = ListObjectsV2::parse_response(&text)
            .map_err(|error| StorageError::Unexpected(error.to_string()))?;
        let object = |content: rusty_s3::actions::list_objects_v2::ListObjectsContent| Object {
            last_modified: content.last_modified.and_then(|time| time.parse().ok()),
            key: content.key,
        };
        Ok(listing.contents.into_iter().map(object).collect())
    }
}
