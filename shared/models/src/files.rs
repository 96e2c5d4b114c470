//! `files`: what a project's outputs are made from. The bytes are in object storage, under `path`.

use domain::{Failure, FileId, Progress, ProjectId, Timestamp, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;

use crate::{DbError, Page, UserTx};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileStatus {
    /// Its bytes are not there yet, or not checked.
    Uploading,
    /// A worker turns it into text.
    Processing,
    Ready,
    /// `error` says why.
    Failed,
}

impl FileStatus {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uploading => "uploading",
            Self::Processing => "processing",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }

    /// No work on it is to come.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Ready | Self::Failed)
    }
}

/// What outputs are made from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct File {
    pub id: FileId,
    /// The account: a person's or an organization's id, Clerk's.
    pub user_id: String,
    pub project_id: ProjectId,
    /// `{user_id}/{project_id}/{file_id}.{extension}`, the object's key in the bucket.
    pub path: String,
    /// As IANA has it; null of an import that was not fetched yet.
    pub mime_type: Option<String>,
    /// Null of an import that was not fetched yet.
    #[schemars(range(min = 0))]
    pub size_bytes: Option<i64>,
    /// Null where the bucket is private.
    #[schemars(url)]
    pub public_url: Option<String>,
    pub created_at: Timestamp,
    pub bucket: String,
    #[schemars(length(max = limits::FILENAME))]
    pub filename: Option<String>,
    #[serde(flatten)]
    pub state: FileState,
    /// Of the bytes, in hex; null where nobody has read them all.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
    /// The address that it was imported from; null of what was uploaded.
    #[schemars(url)]
    pub source_url: Option<String>,
    /// The feed's id of the episode; null where none was named.
    pub source_episode: Option<String>,
    /// Who made it, Clerk's; null where they were deleted, or it is older than this is kept.
    pub created_by: Option<String>,
    /// Names and terms that are said in it, beside those of the profile's preferences.
    #[schemars(length(max = limits::VOCABULARY))]
    pub vocabulary: Vec<String>,
    /// Of what is `processing`; null else, and in the answers to what changes it.
    #[serde(default)]
    pub progress: Option<Progress>,
}

/// How far it is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(into = "StateByBothNames")]
pub struct FileState {
    pub status: FileStatus,
    pub error: Option<Value>,
}

/// As it is sent: also by the names that the existing frontend reads.
#[derive(Serialize, JsonSchema)]
struct StateByBothNames {
    status: FileStatus,
    /// Why it failed.
    #[schemars(with = "Option<Failure>")]
    error: Option<Value>,
    /// The status in other words, for the existing frontend.
    transcription_status: TranscriptionStatus,
    /// The `detail` of `error`, for the existing frontend.
    error_message: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TranscriptionStatus {
    /// `uploading`.
    Pending,
    Processing,
    /// `ready`.
    Completed,
    Failed,
}

impl From<FileState> for StateByBothNames {
    fn from(FileState { status, error }: FileState) -> Self {
        let detail = error.as_ref().and_then(|error| error["detail"].as_str());
        Self {
            transcription_status: match status {
                FileStatus::Uploading => TranscriptionStatus::Pending,
                FileStatus::Processing => TranscriptionStatus::Processing,
                FileStatus::Ready => TranscriptionStatus::Completed,
                FileStatus::Failed => TranscriptionStatus::Failed,
            },
            error_message: detail.map(str::to_owned),
            status,
            error,
        }
    }
}

impl File {
    /// As it is kept, without how far its work is. `None`: as it is.
    #[must_use]
    pub fn without_progress(&self) -> Option<Self> {
        self.progress.as_ref()?;
        Some(Self {
            progress: None,
            ..self.clone()
        })
    }

    #[must_use]
    pub fn status(&self) -> FileStatus {
        self.state.status
    }

    /// It comes from an address, and nobody has fetched it yet.
    #[must_use]
    pub fn is_to_be_fetched(&self) -> bool {
        self.source_url.is_some() && self.size_bytes.is_none()
    }

    /// Its object has been checked, and is kept.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        if self.is_to_be_fetched() {
            return false;
        }
        match self.status() {
            FileStatus::Ready | FileStatus::Processing => true,
            // Though nobody could read it.
            FileStatus::Failed => !self.is_refused(),
            FileStatus::Uploading => false,
        }
    }

    /// It failed since its object was none that was announced, and so was not kept.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let error = self.state.error.as_ref();
        let code = error.and_then(|error| error["code"].as_str());
        self.status() == FileStatus::Failed && code.is_some_and(|code| REFUSED.contains(&code))
    }
}

#[derive(Debug)]
pub struct NewFile<'a> {
    pub id: FileId,
    pub project_id: ProjectId,
    pub path: &'a str,
    pub filename: &'a str,
    /// `None` of what is to be fetched, with its size.
    pub mime_type: Option<&'a str>,
    pub size_bytes: Option<i64>,
    pub public_url: Option<&'a str>,
    pub status: FileStatus,
    pub sha256: Option<&'a str>,
    pub source_url: Option<&'a str>,
    pub source_episode: Option<&'a str>,
    pub vocabulary: &'a [String],
}

/// What came of a look at an uploaded object.
#[derive(Debug)]
pub struct CheckedUpload<'a> {
    pub status: FileStatus,
    /// Why it is `Failed`.
    pub error: Option<&'a Failure>,
    /// Of the object that is served: later readers ask for this one.
    pub etag: Option<&'a str>,
    pub sha256: Option<&'a str>,
}

/// The errors of a file whose object was refused, and so is not kept.
pub const REFUSED: [&str; 2] = [SIZE_MISMATCH, CONTENT_MISMATCH];
pub const SIZE_MISMATCH: &str = "size_mismatch";
pub const CONTENT_MISMATCH: &str = "content_mismatch";

/// The keys by which a file belongs to a project, and to one of the same user: a project that never was breaks the first,
/// another's the second.
pub const PROJECT_KEYS: [&str; 2] = ["files_project_id_fkey", "files_project_owner_fkey"];

/// Inserts a row. Breaks one of [`PROJECT_KEYS`] where the user has no such project.
pub async fn insert(tx: &mut UserTx<'_>, new: &NewFile<'_>) -> Result<File, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        INSERT INTO files AS f (id, user_id, project_id, path, filename, mime_type, size_bytes, public_url, status, sha256,
            source_url, source_episode, vocabulary)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
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
        new.status.as_str(),
        new.sha256,
        new.source_url,
        new.source_episode,
        new.vocabulary,
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
                SELECT to_jsonb(f) || access.progress(f.id, f.status::text) AS row FROM files f
                WHERE f.project_id = p.id AND f.user_id = p.user_id
                  AND f.created_at <= CASE WHEN $3::timestamptz IS NULL THEN 'infinity' ELSE $3 END
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

/// One file, with what was found in it.
#[derive(Debug)]
pub struct FileWithText {
    pub file: File,
    /// In seconds.
    pub duration: Option<f64>,
    /// `None` also where it is longer than [`limits::FILE_TEXT`].
    pub text: Option<String>,
}

pub async fn get(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: FileId,
) -> Result<Option<FileWithText>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"SELECT to_jsonb(f) || access.progress(f.id, f.status::text) AS "file!: Json<File>",
                  t.duration_seconds AS "duration?",
                  CASE WHEN octet_length(t.text) <= $4 THEN t.text END AS text
           FROM files f LEFT JOIN transcriptions t ON t.file_id = f.id AND t.user_id = f.user_id
           WHERE f.id = $1 AND f.project_id = $2 AND f.user_id = $3"#,
        id.0,
        project.0,
        user,
        limits::FILE_TEXT,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| FileWithText {
        file: row.file.0,
        duration: row.duration,
        text: row.text,
    }))
}

/// The file, locked until the transaction ends, for what depends on what it is now.
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

/// Keeps what came of a look at the object of a file that is locked.
pub async fn check(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: FileId,
    checked: &CheckedUpload<'_>,
) -> Result<Option<File>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"UPDATE files f SET status = $4, error = $5, etag = $6, sha256 = $7
           WHERE id = $1 AND project_id = $2 AND user_id = $3
           RETURNING to_jsonb(f) AS "file!: Json<File>""#,
        id.0,
        project.0,
        user,
        checked.status.as_str(),
        checked.error.map(Json) as _,
        checked.etag,
        checked.sha256,
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
