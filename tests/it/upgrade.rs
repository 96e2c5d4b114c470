//! Lose this and a deployment loses jobs: those that the database has, in whatever state, and those that functions and
//! workers of the version before go on making and working on meanwhile.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::Duration,
};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use tokio::{sync::Notify, time::timeout};
use uuid::Uuid;

use crate::{
    database::{Database, files, run},
    nothing_lost::fixture::USER,
};

/// The version before there was one table of jobs.
async fn version_1_24() -> Database {
    let database = Database::supabase().await;
    let mut owner = database.login("postgres").await;
    for (path, sql) in files() {
        let name = path.file_name().unwrap().to_string_lossy();
        let sql = match name.as_ref() {
            "jobs.sql" => include_str!("upgrade/jobs_1_24.sql"),
            "triggers.sql" => include_str!("upgrade/triggers_1_24.sql"),
            "billing.sql" => include_str!("upgrade/plans_1_24.sql"),
            "quotas.sql" => include_str!("upgrade/quotas_1_24.sql"),
            // They came later.
            "access.sql"
            | "audit.sql"
            | "deleted_outputs.sql"
            | "hooks.sql"
            | "progress.sql"
            | "projects.sql"
            | "search.sql"
            | "transfers.sql" => continue,
            name if ("0026".."9999").contains(&name) => continue,
            _ => &sql,
        };
        run(&mut owner, sql).await;
    }
    database
}

/// A project's id.
async fn project(rows: &mut PgConnection) -> Uuid {
    one(
        rows,
        &format!(
            "INSERT INTO projects (user_id, title) VALUES ('{USER}', 'A talk') RETURNING to_jsonb(id)"
        ),
    )
    .await
    .as_str()
    .unwrap()
    .parse()
    .unwrap()
}

/// An output that was asked for, by the functions of that version: its id.
async fn output(rows: &mut PgConnection, project: Uuid) -> Uuid {
    let id = Uuid::new_v4();
    run(
        rows,
        &format!(
            "INSERT INTO outputs (id, user_id, project_id, kind, request) VALUES ('{id}', '{USER}', '{project}', 'blog', '{{}}');
             SELECT private.enqueue('{id}', '{USER}', 'r-1')"
        ),
    )
    .await;
    id
}

/// A file that was completed, by the functions of that version: its id.
async fn file(rows: &mut PgConnection, project: Uuid) -> Uuid {
    let id = Uuid::new_v4();
    run(
        rows,
        &format!(
            "INSERT INTO files (id, user_id, project_id, path, status)
               VALUES ('{id}', '{USER}', '{project}', '{USER}/{project}/{id}.mp3', 'uploading');
             SELECT private.enqueue_file('{id}', '{USER}', 'r-1', 'etag-1')"
        ),
    )
    .await;
    id
}

async fn one(rows: &mut PgConnection, sql: &str) -> Value {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
        .fetch_one(rows)
        .await
        .unwrap_or_else(|error| panic!("{error}\n{sql}"))
}

/// The rows of each table without the columns that the version before had not.
fn as_known_to(before: &Value, mut after: Value) -> Value {
    for (table, rows) in after.as_object_mut().unwrap() {
        let rows = rows.as_array_mut().into_iter().flatten();
        let before = before[table].as_array().into_iter().flatten();
        for (row, known) in rows.zip(before) {
            let columns = row.as_object_mut().unwrap();
            columns.retain(|name, _| known.get(name).is_some());
        }
    }
    after
}

#[tokio::test]
async fn jobs_of_both_kinds_come_along_in_every_state() {
    let database = version_1_24().await;
    let mut rows = database.superuser().await;
    let leased = "lease_token = gen_random_uuid(), lease_expires_at = now() + interval '1 minute'";
    let lost = "lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 minute'";
    let states = [
        "state = 'queued'".to_owned(),
        "state = 'queued', attempts = 2, not_before = now() + interval '1 minute'".to_owned(),
        format!("state = 'processing', attempts = 1, {leased}"),
        format!("state = 'processing', attempts = 5, {lost}"),
        "state = 'completed', attempts = 1".to_owned(),
        "state = 'failed', attempts = 5".to_owned(),
    ];
    for state in &states {
        let of_output = project(&mut rows).await;
        let output = output(&mut rows, of_output).await;
        let of_file = project(&mut rows).await;
        let file = file(&mut rows, of_file).await;
        run(
            &mut rows,
            &format!(
                "UPDATE private.jobs SET {state} WHERE output_id = '{output}';
                 UPDATE private.file_jobs SET {state}, pieces = '[{{\"end\": 1}}]' WHERE file_id = '{file}'"
            ),
        )
        .await;
    }
    let cancelled = project(&mut rows).await;
    let cancelled = output(&mut rows, cancelled).await;
    run(
        &mut rows,
        &format!("UPDATE private.jobs SET state = 'cancelled', cancel_requested_at = now() WHERE output_id = '{cancelled}'"),
    )
    .await;
    // One that waits for its source.
    let both = project(&mut rows).await;
    let source = file(&mut rows, both).await;
    let waiting = output(&mut rows, both).await;

    let everything = "SELECT jsonb_build_object(
        'outputs', (SELECT jsonb_agg(to_jsonb(j) ORDER BY output_id)
                    FROM private.jobs j WHERE output_id IS NOT NULL),
        'files', (SELECT jsonb_agg(to_jsonb(j) ORDER BY file_id) FROM private.file_jobs j),
        'shown', (SELECT jsonb_agg(to_jsonb(o) ORDER BY id) FROM outputs o),
        'shown_files', (SELECT jsonb_agg(to_jsonb(f) ORDER BY id) FROM files f),
        'reserved', (SELECT jsonb_agg(to_jsonb(r) ORDER BY id) FROM private.reservations r),
        'counted', (SELECT jsonb_agg(to_jsonb(c) ORDER BY id) FROM private.counters c))";
    let before = one(&mut rows, everything).await;
    database.migrate().await;
    let after = one(&mut rows, everything).await;
    assert_eq!(as_known_to(&before, after), before);
    let kinds = "SELECT jsonb_object_agg(work, jobs) FROM (SELECT work, count(*) AS jobs FROM private.jobs GROUP BY work) AS kinds";
    let kinds = one(&mut rows, kinds).await;
    assert_eq!(
        kinds,
        json!({ "generation": states.len() + 2, "ingestion": states.len() + 1 })
    );

    // The source is read by a worker of the version before, and the output that waited goes on.
    run(
        &mut rows,
        &format!("UPDATE private.file_jobs SET state = 'completed', pieces = '[]' WHERE file_id = '{source}'"),
    )
    .await;
    let woken = format!(
        "SELECT to_jsonb(waits_for = '{{}}' AND not_before <= now()) FROM private.jobs WHERE output_id = '{waiting}'"
    );
    assert_eq!(one(&mut rows, &woken).await, true);
}

/// The statements of the version before, as its workers sent them.
const OLD_CLAIM: &str = r"
    WITH job AS (
        UPDATE private.jobs SET state = 'processing', attempts = attempts + 1,
            lease_token = gen_random_uuid(), lease_expires_at = now() + interval '75 seconds'
        WHERE output_id = $1 AND attempts < max_attempts AND deadline_at > now()
          AND cancel_requested_at IS NULL
          AND (state = 'queued' AND not_before <= now()
               OR state = 'processing' AND lease_expires_at < now())
        RETURNING *
    ), shown AS (
        UPDATE outputs o SET status = 'processing', attempts = job.attempts,
            started_at = coalesce(o.started_at, now())
        FROM job WHERE o.id = job.output_id
        RETURNING o.project_id
    )
    SELECT to_jsonb(job) FROM job JOIN shown ON true";
const OLD_COMPLETE: &str = r"
    WITH job AS (
        UPDATE private.jobs SET state = 'completed', lease_token = NULL, lease_expires_at = NULL
        WHERE output_id = $1 AND lease_token = $2 AND state = 'processing'
        RETURNING output_id
    ), shown AS (
        UPDATE outputs o SET status = 'completed', body = '# Old', metadata = '{}', error = NULL,
            completed_at = now(), version = o.version + 1, stale = false
        FROM job WHERE o.id = job.output_id
        RETURNING o.id, o.user_id, o.version
    ), kept AS (
        INSERT INTO output_versions (output_id, user_id, version, reason, body, metadata)
        SELECT id, user_id, version, CASE version WHEN 1 THEN 'generated' ELSE 'regenerated' END, '# Old', '{}'
        FROM shown
        ON CONFLICT DO NOTHING
    )
    SELECT to_jsonb(EXISTS (SELECT FROM shown))";
const OLD_FILE_CLAIM: &str = r"
    UPDATE private.file_jobs j SET state = 'processing', attempts = attempts + 1,
        lease_token = gen_random_uuid(), lease_expires_at = now() + interval '75 seconds'
    FROM files f
    WHERE j.file_id = $1 AND f.id = j.file_id AND attempts < max_attempts AND deadline_at > now()
      AND (j.state = 'queued' AND not_before <= now()
           OR j.state = 'processing' AND lease_expires_at < now())
    RETURNING jsonb_build_object('lease_token', j.lease_token, 'etag', j.etag, 'pieces', j.pieces, 'path', f.path)";
const OLD_FILE_COMPLETE: &str = r"
    WITH job AS (
        UPDATE private.file_jobs SET state = 'completed', lease_token = NULL, lease_expires_at = NULL, pieces = '[]'
        WHERE file_id = $1 AND lease_token = $2 AND state = 'processing'
        RETURNING file_id, user_id
    ), text AS (
        INSERT INTO transcriptions AS t (file_id, user_id, text, word_count)
        SELECT file_id, user_id, 'Said', 1 FROM job
        ON CONFLICT (file_id) DO NOTHING
    ), shown AS (
        UPDATE files f SET status = 'ready', error = NULL, sha256 = 'a'
        FROM job WHERE f.id = job.file_id RETURNING 1
    )
    SELECT to_jsonb(EXISTS (SELECT FROM shown))";

/// What a worker of the version before does with a job; `true`: it has written its result. Whatever waits too long for a
/// lock is sent again, as its worker does it.
async fn old_worker(
    rows: &mut PgConnection,
    id: Uuid,
    [claim, complete]: [&'static str; 2],
) -> bool {
    let claimed: Option<Value> = sqlx::query_scalar(claim)
        .bind(id)
        .fetch_optional(&mut *rows)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    let Some(job) = claimed else {
        return false;
    };
    if complete == OLD_COMPLETE {
        assert_eq!(job["kind"], "blog", "{job}");
    } else {
        assert_eq!(
            (&job["etag"], &job["pieces"]),
            (&json!("etag-1"), &json!([])),
            "{job}"
        );
    }
    let token: Uuid = job["lease_token"].as_str().unwrap().parse().unwrap();
    let written: Value = sqlx::query_scalar(complete)
        .bind(id)
        .bind(token)
        .fetch_one(&mut *rows)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    written == true
}

/// Functions and workers of the version before go on while the database is upgraded, and after it.
#[tokio::test]
async fn old_functions_and_workers_go_on_meanwhile_and_nothing_is_done_twice() {
    // Jobs that are done before the upgrade begins.
    const BEFORE: usize = 40;
    let database = version_1_24().await;
    let (upgraded, so_far, enough) = (AtomicBool::new(false), AtomicUsize::new(0), Notify::new());
    let until_a_while_after = async |rows: &mut PgConnection, work: [&'static str; 2]| {
        let (mut made, mut after) = (Vec::new(), 0);
        while after < 20 {
            if upgraded.load(Ordering::SeqCst) {
                after += 1;
            }
            let of = project(rows).await;
            let id = if work[0] == OLD_CLAIM {
                output(rows, of).await
            } else {
                file(rows, of).await
            };
            // Every third is left for the workers of the new version.
            if made.len() % 3 > 0 {
                assert!(old_worker(rows, id, work).await, "{id}");
                assert!(!old_worker(rows, id, work).await, "twice: {id}");
            }
            made.push(id);
            if so_far.fetch_add(1, Ordering::SeqCst) + 1 == BEFORE {
                enough.notify_one();
            }
        }
        made
    };
    let writing = async {
        let mut rows = database.superuser().await;
        until_a_while_after(&mut rows, [OLD_CLAIM, OLD_COMPLETE]).await
    };
    let reading = async {
        let mut rows = database.superuser().await;
        until_a_while_after(&mut rows, [OLD_FILE_CLAIM, OLD_FILE_COMPLETE]).await
    };
    let upgrade = async {
        let some = timeout(Duration::from_mins(1), enough.notified()).await;
        some.expect("the old workers do nothing");
        database.migrate().await;
        upgraded.store(true, Ordering::SeqCst);
    };
    let (outputs, files, ()) = tokio::join!(writing, reading, upgrade);

    let mut rows = database.superuser().await;
    let state = one(
        &mut rows,
        "SELECT jsonb_build_object(
           'outputs', (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM outputs GROUP BY status) AS s),
           'jobs', (SELECT jsonb_object_agg(work || ' ' || state, n) FROM (SELECT work, state, count(*) AS n FROM private.jobs GROUP BY work, state) AS s),
           'files', (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM files GROUP BY status) AS s),
           'versions', (SELECT count(*) FROM output_versions), 'texts', (SELECT count(*) FROM transcriptions),
           'reserved', (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM private.reservations GROUP BY status) AS s))",
    )
    .await;
    let left = |made: &[Uuid]| made.len().div_ceil(3);
    let done = |made: &[Uuid]| made.len() - left(made);
    assert_eq!(
        state,
        json!({
            "outputs": { "completed": done(&outputs), "queued": left(&outputs) },
            "files": { "ready": done(&files), "processing": left(&files) },
            "jobs": {
                "generation completed": done(&outputs), "generation queued": left(&outputs),
                "ingestion completed": done(&files), "ingestion queued": left(&files),
            },
            "versions": done(&outputs), "texts": done(&files),
            "reserved": { "completed": done(&outputs), "queued": left(&outputs) },
        })
    );
}

/// The view that they go on by is theirs alone.
#[tokio::test]
async fn what_is_kept_for_old_workers_is_closed_to_all_others() {
    let database = Database::migrated().await;
    let mut rows = database.superuser().await;
    let may = one(
        &mut rows,
        "SELECT jsonb_object_agg(role, rights) FROM (
           SELECT role, jsonb_agg(privilege_type ORDER BY privilege_type) AS rights
           FROM (SELECT grantee AS role, privilege_type FROM information_schema.role_table_grants
                 WHERE table_schema = 'private' AND table_name = 'file_jobs' AND grantee <> 'postgres') AS granted
           GROUP BY role
         ) AS roles",
    )
    .await;
    assert_eq!(may, json!({ "repostr_worker": ["SELECT", "UPDATE"] }));
}
