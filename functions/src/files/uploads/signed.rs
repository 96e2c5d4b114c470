//! A file with a signed URL: what a client gets, and nobody keeps.

use std::collections::BTreeMap;

use domain::Timestamp;
use models::{files::File, schema::not_null};
use schemars::JsonSchema;
use serde::Serialize;
use storage::{SignedPut, SignedUrl};

/// A new file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileWithUpload {
    #[serde(flatten)]
    pub file: File,
    /// Of one that was announced; one that is fetched has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(transform = not_null)]
    pub upload: Option<Upload>,
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

/// A file that can be fetched, with what was found in it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileWithDownload {
    #[serde(flatten)]
    pub file: File,
    /// Of a recording or a transcript, in seconds; null of anything else, and before it is read.
    #[schemars(range(min = 0.0))]
    pub duration: Option<f64>,
    /// The text of its transcription, where that has at most 512 KB; its segments, and longer ones, are at
    /// `…/transcription`. Lists are without it.
    pub transcription_text: Option<String>,
    /// Null as long as there is nothing that has been checked.
    pub download: Option<SignedUrl>,
}
