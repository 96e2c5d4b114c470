//! The reference's queries and ours, at a million outputs, as the user under row-level security.

use std::time::Instant;

use sqlx::{AssertSqlSafe, PgConnection, Row};

use crate::{
    database::{Database, run},
    median,
};

const OUTPUTS: usize = 1_000_000;
const ROUNDS: usize = 200;

/// Name, the reference's expectation in milliseconds, and the statement; `{project}` and `{output}` are the user's.
const QUERIES: [(&str, f64, &str); 7] = [
    ("SELECT by id", 1.0, "SELECT * FROM outputs WHERE id = '{output}' AND user_id = 'user_7'"),
    ("user's recent projects", 5.0, "SELECT * FROM projects WHERE user_id = 'user_7' ORDER BY created_at DESC LIMIT 10"),
    (
        "a page of outputs",
        5.0,
        "SELECT to_jsonb(o) FROM outputs o WHERE project_id = '{project}' AND user_id = 'user_7'
         ORDER BY created_at DESC, id DESC LIMIT 101",
    ),
    (
        "project with files and outputs (the reference's)",
        10.0,
        "SELECT p.*, COALESCE(json_agg(DISTINCT f.*) FILTER (WHERE f.id IS NOT NULL), '[]'),
                COALESCE(json_agg(DISTINCT o.*) FILTER (WHERE o.id IS NOT NULL), '[]')
         FROM projects p LEFT JOIN files f ON f.project_id = p.id LEFT JOIN outputs o ON o.project_id = p.id
         WHERE p.id = '{project}' AND p.user_id = 'user_7' GROUP BY p.id",
    ),
    (
        "project with files and outputs (ours)",
        10.0,
        "SELECT p.id,
                (SELECT jsonb_agg(f.row) FROM (SELECT to_jsonb(f) AS row FROM files f WHERE f.project_id = p.id
                    AND f.user_id = p.user_id ORDER BY f.created_at DESC, f.id DESC LIMIT 101) f),
                (SELECT jsonb_agg(o.row) FROM (SELECT to_jsonb(o) AS row FROM outputs o WHERE o.project_id = p.id
                    AND o.user_id = p.user_id ORDER BY o.created_at DESC, o.id DESC LIMIT 101) o)
         FROM projects p WHERE p.id = '{project}' AND p.user_id = 'user_7'",
    ),
    (
        "outputs by kind and status of a user",
        50.0,
        "SELECT kind, status, count(*) FROM outputs WHERE user_id = 'user_7' GROUP BY kind, status",
    ),
    (
        "next job to deliver",
        5.0,
        "SELECT output_id FROM private.jobs WHERE state = 'queued' AND deliver_after < now()
         ORDER BY deliver_after LIMIT 1 FOR UPDATE SKIP LOCKED",
    ),
];

pub(crate) async fn measure() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    eprintln!("filling a database with {OUTPUTS} outputs …");
    fill(&mut owner).await;
    let ids = sqlx::query(
        "SELECT project_id::text, id::text FROM outputs WHERE user_id = 'user_7' LIMIT 1",
    );
    let ids = ids.fetch_one(&mut owner).await.unwrap();
    let (project, output): (String, String) = (ids.get(0), ids.get(1));

    println!("\n| query, at {OUTPUTS} outputs | median, ms | reference, ms |\n|---|---:|---:|");
    for (name, expected, sql) in QUERIES {
        let sql = sql
            .replace("{project}", &project)
            .replace("{output}", &output);
        // Jobs are the worker's, all else is asked as the user.
        let mut connection = if sql.contains("private.") {
            database.login("repostr_worker").await
        } else {
            let mut user = database.login("authenticated").await;
            run(
                &mut user,
                r#"SET request.jwt.claims = '{"sub": "user_7", "role": "authenticated"}'"#,
            )
            .await;
            user
        };
        let mut times = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            sqlx::query(AssertSqlSafe(sql.clone()))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            times.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
        let took = median(&mut times);
        println!("| {name} | {took:.2} | {expected} |");
        assert!(
            took < expected,
            "{name} takes {took:.2} ms, the reference expects {expected}"
        );
    }
}

/// A thousand users, ten projects each, three files and a hundred outputs a project; a tenth has a job, a hundredth of
/// those is queued.
async fn fill(owner: &mut PgConnection) {
    for sql in [
        "INSERT INTO projects (user_id, title, created_at)
         SELECT 'user_' || n % 1000, 'Project ' || n, now() - n * interval '1 minute' FROM generate_series(1, 10000) n",
        "INSERT INTO files (user_id, project_id, path, mime_type, size_bytes)
         SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.md', 'text/markdown', 10000
         FROM projects, generate_series(1, 3)",
        "INSERT INTO outputs (user_id, project_id, kind, status, request, body, metadata, created_at)
         SELECT p.user_id, p.id, (ARRAY['blog', 'social', 'email']::output_kind[])[1 + n % 3],
                (ARRAY['completed', 'completed', 'completed', 'failed']::output_status[])[1 + n % 4],
                '{\"topic\": \"AI and Content Creation\"}', repeat('Words of a body. ', 30), '{\"word_count\": 120}',
                now() - n * interval '1 hour'
         FROM projects p, generate_series(1, 100) n",
        "INSERT INTO private.jobs (output_id, user_id, kind, request, state, deliver_after)
         SELECT id, user_id, kind, request,
                CASE WHEN row_number() OVER () % 100 = 0 THEN 'queued' ELSE 'completed' END, now() - interval '1 minute'
         FROM outputs WHERE random() < 0.1",
        "ANALYZE",
    ] {
        run(owner, sql).await;
    }
}
