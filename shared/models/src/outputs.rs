//! `outputs`: what was asked for and what came of it, as the user sees it. What is worked on is in [`crate::jobs`].

pub use domain::{Failure, OutputKind};
use domain::{FileId, OutputId, ProjectId, TemplateId, Timestamp, UserId, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, Page, UserDb, UserTx, connection::literal};

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
    /// Clerk's.
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

/// The keys by which an output belongs to a project, and to one of the same user: a project that never was breaks the first,
/// another's the second.
pub const PROJECT_KEYS: [&str; 2] = ["outputs_project_id_fkey", "outputs_project_owner_fkey"];

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
    /// The project has none that can be read.
    None,
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
                   ) AS readable
            FROM files f JOIN project p ON f.project_id = p.id AND f.user_id = p.user_id
            WHERE $6::uuid[] IS NULL OR f.id = ANY ($6)
        ), facts AS (
            SELECT EXISTS (SELECT FROM project) AS project,
                   (SELECT type::text FROM templates WHERE id = $5 AND user_id IN ($1, 'system')) AS template,
                   ARRAY(SELECT unnest($6::uuid[]) EXCEPT SELECT id FROM source) AS unknown,
                   CASE WHEN $6 IS NULL THEN '{}' ELSE ARRAY(SELECT id FROM source WHERE NOT readable) END AS unreadable,
                   $7 OR EXISTS (SELECT FROM source WHERE readable) AS enough
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
        SELECT project AS "project!", template, unknown AS "unknown!", unreadable AS "unreadable!", enough AS "enough!",
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
        (!row.enough).then_some(BadFiles::None)
    };
    Ok(if template.is_none() && files.is_none() {
        Inserted::Checked
    } else {
        Inserted::Refused { template, files }
    })
}

/// Which of a project's outputs are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub project: ProjectId,
    pub kind: Option<OutputKind>,
    pub status: Option<OutputStatus>,
}

/// Begins the transaction of [`list`]; with the ids of the page where kind or status choose it.
pub async fn begin_list<'a>(
    db: &'a UserDb,
    user: &UserId,
    filter: Filter,
    page: Page,
) -> Result<(UserTx<'a>, Option<Vec<OutputId>>), DbError> {
    if filter.kind.is_none() && filter.status.is_none() {
        return Ok((db.begin_as(user).await?, None));
    }
    let names = |names: Vec<&str>| format!("'{{{}}}'", names.join(","));
    let kinds = OutputKind::ALL.into_iter();
    let kinds = kinds.filter(|kind| filter.kind.is_none_or(|wanted| wanted == *kind));
    let statuses = OutputStatus::ALL.into_iter();
    let statuses = statuses.filter(|status| filter.status.is_none_or(|wanted| wanted == *status));
    let quoted = |value: Option<String>| value.map_or("NULL".to_owned(), |text| literal(&text));
    let find = format!(
        "private.find_outputs({}, '{}', {}, {}, {}, {}, {})",
        literal(user.as_str()),
        filter.project,
        names(kinds.map(OutputKind::as_str).collect()),
        names(statuses.map(OutputStatus::as_str).collect()),
        quoted(page.after_created_at().map(|time| time.to_rfc3339())),
        quoted(page.after_id().map(|id| id.to_string())),
        page.fetch(),
    );
    let (tx, found) = db.begin_finding(user, &find).await?;
    Ok((tx, Some(found)))
}

/// `None` where the user has no such project. `found`: what [`begin_list`] gave.
pub async fn list(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    found: Option<&[OutputId]>,
    page: Page,
) -> Result<Option<Vec<Output>>, DbError> {
    match found {
        None => newest(tx, project, page).await,
        Some(found) => of_ids(tx, project, found).await,
    }
}

async fn newest(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    page: Page,
) -> Result<Option<Vec<Output>>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT (
            SELECT coalesce(jsonb_agg(o.row), '[]') FROM (
                SELECT to_jsonb(o) AS row FROM outputs o
                WHERE o.project_id = p.id AND o.user_id = p.user_id
                  AND o.created_at <= CASE WHEN $3::timestamptz IS NULL THEN 'infinity' ELSE $3 END
                  AND ($3::timestamptz IS NULL OR (o.created_at, o.id) < ($3, $4))
                ORDER BY o.created_at DESC, o.id DESC LIMIT $5
            ) o
        ) AS "outputs!: Json<Vec<Output>>"
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
    Ok(row.map(|row| row.outputs.0))
}

async fn of_ids(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    ids: &[OutputId],
) -> Result<Option<Vec<Output>>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT (
            SELECT coalesce(jsonb_agg(to_jsonb(o) ORDER BY o.created_at DESC, o.id DESC), '[]')
            -- OFFSET keeps the rest out, for which another index would be taken: the project's, and all of it read.
            FROM (SELECT * FROM outputs WHERE id = ANY ($3) OFFSET 0) o
            WHERE o.project_id = p.id AND o.user_id = p.user_id
        ) AS "outputs!: Json<Vec<Output>>"
        FROM projects p WHERE p.id = $1 AND p.user_id = $2
        "#,
        project.0,
        user,
        &ids,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.outputs.0))
}

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
pub(crate) fn lock_statement(user: &UserId, project: ProjectId, id: OutputId) -> String {
    format!(
        "SELECT (SELECT to_jsonb(o) FROM outputs o
                 WHERE id = '{id}' AND project_id = '{project}' AND user_id = {} FOR UPDATE) AS locked",
        literal(user.as_str()),
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
