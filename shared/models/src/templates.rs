//! `templates`: the system's and one's own.

use domain::{TemplateId, TemplateType, Timestamp, UserId, limits};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{DbError, Page, UserTx, schema::not_null};

/// How an output of its type is written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Template {
    pub id: TemplateId,
    /// Clerk's, or `system`.
    pub user_id: String,
    pub name: String,
    #[schemars(with = "TemplateType")]
    pub r#type: String,
    pub prompt: String,
    /// The user's own, or the system's.
    pub is_custom: bool,
    pub created_at: Timestamp,
    /// Who made it, Clerk's; null where they were deleted, or it is older than this is kept.
    pub created_by: Option<String>,
}

#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewTemplate {
    /// Without the white space around it; the user's templates have different ones.
    #[schemars(length(min = 1, max = limits::TEMPLATE_NAME))]
    pub name: String,
    pub r#type: TemplateType,
    /// Without the white space around it.
    #[schemars(length(min = 1, max = limits::TEMPLATE_PROMPT))]
    pub prompt: String,
}

/// A merge patch: `None` leaves.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A merge patch (RFC 7396).")]
pub struct TemplatePatch {
    /// Without the white space around it; the user's templates have different ones.
    #[schemars(length(min = 1, max = limits::TEMPLATE_NAME), transform = not_null)]
    pub name: Option<String>,
    #[schemars(transform = not_null)]
    pub r#type: Option<TemplateType>,
    /// Without the white space around it.
    #[schemars(length(min = 1, max = limits::TEMPLATE_PROMPT), transform = not_null)]
    pub prompt: Option<String>,
}

/// The key by which a user has a name once.
pub const NAME_KEY: [&str; 1] = ["templates_user_id_name_key"];

/// Breaks [`NAME_KEY`] where the user has a template of this name.
pub async fn insert(tx: &mut UserTx<'_>, new: &NewTemplate) -> Result<Template, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Template,
        r#"
        INSERT INTO templates (user_id, name, type, prompt) VALUES ($1, $2, $3::text::template_type, $4)
        RETURNING id, user_id, name, type::text AS "type!", prompt, is_custom, created_at, created_by
        "#,
        user,
        new.name,
        new.r#type.as_str(),
        new.prompt,
    )
    .fetch_one(connection)
    .await?)
}

/// One's own and the system's.
pub async fn list(
    tx: &mut UserTx<'_>,
    of: Option<TemplateType>,
    page: Page,
) -> Result<Vec<Template>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Template,
        r#"
        SELECT id, user_id, name, type::text AS "type!", prompt, is_custom, created_at, created_by FROM templates
        WHERE user_id IN ($1, $2)
          AND ($3::text IS NULL OR type::text = $3)
          AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5))
        ORDER BY created_at DESC, id DESC LIMIT $6
        "#,
        user,
        UserId::SYSTEM,
        of.map(TemplateType::as_str),
        page.after_created_at(),
        page.after_id(),
        page.fetch(),
    )
    .fetch_all(connection)
    .await?)
}

/// One's own or one of the system's.
pub async fn get(tx: &mut UserTx<'_>, id: TemplateId) -> Result<Option<Template>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Template,
        r#"
        SELECT id, user_id, name, type::text AS "type!", prompt, is_custom, created_at, created_by FROM templates
        WHERE id = $1 AND user_id IN ($2, $3)
        "#,
        id.0,
        user,
        UserId::SYSTEM,
    )
    .fetch_optional(connection)
    .await?)
}

/// The same; one's own is locked until the transaction ends.
pub async fn lock(tx: &mut UserTx<'_>, id: TemplateId) -> Result<Option<Template>, DbError> {
    let (connection, user) = tx.statement()?;
    // A row that the user may not change can't be locked either: the policies say so.
    Ok(sqlx::query_as!(
        Template,
        r#"
        WITH own AS (SELECT * FROM templates WHERE id = $1 AND user_id = $2 FOR UPDATE)
        SELECT id AS "id!", user_id AS "user_id!", name AS "name!", type::text AS "type!", prompt AS "prompt!",
               is_custom AS "is_custom!", created_at AS "created_at!", created_by
        FROM (SELECT * FROM own UNION ALL SELECT * FROM templates WHERE id = $1 AND user_id = $3) AS template
        "#,
        id.0,
        user,
        UserId::SYSTEM,
    )
    .fetch_optional(connection)
    .await?)
}

/// Breaks [`NAME_KEY`] where another of the user's templates has the name.
pub async fn update(
    tx: &mut UserTx<'_>,
    id: TemplateId,
    patch: &TemplatePatch,
) -> Result<Option<Template>, DbError> {
    let (connection, user) = tx.statement()?;
    Ok(sqlx::query_as!(
        Template,
        r#"
        UPDATE templates SET
            name = coalesce($3, name),
            type = coalesce($4::text::template_type, type),
            prompt = coalesce($5, prompt)
        WHERE id = $1 AND user_id = $2
        RETURNING id, user_id, name, type::text AS "type!", prompt, is_custom, created_at, created_by
        "#,
        id.0,
        user,
        patch.name,
        patch.r#type.map(TemplateType::as_str),
        patch.prompt,
    )
    .fetch_optional(connection)
    .await?)
}

/// Whether there was one.
pub async fn delete(tx: &mut UserTx<'_>, id: TemplateId) -> Result<bool, DbError> {
    let (connection, user) = tx.statement()?;
    let done = sqlx::query!(
        "DELETE FROM templates WHERE id = $1 AND user_id = $2",
        id.0,
        user,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}
