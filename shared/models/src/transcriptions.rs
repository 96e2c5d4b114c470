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

/// A file, and its transcription where there is one.
#[derive(Debug)]
pub struct Transcribed {
    pub status: FileStatus,
    pub filename: Option<String>,
    pub transcription: Option<Transcription>,
}

/// `None` where the user has no such file.
pub async fn get(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    file: FileId,
) -> Result<Option<Transcribed>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT to_jsonb(f.status) AS "status!: Json<FileStatus>", f.filename,
               to_jsonb(t) AS "transcription: Json<Transcription>"
        FROM files f LEFT JOIN transcriptions t ON t.file_id = f.id AND t.user_id = f.user_id
        WHERE f.id = $1 AND f.project_id = $2 AND f.user_id = $3
        "#,
        file.0,
        project.0,
        user,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Transcribed {
        status: row.status.0,
        filename: row.filename,
        transcription: row.transcription.map(|Json(row)| row.with_speakers()),
    }))
}
