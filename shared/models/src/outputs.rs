//! `outputs`: what was asked for and what came of it, as the user sees it. What is worked on is in [`crate::jobs`].

mod deletion;
mod insert;
mod list;
mod versions;

pub use deletion::{ListedOutput, delete, erase, restore};
pub use insert::{BadFiles, BadTemplate, Inserted, NewOutput, insert};
pub use list::{Filter, begin_list, begin_list_all, list, list_all};
pub use versions::{Reason, Version, versions};

use domain::{OutputId, ProjectId};
use serde_json::Value;
use sqlx::types::Json;

pub use crate::output_row::{Output, OutputRow, OutputStatus};
use crate::{DbError, UserTx};

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
        r#"SELECT to_jsonb(o) || access.progress(o.id, o.status::text) AS "output!: Json<Output>" FROM outputs o
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
