//! Pages of a project's outputs, the newest first.

use domain::{OutputId, OutputKind, ProjectId, UserId};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Output, OutputStatus};
use crate::{DbError, Page, UserDb, UserTx, connection::literal};

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
