//! What a generation reads: what was asked for, the profile's wishes, templates, sources; and what comes of it.

use domain::{Failure, FileId, OutputKind, ProjectId, Role, TemplateId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{Row, types::Json};

use crate::{DbError, UserTx, files::FileStatus, literal::literal};

/// As `private.generation_input` gives it.
#[derive(Debug, Clone, Deserialize)]
pub struct GenerationInput {
    pub kind: OutputKind,
    pub request: Value,
    pub project_title: String,
    pub tone_of_voice: Option<String>,
    pub preferences: Option<Value>,
    /// The template asked for, or the system's first for each type of the kind.
    pub templates: Vec<Prompt>,
    /// The files asked for, or all ready ones of the project, oldest first.
    pub files: Vec<SourceFile>,
    /// What earlier attempts of a job have kept; a dry run has none.
    #[serde(default)]
    pub progress: Vec<Value>,
}

/// What was written, as `private.store_output` takes it.
#[derive(Debug, Clone, Serialize)]
pub struct GenerationResult {
    pub body: String,
    pub metadata: Value,
}

/// A template, as far as it shapes a text.
#[derive(Debug, Clone, Deserialize)]
pub struct Prompt {
    pub id: TemplateId,
    pub r#type: String,
    pub prompt: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct SourceFile {
    pub id: FileId,
    pub path: String,
    pub filename: Option<String>,
    pub size_bytes: Option<i64>,
    pub sha256: Option<String>,
    /// Of the object that was checked; `None` where only our own functions can have put it.
    pub etag: Option<String>,
    pub status: FileStatus,
    /// Why it has failed.
    pub error: Option<Failure>,
    /// Of a recording or a document: what is said or written in it. `None` where this and those before it are more than
    /// [`crate::limits::SOURCE`].
    pub text: Option<String>,
    /// What the parts of the text are, in order.
    #[serde(default)]
    pub parts: Option<Vec<StoredPart>>,
    /// The `version` of the transcription that the text is.
    #[serde(default)]
    pub text_version: Option<i32>,
    /// Of the texts of this and those before it; `None` where it has none.
    pub text_bytes: Option<i64>,
}

/// Of a segment its role, who speaks, and how many characters its text has.
pub type StoredPart = (Role, Option<String>, usize);

/// What a job for this request would read; `None` where the user has no such project.
pub async fn input_of_request(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    kind: OutputKind,
    request: &Value,
) -> Result<Option<GenerationInput>, DbError> {
    let call = format!(
        "private.generation_input({}, '{project}', '{}', {}, {})",
        literal(tx.principal().account.as_str()),
        kind.as_str(),
        literal(&request.to_string()),
        literal(tx.principal().user.as_str()),
    );
    let row = tx.ask_past_policies(&call).await?;
    let input: Option<Json<GenerationInput>> = row.try_get("answer")?;
    Ok(input.map(|Json(input)| input))
}
