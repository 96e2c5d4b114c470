//! `templates`: the system's and one's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DbError, Page, Timestamp, UserId, UserTx};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateType {
    Blog,
    Linkedin,
    Twitter,
    Instagram,
    Email,
}

impl TemplateType {
    pub const ALL: [Self; 5] = [
        Self::Blog,
        Self::Linkedin,
        Self::Twitter,
        Self::Instagram,
        Self::Email,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Linkedin => "linkedin",
            Self::Twitter => "twitter",
            Self::Instagram => "instagram",
            Self::Email => "email",
        }
    }
}

/// How an output of its type is written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Template {
    pub id: Uuid,
    /// Clerk's, or `system`.
    pub user_id: String,
    pub name: String,
    #[schemars(with = "TemplateType")]
    pub r#type: String,
    pub prompt: String,
    /// The user's own, or the system's.
    pub is_custom: bool,
    pub created_at: Timestamp,
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
        SELECT id, user_id, name, type::text AS "type!", prompt, is_custom, created_at FROM templates
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
