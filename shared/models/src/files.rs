//! `files`: what a project's outputs are made from. The bytes are in object storage, under `path`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, FileId, Page, ProjectId, Timestamp, UserTx, limits, outputs::Failure};

/// What outputs are made from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct File {
    pub id: Uuid,
    /// Clerk's.
    pub user_id: String,
    pub project_id: Uuid,
    /// `{user_id}/{project_id}/{file_id}.{extension}`, the object's key in the bucket.
    pub path: String,
    /// As IANA has it.
    pub mime_type: Option<String>,
    #[schemars(range(min = 0))]
    pub size_bytes: Option<i64>,
    /// Null where the bucket is private.
    #[schemars(url)]
    pub public_url: Option<String>,
    pub created_at: Timestamp,
    pub bucket: String,
    #[schemars(length(max = limits::FILENAME))]
    pub filename: Option<String>,
    #[schemars(extend("enum" = ["uploading", "processing", "ready", "failed"]))]
    pub status: String,
    /// Why it failed.
    #[schemars(with = "Option<Failure>")]
    pub error: Option<Value>,
    /// Of the bytes, in hex.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
}

#[derive(Debug)]
pub struct NewFile<'a> {
    pub id: FileId,
    pub project_id: ProjectId,
    pub path: &'a str,
    pub filename: &'a str,
    pub mime_type: &'a str,
    pub size_bytes: i64,
    pub public_url: Option<&'a str>,
    pub sha256: &'a str,
}

/// The keys by which a file belongs to a project, and to one of the same user: a project that never was breaks the first,
/// another's the second.
pub const PROJECT_KEYS: [&str; 2] = ["files_project_id_fkey", "files_project_owner_fkey"];

/// Inserts the row of an object that is complete. Breaks one of [`PROJECT_KEYS`] where the user has no such project.
pub async fn insert(tx: &mut UserTx<'_>, new: &NewFile<'_>) -> Result<File, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        INSERT INTO files AS f (id, user_id, project_id, path, filename, mime_type, size_bytes, public_url, sha256)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        RETURNING to_jsonb(f) AS "file!: Json<File>"
        "#,
        new.id.0,
        user,
        new.project_id.0,
        new.path,
        new.filename,
        new.mime_type,
        new.size_bytes,
        new.public_url,
        new.sha256,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.file.0)
}

/// `None` where the user has no such project.
pub async fn list(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    page: Page,
) -> Result<Option<Vec<File>>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT (
            SELECT coalesce(jsonb_agg(f.row), '[]') FROM (
                SELECT to_jsonb(f) AS row FROM files f
                WHERE f.project_id = p.id AND f.user_id = p.user_id
                  AND f.created_at <= coalesce($3, 'infinity'::timestamptz)
                  AND ($3::timestamptz IS NULL OR (f.created_at, f.id) < ($3, $4))
                ORDER BY f.created_at DESC, f.id DESC LIMIT $5
            ) f
        ) AS "files!: Json<Vec<File>>"
        FROM projects p WHERE p.id = $1 AND p.user_id = $2
        "#,
        project.0,
        user,
        page.after_created_at(),
        page.after_id(),
        page.fetch(),
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.files.0))
}

/// The file, locked until the transaction ends, for a precondition on what it is now.
pub async fn lock(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: FileId,
) -> Result<Option<File>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"SELECT to_jsonb(f) AS "file!: Json<File>" FROM files f
           WHERE id = $1 AND project_id = $2 AND user_id = $3 FOR UPDATE"#,
        id.0,
        project.0,
        user,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.file.0))
}

/// Deletes the row and gives its path.
pub async fn delete(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: FileId,
) -> Result<Option<String>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        "DELETE FROM files WHERE id = $1 AND project_id = $2 AND user_id = $3 RETURNING path",
        id.0,
        project.0,
        user,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.path))
}
