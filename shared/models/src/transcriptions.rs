//! `transcriptions`: what is said in a recording or written in a document, one row a file.

use std::collections::HashSet;

use domain::{FileId, ProjectId, Segment, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, UserTx, files::FileStatus};

/// What is said in a recording, or written in a document.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Transcription {
    pub id: Uuid,
    pub file_id: FileId,
    /// As the provider says it; null where nobody does.
    pub language: Option<String>,
    /// Null for a document.
    #[schemars(range(min = 0.0))]
    pub duration_seconds: Option<f64>,
    pub text: String,
    #[schemars(range(min = 0))]
    pub word_count: i32,
    /// Who transcribed it; null for a document.
    pub provider: Option<String>,
    pub model: Option<String>,
    pub created_at: Timestamp,
    /// 1 as it was read first, then one more with each text.
    #[schemars(range(min = 1))]
    pub version: i32,
    /// When a person put it right; null: it is as it was read.
    pub corrected_at: Option<Timestamp>,
    /// Who speaks in it, in the order of their first words.
    #[serde(default)]
    pub speakers: Vec<String>,
    /// In order.
    pub segments: Vec<Segment>,
}

impl Transcription {
    fn with_speakers(mut self) -> Self {
        let mut seen = HashSet::new();
        let names = self.segments.iter().filter_map(Segment::speaker);
        let speakers = names.filter(|name| seen.insert(*name)).map(str::to_owned);
        self.speakers = speakers.collect();
        self
    }
}

/// What was found out about a file, as `private.store_transcription` takes it.
#[derive(Debug, Clone, Serialize)]
pub struct NewTranscription {
    pub language: Option<String>,
    pub duration_seconds: Option<f64>,
    pub text: String,
    pub word_count: i32,
    pub segments: Vec<Segment>,
    pub provider: Option<String>,
    pub model: Option<String>,
    /// Of the file's bytes, in hex.
    pub sha256: String,
}

/// One of a transcription's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextVersion {
    /// As it was read, before anybody corrected it.
    Original,
    Number(i32),
}

impl TextVersion {
    /// Whether this is the present text.
    #[must_use]
    pub fn is_of(self, transcription: &Transcription) -> bool {
        match self {
            Self::Original => transcription.corrected_at.is_none(),
            Self::Number(number) => number == transcription.version,
        }
    }

    /// As the statements take it: numbers begin at 1.
    const fn number(self) -> i32 {
        match self {
            Self::Original => 0,
            Self::Number(number) => number,
        }
    }
}

/// A text of a transcription, to be written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TranscriptionText {
    pub text: String,
    pub word_count: i32,
    pub segments: Vec<Segment>,
}

/// A file, and its transcription where there is one.
#[derive(Debug)]
pub struct Transcribed {
    pub status: FileStatus,
    pub filename: Option<String>,
    /// The object's key in the bucket.
    pub path: String,
    /// Of the object that was checked; `None` where only our own functions can have put it.
    pub etag: Option<String>,
    pub created_at: Timestamp,
    /// As it is now.
    pub transcription: Option<Transcription>,
    /// The text that was asked for, where it is kept.
    pub earlier: Option<Transcription>,
}

/// A transcription that is locked, and the earlier text that was asked for, where it is kept.
#[derive(Debug)]
pub struct LockedTranscription {
    pub status: FileStatus,
    pub transcription: Transcription,
    pub earlier: Option<TranscriptionText>,
}

/// `None` where the user has no such file.
pub async fn get(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    file: FileId,
    version: Option<TextVersion>,
) -> Result<Option<Transcribed>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT to_jsonb(f.status) AS "status!: Json<FileStatus>", f.filename, f.path, f.etag,
               to_jsonb(f.created_at) AS "created_at!: Json<Timestamp>",
               to_jsonb(t) AS "transcription: Json<Transcription>",
               to_jsonb(t) || (
                   SELECT to_jsonb(v) - 'created_at'
                       || jsonb_build_object('corrected_at', CASE v.reason WHEN 'corrected' THEN v.created_at END)
                   FROM transcription_versions v
                   WHERE v.file_id = t.file_id AND v.user_id = t.user_id
                     AND v.version = CASE WHEN $4::int = 0 THEN (
                         SELECT max(version) FROM transcription_versions WHERE file_id = t.file_id AND reason = 'read'
                       ) ELSE $4 END
               ) AS "earlier: Json<Transcription>"
        FROM files f LEFT JOIN transcriptions t ON t.file_id = f.id AND t.user_id = f.user_id
        WHERE f.id = $1 AND f.project_id = $2 AND f.user_id = $3
        "#,
        file.0,
        project.0,
        user,
        version.map(TextVersion::number),
    )
    .fetch_optional(connection)
    .await?;
    let shown = |row: Option<Json<Transcription>>| row.map(|Json(row)| row.with_speakers());
    Ok(row.map(|row| Transcribed {
        status: row.status.0,
        filename: row.filename,
        path: row.path,
        etag: row.etag,
        created_at: row.created_at.0,
        transcription: shown(row.transcription),
        earlier: shown(row.earlier),
    }))
}

/// The transcription, locked until the transaction ends, for a precondition on what it is now; `None` where the file has none,
/// or isn't there. Project and file can't go meanwhile, which a deletion locks before it.
pub async fn lock(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    file: FileId,
    version: Option<TextVersion>,
) -> Result<Option<LockedTranscription>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT to_jsonb(f.status) AS "status!: Json<FileStatus>", to_jsonb(t) AS "transcription!: Json<Transcription>",
               (
                   SELECT to_jsonb(v) FROM transcription_versions v
                   WHERE v.file_id = t.file_id AND v.user_id = t.user_id
                     AND v.version = CASE WHEN $4::int = 0 THEN (
                         SELECT max(version) FROM transcription_versions WHERE file_id = t.file_id AND reason = 'read'
                       ) ELSE $4 END
               ) AS "earlier: Json<TranscriptionText>"
        FROM projects p
          JOIN files f ON f.project_id = p.id AND f.user_id = p.user_id
          JOIN transcriptions t ON t.file_id = f.id AND t.user_id = f.user_id
        WHERE f.id = $1 AND p.id = $2 AND p.user_id = $3
        FOR KEY SHARE OF p FOR KEY SHARE OF f FOR UPDATE OF t
        "#,
        file.0,
        project.0,
        user,
        version.map(TextVersion::number),
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| LockedTranscription {
        status: row.status.0,
        transcription: row.transcription.0.with_speakers(),
        earlier: row.earlier.map(|Json(earlier)| earlier),
    }))
}

/// Writes another text, which the database counts as a version of its own, and keeps the one before; the row is locked.
pub async fn correct(
    tx: &mut UserTx<'_>,
    file: FileId,
    text: &TranscriptionText,
) -> Result<Transcription, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"UPDATE transcriptions t SET text = $3, word_count = $4, segments = $5 WHERE file_id = $1 AND user_id = $2
           RETURNING to_jsonb(t) AS "transcription!: Json<Transcription>""#,
        file.0,
        user,
        text.text,
        text.word_count,
        Json(&text.segments) as _,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.transcription.0.with_speakers())
}
