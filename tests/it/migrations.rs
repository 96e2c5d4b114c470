//! The migrations can be applied in every way they may be, by an owner who is no superuser, on what is there already.

mod runs;
pub(crate) mod upgrades;

use std::{collections::BTreeSet, path::PathBuf, process::Command};

use domain::media::ACCEPTED;
use uuid::Uuid;

use crate::{
    catalog::{assert_same, contents, shape},
    database::{Database, files, migrate, run, sqlstate},
    schema::{ARCHIVE, EXAMPLES, assert_refused},
};

#[tokio::test]
async fn applied_twice_changes_nothing() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, EXAMPLES).await;
    let before = (shape(&mut superuser).await, contents(&mut superuser).await);
    database.migrate().await;
    assert_same(&before.0, &shape(&mut superuser).await);
    assert_same(&before.1, &contents(&mut superuser).await);
}

#[tokio::test]
async fn pasted_into_an_editor_as_one_text() {
    let database = Database::supabase().await;
    let whole = ::migrations::whole();
    run(&mut database.login("postgres").await, &whole).await;
    assert_as_migrated(&database).await;

    // And again, where the editor has opened a transaction of its own.
    run(
        &mut database.login("postgres").await,
        &format!("BEGIN;\n{whole}"),
    )
    .await;
    assert_as_migrated(&database).await;
}

#[tokio::test]
async fn by_psql_file_by_file() {
    if Command::new("psql").arg("--version").output().is_err() {
        eprintln!("skipped: no psql here");
        return;
    }
    let database = Database::supabase().await;
    psql(&database, &paths());
    assert_as_migrated(&database).await;
}

#[tokio::test]
async fn by_psql_as_one_text_and_file_by_file_again() {
    if Command::new("psql").arg("--version").output().is_err() {
        eprintln!("skipped: no psql here");
        return;
    }
    let database = Database::supabase().await;
    let whole = std::env::temp_dir().join(format!("{}.sql", Uuid::new_v4().simple()));
    std::fs::write(&whole, ::migrations::whole()).unwrap();
    let said = psql(&database, std::slice::from_ref(&whole));
    std::fs::remove_file(&whole).unwrap();
    assert!(!said.contains("ERROR"), "{said}");
    let mut superuser = database.superuser().await;
    let before = contents(&mut superuser).await;
    assert_as_migrated(&database).await;

    // A repeatable file by itself has the next run apply all of them; else nothing changes.
    psql(&database, &paths());
    assert_as_migrated(&database).await;
    let mut owner = database.login("postgres").await;
    assert_eq!(migrate(&mut owner).await, ["repeatable"]);
    assert_eq!(migrate(&mut owner).await, Vec::<String>::new());
    let without_times = |contents: BTreeSet<String>| -> BTreeSet<String> {
        let mut contents = contents;
        contents.retain(|line| !line.contains(r#""name": "repeatable""#));
        contents
    };
    assert_same(
        &without_times(before),
        &without_times(contents(&mut superuser).await),
    );
}

#[tokio::test]
async fn by_migrate_which_knows_every_file() {
    let steps: Vec<&str> = ::migrations::steps().iter().map(|step| step.name).collect();
    let mut files: Vec<String> = paths()
        .iter()
        .filter(|path| !path.parent().unwrap().ends_with("repeatable"))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    files.push("repeatable".to_owned());
    assert_eq!(steps, files);

    let database = Database::supabase().await;
    let applied = migrate(&mut database.login("postgres").await).await;
    // Those two run each time.
    files.retain(|name| {
        !["0000_schema_migrations.sql", "9999_open_points.sql"].contains(&name.as_str())
    });
    assert_eq!(applied, files);
    assert_as_migrated(&database).await;
}

#[tokio::test]
async fn where_policies_on_storage_are_refused_it_says_what_to_paste() {
    let database = Database::supabase().await;
    run(
        &mut database.superuser().await,
        "DROP EVENT TRIGGER lend_for_policies; DROP EVENT TRIGGER take_back_after_policies",
    )
    .await;
    if Command::new("psql").arg("--version").output().is_ok() {
        let said = psql(&database, &paths());
        assert!(
            said.contains("NOTICE")
                && said.contains("Add it in the dashboard")
                && said.contains("bucket_id = 'uploads'"),
            "{said}"
        );
    } else {
        database.migrate().await;
    }
    run(
        &mut database.superuser().await,
        "SET ROLE supabase_storage_admin; CREATE POLICY \"Public read uploads\" ON storage.objects FOR SELECT USING (bucket_id = 'uploads')",
    )
    .await;
    assert_as_migrated(&database).await;
}

#[tokio::test]
async fn the_owner_is_what_supabase_gives_and_no_more() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    let attributes: (bool, bool, bool, bool) =
        sqlx::query_as("SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = 'postgres'")
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    assert_eq!(attributes, (false, true, true, true));

    // What hosted projects refuse is refused here, or a migration that needs it would pass every test.
    let mut owner = database.login("postgres").await;
    for refused in [
        "ALTER TABLE storage.objects ADD COLUMN mine TEXT",
        "ALTER TABLE storage.objects DISABLE ROW LEVEL SECURITY",
        "COMMENT ON POLICY \"Public read uploads\" ON storage.objects IS 'mine'",
        "DELETE FROM storage.objects",
        "CREATE FUNCTION auth.mine() RETURNS INT LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE storage.mine ()",
        "SET ROLE supabase_storage_admin",
    ] {
        let refusal = sqlstate(sqlx::raw_sql(refused).execute(&mut owner).await);
        assert_eq!(refusal, "42501", "{refused}");
    }

    let foreign: Vec<String> = sqlx::query_scalar(
        "SELECT oid::regclass::text FROM pg_class
         WHERE relnamespace::regnamespace::text IN ('public', 'private') AND relowner <> 'postgres'::regrole",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(foreign.is_empty(), "not the owner's: {foreign:?}");
}

#[tokio::test]
async fn a_database_with_the_references_1_0_and_rows_is_upgraded() {
    let database = Database::supabase().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, include_str!("reference_1_0.sql")).await;
    let count = "SELECT (SELECT count(*) FROM profiles), (SELECT count(*) FROM projects), (SELECT count(*) FROM files),
                        (SELECT count(*) FROM outputs), (SELECT count(*) FROM templates WHERE user_id <> 'system')";
    let before: (i64, i64, i64, i64, i64) =
        sqlx::query_as(count).fetch_one(&mut owner).await.unwrap();

    database.migrate().await;

    let after: (i64, i64, i64, i64, i64) =
        sqlx::query_as(count).fetch_one(&mut owner).await.unwrap();
    assert_eq!(before, after, "no row is lost");
    let open: Vec<String> = sqlx::query_scalar(
        "SELECT conname::text FROM pg_constraint WHERE NOT convalidated ORDER BY conname",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(
        open,
        [
            "files_path_check",
            "files_project_owner_fkey",
            "outputs_project_owner_fkey",
            "templates_is_custom_check"
        ]
    );
    let refused = "INSERT INTO outputs (user_id, project_id, kind) VALUES ('user_two', '550e8400-e29b-41d4-a716-446655440000', 'blog')";
    assert_refused(&mut owner, refused, "outputs_project_owner_fkey").await;

    run(&mut owner, ARCHIVE).await;
    run(&mut owner, ARCHIVE).await;
    let archived: Vec<String> = sqlx::query_scalar("SELECT body FROM outputs_archive")
        .fetch_all(&mut owner)
        .await
        .unwrap();
    assert_eq!(archived, ["# Old"]);

    // The old rows put right, the next run leaves exactly what a new database has.
    run(
        &mut owner,
        "DELETE FROM files WHERE user_id = 'user_two'; DELETE FROM outputs WHERE user_id = 'user_two';
         UPDATE templates SET is_custom = true WHERE user_id = 'user_two';
         ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon, authenticated, service_role;
         ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM anon, authenticated, service_role;",
    )
    .await;
    database.migrate().await;
    assert_as_migrated(&database).await;
}

#[tokio::test]
async fn files_from_before_transcriptions_are_read_once() {
    const PROJECT: &str = "550e8400-e29b-41d4-a716-446655440000";
    let database = Database::supabase().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, include_str!("reference_1_0.sql")).await;
    let file = |name: &str| {
        format!(
            "INSERT INTO files (user_id, project_id, path) VALUES ('user_one', '{PROJECT}', 'user_one/{PROJECT}/{name}')"
        )
    };
    for (extension, _) in ACCEPTED {
        run(&mut owner, &file(&format!("old.{extension}"))).await;
    }
    run(&mut owner, &file("OLD.MP3")).await;
    run(&mut owner, &file("old.exe")).await;
    database.migrate().await;

    let read = "SELECT coalesce(array_agg(substring(path FROM '[^/]*$') ORDER BY path), '{}') FROM files f
                WHERE status = 'processing' AND error IS NULL
                  AND EXISTS (SELECT FROM private.jobs WHERE file_id = f.id AND user_id = f.user_id AND state = 'queued')";
    let mut expected: Vec<String> = ["a.mp3", "OLD.MP3"].map(str::to_owned).to_vec();
    let kinds = ACCEPTED.iter().map(|(extension, _)| *extension);
    let kinds = kinds.filter(|extension| !documents::PROSE.contains(extension));
    expected.extend(kinds.map(|extension| format!("old.{extension}")));
    expected.sort();
    let mut there: Vec<String> = sqlx::query_scalar(read)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    there.sort();
    assert_eq!(there, expected);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM files WHERE status = 'ready'")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(left, 4, "txt, md, exe, and what the reference let in");

    // What has ended stays as it ended, and what comes later isn't touched.
    run(
        &mut owner,
        "UPDATE private.jobs SET state = 'failed'; UPDATE files SET status = 'failed' WHERE status = 'processing'",
    )
    .await;
    run(&mut owner, &file("new.mp3")).await;
    database.migrate().await;
    let there: Vec<String> = sqlx::query_scalar(read)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(there, Vec::<String>::new());
}

#[tokio::test]
async fn an_archive_made_by_hand_is_kept() {
    let database = Database::supabase().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, include_str!("reference_1_0.sql")).await;
    run(
        &mut owner,
        "CREATE TABLE outputs_archive AS SELECT * FROM outputs WHERE status = 'completed'",
    )
    .await;
    database.migrate().await;
    run(&mut owner, ARCHIVE).await;
    let archived: i64 = sqlx::query_scalar("SELECT count(*) FROM outputs_archive")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(
        archived, 1,
        "what was archived before is not archived again"
    );
    let key: Option<String> = sqlx::query_scalar(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'outputs_archive'::regclass AND contype = 'p'",
    )
    .fetch_optional(&mut owner)
    .await
    .unwrap();
    assert_eq!(key.as_deref(), Some("PRIMARY KEY (id)"));
}

#[test]
fn no_migration_says_what_fails_on_a_hosted_project_or_in_a_paste() {
    for (path, sql) in files() {
        let repeatable = path.parent().unwrap().ends_with("repeatable");
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let each_time = ["0000_schema_migrations.sql", "9999_open_points.sql"].contains(&&*name);
        let path = path.display();
        let code: Vec<&str> = sql
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"))
            .collect();
        let code = code.join("\n");
        assert!(
            !code.contains("auth.uid"),
            "{path}: Clerk's ids are no UUIDs, auth.uid() raises"
        );
        for attribute in ["SUPERUSER", "BYPASSRLS", "REPLICATION"] {
            assert!(
                !code.contains(attribute),
                "{path}: a hosted owner may not name {attribute}, not even with NO before it"
            );
        }
        assert!(
            !code.lines().any(|line| line.starts_with('\\')),
            "{path}: only psql knows commands with a backslash"
        );
        let code = code.trim();
        assert!(
            code.starts_with("BEGIN;") && code.ends_with("COMMIT;"),
            "{path}: not in a transaction of its own"
        );
        if repeatable {
            assert!(
                code.starts_with("BEGIN;\nUPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';\n"),
                "{path}: run by itself, nobody would know"
            );
        } else if !each_time {
            let begins = format!(
                "BEGIN;\nDO $migration$ BEGIN\nIF NOT private.begin_migration('{name}') THEN RETURN; END IF;\n"
            );
            assert!(code.starts_with(&begins), "{path}: not applied once");
            assert!(
                code.contains("INSERT INTO public.schema_versions"),
                "{path}: no row in schema_versions"
            );
        }
    }
}

async fn assert_as_migrated(database: &Database) {
    let fresh = Database::migrated().await;
    assert_same(
        &shape(&mut fresh.superuser().await).await,
        &shape(&mut database.superuser().await).await,
    );
}

fn paths() -> Vec<PathBuf> {
    files().into_iter().map(|(path, _)| path).collect()
}

fn psql(database: &Database, files: &[PathBuf]) -> String {
    let mut psql = Command::new("psql");
    psql.args([
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        &database.url(),
    ]);
    psql.args(["--command", "SET SESSION AUTHORIZATION postgres"]);
    for path in files {
        psql.arg("--file").arg(path);
    }
    let output = psql.output().expect("psql");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}
