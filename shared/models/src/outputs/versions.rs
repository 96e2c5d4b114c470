//! `output_versions`: the bodies that an output had.

use domain::{OutputId, ProjectId, Timestamp, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;

use crate::{DbError, Page, UserTx};

/// What made a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Generated,
    Regenerated,
    Edited,
}

/// A body that an output had before its present one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    #[schemars(range(min = 0))]
    pub version: i32,
    pub reason: Reason,
    /// Markdown.
    pub body: String,
    /// As it was with that body.
    #[schemars(extend("$ref" = "#/components/schemas/OutputMetadata"))]
    pub metadata: Value,
    pub created_at: Timestamp,
}

/// The bodies before the present one, the newest first; `None` where the user has no such output. What no page can
/// hold any more is left to the next.
pub async fn versions(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
    page: Page,
) -> Result<Option<Vec<Version>>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT (
            SELECT coalesce(jsonb_agg(v.row ORDER BY v.version DESC), '[]') FROM (
                SELECT version,
                       jsonb_build_object('version', version, 'reason', reason, 'body', body, 'metadata', metadata,
                           'created_at', created_at) AS row,
                       sum(octet_length(body)) OVER (ORDER BY version DESC) - octet_length(body) AS before
                FROM output_versions
                WHERE output_id = o.id AND user_id = o.user_id AND version < o.version AND body IS NOT NULL
                  AND ($4::int IS NULL OR version < $4)
                ORDER BY version DESC LIMIT $5
            ) v WHERE v.before <= $6
        ) AS "versions!: Json<Vec<Version>>"
        FROM outputs o WHERE id = $1 AND project_id = $2 AND user_id = $3
        "#,
        id.0,
        project.0,
        user,
        page.after_version(),
        page.fetch(),
        i64::try_from(limits::PAGE_BYTES).unwrap_or(i64::MAX),
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.versions.0))
}
