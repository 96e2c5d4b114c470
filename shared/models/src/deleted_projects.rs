//! `private.deleted_projects`: projects that were deleted. Once they can't be restored, what is in them is erased step by step.

use domain::{AccountId, ProjectId};

use crate::{DbError, ServiceDb};

#[derive(Debug)]
pub struct DeletedProject {
    pub project: ProjectId,
    pub account: AccountId,
}

/// Those that are due, the longest waiting first. Each is put off for ten minutes, so that one that can't be erased does not
/// keep back those behind it.
pub async fn due(db: &ServiceDb, limit: i64) -> Result<Vec<DeletedProject>, DbError> {
    let rows = db
        .run(async |connection| {
            sqlx::query!(
                "UPDATE private.deleted_projects SET erase_at = now() + interval '10 minutes'
                 WHERE project_id IN (
                     SELECT project_id FROM private.deleted_projects
                     WHERE erase_at <= now() ORDER BY erase_at LIMIT $1 FOR UPDATE SKIP LOCKED
                 )
                 RETURNING project_id, user_id",
                limit,
            )
            .fetch_all(connection)
            .await
        })
        .await?;
    let deleted = rows.into_iter().map(|row| {
        Ok(DeletedProject {
            project: ProjectId(row.project_id),
            account: AccountId::parse(&row.user_id)
                .map_err(|_| DbError::Unexpected("an account that is none".into()))?,
        })
    });
    deleted.collect()
}

/// It isn't through: the next run goes on with it.
pub async fn put_back(db: &ServiceDb, project: ProjectId) -> Result<(), DbError> {
    db.run(async |connection| {
        sqlx::query!(
            "UPDATE private.deleted_projects SET erase_at = now() WHERE project_id = $1",
            project.0,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Erases at most so many rows. How many; 0: nothing is left.
pub async fn erase_rows(db: &ServiceDb, project: ProjectId, limit: i32) -> Result<i64, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.erase_project($1, $2) AS "erased!""#,
                project.0,
                limit,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.erased)
}

/// Deletes the project itself, of which nothing is left.
pub async fn finish(db: &ServiceDb, project: ProjectId) -> Result<(), DbError> {
    db.run(async |connection| {
        sqlx::query!("SELECT private.finish_project($1)", project.0)
            .execute(connection)
            .await
    })
    .await?;
    Ok(())
}
