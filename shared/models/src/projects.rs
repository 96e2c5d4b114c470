//! `projects`: what a user works on; files and outputs hang from it.

use domain::{AccountId, MemberRole, Principal, ProjectId, Timestamp, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};
use uuid::Uuid;

use crate::{
    DbError, Page, UserDb, UserTx,
    deletion::Deletion,
    files::File,
    literal::{literal, nullable},
    outputs::Output,
    schema::{TEXT, TRIMMED, not_null},
};

/// What a user works on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Project {
    pub id: ProjectId,
    /// The account: a person's or an organization's id, Clerk's.
    pub user_id: String,
    #[schemars(length(min = 1, max = limits::PROJECT_TITLE), regex(pattern = TRIMMED))]
    pub title: String,
    #[schemars(length(max = limits::PROJECT_DESCRIPTION), regex(pattern = TEXT))]
    pub description: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Who made it, Clerk's; null where they were deleted, or it is older than this is kept.
    pub created_by: Option<String>,
}

/// A project in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ListedProject {
    #[serde(flatten)]
    pub project: Project,
    /// Where `include` names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(transform = not_null)]
    pub counts: Option<Counts>,
    /// In the list of those that can be restored.
    #[serde(flatten)]
    pub deleted: Option<Deletion>,
    /// By what its list is sorted.
    #[serde(skip)]
    #[schemars(skip)]
    pub sort: Sort,
}

/// What is in a project; more than 10,000 of either are not counted.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Counts {
    #[schemars(range(min = 0, max = limits::COUNTED))]
    pub files: i64,
    #[schemars(range(min = 0, max = limits::COUNTED))]
    pub outputs: i64,
}

/// By what a list of projects is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    CreatedAt,
    UpdatedAt,
    Title,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::CreatedAt, Self::UpdatedAt, Self::Title];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Title => "title",
        }
    }
}

/// Which projects are asked for, and in what order.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// Words that title and description have.
    pub text: Option<&'a str>,
    pub sort: Sort,
    pub descending: bool,
    /// Of the project after which the page begins, where titles sort the list.
    pub after_title: Option<&'a str>,
    pub counts: bool,
}

impl Selection<'_> {
    /// All of them, the newest first, without counts.
    fn is_plain(&self) -> bool {
        self.text.is_none() && self.sort == Sort::CreatedAt && self.descending && !self.counts
    }
}

#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewProject {
    /// Without the white space around it, which is gone before it is counted.
    #[schemars(length(min = 1, max = limits::PROJECT_TITLE), regex(pattern = TRIMMED))]
    pub title: String,
    #[schemars(length(max = limits::PROJECT_DESCRIPTION), regex(pattern = TEXT))]
    pub description: Option<String>,
}

/// A merge patch: `None` leaves, `Some(None)` clears.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A merge patch (RFC 7396).")]
pub struct ProjectPatch {
    /// Without the white space around it, which is gone before it is counted.
    #[schemars(length(min = 1, max = limits::PROJECT_TITLE), regex(pattern = TRIMMED), transform = not_null)]
    pub title: Option<String>,
    /// `null` clears it.
    #[schemars(length(max = limits::PROJECT_DESCRIPTION), regex(pattern = TEXT))]
    pub description: Option<Option<String>>,
}

/// A project and what was asked to come with it, the newest first, one more than a page each.
#[derive(Debug)]
pub struct Included {
    pub project: Project,
    pub files: Option<Vec<File>>,
    pub outputs: Option<Vec<Output>>,
}

pub async fn insert(tx: &mut UserTx<'_>, new: &NewProject) -> Result<Project, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Project,
        "INSERT INTO projects (user_id, title, description) VALUES ($1, $2, $3)
         RETURNING id, user_id, title, description, created_at, updated_at, created_by",
        user,
        new.title,
        new.description,
    )
    .fetch_one(connection)
    .await?)
}

/// Begins the transaction of [`list`]; with the ids of the page where it isn't just the newest.
pub async fn begin_list<'a>(
    db: &'a UserDb,
    principal: &Principal,
    needs: MemberRole,
    selection: &Selection<'_>,
    page: Page,
) -> Result<(UserTx<'a>, Option<Vec<ProjectId>>), DbError> {
    if selection.is_plain() {
        return Ok((db.begin_as(principal, needs).await?, None));
    }
    let (at, id) = page.place_literals();
    let find = format!(
        "private.find_projects({}, {}, '{}', {}, {at}, {}, {id}, {})",
        literal(principal.account.as_str()),
        nullable(selection.text),
        selection.sort.as_str(),
        selection.descending,
        nullable(selection.after_title),
        page.fetch(),
    );
    let (tx, found) = db.begin_finding(principal, needs, &find).await?;
    Ok((tx, Some(found)))
}

/// `found`: what [`begin_list`] gave.
pub async fn list(
    tx: &mut UserTx<'_>,
    selection: &Selection<'_>,
    found: Option<&[ProjectId]>,
    page: Page,
) -> Result<Vec<ListedProject>, DbError> {
    let sort = selection.sort;
    let Some(found) = found else {
        let listed = newest(tx, page).await?.into_iter();
        let listed = listed.map(|project| ListedProject {
            project,
            counts: None,
            deleted: None,
            sort,
        });
        return Ok(listed.collect());
    };
    let ids: Vec<Uuid> = found.iter().map(|id| id.0).collect();
    let (connection, user) = tx.statement()?;
    let rows = sqlx::query!(
        r#"
        SELECT p.id, p.user_id, p.title, p.description, p.created_at, p.updated_at, p.created_by,
            CASE WHEN $3 THEN (
                SELECT count(*) FROM (
                    SELECT FROM files f WHERE f.project_id = p.id AND f.user_id = p.user_id LIMIT $4
                ) counted
            ) END AS files,
            CASE WHEN $3 THEN (
                SELECT count(*) FROM (
                    SELECT FROM outputs o WHERE o.project_id = p.id AND o.user_id = p.user_id LIMIT $4
                ) counted
            ) END AS outputs
        FROM (SELECT * FROM projects WHERE id = ANY ($2) OFFSET 0) p
        WHERE p.user_id = $1 ORDER BY array_position($2, p.id)
        "#,
        user,
        &ids,
        selection.counts,
        limits::COUNTED,
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| ListedProject {
        project: Project {
            id: row.id.into(),
            user_id: row.user_id,
            title: row.title,
            description: row.description,
            created_at: row.created_at,
            updated_at: row.updated_at,
            created_by: row.created_by,
        },
        counts: row
            .files
            .zip(row.outputs)
            .map(|(files, outputs)| Counts { files, outputs }),
        deleted: None,
        sort,
    });
    Ok(listed.collect())
}

async fn newest(tx: &mut UserTx<'_>, page: Page) -> Result<Vec<Project>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Project,
        "SELECT id, user_id, title, description, created_at, updated_at, created_by FROM projects
         WHERE user_id = $1
           AND created_at <= CASE WHEN $2::timestamptz IS NULL THEN 'infinity' ELSE $2 END
           AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
         ORDER BY created_at DESC, id DESC LIMIT $4",
        user,
        page.after_created_at(),
        page.after_id(),
        page.fetch(),
    )
    .fetch_all(connection)
    .await?)
}

pub async fn get(tx: &mut UserTx<'_>, id: ProjectId) -> Result<Option<Project>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Project,
        "SELECT id, user_id, title, description, created_at, updated_at, created_by FROM projects
         WHERE id = $1 AND user_id = $2",
        id.0,
        user,
    )
    .fetch_optional(connection)
    .await?)
}

/// The schema reference's 'project with files and outputs', in one query, each list by its own index.
pub async fn get_including(
    tx: &mut UserTx<'_>,
    id: ProjectId,
    files: bool,
    outputs: bool,
) -> Result<Option<Included>, DbError> {
    let (connection, user) = tx.statement()?;
    let row = sqlx::query!(
        r#"
        SELECT p.id, p.user_id, p.title, p.description, p.created_at, p.updated_at, p.created_by,
            CASE WHEN $3 THEN (
                SELECT coalesce(jsonb_agg(f.row), '[]') FROM (
                    SELECT to_jsonb(f) || access.progress(f.id, f.status::text) AS row FROM files f
                    WHERE f.project_id = p.id AND f.user_id = p.user_id
                    ORDER BY f.created_at DESC, f.id DESC LIMIT $5
                ) f
            ) END AS "files: Json<Vec<File>>",
            CASE WHEN $4 THEN (
                SELECT coalesce(jsonb_agg(o.row), '[]') FROM (
                    SELECT to_jsonb(o) || access.progress(o.id, o.status::text) AS row FROM outputs o
                    WHERE o.project_id = p.id AND o.user_id = p.user_id
                    ORDER BY o.created_at DESC, o.id DESC LIMIT $5
                ) o
            ) END AS "outputs: Json<Vec<Output>>"
        FROM projects p WHERE p.id = $1 AND p.user_id = $2
        "#,
        id.0,
        user,
        files,
        outputs,
        limits::PAGE + 1,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Included {
        project: Project {
            id: row.id.into(),
            user_id: row.user_id,
            title: row.title,
            description: row.description,
            created_at: row.created_at,
            updated_at: row.updated_at,
            created_by: row.created_by,
        },
        files: row.files.map(|Json(files)| files),
        outputs: row.outputs.map(|Json(outputs)| outputs),
    }))
}

/// The project, locked until the transaction ends, for a precondition on what it is now.
pub async fn lock(tx: &mut UserTx<'_>, id: ProjectId) -> Result<Option<Project>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Project,
        "SELECT id, user_id, title, description, created_at, updated_at, created_by FROM projects
         WHERE id = $1 AND user_id = $2 FOR UPDATE",
        id.0,
        user,
    )
    .fetch_optional(connection)
    .await?)
}

pub async fn update(
    tx: &mut UserTx<'_>,
    id: ProjectId,
    patch: &ProjectPatch,
) -> Result<Option<Project>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Project,
        "UPDATE projects SET
             title = coalesce($3, title),
             description = CASE WHEN $4 THEN $5 ELSE description END
         WHERE id = $1 AND user_id = $2
         RETURNING id, user_id, title, description, created_at, updated_at, created_by",
        id.0,
        user,
        patch.title,
        patch.description.is_some(),
        patch.description.as_ref().and_then(Option::as_deref),
    )
    .fetch_optional(connection)
    .await?)
}

/// Deletes the project with all that is in it: so that it can be restored, or for good, also where it was deleted before.
/// Gives the paths of the objects to remove; `None` where there is no such project. One of more than [`AT_ONCE`] that goes for
/// good is only gone for its user: the rest is [`crate::deleted_projects`]'.
pub async fn delete(
    tx: &mut UserTx<'_>,
    id: ProjectId,
    permanent: bool,
) -> Result<Option<Vec<String>>, DbError> {
    let account = literal(tx.principal().account.as_str());
    let days = Deletion::days(permanent);
    let call = format!("private.delete_project({account}, '{id}', {days}, {AT_ONCE})");
    let row = tx.ask_past_policies(&call).await?;
    let deleted: Option<Json<Deleted>> = row.try_get("answer")?;
    Ok(deleted.map(|Json(deleted)| deleted.paths))
}

/// Rows of a project that one request may erase.
const AT_ONCE: u32 = 500;

#[derive(Deserialize)]
struct Deleted {
    paths: Vec<String>,
}

/// Restores a deleted project. The project, also where it was not deleted; `None` where they have none that can be restored.
pub async fn restore(
    tx: &mut UserTx<'_>,
    id: ProjectId,
    request_id: &str,
) -> Result<Option<Project>, DbError> {
    let account = literal(tx.principal().account.as_str());
    let call = format!(
        "private.restore_project({account}, '{id}', {})",
        literal(request_id)
    );
    let row = tx.ask_past_policies(&call).await?;
    let project: Option<Json<Project>> = row.try_get("answer")?;
    Ok(project.map(|Json(project)| project))
}

#[derive(Deserialize)]
struct DeletedProject {
    #[serde(flatten)]
    project: Project,
    #[serde(flatten)]
    deleted: Deletion,
}

impl UserDb {
    /// A page of the projects that can be restored, the last deleted first.
    pub async fn deleted_projects(
        &self,
        principal: &Principal,
        needs: MemberRole,
        page: Page,
    ) -> Result<Vec<ListedProject>, DbError> {
        let (deleted_at, id) = page.place_literals();
        let call = format!(
            "private.list_deleted_projects({}, {deleted_at}, {id}, {})",
            literal(principal.account.as_str()),
            page.fetch(),
        );
        let row = self.answer(principal, needs, &call).await?;
        let Json(deleted): Json<Vec<DeletedProject>> = row.try_get("answer")?;
        let listed = deleted
            .into_iter()
            .map(|DeletedProject { project, deleted }| ListedProject {
                project,
                counts: None,
                deleted: Some(deleted),
                sort: Sort::default(),
            });
        Ok(listed.collect())
    }
}

/// Why a project doesn't go to another account.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    NotFound,
    /// Of the account that it was to go to.
    NotAdmin,
    /// It has more rows than go in one transaction.
    TooLarge,
    /// A job of it is not over.
    Busy,
}

/// Gives the project to an account whose admin they are, with all that is in it. [`DbError::Quota`] where the plan there has no
/// room, with `quotas`; [`DbError::InUse`] where a job begins meanwhile.
pub async fn transfer(
    tx: &mut UserTx<'_>,
    id: ProjectId,
    to: &AccountId,
    quotas: bool,
) -> Result<Result<Project, Refusal>, DbError> {
    let Principal { user, account, .. } = tx.principal();
    let call = format!(
        "private.transfer_project({}, {}, '{id}', {}, {}, {quotas})",
        literal(account.as_str()),
        literal(user.as_str()),
        literal(to.as_str()),
        limits::TRANSFER_ROWS,
    );
    let row = tx.ask_past_policies(&call).await?;
    let Json(transfer): Json<Transfer> = row.try_get("answer")?;
    Ok(match transfer {
        Transfer::Project(project) => Ok(project),
        Transfer::Refused(refusal) => Err(refusal),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Transfer {
    Project(Project),
    Refused(Refusal),
}
