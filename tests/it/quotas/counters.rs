//! What is counted is what is there: to the last token, whoever writes, and however many at once.

use domain::limits;
use models::maintenance;
use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection};

use super::Jobs;
use crate::{
    database::{Database, run, sqlstate},
    nothing_lost::fixture::USER,
};

/// Counters without rows that add up to them, and the other way about. Of deleted users nothing is left to agree, and what
/// was transcribed stays counted when its row is gone.
const DIFFERENCES: &str = "
    WITH counted AS (
      SELECT user_id, month, kind, name, sum(value) AS value FROM private.counters GROUP BY 1, 2, 3, 4
    ), calls AS (
      SELECT user_id, private.month(created_at) AS month, sum(prompt_tokens) AS prompt, sum(completion_tokens) AS completion,
        sum(cost_micros) AS cost
      FROM private.provider_calls WHERE user_id IS NOT NULL GROUP BY 1, 2
    ), there AS (
      SELECT user_id, '-infinity'::date AS month, NULL::output_kind AS kind, 'storage_bytes' AS name,
        sum(greatest(size_bytes, 0)) AS value
      FROM files GROUP BY 1
      UNION ALL SELECT user_id, private.month(accepted_at), kind, status, count(*) FROM private.reservations GROUP BY 1, 2, 3, 4
      UNION ALL SELECT user_id, month, NULL, name, value FROM calls,
        LATERAL (VALUES ('prompt_tokens', prompt), ('completion_tokens', completion), ('cost_micros', cost)) AS v (name, value)
    ), differences AS (
      (TABLE counted EXCEPT TABLE there) UNION ALL (TABLE there EXCEPT TABLE counted)
    )
    SELECT differences::text FROM differences
    WHERE value <> 0 AND name <> 'transcribed_seconds' AND user_id NOT IN (SELECT user_id FROM private.tombstones)";

pub(crate) async fn differences(rows: &mut PgConnection) -> Vec<String> {
    let found = sqlx::query_scalar(DIFFERENCES).fetch_all(rows).await;
    found.unwrap()
}

pub(crate) async fn assert_counted(rows: &mut PgConnection) {
    let differences = differences(rows).await;
    assert!(differences.is_empty(), "{differences:#?}");
}

const PROJECT: &str = "00000000-0000-4000-8000-00000000000a";

/// Each way in which a row that counts comes, changes and goes.
const CHANGES: [&str; 12] = [
    "INSERT INTO projects (id, user_id, title) VALUES ('00000000-0000-4000-8000-00000000000a', 'user_1', 'A talk')",
    "INSERT INTO files (user_id, project_id, path, size_bytes)
     SELECT 'user_1', id, 'user_1/' || id || '/' || n || '.txt', size FROM projects,
       (VALUES (1, 5), (2, 7), (3, NULL), (4, -1000), (5, 9223372036854775807), (6, 9223372036854775807)) AS files (n, size)",
    "UPDATE files SET size_bytes = coalesce(size_bytes, 3) - 1 WHERE path NOT LIKE '%/1.txt'",
    "UPDATE files SET status = 'failed'",
    "DELETE FROM files WHERE path LIKE '%/5.txt'",
    "INSERT INTO private.reservations (output_id, user_id, kind, status, accepted_at)
     SELECT gen_random_uuid(), 'user_1', kind, status, now() - days * interval '1 day'
     FROM unnest(ARRAY['blog', 'social']::output_kind[]) AS kind, unnest(ARRAY['queued', 'completed']) AS status,
       generate_series(0, 400, 200) AS days",
    "UPDATE private.reservations SET status = 'failed' WHERE status = 'queued' AND kind = 'blog'",
    "DELETE FROM private.reservations WHERE status = 'completed' AND kind = 'social'",
    "INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome, prompt_tokens, completion_tokens, cost_micros)
     SELECT gen_random_uuid(), 'user_' || n % 2, 1, 'openai', 'completed', n, 10 * n, 100 * n FROM generate_series(1, 9) AS n",
    "UPDATE private.provider_calls SET user_id = NULL WHERE user_id = 'user_1' AND prompt_tokens > 5",
    "DELETE FROM private.provider_calls WHERE prompt_tokens < 3",
    "DELETE FROM projects",
];

#[tokio::test]
async fn each_change_is_counted_and_none_without_its_trigger() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    for change in CHANGES {
        run(&mut owner, change).await;
        let differences = differences(&mut owner).await;
        assert!(differences.is_empty(), "{change}: {differences:#?}");
    }
    let triggers: Vec<(String, String)> = sqlx::query_as(
        "SELECT tgname::text, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_count\\_%'",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(triggers.len(), 9, "{triggers:?}");
    for (trigger, table) in triggers {
        run(
            &mut owner,
            &format!("BEGIN; DROP TRIGGER {trigger} ON {table}"),
        )
        .await;
        let mut seen = false;
        for change in CHANGES {
            run(&mut owner, change).await;
            seen |= !differences(&mut owner).await.is_empty();
        }
        assert!(seen, "{trigger} does nothing");
        run(&mut owner, "ROLLBACK").await;
    }
}

/// Past our code, by Supabase's Data API: the counters are beyond the user, who changes them all the same. Sizes that no file
/// has only the operator can write there.
#[tokio::test]
async fn what_is_written_past_the_api_is_counted() {
    let database = Database::migrated().await;
    let mut operator = database.login("authenticator").await;
    run(&mut operator, "SET ROLE service_role").await;
    let mut user = database.login("authenticator").await;
    run(&mut user, r#"SET ROLE authenticated; SET request.jwt.claims = '{"sub": "user_1", "role": "authenticated"}'"#).await;
    for change in &CHANGES[..5] {
        run(&mut operator, change).await;
    }
    let mut rows = database.superuser().await;
    assert_counted(&mut rows).await;
    let another = format!(
        "INSERT INTO files (user_id, project_id, path, size_bytes)
         VALUES ('user_1', '{PROJECT}', 'user_1/{PROJECT}/another.txt', 3)"
    );
    run(&mut user, &another).await;
    assert_counted(&mut rows).await;
    // More than there are numbers for is the largest.
    let size = "UPDATE files SET size_bytes = 9223372036854775807";
    run(&mut operator, size).await;
    assert_counted(&mut rows).await;
    let stored: i64 = sqlx::query_scalar("SELECT private.spent('user_1', 'storage_bytes')")
        .fetch_one(&mut rows)
        .await
        .unwrap();
    assert_eq!(stored, i64::MAX);
    run(&mut user, "DELETE FROM projects").await;
    assert_counted(&mut rows).await;
}

#[tokio::test]
async fn a_project_with_many_files_is_one_change() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, CHANGES[0]).await;
    let many = format!(
        "INSERT INTO files (user_id, project_id, path, size_bytes)
         SELECT 'user_1', '{PROJECT}', 'user_1/{PROJECT}/' || n || '.txt', n FROM generate_series(1, 1000) AS n"
    );
    run(&mut owner, &many).await;
    // A session that has done nothing yet.
    let mut owner = database.login("postgres").await;
    run(&mut owner, "BEGIN; DELETE FROM projects").await;
    let changes: i64 = sqlx::query_scalar(
        "SELECT n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = 'counters'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(changes, 1);
    assert_counted(&mut owner).await;
}

/// Two transactions change the same two counters, each the other's first at last.
#[tokio::test]
async fn nobody_waits_for_a_counter() {
    let database = Database::migrated().await;
    let accept = |kind: &str| {
        format!(
            "INSERT INTO private.reservations (output_id, user_id, kind, status)
             VALUES (gen_random_uuid(), 'user_1', '{kind}', 'queued')"
        )
    };
    let mut sessions = [
        database.login("postgres").await,
        database.login("postgres").await,
    ];
    run(&mut sessions[0], &accept("blog")).await;
    run(&mut sessions[0], &accept("social")).await;
    for session in &mut sessions {
        run(session, "SET lock_timeout = '1ms'; BEGIN").await;
    }
    for (session, kind) in [(0, "blog"), (1, "social"), (0, "social"), (1, "blog")] {
        run(&mut sessions[session], &accept(kind)).await;
    }
    for session in &mut sessions {
        run(session, "COMMIT").await;
    }
    assert_counted(&mut sessions[0]).await;
    // And who comes later takes what is there.
    let rows = "SELECT count(*) FROM private.counters";
    let before: i64 = sqlx::query_scalar(rows)
        .fetch_one(&mut sessions[0])
        .await
        .unwrap();
    for _ in 0..3 {
        run(&mut sessions[1], &accept("blog")).await;
    }
    let after: i64 = sqlx::query_scalar(rows)
        .fetch_one(&mut sessions[0])
        .await
        .unwrap();
    assert_eq!((before, after), (4, 4));
}

/// What eight sessions do at once, in any order, on whatever row chance gives them.
const AT_RANDOM: [&str; 12] = [
    "INSERT INTO projects (user_id, title) SELECT 'user_' || ceil(random() * 2), 'A talk'",
    "INSERT INTO files (user_id, project_id, path, size_bytes)
     SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.txt', (random() * 1e6)::bigint - 1000
     FROM (SELECT * FROM projects ORDER BY random() LIMIT 1) AS p, generate_series(1, 3)",
    "UPDATE files SET size_bytes = nullif((random() * 9)::bigint, 5)
     WHERE id IN (SELECT id FROM files ORDER BY random() LIMIT 4 FOR UPDATE SKIP LOCKED)",
    "DELETE FROM files WHERE id IN (SELECT id FROM files ORDER BY random() LIMIT 2 FOR UPDATE SKIP LOCKED)",
    "DELETE FROM projects WHERE id IN (SELECT id FROM projects ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED)",
    "WITH output AS (
       INSERT INTO outputs (user_id, project_id, kind)
       SELECT user_id, id, (enum_range(NULL::output_kind))[ceil(random() * 3)] FROM (SELECT * FROM projects ORDER BY random() LIMIT 1) AS p
       RETURNING *
     ) INSERT INTO private.jobs (output_id, user_id, kind, request) SELECT id, user_id, kind, '{}' FROM output",
    // Cancelled, completed, tried again, armed again: whatever comes first.
    "UPDATE private.jobs SET state = (ARRAY['queued', 'processing', 'processing', 'completed', 'failed', 'cancelled'])[ceil(random() * 6)]
     WHERE output_id IN (SELECT output_id FROM private.jobs ORDER BY random() LIMIT 5 FOR UPDATE SKIP LOCKED)",
    "UPDATE private.jobs SET state = CASE state WHEN 'processing' THEN 'completed' ELSE 'processing' END
     WHERE output_id IN (SELECT output_id FROM private.jobs ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED)",
    "INSERT INTO private.provider_calls (output_id, user_id, attempt, claim_token, number, provider, outcome, prompt_tokens, completion_tokens, cost_micros)
     SELECT gen_random_uuid(), 'user_' || ceil(random() * 2), 1, md5(ceil(random() * 9)::text)::uuid, n, 'openai', 'completed', n, 2, 3
     FROM generate_series(1, ceil(random() * 4)::int) AS n ON CONFLICT (claim_token, number) DO NOTHING",
    "UPDATE private.provider_calls SET user_id = NULL
     WHERE id IN (SELECT id FROM private.provider_calls ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED)",
    "BEGIN;
     INSERT INTO private.reservations (output_id, user_id, kind, status) VALUES (gen_random_uuid(), 'user_1', 'blog', 'completed');
     INSERT INTO files (user_id, project_id, path, size_bytes)
       SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.txt', 1 FROM projects ORDER BY random() LIMIT 1;
     ROLLBACK",
    // Nothing is ever accepted in a month that is over: what is made old here is deleted before anybody sees it.
    "BEGIN;
     UPDATE private.reservations SET accepted_at = now() - interval '15 months'
       WHERE id IN (SELECT id FROM private.reservations ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED);
     SELECT private.delete_old_reservations(13);
     COMMIT",
];

#[tokio::test]
async fn counters_agree_whatever_happens_at_once() {
    let database = Database::migrated().await;
    let mut rows = database.superuser().await;
    let mut sessions = tokio::task::JoinSet::new();
    for number in 0..8 {
        let mut session = database.login("postgres").await;
        sessions.spawn(async move {
            run(&mut session, "SET lock_timeout = '20s'").await;
            let mut done = 0;
            for step in 0..150 {
                // Each session in an order of its own, and more that makes than what takes away.
                let chosen = match step % 3 {
                    0 => AT_RANDOM[[0, 1, 5, 8][(step / 3 + number) % 4]],
                    _ => AT_RANDOM[(step * (number + 2) + number) % AT_RANDOM.len()],
                };
                let result = sqlx::raw_sql(AssertSqlSafe(chosen))
                    .execute(&mut session)
                    .await;
                let state = sqlstate(result);
                // A project may go while something is put into it.
                assert!(
                    ["00000", "23503"].contains(&state.as_str()),
                    "{state}: {chosen}"
                );
                if state == "00000" {
                    done += 1;
                } else {
                    run(&mut session, "ROLLBACK").await;
                }
            }
            done
        });
    }
    for _ in 0..20 {
        assert_counted(&mut rows).await;
    }
    let done = sessions.join_all().await;
    assert!(done.iter().all(|done| *done > 100), "{done:?}");
    assert_counted(&mut rows).await;
    // As many rows of a counter as ever changed it at once.
    let most: i64 = sqlx::query_scalar(
        "SELECT max(rows) FROM (SELECT count(*) AS rows FROM private.counters GROUP BY user_id, month, kind, name) AS counters",
    )
    .fetch_one(&mut rows)
    .await
    .unwrap();
    assert!(most <= 8, "{most}");
}

#[tokio::test]
async fn what_was_there_before_is_counted_once() {
    let mut jobs = Jobs::new().await;
    jobs.completed().await;
    for change in &CHANGES[..9] {
        jobs.sql(&change.replace(
            "FROM projects",
            &format!("FROM (SELECT * FROM projects WHERE id = '{PROJECT}') AS p"),
        ))
        .await;
    }
    let before = jobs.usage().await;
    jobs.sql("DELETE FROM private.schema_migrations WHERE name IN ('0023_counters.sql', 'repeatable');
        DELETE FROM private.counters; DO $$ DECLARE name TEXT; tab TEXT; BEGIN
        FOR name, tab IN SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgname LIKE '%\\_count\\_%' LOOP
          EXECUTE format('DROP TRIGGER %I ON %s', name, tab);
        END LOOP; END $$")
        .await;
    for _ in 0..2 {
        jobs.database.migrate().await;
        assert_eq!(jobs.usage().await, before);
    }
}

#[tokio::test]
async fn months_that_are_long_over_are_deleted() {
    let mut jobs = Jobs::new().await;
    jobs.completed().await;
    jobs.sql(&format!(
        "INSERT INTO private.reservations (output_id, user_id, kind, status, accepted_at)
         SELECT gen_random_uuid(), '{USER}', 'blog', 'completed', start + days * interval '1 second'
         FROM (SELECT (private.month(now()) - months * interval '1 month') AT TIME ZONE 'UTC' AS start, months
               FROM generate_series(0, 20) AS months) AS months, generate_series(-1, 0) AS days"
    ))
    .await;
    let usage = jobs.usage().await;
    // Of the month 13 months ago its first moment stays, and nothing from before it.
    let deleted = maintenance::delete_old_reservations(&jobs.workers).await;
    assert_eq!(deleted.unwrap(), 2 * (20 - 13) + 1);
    let left = "SELECT min(accepted_at) = (private.month(now()) - interval '13 months') AT TIME ZONE 'UTC',
                       (SELECT count(DISTINCT month) FROM private.counters WHERE kind IS NOT NULL)
                FROM private.reservations";
    let (exact, months): (bool, i64) = sqlx::query_as(left)
        .fetch_one(&mut jobs.rows)
        .await
        .unwrap();
    assert_eq!((exact, months), (true, 14));
    assert_eq!(jobs.usage().await, usage);
    let again = maintenance::delete_old_reservations(&jobs.workers).await;
    assert_eq!(again.unwrap(), 0);
    // The present month is nobody's to forget.
    let mut worker = jobs.database.login("repostr_worker").await;
    run(&mut worker, "SELECT private.delete_old_reservations(-5)").await;
    assert_eq!(jobs.usage().await, usage);
}

#[tokio::test]
async fn of_an_output_the_newest_versions_are_kept_and_editing_goes_on() {
    let mut jobs = Jobs::new().await;
    let id = jobs.completed().await;
    for number in 1..=limits::VERSIONS + 20 {
        jobs.sql(&format!(
            "UPDATE outputs SET body = 'Edit {number}' WHERE id = '{id}'"
        ))
        .await;
    }
    let kept = "SELECT jsonb_build_array(min(v.version), max(v.version), count(*), o.version, o.body) FROM output_versions v
                JOIN outputs o ON o.id = v.output_id GROUP BY o.id";
    let kept: serde_json::Value = sqlx::query_scalar(kept)
        .fetch_one(&mut jobs.rows)
        .await
        .unwrap();
    let present = limits::VERSIONS + 21;
    let expected = json!([
        present - limits::VERSIONS,
        present,
        limits::VERSIONS + 1,
        present,
        "Edit 120"
    ]);
    assert_eq!(kept, expected, "the present one and those before it");
}
