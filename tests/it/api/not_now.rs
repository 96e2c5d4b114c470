//! What the database can't do at the moment is 503 with the time to try again, whatever its code says; and what it still can,
//! works.

use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{answer::Answer, app},
    database::run,
    postgres::Postgres,
};

fn expect_not_now(answer: Answer) {
    let answer = answer.problem(503, "database_unavailable");
    let seconds: u32 = answer.header("retry-after").parse().unwrap();
    assert!(seconds > 0);
}

/// As a server does that has run full, or that another is about to take over from.
async fn make_read_only(rows: &mut PgConnection) {
    run(
        rows,
        "ALTER DATABASE postgres SET default_transaction_read_only = on;
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'repostr_api'",
    )
    .await;
}

#[tokio::test]
async fn in_read_only_mode_reads_work_and_writes_are_put_off() {
    let app = app();
    let postgres = Postgres::migrated().await;
    let mut rows = postgres.connect().await;
    let url = postgres.url("repostr_api");
    let there = [("DATABASE_URL", url.as_str())];
    let user = app.user();
    let profile = app.function("profile-get", &there).await;
    let create = app.function("project-create", &there).await;
    let list = app.function("project-list", &there).await;
    let output = app.function("output-get", &there).await;

    user.get("/users/me").send_to(&profile).await.expect(200);
    let make = || user.post("/projects").json(json!({ "title": "A talk" }));
    let project = make().send_to(&create).await.expect(201).json();
    let project = project["id"].as_str().unwrap();
    let id: String = sqlx::query_scalar(
        "INSERT INTO outputs (user_id, project_id, kind) SELECT user_id, id, 'blog' FROM projects RETURNING id::text",
    )
    .fetch_one(&mut rows)
    .await
    .unwrap();
    make_read_only(&mut rows).await;

    user.get("/users/me").send_to(&profile).await.expect(200);
    user.get("/projects").send_to(&list).await.expect(200);
    // There is nothing to wait for, either.
    let path = format!("/projects/{project}/outputs/{id}");
    for request in [user.get(&path), user.get(&path).header("prefer", "wait=20")] {
        let answer = request.send_to(&output).await.expect(200).json();
        assert_eq!(answer["status"], "queued");
    }
    expect_not_now(make().send_to(&create).await);
    expect_not_now(make().key("a-key").send_to(&create).await);
    // Whom nobody has seen yet.
    let other = app.user();
    expect_not_now(other.get("/users/me").send_to(&profile).await);
}

#[tokio::test]
async fn a_password_that_was_changed_a_moment_ago_is_no_error_of_ours() {
    let app = app();
    let postgres = Postgres::migrated().await;
    let mut rows = postgres.connect().await;
    postgres.require_password("repostr_api").await;
    let url = postgres
        .url("repostr_api")
        .replace("repostr_api@", "repostr_api:old@");
    let there = [("DATABASE_URL", url.as_str())];
    let user = app.user();
    let list = app.function("project-list", &there).await;
    run(&mut rows, "ALTER ROLE repostr_api PASSWORD 'new'").await;
    expect_not_now(user.get("/projects").send_to(&list).await);
    run(&mut rows, "ALTER ROLE repostr_api PASSWORD 'old'").await;
    user.get("/projects").send_to(&list).await.expect(200);
}

#[tokio::test]
async fn a_pooler_without_room_and_a_disk_that_fails_are_not_now() {
    let app = app();
    let postgres = Postgres::migrated().await;
    let mut rows = postgres.connect().await;
    let url = postgres.url("repostr_api");
    let list = app
        .function("project-list", &[("DATABASE_URL", url.as_str())])
        .await;
    let user = app.user();
    for (code, message, status) in [
        (
            "XX000",
            "(EMAXCONNSESSION) max clients reached in session mode",
            503,
        ),
        (
            "XX000",
            "(ECHECKOUTTIMEOUT) unable to check out connection from the pool",
            503,
        ),
        ("XX000", "(ECIRCUITBREAKER) too many failed attempts", 503),
        (
            "58030",
            "could not read block 1 in file \"base/1/2\": Input/output error",
            503,
        ),
        ("XX000", "cache lookup failed for type 1", 500),
        ("42P01", "relation \"none\" does not exist", 500),
    ] {
        run(
            &mut rows,
            &format!(
                "CREATE OR REPLACE FUNCTION private.refuse_deleted(p_user TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION '%', '{message}' USING ERRCODE = '{code}'; END $$"
            ),
        )
        .await;
        let answer = user.get("/projects").send_to(&list).await;
        if status == 503 {
            expect_not_now(answer);
        } else {
            answer.problem(status, "internal_error");
        }
    }
}
