//! What webhook endpoints are sent, as `private.tell_output`, `private.tell_file` and a ping make it.

use domain::{Failure, FileId, OutputId, OutputKind, ProjectId, Timestamp, WebhookId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{files::FileStatus, outputs::OutputStatus};

/// The body of what an endpoint is sent.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(
    rename = "WebhookEvent",
    description = "What a webhook endpoint is sent."
)]
pub struct Event {
    /// When it has happened.
    pub timestamp: Timestamp,
    #[serde(flatten)]
    pub what: Occurrence,
}

/// What has happened: the names are those of `domain::EventType`, and `ping`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Occurrence {
    #[serde(rename = "output.completed")]
    OutputCompleted(OutputEvent),
    #[serde(rename = "output.failed")]
    OutputFailed(OutputEvent),
    #[serde(rename = "output.cancelled")]
    OutputCancelled(OutputEvent),
    #[serde(rename = "file.ready")]
    FileReady(FileEvent),
    #[serde(rename = "file.failed")]
    FileFailed(FileEvent),
    #[serde(rename = "ping")]
    Ping(PingEvent),
}

/// An output that is final.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OutputEvent {
    pub id: OutputId,
    pub project_id: ProjectId,
    pub kind: OutputKind,
    pub status: OutputStatus,
    /// Why it failed; its detail has at most 1,000 characters.
    #[schemars(with = "Option<Failure>")]
    pub error: Option<Value>,
}

/// A file that is read, or can't be.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FileEvent {
    pub id: FileId,
    pub project_id: ProjectId,
    pub status: FileStatus,
    /// Why it failed; its detail has at most 1,000 characters.
    #[schemars(with = "Option<Failure>")]
    pub error: Option<Value>,
}

/// A test that was asked for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PingEvent {
    pub webhook_id: WebhookId,
}
