//! A file with a signed URL: what a client gets, and nobody keeps.

use std::collections::BTreeMap;

use domain::Timestamp;
use models::files::File;
use schemars::JsonSchema;
use serde::Serialize;
use storage::{SignedPut, SignedUrl};

/// A file that was announced.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileWithUpload {
    #[serde(flatten)]
    pub file: File,
    pub upload: Upload,
}

/// How to put the bytes: exactly `size_bytes` of them, with these headers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Upload {
    pub method: &'static str,
    #[schemars(url)]
    pub url: String,
    /// All of them are signed. The size is too, as `Content-Length`, which every client sends by itself and no browser lets a page set.
    pub headers: BTreeMap<&'static str, String>,
    pub expires_at: Timestamp,
}

impl Upload {
    #[must_use]
    pub fn new(SignedPut { url, headers }: SignedPut) -> Self {
        Self {
            method: "PUT",
            url: url.url,
            headers,
            expires_at: url.expires_at,
        }
    }
}

/// A file that can be fetched.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileWithDownload {
    #[serde(flatten)]
    pub file: File,
    /// Null as long as there is nothing that has been checked.
    pub download: Option<SignedUrl>,
}
