//! Object storage by the S3 protocol: keys, signed URLs, and putting, reading, listing and removing objects.
//!
//! There are two buckets. Clients put into the one for staging, by signed URLs; nothing is served from there. What has been
//! checked is copied to the other under the same key, and is then out of the reach of whoever has the URL.
//!
//! What may live here: everything that needs the storage keys. They pass all row-level security, so that only
//! functions which sign for, put, read or remove objects build a [`Storage`]. What may not: rows, HTTP in.

mod file_body;
mod key;
mod list;
mod read;
mod remove;
mod signed;
mod staging;

use std::{fs::File, time::Duration};

use domain::Env;
use file_body::FileBody;
use outbound::reqwest::{Body, Client, Response, StatusCode};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};

pub use key::Key;
pub use list::Object;
pub use read::{ByteRange, ObjectMetadata};
pub use signed::SignedUrl;
pub use staging::SignedPut;

/// A whole request to the storage.
const TIMEOUT: Duration = Duration::from_secs(20);
/// A large object on its way to a worker's disk.
const DOWNLOAD: Duration = Duration::from_mins(3);
/// One on its way from there.
const UPLOAD: Duration = Duration::from_mins(3);
/// A signature of our own requests lives this long.
const SIGNATURE: Duration = Duration::from_mins(1);
/// Objects one request removes, and one listing gives (S3's own limit).
pub const BATCH: usize = 1_000;
/// Metadata: the key that an object was put under by a client.
const UPLOADED_AS: &str = "x-amz-meta-uploaded-as";
/// The bucket for staging is called as the other, with this behind it; a migration makes it.
const STAGING: &str = "-staging";

#[derive(Debug, Clone)]
pub struct Storage(Option<Configured>);

#[derive(Debug, Clone)]
struct Configured {
    client: Client,
    served: Bucket,
    staging: Bucket,
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

/// Which of the two buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where clients put, and nothing is served from.
    Staging,
    /// What has been checked.
    Served,
}

impl Configured {
    fn bucket(&self, place: Place) -> &Bucket {
        match place {
            Place::Staging => &self.staging,
            Place::Served => &self.served,
        }
    }
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
        let bucket = |name: String| {
            let url = endpoint.parse().ok()?;
            Bucket::new(url, UrlStyle::Path, name, region.clone()).ok()
        };
        let buckets = bucket(name.clone()).zip(bucket(name + STAGING));
        if buckets.is_none() && !endpoint.is_empty() {
            env.problem("STORAGE_ENDPOINT", "is not an http:// or https:// URL");
        }
        let client =
            outbound::client(TIMEOUT).map_err(|error| env.problem("STORAGE_ENDPOINT", error));
        let ready = buckets
            .zip(client.ok())
            .map(|((served, staging), client)| Configured {
                client,
                served,
                staging,
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
        self.put_body(key, content_type, bytes.into(), TIMEOUT)
            .await
    }

    /// The same of a file on this machine's disk, of so many bytes from its beginning; it is never in memory as a whole.
    pub async fn put_file(
        &self,
        key: &Key,
        content_type: &str,
        file: File,
        bytes: u64,
    ) -> Result<(), StorageError> {
        let body = FileBody::new(file, bytes)
            .map_err(|error| StorageError::Unavailable(format!("the disk: {error}")))?;
        self.put_body(key, content_type, Body::wrap(body), UPLOAD)
            .await
    }

    async fn put_body(
        &self,
        key: &Key,
        content_type: &str,
        body: Body,
        timeout: Duration,
    ) -> Result<(), StorageError> {
        let Configured {
            client,
            served,
            credentials,
            ..
        } = self.configured()?;
        let url = served
            .put_object(Some(credentials), key.as_str())
            .sign(SIGNATURE);
        let request = client
            .put(url)
            .timeout(timeout)
            .header("content-type", content_type)
            .body(body);
        check_status(request.send().await).map(drop)
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
