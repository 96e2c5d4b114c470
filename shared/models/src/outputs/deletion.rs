//! Outputs are deleted, and restored from `private.deleted_outputs` as long as they are kept there.

use domain::{MemberRole, OutputId, Principal, ProjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};

use super::Output;
use crate::{DbError, Page, ServiceDb, UserDb, UserTx, deletion::Deletion, literal::literal};

/// An output in a list of its project.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ListedOutput {
    #[serde(flatten)]
    pub output: Output,
    /// In the list of those that can be restored.
    #[serde(flatten)]
    pub deleted: Option<Deletion>,
}

/// Deletes the output with its versions and its job: so that it can be restored, or for good, also where it was deleted before.
/// Whether there was one.
pub async fn delete(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
    permanent: bool,
) -> Result<bool, DbError> {
    let account = literal(tx.principal().account.as_str());
    let days = Deletion::days(permanent);
    let call = format!("private.delete_output({account}, '{project}', '{id}', {days})");
    let row = tx.ask_past_policies(&call).await?;
    Ok(row.try_get("answer")?)
}

/// Restores a deleted output. The output, also where it was not deleted; `None` where they have none that can be restored.
pub async fn restore(
    tx: &mut UserTx<'_>,
    project: ProjectId,
    id: OutputId,
) -> Result<Option<Output>, DbError> {
    let account = literal(tx.principal().account.as_str());
    let call = format!("private.restore_output({account}, '{project}', '{id}')");
    let row = tx.ask_past_policies(&call).await?;
    let output: Option<Json<Output>> = row.try_get("answer")?;
    Ok(output.map(|Json(output)| output))
}

impl UserDb {
    /// A page of a project's outputs that can be restored, the last deleted first; `None` where the user has no such project.
    pub async fn deleted_outputs(
        &self,
        principal: &Principal,
        needs: MemberRole,
        project: ProjectId,
        page: Page,
    ) -> Result<Option<Vec<ListedOutput>>, DbError> {
        let (deleted_at, id) = page.place_literals();
        let call = format!(
            "private.list_deleted_outputs({}, '{project}', {deleted_at}, {id}, {})",
            literal(principal.account.as_str()),
            page.fetch(),
        );
        let row = self.answer(principal, needs, &call).await?;
        let outputs: Option<Json<Vec<ListedOutput>>> = row.try_get("answer")?;
        Ok(outputs.map(|Json(outputs)| outputs))
    }
}

/// Erases at most `limit` outputs that can't be restored any more. How many.
pub async fn erase(db: &ServiceDb, limit: i32) -> Result<u64, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(r#"SELECT private.erase_outputs($1) AS "erased!""#, limit,)
                .fetch_one(connection)
                .await
        })
        .await?;
    Ok(row.erased.unsigned_abs())
}
