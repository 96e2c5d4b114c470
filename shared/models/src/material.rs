//! What an output is made of: what was asked for, the profile's wishes, templates, sources.

use serde::Deserialize;
use serde_json::Value;
use sqlx::types::Json;

use crate::{
    DbError, FileId, ProjectId, TemplateId, UserTx,
    files::FileStatus,
    limits,
    outputs::{Failure, OutputKind},
};

#[derive(Debug, Clone, Deserialize)]
pub struct Material {
    pub kind: OutputKind,
    pub request: Value,
    pub project_title: String,
    pub tone_of_voice: Option<String>,
    pub preferences: Option<Value>,
    /// The template asked for, or the system's first for each type of the kind.
    pub templates: Vec<Prompt>,
    /// The files asked for, or all ready ones of the project, oldest first.
    pub files: Vec<SourceFile>,
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
    /// [`limits::SOURCE`].
    pub text: Option<String>,
    /// Of the texts of this and those before it; `None` where it has none.
    pub text_bytes: Option<i64>,
}

#[expect(clippy::cast_possible_wrap, reason = "8 MB")]
pub(crate) const TEXT_BYTES: i64 = limits::SOURCE as i64;

/// What [`crate::jobs::claim`] would give for this request; `None` where the user has no such project.
pub async fn of_request(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    kind: OutputKind,
    request: &Value,
) -> Result<Option<Material>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT jsonb_build_object(
            'kind', $3::text, 'request', $4::jsonb, 'project_title', p.title,
            'tone_of_voice', profile.tone_of_voice, 'preferences', profile.preferences,
            'templates', coalesce((
                SELECT jsonb_agg(jsonb_build_object('id', t.id, 'type', t.type, 'prompt', t.prompt) ORDER BY t.type)
                FROM (
                    SELECT DISTINCT ON (type) id, type, prompt FROM templates
                    WHERE user_id IN ('system', $1)
                      AND CASE WHEN $4::jsonb ->> 'template_id' IS NULL THEN user_id = 'system'
                               ELSE id = ($4::jsonb ->> 'template_id')::uuid END
                    ORDER BY type, created_at, id
                ) t
            ), '[]'),
            'files', coalesce((
                SELECT jsonb_agg(jsonb_build_object('id', f.id, 'path', f.path, 'filename', f.filename,
                    'size_bytes', f.size_bytes, 'sha256', f.sha256, 'etag', f.etag, 'status', f.status,
                    'text', CASE WHEN f.text_bytes <= $5 THEN f.text END, 'text_bytes', f.text_bytes, 'error', f.error) ORDER BY f.created_at, f.id)
                FROM (
                    SELECT f.*, t.text, sum(octet_length(t.text)) OVER (ORDER BY f.created_at, f.id) AS text_bytes
                    FROM files f LEFT JOIN transcriptions t ON t.file_id = f.id AND t.user_id = f.user_id
                    WHERE f.project_id = p.id AND f.user_id = p.user_id
                      AND CASE WHEN jsonb_typeof($4::jsonb -> 'file_ids') = 'array'
                               THEN $4::jsonb -> 'file_ids' ? f.id::text ELSE f.status = 'ready' END
                ) f
            ), '[]')
        ) AS "material!: Json<Material>"
        FROM projects p LEFT JOIN profiles profile ON profile.user_id = p.user_id
        WHERE p.id = $2 AND p.user_id = $1
        "#,
        user,
        project.0,
        kind.as_str(),
        request,
        TEXT_BYTES,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.material.0))
}
