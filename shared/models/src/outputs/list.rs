//! Pages of a project's outputs, or of all that a user has, the newest first.

use domain::{MemberRole, OutputId, OutputKind, Principal, ProjectId};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Output, OutputStatus};
use crate::{DbError, Page, UserDb, UserTx, literal::literal};

/// Which outputs are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    pub kind: Option<OutputKind>,
    pub status: Option<OutputStatus>,
    /// Words that each has, if it is not in one project that is looked for.
    pub text: Option<&'a str>,
}

impl Filter<'_> {
    fn kinds(self) -> String {
        let kinds = OutputKind::ALL.into_iter();
        let kinds = kinds.filter(|kind| self.kind.is_none_or(|wanted| wanted == *kind));
        set(kinds.map(OutputKind::as_str))
    }

    fn statuses(self) -> String {
        let all = OutputStatus::ALL.into_iter();
        let statuses = all.filter(|status| self.status.is_none_or(|wanted| wanted == *status));
        set(statuses.map(OutputStatus::as_str))
    }
}

/// As an array's literal.
fn set<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("'{{{}}}'", names.collect::<Vec<_>>().join(","))
}

/// Begins the transaction of [`list_all`], with the ids of its page.
pub async fn begin_list_all<'a>(
    db: &'a UserDb,
    principal: &Principal,
    needs: MemberRole,
    filter: Filter<'_>,
    page: Page,
) -> Result<(UserTx<'a>, Vec<OutputId>), DbError> {
    let (function, text) = match filter.text {
        Some(text) => ("search_outputs", format!("{}, ", literal(text))),
        None => ("find_all_outputs", String::new()),
    };
    let (created_at, id) = page.place_literals();
    let find = format!(
        "private.{function}({}, {text}{}, {}, {created_at}, {id}, {})",
        literal(principal.account.as_str()),
        filter.kinds(),
        filter.statuses(),
        page.fetch(),
    );
    db.begin_finding(principal, needs, &find).await
}

/// Of all projects. `found`: what [`begin_list_all`] gave.
pub async fn list_all(tx: &mut UserTx<'_>, found: &[OutputId]) -> Result<Vec<Output>, DbError> {
    let ids: Vec<Uuid> = found.iter().map(|id| id.0).collect();
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT coalesce(jsonb_agg(to_jsonb(o) || access.progress(o.id, o.status::text) ORDER BY o.created_at DESC, o.id DESC), '[]') AS "outputs!: Json<Vec<Output>>"
        FROM (SELECT * FROM outputs WHERE id = ANY ($2) OFFSET 0) o WHERE o.user_id = $1
        "#,
        user,
        &ids,
    )
    .fetch_one(connection)
    .await?;
    Ok(row.outputs.0)
}

/// Begins the transaction of [`list`]; with the ids of the page where kind or status choose it.
pub async fn begin_list<'a>(
    db: &'a UserDb,
    principal: &Principal,
    needs: MemberRole,
    project: ProjectId,
    filter: Filter<'_>,
    page: Page,
) -> Result<(UserTx<'a>, Option<Vec<OutputId>>), DbError> {
    if filter.kind.is_none() && filter.status.is_none() {
        return Ok((db.begin_as(principal, needs).await?, None));
    }
    let (created_at, id) = page.place_literals();
    let find = format!(
        "private.find_outputs({}, '{project}', {}, {}, {created_at}, {id}, {})",
        literal(principal.account.as_str()),
        filter.kinds(),
        filter.statuses(),
        page.fetch(),
    );
    let (tx, found) = db.begin_finding(principal, needs, &find).await?;
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
                SELECT to_jsonb(o) || access.progress(o.id, o.status::text) AS row FROM outputs o
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
            SELECT coalesce(jsonb_agg(to_jsonb(o) || access.progress(o.id, o.status::text) ORDER BY o.created_at DESC, o.id DESC), '[]')
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
