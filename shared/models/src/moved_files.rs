//! Files whose objects have keys of another account, from which their project has come.

use domain::{AccountId, FileId, ProjectId};
use uuid::Uuid;

use crate::{DbError, ServiceDb};

#[derive(Debug)]
pub struct MovedFile {
    pub id: FileId,
    /// The account that it is of.
    pub user_id: String,
    pub path: String,
    pub mime_type: Option<String>,
}

/// Which ones.
#[derive(Debug, Clone, Copy)]
pub enum Moved<'a> {
    /// Their keys are the account's, and they are others' by now.
    From(&'a AccountId),
    /// The account has them, under keys of others.
    To(&'a AccountId),
    /// They are in the project, under keys of others.
    Within(ProjectId),
}

/// At most so many.
pub async fn list(db: &ServiceDb, which: Moved<'_>, limit: i64) -> Result<Vec<MovedFile>, DbError> {
    let (from, to, within) = match which {
        Moved::From(account) => (Some(account.as_str()), None, None),
        Moved::To(account) => (None, Some(account.as_str()), None),
        Moved::Within(project) => (None, None, Some(project.0)),
    };
    db.run(async |connection| {
        sqlx::query_as!(
            MovedFile,
            "SELECT id, user_id, path, mime_type FROM files
             WHERE key_account IS NOT NULL AND ($1::text IS NULL OR key_account = $1)
               AND ($2::text IS NULL OR user_id = $2) AND ($3::uuid IS NULL OR project_id = $3)
             LIMIT $4",
            from,
            to,
            within,
            limit,
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Notes that its object was copied to this key, unless the file is gone or has another one by now.
pub async fn rekey(
    db: &ServiceDb,
    file: &MovedFile,
    key: &str,
    public_url: Option<&str>,
    etag: Option<&str>,
) -> Result<(), DbError> {
    db.run(async |connection| {
        sqlx::query!(
            "SELECT private.rekey_file($1, $2, $3, $4, $5)",
            file.id.0,
            file.path,
            key,
            public_url,
            etag,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// Of these keys those that a file has.
pub async fn held(db: &ServiceDb, keys: &[String]) -> Result<Vec<String>, DbError> {
    db.run(async |connection| {
        sqlx::query_scalar!("SELECT path FROM files WHERE path = ANY ($1)", keys)
            .fetch_all(connection)
            .await
    })
    .await
}

/// Deletes the rows of these, whose objects are removed, and their jobs.
pub async fn delete(db: &ServiceDb, files: &[MovedFile]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = files.iter().map(|file| file.id.0).collect();
    db.run(async |connection| {
        sqlx::query!("DELETE FROM files WHERE id = ANY ($1)", &ids)
            .execute(connection)
            .await
    })
    .await?;
    Ok(())
}
