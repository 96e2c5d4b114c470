//! Object storage by the S3 protocol: keys, signed URLs, and putting, reading, listing and removing objects.
//!
//! What may live here: everything that needs the storage keys. They pass all row-level security, so that only
//! functions which sign for, put, read or remove objects build a [`Storage`]. What may not: rows, HTTP in.

mod key;
mod read;
mod signed;

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Env, ProjectId, UserId};
use outbound::reqwest::{Client, Method, Response, StatusCode};
use rusty_s3::{
    Bucket, Credentials, S3Action, UrlStyle,
    actions::{ListObjectsV2, ObjectIdentifier},
};

pub use key::Key;
pub use read::{ByteRange, ObjectMetadata};
pub use signed::SignedUrl;

/// A whole request to the storage.
const TIMEOUT: Duration = Duration::from_secs(20);
/// A large object on its way to a worker's disk.
const DOWNLOAD: Duration = Duration::from_mins(3);
/// A signature of our own requests lives this long.
const SIGNATURE: Duration = Duration::from_mins(1);
/// Objects one request removes, and one listing gives (S3's own limit).
pub const BATCH: usize = 1_000;

#[derive(Debug, Clone)]
pub struct Storage(Option<Configured>);

#[derive(Debug, Clone)]
struct Configured {
    client: Client,
    bucket: Bucket,
    credentials: Credentials,
    /// The base URL of the bucket's objects, which anybody may read; `None` where it is private.
    public_url: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// It cannot be reached, is overloaded, or took too long. Trying again may help.
    #[error("the storage is unavailable: {0}")]
    Unavailable(String),
    #[error("there is no such object")]
    NotFound,
    /// It is not the object that was asked for by its entity tag.
    #[error("the object has been replaced")]
    Changed,
    /// The object is larger than the reader can take.
    #[error("the object is larger than {0} bytes")]
    TooLarge(usize),
    /// A defect of ours, or keys that are not valid.
    #[error("unexpected answer of the storage: {0}")]
    Unexpected(String),
}

/// An object in a listing.
#[derive(Debug, Clone)]
pub struct Object {
    pub key: String,
    /// `None` where the storage doesn't say.
    pub last_modified: Option<DateTime<Utc>>,
}

impl Storage {
    /// From `STORAGE_ENDPOINT`, `STORAGE_REGION`, `STORAGE_BUCKET`, `STORAGE_ACCESS_KEY_ID`,
    /// `STORAGE_SECRET_ACCESS_KEY`, `STORAGE_PUBLIC_URL` and `UPLOADS_PUBLIC`.
    ///
    /// What is wrong is told by [`Env::finish`], and then nothing is served.
    #[must_use]
    pub fn from_env(env: &mut Env) -> Self {
        let endpoint = env.required("STORAGE_ENDPOINT");
        let region = env.parsed("STORAGE_REGION", "us-east-1".to_owned());
        let name = env.parsed("STORAGE_BUCKET", "uploads".to_owned());
        let credentials = Credentials::new(
            env.required("STORAGE_ACCESS_KEY_ID"),
            env.required("STORAGE_SECRET_ACCESS_KEY"),
        );
        let public = env.parsed("UPLOADS_PUBLIC", true);
        let public_url = if public {
            Some(env.required("STORAGE_PUBLIC_URL"))
        } else {
            None
        };
        let bucket = endpoint
            .parse()
            .ok()
            .and_then(|url| Bucket::new(url, UrlStyle::Path, name, region).ok());
        if bucket.is_none() && !endpoint.is_empty() {
            env.problem("STORAGE_ENDPOINT", "is not an http:// or https:// URL");
        }
        let client =
            outbound::client(TIMEOUT).map_err(|error| env.problem("STORAGE_ENDPOINT", error));
        let ready = bucket.zip(client.ok()).map(|(bucket, client)| Configured {
            client,
            bucket,
            credentials,
            public_url,
        });
        Self(ready)
    }

    fn configured(&self) -> Result<&Configured, StorageError> {
        self.0
            .as_ref()
            .ok_or_else(|| StorageError::Unexpected("it is not configured".to_owned()))
    }

    /// Where anybody may read the object; `None` where the bucket is private.
    #[must_use]
    pub fn public_url(&self, key: &Key) -> Option<String> {
        let base = self.0.as_ref()?.public_url.as_ref()?;
        Some(format!("{}/{key}", base.trim_end_matches('/')))
    }

    pub async fn put(
        &self,
        key: &Key,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Result<(), StorageError> {
        let Configured {
            client,
            bucket,
            credentials,
            ..
        } = self.configured()?;
        let url = bucket
            .put_object(Some(credentials), key.as_str())
            .sign(SIGNATURE);
        let request = client
            .put(url)
            .header("content-type", content_type)
            .body(bytes);
        check_status(request.send().await).map(drop)
    }

    /// Removes objects; those that are not there count as removed.
    pub async fn remove(&self, paths: &[String]) -> Result<(), StorageError> {
        let Configured {
            client,
            bucket,
            credentials,
            ..
        } = self.configured()?;
        for batch in paths.chunks(BATCH) {
            let objects: Vec<_> = batch
                .iter()
                .map(|path| ObjectIdentifier::new(path.clone()))
                .collect();
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
            if text.contains("<Error>") {
                return Err(StorageError::Unavailable(
                    "not all objects could be removed".to_owned(),
                ));
            }
        }
        Ok(())
    }

    /// The next objects after the key `after`, in the order of bytes; an empty list is the end.
    pub async fn list(&self, after: &str) -> Result<Vec<Object>, StorageError> {
        self.list_within("", after).await
    }

    /// The first objects of a user.
    pub async fn list_user(&self, user: &UserId) -> Result<Vec<Object>, StorageError> {
        self.list_within(&Key::user_prefix(user), "").await
    }

    /// The first objects of a project.
    pub async fn list_project(
        &self,
        user: &UserId,
        project: ProjectId,
    ) -> Result<Vec<Object>, StorageError> {
        self.list_within(&Key::project_prefix(user, project), "")
            .await
    }

    async fn list_within(&self, prefix: &str, after: &str) -> Result<Vec<Object>, StorageError> {
        let Configured {
            client,
            bucket,
            credentials,
            ..
        } = self.configured()?;
        let mut action = bucket.list_objects_v2(Some(credentials));
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

fn check_status(
    sent: Result<Response, outbound::reqwest::Error>,
) -> Result<Response, StorageError> {
    let response = sent.map_err(|error| unavailable(&error))?;
    match response.status() {
        status if status.is_success() => Ok(response),
        StatusCode::NOT_FOUND => Err(StorageError::NotFound),
        StatusCode::PRECONDITION_FAILED => Err(StorageError::Changed),
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
            Err(StorageError::Unavailable(status.to_string()))
        }
        status => Err(StorageError::Unexpected(status.to_string())),
    }
}

/// Without the URL, which carries a signature.
fn unavailable(error: &outbound::reqwest::Error) -> StorageError {
    let what = if error.is_timeout() {
        "it took too long"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    StorageError::Unavailable(what.to_owned())
}
