//! The schema, as `migrations/` has it, and its way into a database. `migrations/README.md` says how it is built.
//!
//! What is applied already is decided in SQL, by the same text for `migrate`, `cargo dev migrate` and an editor into which
//! `cargo dev schema` was pasted.
//!
//! What may live here: that text, and running it. What may not: `query!` and its kin, which are checked against the very
//! database that these files make.

mod resulting;

use std::{collections::BTreeSet, fmt::Write, time::Duration};

use ring::digest::{SHA256, digest};
use sqlx::{AssertSqlSafe, PgConnection, error::DatabaseError};

pub use resulting::resulting;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// What `migrations/repeatable` is recorded as.
pub const REPEATABLE_NAME: &str = "repeatable";

/// By itself, a repeatable file sees to it that the next run applies all of them.
const BY_ITSELF: &str =
    "UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';\n";

/// How often a step is tried that comes into others' way: it waits for a lock for no more than 300 ms, and then lets them pass.
const ATTEMPTS: u32 = 40;

/// One transaction of the whole.
#[derive(Debug, Clone)]
pub struct Step {
    /// The file, or [`REPEATABLE_NAME`].
    pub name: &'static str,
    pub sql: String,
}

/// A step that failed. Those before it are applied, and nothing of it or after it.
#[derive(Debug, thiserror::Error)]
#[error("migrations/{name}: {source}")]
pub struct Failed {
    pub name: &'static str,
    pub source: sqlx::Error,
}

/// The names of all migrations that are applied once, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    ONCE.iter().map(|(name, _)| *name)
}

/// All steps in their order: each migration, then the repeatable files together.
#[must_use]
pub fn steps() -> Vec<Step> {
    let once = ONCE.iter().map(|(name, sql)| Step {
        name,
        sql: sql.replacen("BEGIN;\n", &format!("BEGIN;\n{}", checksum(sql)), 1),
    });
    once.chain([repeatable()]).collect()
}

/// All of them as one text, to paste into a SQL editor or to hand to psql.
#[must_use]
pub fn whole() -> String {
    let steps: Vec<String> = steps()
        .into_iter()
        .map(|step| format!("-- migrations/{}\n{}", step.name, step.sql))
        .collect();
    steps.join("\n")
}

fn repeatable() -> Step {
    let known: Vec<String> = names().map(|name| format!("'{name}'")).collect();
    let known = known.join(", ");
    let files: Vec<String> = REPEATABLE
        .iter()
        .map(|(name, sql)| {
            let body = sql.replacen(&format!("BEGIN;\n{BY_ITSELF}"), "", 1);
            let body = body.strip_suffix("COMMIT;\n").unwrap_or(&body);
            format!("-- migrations/{REPEATABLE_NAME}/{name}\n{body}")
        })
        .collect();
    let files = files.join("\n");
    Step {
        name: REPEATABLE_NAME,
        sql: format!(
            "BEGIN;\n{}DO $repeatable$ BEGIN\nIF NOT private.begin_repeatable(ARRAY[{known}]) THEN RETURN; END IF;\n\n{files}\nEND $repeatable$;\nCOMMIT;\n",
            checksum(&files)
        ),
    }
}

/// Tells the transaction what to record, and to compare with what is recorded.
fn checksum(text: &str) -> String {
    let mut line = "SET LOCAL repostr.checksum = '".to_owned();
    for byte in digest(&SHA256, text.as_bytes()).as_ref() {
        // Writing to a String can't fail.
        let _ = write!(line, "{byte:02x}");
    }
    line + "';\n"
}

/// Runs `work` while no other process migrates this database.
///
/// Needs a session of its own: the owner's login, not through a pooler in transaction mode. When `work` fails the lock
/// goes with the session.
pub async fn alone<T, E: From<sqlx::Error>>(
    owner: &mut PgConnection,
    work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, E>,
) -> Result<T, E> {
    // Another deployment may be migrating: it is waited for. A migration that itself waits behind a long query would
    // make everybody wait behind it.
    let lock = "SELECT pg_advisory_lock(hashtextextended('repostr.migrate', 0))";
    batch(
        owner,
        &format!("SET lock_timeout = '120s'; {lock}; SET lock_timeout = '5s'"),
    )
    .await?;
    let done = work(owner).await?;
    batch(
        owner,
        "SELECT pg_advisory_unlock(hashtextextended('repostr.migrate', 0)); RESET lock_timeout",
    )
    .await?;
    Ok(done)
}

/// Applies what the database doesn't have yet, telling `progress` the name of each step before it begins. The names of
/// those that were applied. For [`alone`].
pub async fn apply(
    owner: &mut PgConnection,
    mut progress: impl FnMut(&str),
) -> Result<Vec<String>, Failed> {
    let mut before = None;
    let mut last = BTreeSet::new();
    for step in steps() {
        progress(step.name);
        let failed = |source| Failed {
            name: step.name,
            source,
        };
        run(owner, &step.sql).await.map_err(failed)?;
        last = recorded(owner).await.map_err(failed)?;
        before.get_or_insert_with(|| last.clone());
    }
    let new = last.difference(before.get_or_insert_default());
    Ok(new.map(|(name, _)| name.clone()).collect())
}

/// Has the database broadcast what happens to outputs and files through Supabase Realtime, or no longer. For [`alone`],
/// after [`apply`].
pub async fn set_realtime(owner: &mut PgConnection, on: bool) -> Result<(), sqlx::Error> {
    let set = format!(
        "BEGIN; SET LOCAL lock_timeout = '300ms'; SELECT private.set_realtime({on}); COMMIT"
    );
    run(owner, &set).await
}

/// Runs a step's transaction, and again where it stood in others' way or they in its.
async fn run(owner: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    let mut attempt = 1;
    loop {
        let Err(error) = batch(owner, sql).await else {
            return Ok(());
        };
        batch(owner, "ROLLBACK").await?;
        if attempt == ATTEMPTS || !passes(&error) {
            return Err(error);
        }
        tokio::time::sleep(Duration::from_millis(50) * 2_u32.pow(attempt.min(5))).await;
        attempt += 1;
    }
}

/// A deadlock, or a lock that wasn't to be had in time.
fn passes(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("40P01" | "55P03"))
}

/// Name and time of each that was applied.
async fn recorded(owner: &mut PgConnection) -> Result<BTreeSet<(String, String)>, sqlx::Error> {
    let rows: Vec<_> =
        sqlx::query_as("SELECT name, applied_at::text FROM private.schema_migrations")
            .fetch_all(owner)
            .await?;
    Ok(rows.into_iter().collect())
}

async fn batch(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(connection)
        .await?;
    Ok(())
}
