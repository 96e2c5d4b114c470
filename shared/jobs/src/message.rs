//! What is in the queue: `{"output_id": "…", "request_id": "…"}`.

use models::OutputId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub output_id: OutputId,
    /// Of the HTTP request that asked for the output, for the worker's log lines.
    pub request_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message is not one of ours")]
pub struct Undecodable;

impl Message {
    pub fn decode(body: Option<&str>) -> Result<Self, Undecodable> {
        serde_json::from_str(body.unwrap_or_default()).map_err(|_| Undecodable)
    }
}
