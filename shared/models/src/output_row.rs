//! A row of `outputs`, as the user sees it.

use domain::{AccountId, Failure, OutputId, OutputKind, Progress, ProjectId, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::literal::literal;

/// `queued → processing → completed | failed`, and `cancelled`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutputStatus {
    Queued,
    Processing,
    Completed,
    Failed,
    Cancelled,
}

impl OutputStatus {
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Processing,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing happens to the output any more unless its user asks for it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }
}

/// A row of `outputs`, with its id under the two names by which frontends know a job.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(from = "OutputRow")]
#[schemars(description = "What was asked for and what came of it.")]
pub struct Output {
    #[serde(flatten)]
    pub row: OutputRow,
    /// The output's id.
    pub job_id: OutputId,
    /// The output's id.
    pub task_id: OutputId,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OutputRow {
    pub id: OutputId,
    /// The account: a person's or an organization's id, Clerk's.
    pub user_id: String,
    pub project_id: ProjectId,
    pub kind: OutputKind,
    pub status: OutputStatus,
    /// The generation request as it was sent.
    #[schemars(with = "Option<Map<String, Value>>")]
    pub request: Option<Value>,
    /// Markdown; null until it is completed.
    #[serde(serialize_with = "domain::json_text::serialize")]
    pub body: Option<String>,
    #[schemars(extend("$ref" = "#/components/schemas/OutputMetadata"))]
    pub metadata: Value,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub error: Option<Failure>,
    #[schemars(range(min = 0))]
    pub attempts: i32,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub cancel_requested_at: Option<Timestamp>,
    /// 0 until the first body, then one more with each.
    #[schemars(range(min = 0))]
    pub version: i32,
    /// A source or the template has changed since.
    pub stale: bool,
    /// Who made it, Clerk's; null where they were deleted, or it is older than this is kept.
    pub created_by: Option<String>,
    /// Null once it is final, and in the answers to what changes it.
    #[serde(default)]
    pub progress: Option<Progress>,
}

impl Output {
    /// As it is kept: what an edit of it is conditional on, and how far its work is has no part in. `None`: as it is.
    #[must_use]
    pub fn without_progress(&self) -> Option<Self> {
        self.row.progress.as_ref()?;
        let mut kept = self.clone();
        kept.row.progress = None;
        Some(kept)
    }
}

impl From<OutputRow> for Output {
    fn from(row: OutputRow) -> Self {
        Self {
            job_id: row.id,
            task_id: row.id,
            row,
        }
    }
}

/// [`lock`] as a statement of the message that begins the transaction; it answers one row in any case.
pub(crate) fn lock_statement(account: &AccountId, project: ProjectId, id: OutputId) -> String {
    format!(
        "SELECT (SELECT to_jsonb(o) FROM outputs o
                 WHERE id = '{id}' AND project_id = '{project}' AND user_id = {} FOR UPDATE) AS locked",
        literal(account.as_str()),
    )
}
