//! `private.audit`: who did what in an account, of what can't be undone or costs.

use domain::{AuditEntryId, MemberRole, Principal, Timestamp, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};

use crate::{DbError, Page, ServiceDb, UserDb, literal::literal};

/// What somebody did in the account.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditEntry {
    pub id: AuditEntryId,
    /// Who did it, Clerk's; null where they were deleted, or where it was none of the account's people.
    pub actor_id: Option<String>,
    /// `{what}.{done}`. More are added as there is more to do.
    #[schemars(regex(pattern = r"^[a-z_]+\.[a-z_]+$"))]
    pub action: String,
    /// What it was done to: the id of a row or of a member; where it is about what is paid, the plan. Null where a member was
    /// deleted since, or where there is nothing to name.
    pub subject_id: Option<String>,
    pub at: Timestamp,
}

impl UserDb {
    /// A page of the account's, newest first.
    pub async fn audit(
        &self,
        principal: &Principal,
        needs: MemberRole,
        page: Page,
    ) -> Result<Vec<AuditEntry>, DbError> {
        let (at, id) = page.place_literals();
        let call = format!(
            "private.list_audit({}, {at}, {id}, {})",
            literal(principal.account.as_str()),
            page.fetch(),
        );
        let row = self.answer(principal, needs, &call).await?;
        let Json(entries) = row.try_get("answer")?;
        Ok(entries)
    }
}

/// Deletes at most `limit` entries that are older than is kept. How many.
pub async fn delete_old(db: &ServiceDb, limit: i32) -> Result<i64, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.delete_old_audit($1, $2) AS "deleted!""#,
                limits::AUDIT_KEPT,
                limit,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.deleted)
}
