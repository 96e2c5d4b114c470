//! The reference's queries and ours, at a million outputs or more, as the user under row-level security. Users are of very
//! different sizes (`skewed.rs`).

use std::time::Instant;

use sqlx::{AssertSqlSafe, Row};

use crate::{database::run, median, skewed::Skewed, start};

pub(crate) const OUTPUTS: u32 = 1_000_000;
pub(crate) const USERS: u32 = 10_000;
const ROUNDS: usize = 200;

/// Name, the reference's expectation in milliseconds, and the statement. The user is one of the larger; `{project}` is one
/// with a hundred outputs, `{output}` one of them.
const QUERIES: [(&str, f64, &str); 5] = [
    ("SELECT by id", 1.0, "SELECT * FROM outputs WHERE id = '{output}' AND user_id = 'user_7'"),
    ("user's recent projects", 5.0, "SELECT * FROM projects WHERE user_id = 'user_7' ORDER BY created_at DESC LIMIT 10"),
    (
        "project with files and outputs",
        10.0,
        "SELECT p.*, COALESCE(json_agg(DISTINCT f.*) FILTER (WHERE f.id IS NOT NULL), '[]'),
                COALESCE(json_agg(DISTINCT o.*) FILTER (WHERE o.id IS NOT NULL), '[]')
         FROM projects p LEFT JOIN files f ON f.project_id = p.id LEFT JOIN outputs o ON o.project_id = p.id
         WHERE p.id = '{project}' AND p.user_id = 'user_7' GROUP BY p.id",
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

pub(crate) async fn measure(skewed: &Skewed, outputs: u32) {
    expected_times(skewed, outputs).await;
    buffers(skewed, outputs).await;
}

async fn expected_times(skewed: &Skewed, outputs: u32) {
    let database = &skewed.database;
    let mut owner = database.login("postgres").await;
    run(&mut owner, JOBS).await;
    let ids = sqlx::query(
        "SELECT project_id::text, id::text FROM outputs WHERE project_id = (
             SELECT id FROM projects WHERE user_id = 'user_7' AND title = 'Project 1'
         ) LIMIT 1",
    );
    let ids = ids.fetch_one(&mut owner).await.unwrap();
    let (project, output): (String, String) = (ids.get(0), ids.get(1));

    println!(
        "\n| the reference's, at {outputs} outputs | median, ms | expected, ms |\n|---|---:|---:|"
    );
    for (name, expected, sql) in QUERIES {
        let sql = sql
            .replace("{project}", &project)
            .replace("{output}", &output);
        // Jobs are the worker's, all else is asked as the user, without JIT as the API's login is.
        let mut connection = if sql.contains("private.") {
            database.login("repostr_worker").await
        } else {
            let mut user = database.login("authenticated").await;
            run(
                &mut user,
                r#"SET jit = off; SET request.jwt.claims = '{"sub": "user_7", "role": "authenticated"}'"#,
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

/// The pages that our own read, of users of each size, and how long they take.
async fn buffers(skewed: &Skewed, outputs: u32) {
    let url = &start::environment()["DATABASE_URL"];
    println!(
        "\n| ours, at {outputs} outputs of {USERS} users | buffers at most | bound | median, ms | longest, ms |\n|---|---:|---:|---:|---:|"
    );
    let mut over = Vec::new();
    for reading in skewed.read(url).await {
        let mut times: Vec<f64> = reading
            .times
            .iter()
            .map(|took| took.as_secs_f64() * 1_000.0)
            .collect();
        let median = median(&mut times);
        println!(
            "| {} | {} | {} | {median:.2} | {:.2} |",
            reading.question,
            reading.buffers,
            reading.bound,
            times[times.len() - 1]
        );
        if reading.buffers > reading.bound {
            over.push(format!("{}: {}", reading.question, reading.by));
        }
    }
    assert!(over.is_empty(), "over a bound: {over:?}");
}

/// A tenth of the outputs has a job, but no more than 100,000; a hundredth of those is queued.
const JOBS: &str = "
    INSERT INTO private.jobs (output_id, user_id, kind, request, state, deliver_after)
    SELECT id, user_id, kind, request,
           CASE WHEN row_number() OVER () % 100 = 0 THEN 'queued' ELSE 'completed' END, now() - interval '1 minute'
    FROM outputs WHERE random() < 0.1 LIMIT 100000;
    ANALYZE private.jobs";
