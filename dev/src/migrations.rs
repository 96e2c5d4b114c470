//! The schema, from `migrations/`.
//!
//! Read when the command runs, and not through the crate `models`: its queries are checked against the very database
//! that these files make, so this program must build without it.

use std::path::PathBuf;

use anyhow::{Context, Result};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::folder::Folder;

/// Name and SQL of each migration, in order.
fn all(folder: &Folder) -> Result<Vec<(String, String)>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.root.join("migrations"))?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    paths.sort();
    let read = |path: PathBuf| -> Result<(String, String)> {
        let name = path
            .file_name()
            .context("a file has a name")?
            .to_string_lossy()
            .into_owned();
        Ok((name, std::fs::read_to_string(path)?))
    };
    paths.into_iter().map(read).collect()
}

/// The whole schema as one SQL text.
pub(crate) fn whole(folder: &Folder) -> Result<String> {
    let texts: Vec<_> = all(folder)?
        .into_iter()
        .map(|(name, sql)| format!("-- {name}\n{sql}"))
        .collect();
    Ok(texts.join("\n"))
}

pub(crate) fn count(folder: &Folder) -> Result<usize> {
    Ok(all(folder)?.len())
}

/// Applies all of them as the owner, one process at a time; each is a transaction of its own and may come again.
pub(crate) async fn apply(
    folder: &Folder,
    owner: &mut PgConnection,
    progress: impl Fn(&str),
) -> Result<()> {
    let lock =
        "SET lock_timeout = '5s'; SELECT pg_advisory_lock(hashtextextended('repostr.migrate', 0))";
    sqlx::raw_sql(lock).execute(&mut *owner).await?;
    for (name, sql) in all(folder)? {
        progress(&name);
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut *owner)
            .await
            .with_context(|| format!("migrations/{name}"))?;
    }
    Ok(())
}
