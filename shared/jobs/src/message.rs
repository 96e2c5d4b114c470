//! What is in the queues: `{"output_id": "…", "request_id": "…"}`, `{"file_id": "…", "request_id": "…"}`.

use domain::{FileId, OutputId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// In `outputs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub output_id: OutputId,
    /// Of the HTTP request that asked for the output, for the worker's log lines.
    pub request_id: Option<String>,
}

/// In `transcriptions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMessage {
    pub file_id: FileId,
    /// Of the HTTP request that completed the file.
    pub request_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message is not one of ours")]
pub struct Undecodable;

impl Message {
    pub fn decode(body: Option<&str>) -> Result<Self, Undecodable> {
        decode(body)
    }
}

impl FileMessage {
    pub fn decode(body: Option<&str>) -> Result<Self, Undecodable> {
        decode(body)
    }
}

fn decode<M: DeserializeOwned>(body: Option<&str>) -> Result<M, Undecodable> {
    serde_json::from_str(body.unwrap_or_default()).map_err(|_| Undecodable)
}
