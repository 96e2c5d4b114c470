//! What a request names is checked, and the output made or taken back to the start, in one statement.

use domain::{FileId, OutputId, OutputKind, ProjectId, TemplateId};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::Output;
use crate::{DbError, UserTx};

#[derive(Debug)]
pub struct NewOutput<'a> {
    pub project_id: ProjectId,
    /// The output, locked and final, that is made once more. `None`: a new one.
    pub regenerates: Option<OutputId>,
    pub kind: OutputKind,
    pub request: &'a Value,
    pub template_id: Option<TemplateId>,
    /// `None`: all usable files of the project.
    pub file_ids: Option<&'a [FileId]>,
    /// The extensions that generation reads by itself, in lower case; of other files there is a transcription.
    pub readable: &'a [String],
    /// The provider can write from the topic alone.
    pub topic_is_enough: bool,
    /// It is only checked.
    pub dry_run: bool,
}

/// What came of an insert: the row, or which of the things it names are not as they must be.
#[derive(Debug)]
pub enum Inserted {
    Output(Box<Output>),
    /// It would be made.
    Checked,
    NoProject,
    /// One of them at least.
    Refused {
        template: Option<BadTemplate>,
        files: Option<BadFiles>,
    },
}

#[derive(Debug)]
pub enum BadTemplate {
    Unknown,
    /// Its type, which is not for this kind of output.
    Type(String),
}

#[derive(Debug)]
pub enum BadFiles {
    /// Of the files that were named, the ids of those that are not in the project, and of those that can't be read.
    Named {
        unknown: Vec<FileId>,
        unreadable: Vec<FileId>,
    },
    /// The project has none that can be read. Of its newest that could not be, the name and why.
    None { failed: Vec<String> },
}

/// Checks everything that the request names, and inserts the row or takes it back to the start, in one statement.
pub async fn insert(tx: &mut UserTx<'_>, new: &NewOutput<'_>) -> Result<Inserted, DbError> {
    let (connection, user) = tx.statement()?;
    let file_ids = new
        .file_ids
        .map(|ids| ids.iter().map(|id| id.0).collect::<Vec<_>>());
    let types: Vec<String> = new
        .kind
        .template_types()
        .iter()
        .map(|shaping| shaping.as_str().to_owned())
        .collect();
    let row = sqlx::query!(
        r#"
        WITH project AS (
            SELECT id, user_id FROM projects WHERE id = $2 AND user_id = $1
        ), source AS (
            SELECT f.id, f.status = 'processing' OR f.status = 'ready' AND (
                       lower(substring(f.path FROM '\.([^./]+)$')) = ANY ($8)
                       OR EXISTS (SELECT FROM transcriptions t WHERE t.file_id = f.id AND t.user_id = f.user_id)
                   ) AS readable, f.created_at,
                   CASE f.status WHEN 'failed' THEN coalesce(f.filename, 'A file') || ': ' || (f.error ->> 'detail') END AS failed
            FROM files f JOIN project p ON f.project_id = p.id AND f.user_id = p.user_id
            WHERE $6::uuid[] IS NULL OR f.id = ANY ($6)
        ), facts AS (
            SELECT EXISTS (SELECT FROM project) AS project,
                   (SELECT type::text FROM templates WHERE id = $5 AND user_id IN ($1, 'system')) AS template,
                   ARRAY(SELECT unnest($6::uuid[]) EXCEPT SELECT id FROM source) AS unknown,
                   CASE WHEN $6 IS NULL THEN '{}' ELSE ARRAY(SELECT id FROM source WHERE NOT readable) END AS unreadable,
                   $7 OR EXISTS (SELECT FROM source WHERE readable) AS enough,
                   CASE WHEN EXISTS (SELECT FROM source WHERE readable) THEN '{}' ELSE ARRAY(
                       SELECT failed FROM source WHERE failed IS NOT NULL ORDER BY created_at DESC LIMIT 3
                   ) END AS failed
        ), good AS (
            SELECT FROM facts
            WHERE project AND ($5 IS NULL OR template = ANY ($9)) AND unknown = '{}' AND unreadable = '{}' AND enough
        ), made AS (
            INSERT INTO outputs AS o (user_id, project_id, kind, request)
            SELECT $1, $2, $3::text::output_kind, $4 FROM good WHERE $10::uuid IS NULL AND NOT $11
            RETURNING to_jsonb(o) AS row
        ), regenerated AS (
            UPDATE outputs o SET status = 'queued', request = $4, error = NULL, attempts = 0,
                started_at = NULL, completed_at = NULL, cancel_requested_at = NULL
            FROM good WHERE o.id = $10 AND o.project_id = $2 AND o.user_id = $1
            RETURNING to_jsonb(o) AS row
        )
        SELECT project AS "project!", template, unknown AS "unknown!", unreadable AS "unreadable!", enough AS "enough!", failed AS "failed!",
               coalesce(made.row, regenerated.row) AS "output: Json<Output>"
        FROM facts LEFT JOIN made ON true LEFT JOIN regenerated ON true
        "#,
        user,
        new.project_id.0,
        new.kind.as_str(),
        new.request,
        new.template_id.map(|id| id.0),
        file_ids.as_deref(),
        new.topic_is_enough,
        new.readable,
        &types,
        new.regenerates.map(|id| id.0),
        new.dry_run,
    )
    .fetch_one(connection)
    .await?;
    if let Some(Json(output)) = row.output {
        return Ok(Inserted::Output(Box::new(output)));
    }
    if !row.project {
        return Ok(Inserted::NoProject);
    }
    let template = match row.template {
        None if new.template_id.is_some() => Some(BadTemplate::Unknown),
        Some(template) if !types.contains(&template) => Some(BadTemplate::Type(template)),
        _ => None,
    };
    let (unknown, unreadable) = (row.unknown, row.unreadable);
    let files = if !unknown.is_empty() || !unreadable.is_empty() {
        let ids = |ids: Vec<Uuid>| ids.into_iter().map(FileId).collect();
        Some(BadFiles::Named {
            unknown: ids(unknown),
            unreadable: ids(unreadable),
        })
    } else {
        (!row.enough).then_some(BadFiles::None { failed: row.failed })
    };
    Ok(if template.is_none() && files.is_none() {
        Inserted::Checked
    } else {
        Inserted::Refused { template, files }
    })
}
