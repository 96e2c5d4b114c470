//! `outputs`: what was asked for and what came of it, as the user sees it. What is worked on is in [`crate::jobs`].

mod insert;
mod list;
mod versions;

pub use insert::{BadFiles, BadTemplate, Inserted, NewOutput, insert};
pub use list::{Filter, begin_list, begin_list_all, list, list_all};
pub use versions::{Reason, Version, versions};

use domain::{AccountId, Failure, OutputId, OutputKind, ProjectId, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::types::Json;

use crate::{DbError, UserTx, connection::literal};

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

/// The keys by which an output belongs to a project, and to one of the same user: a project that never was breaks the first,
/// another's the second.
pub const PROJECT_KEYS: [&str; 2] = ["outputs_project_id_fkey", "outputs_project_owner_fkey"];

pub async fn get(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
) -> Result<Option<Output>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"SELECT to_jsonb(o) AS "output!: Json<Output>" FROM outputs o
           WHERE id = $1 AND project_id = $2 AND user_id = $3"#,
        id.0,
        project.0,
        user,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.output.0))
}

/// The output, and its project's title.
pub async fn get_with_project(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
) -> Result<Option<(Output, String)>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"SELECT to_jsonb(o) AS "output!: Json<Output>", p.title
           FROM outputs o JOIN projects p ON p.id = o.project_id AND p.user_id = o.user_id
           WHERE o.id = $1 AND o.project_id = $2 AND o.user_id = $3"#,
        id.0,
        project.0,
        user,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (row.output.0, row.title)))
}

/// The output, locked until the transaction ends, for a precondition on what it is now.
pub async fn lock(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
) -> Result<Option<Output>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"SELECT to_jsonb(o) AS "output!: Json<Output>" FROM outputs o
           WHERE id = $1 AND project_id = $2 AND user_id = $3 FOR UPDATE"#,
        id.0,
        project.0,
        user,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.output.0))
}

/// [`lock`] as a statement of the message that begins the transaction; it answers one row in any case.
pub(crate) fn lock_statement(account: &AccountId, project: ProjectId, id: OutputId) -> String {
    format!(
        "SELECT (SELECT to_jsonb(o) FROM outputs o
                 WHERE id = '{id}' AND project_id = '{project}' AND user_id = {} FOR UPDATE) AS locked",
        literal(account.as_str()),
    )
}

/// Writes another body, which the database counts as a version of its own and keeps beside those before; the row is
/// locked.
pub async fn edit(
    tx: &mut UserTx<'_>,
    id: OutputId,
    body: &str,
    metadata: &Value,
) -> Result<Output, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"UPDATE outputs o SET body = $3, metadata = $4 WHERE id = $1 AND user_id = $2
           RETURNING to_jsonb(o) AS "output!: Json<Output>""#,
        id.0,
        user,
        body,
        metadata,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.output.0)
}

/// Deletes the output with its versions and its job; whether there was one.
pub async fn delete(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
) -> Result<bool, DbError> {
    let (connection, user) = tx.statement()?;
    let done = sqlx::query!(
        "DELETE FROM outputs WHERE id = $1 AND project_id = $2 AND user_id = $3",
        id.0,
        project.0,
        user,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}
