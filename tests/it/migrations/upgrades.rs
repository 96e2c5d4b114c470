//! A database at any version that has landed, with rows in every table, loses none of them and ends as a new one does.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    catalog::{assert_same, shape},
    database::{Database, migrate, run, sqlstate},
};

/// Of which the migrations make other rows.
const JOBS: [&str; 2] = ["private.jobs", "private.file_jobs"];

#[tokio::test]
async fn from_every_version_that_has_landed() {
    let fresh = Database::migrated().await;
    let expected = lines(&mut fresh.superuser().await).await;
    for (version, files) in landed() {
        assert_upgrade(&version, &files, &expected).await;
    }
}

/// It failed on its way, or somebody stopped it.
#[tokio::test]
async fn from_the_middle_of_a_version_that_has_landed() {
    let fresh = Database::migrated().await;
    let expected = lines(&mut fresh.superuser().await).await;
    let (version, files) = landed().pop().unwrap();
    for count in [1, 2, 7, 15, 18] {
        assert_upgrade(
            &format!("{version}, {count} files"),
            &files[..count],
            &expected,
        )
        .await;
    }
}

#[tokio::test]
async fn from_the_middle_of_todays_migrations() {
    let fresh = Database::migrated().await;
    let expected = lines(&mut fresh.superuser().await).await;
    let steps = migrations_steps();
    for count in [0, 1, 2, 12, steps.len() - 1] {
        let name = format!("{count} steps");
        assert_upgrade(&name, &steps[..count], &expected).await;
    }
}

#[tokio::test]
async fn the_resulting_schema_is_the_one_that_is_committed() {
    let database = Database::migrated().await;
    let resulting = ::migrations::resulting(&mut database.login("postgres").await)
        .await
        .unwrap();
    let committed = include_str!("../../../docs/schema.sql");
    assert!(
        resulting == committed,
        "docs/schema.sql is not what the migrations result in: run `cargo dev prepare`"
    );
}

#[tokio::test]
async fn from_the_references_1_0_whether_or_not_it_says_so() {
    let fresh = Database::migrated().await;
    let expected = lines(&mut fresh.superuser().await).await;
    // As it is made today, and without the rows that break rules of ours.
    let reference = include_str!("../reference_1_0.sql");
    let clean = "DELETE FROM outputs WHERE user_id = 'user_two'; DELETE FROM files; DELETE FROM templates WHERE NOT is_custom;
                 ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon, authenticated, service_role;
                 ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM anon, authenticated, service_role";
    for versions in [
        "SELECT 1",
        "DELETE FROM schema_versions",
        "DROP TABLE schema_versions",
    ] {
        let before = [reference, clean, versions].map(str::to_owned);
        assert_upgrade(&format!("1.0, {versions}"), &before, &expected).await;
    }
}

async fn assert_upgrade(name: &str, before: &[String], expected: &BTreeSet<String>) {
    let database = Database::supabase().await;
    let mut owner = database.login("postgres").await;
    for sql in before {
        run(&mut owner, sql).await;
    }
    for statement in include_str!("landed_rows.sql").split(";\n") {
        let inserted = sqlx::raw_sql(statement).execute(&mut owner).await;
        let code = sqlstate(inserted);
        // Since there is one table of jobs this is a view, and a row takes more than it had then.
        let moved = code == "23502" && statement.contains("INTO private.file_jobs ");
        assert!(
            matches!(code.as_str(), "00000" | "42P01") || moved,
            "{name}: {code} {statement}"
        );
    }
    let rows = rows(&mut owner).await;
    assert!(before.len() < 2 || rows.len() > 5, "{name}: {rows:?}");

    migrate(&mut owner).await;

    assert_kept(name, &rows, &self::rows(&mut owner).await);
    let upgraded = lines(&mut database.superuser().await).await;
    println!("{name}");
    assert_same(expected, &upgraded);
}

/// Of every row, all that it had in columns that are still there.
fn assert_kept(name: &str, before: &[(String, Value)], after: &[(String, Value)]) {
    for (table, row) in before {
        let Value::Object(row) = row else { continue };
        let kept = after.iter().any(|(other, candidate)| {
            let same = |(key, value)| candidate.get(key).is_none_or(|now| now == value);
            other == table && Map::iter(row).all(same)
        });
        assert!(
            kept || JOBS.contains(&table.as_str()),
            "{name}: lost of {table}: {row:?}\nthere: {after:#?}"
        );
    }
    let jobs = |rows: &[(String, Value)]| {
        let jobs = rows.iter().filter(|(table, _)| JOBS.contains(&&**table));
        jobs.count()
    };
    assert_eq!(jobs(before), jobs(after), "{name}: jobs");
}

/// Table and content of every row of ours.
async fn rows(owner: &mut PgConnection) -> Vec<(String, Value)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I.%I', relnamespace::regnamespace, relname) FROM pg_class
         WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'private') AND relname <> 'schema_migrations'",
    )
    .fetch_all(&mut *owner)
    .await
    .unwrap();
    let mut all = Vec::new();
    for table in tables {
        let sql = format!("SELECT to_jsonb(rows) FROM {table} AS rows");
        let rows: Vec<Value> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut *owner)
            .await
            .unwrap();
        all.extend(rows.into_iter().map(|row| (table.clone(), row)));
    }
    all
}

/// All there is to say of a schema, but for the order of columns: for half an hour, two of the ledger's landed before
/// another that comes before them today. Of outputs, whose order counts, `schema` has its own test.
async fn lines(superuser: &mut PgConnection) -> BTreeSet<String> {
    let without_position = |line: String| match line.strip_prefix("column ") {
        Some(column) => {
            let mut words = column.splitn(3, ' ');
            let (table, _, rest) = (words.next(), words.next(), words.next());
            format!("column {} {}", table.unwrap(), rest.unwrap())
        }
        None => line,
    };
    let lines = shape(superuser).await;
    lines.into_iter().map(without_position).collect()
}

/// A database at the last version that landed without the schema version, such as `1.16.0`.
pub(crate) async fn database_before(schema_version: &str) -> Database {
    let (_, files) = landed()
        .into_iter()
        .rfind(|(_, files)| files.iter().all(|sql| !sql.contains(schema_version)))
        .unwrap();
    let database = Database::supabase().await;
    let mut owner = database.login("postgres").await;
    for sql in &files {
        run(&mut owner, sql).await;
    }
    database
}

/// The commits that changed `migrations/` before each was applied once, and what they held, in order.
fn landed() -> Vec<(String, Vec<String>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("it/migrations/landed");
    let versions = fs::read_to_string(folder.join("versions")).unwrap();
    let version = |line: &str| {
        let mut words = line.split(' ');
        let version = words.next().unwrap().to_owned();
        let files = words.map(|name| fs::read_to_string(folder.join(name)).unwrap());
        (version, files.collect())
    };
    versions.lines().map(version).collect()
}

fn migrations_steps() -> Vec<String> {
    let steps = ::migrations::steps().into_iter();
    steps.map(|step| step.sql).collect()
}
