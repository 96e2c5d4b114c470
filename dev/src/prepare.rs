//! What is committed of what the database says. The schema that the migrations result in, `docs/schema.sql`; and the offline
//! data of `query!` and its siblings: what it said about each query, so that a build needs none.
//!
//! That as `cargo sqlx prepare` does it, without that tool: the macros themselves write a file for each query that they
//! meet while they are connected, into the folder that `SQLX_OFFLINE_DIR` names.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use sqlx::Connection;

use crate::{cargo, folder::Folder, postgres, settings::Settings, stack, terminal::say};

/// The one package with such queries.
const PACKAGE: &str = "repostr-models";

/// `check`: only whether what is committed is what would be written.
pub(crate) async fn run(folder: &Folder, check: bool) -> Result<()> {
    let settings = stack::up_database(folder).await?;
    schema(folder, &settings, check).await?;
    queries(folder, &settings, check)
}

/// Of a database that has seen nothing but the migrations.
async fn schema(folder: &Folder, settings: &Settings, check: bool) -> Result<()> {
    const NAME: &str = "repostr_schema";
    postgres::create_database(settings, NAME).await?;
    let url = postgres::in_database(&postgres::owner_url(settings), NAME);
    let mut owner = postgres::connect(&url).await?;
    postgres::migrate(&mut owner).await?;
    let fresh = migrations::resulting(&mut owner).await?;
    owner.close().await?;
    postgres::drop_database(settings, NAME).await?;

    let file = folder.root.join("docs/schema.sql");
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if check {
        ensure!(
            kept == fresh,
            "docs/schema.sql is not what the migrations result in: run `cargo dev prepare`"
        );
        say!("docs/schema.sql is up to date.");
        return Ok(());
    }
    std::fs::write(&file, &fresh)?;
    let changed = if kept == fresh {
        "as it was"
    } else {
        "written anew"
    };
    say!("docs/schema.sql is {changed}.");
    Ok(())
}

fn queries(folder: &Folder, settings: &Settings, check: bool) -> Result<()> {
    let fresh = folder.dev("sqlx");
    _ = std::fs::remove_dir_all(&fresh);
    std::fs::create_dir_all(&fresh)?;
    // A flag that was never there before has the package compiled again, and nothing else, without touching a file.
    let flag = format!("sqlx_prepare=\"{}\"", uuid::Uuid::new_v4());
    let status = cargo::command(folder)
        .args([
            "rustc",
            "--package",
            PACKAGE,
            "--lib",
            "--profile=check",
            "--",
            "--cfg",
            &flag,
        ])
        .env("DATABASE_URL", postgres::admin_url(settings))
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &fresh)
        .status()?;
    ensure!(
        status.success(),
        "{PACKAGE} does not build against the local database"
    );
    let (kept, fresh) = (folder.root.join(".sqlx"), read(&fresh)?);
    if check {
        ensure!(
            read(&kept)? == fresh,
            ".sqlx/ is not what the queries and the schema say: run `cargo dev prepare`"
        );
        say!(".sqlx/ is up to date ({} queries).", fresh.len());
        return Ok(());
    }
    let changed = replace(&kept, &fresh)?;
    say!(
        ".sqlx/ holds {} queries, {changed} files changed.",
        fresh.len()
    );
    Ok(())
}

/// Name and text of each file.
fn read(folder: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)?;
        files.insert(path.file_name().context("a file has a name")?.into(), text);
    }
    Ok(files)
}

/// Makes the folder hold these files and no others; how many had to change.
fn replace(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<usize> {
    std::fs::create_dir_all(folder)?;
    let kept = read(folder)?;
    let mut changed = 0;
    for name in kept.keys().filter(|name| !files.contains_key(*name)) {
        std::fs::remove_file(folder.join(name))?;
        changed += 1;
    }
    for (name, text) in files
        .iter()
        .filter(|(name, text)| kept.get(*name) != Some(text))
    {
        std::fs::write(folder.join(name), text)?;
        changed += 1;
    }
    Ok(changed)
}
