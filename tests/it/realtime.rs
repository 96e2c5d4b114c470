//! What is broadcast of an account's outputs and files, and who hears it. Supabase's server sends what is in
//! `realtime.messages`, to whom its policies let read there.

use std::time::Duration;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection, Row};

use crate::{
    database::{Database, run},
    nothing_lost::fixture::{USER, WorkerFixture, written},
};

const ON: &str = "SELECT private.set_realtime(true)";
const OFF: &str = "SELECT private.set_realtime(false)";

/// Topic, event and payload of each message, in their order.
async fn messages(database: &mut PgConnection) -> Vec<(String, String, Value)> {
    sqlx::query_as("SELECT topic, event, payload FROM realtime.messages WHERE private AND extension = 'broadcast' ORDER BY inserted_at")
        .fetch_all(database)
        .await
        .unwrap()
}

#[tokio::test]
async fn who_listens_hears_each_step_of_an_output() {
    let mut fixture = WorkerFixture::start([written().after(Duration::from_secs(5))]).await;
    fixture.sql(ON).await;
    let id = fixture.sent_job().await;
    fixture.queue.work(&fixture.worker().await).await;
    fixture.completed_once(id).await;

    let heard = messages(&mut fixture.rows).await;
    let mut statuses = Vec::new();
    let mut steps: Vec<domain::Progress> = Vec::new();
    for (topic, event, payload) in &heard {
        assert_eq!(
            (topic, event.as_str()),
            (&format!("account:{USER}"), "output")
        );
        assert_eq!(payload["id"], id.to_string());
        assert_eq!(payload["kind"], "blog");
        assert!(payload["project_id"].is_string() && payload.get("body").is_none());
        statuses.push(payload["status"].as_str().unwrap());
        if let Some(progress) = payload.get("progress") {
            steps.push(serde_json::from_value(progress.clone()).unwrap());
        }
    }
    statuses.dedup();
    assert_eq!(statuses, ["queued", "processing", "completed"]);
    assert!(!steps.is_empty(), "{heard:?}");
    for pair in steps.windows(2) {
        assert!(
            pair[1] == pair[0] || pair[1].is_beyond(pair[0]),
            "{steps:?}"
        );
    }
}

const ROWS: &str = "
    INSERT INTO projects (id, user_id, title) VALUES ('00000000-0000-4000-8000-000000000001', 'user_a', 'A talk');
    INSERT INTO files (id, user_id, project_id, path, status)
      SELECT '00000000-0000-4000-8000-000000000002', user_id, id, user_id || '/' || id || '/a.mp3', 'processing' FROM projects;
    INSERT INTO outputs (id, user_id, project_id, kind)
      SELECT '00000000-0000-4000-8000-000000000003', user_id, id, 'blog' FROM projects";
const FILE: &str = "UPDATE files SET status = 'ready'";
const OUTPUT: &str = "UPDATE outputs SET status = 'processing'";
const PROGRESS: &str = "INSERT INTO private.job_progress
    SELECT '00000000-0000-4000-8000-000000000002', gen_random_uuid(), 1, 'transcribing', 1, 3";

#[tokio::test]
async fn nothing_is_broadcast_unless_it_is_switched_on() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, ROWS).await;
    assert!(messages(&mut superuser).await.is_empty());
    for (switch, sent) in [(ON, 3), (ON, 3), (OFF, 0), (OFF, 0), (ON, 3)] {
        run(&mut owner, switch).await;
        run(
            &mut superuser,
            "UPDATE files SET status = 'processing'; UPDATE outputs SET status = 'queued'",
        )
        .await;
        run(
            &mut superuser,
            "DELETE FROM private.job_progress; DELETE FROM realtime.messages",
        )
        .await;
        for change in [FILE, OUTPUT, PROGRESS] {
            run(&mut superuser, change).await;
            // The same once more is no change.
            if change != PROGRESS {
                run(&mut superuser, change).await;
            }
        }
        assert_eq!(messages(&mut superuser).await.len(), sent, "{switch}");
    }
    let told = messages(&mut superuser).await;
    let [(_, first, file), _, (_, _, progress)] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!((first.as_str(), &file["status"]), ("file", &json!("ready")));
    assert_eq!(
        progress["progress"],
        json!({ "stage": "transcribing", "done": 1, "total": 3 })
    );

    // What is in a deleted project is heard of no more.
    run(&mut superuser, "INSERT INTO private.deleted_projects (project_id, user_id) SELECT id, user_id FROM projects;
        DELETE FROM realtime.messages; UPDATE outputs SET status = 'completed'; UPDATE files SET status = 'failed'").await;
    run(
        &mut superuser,
        &format!("DELETE FROM private.job_progress; {PROGRESS}"),
    )
    .await;
    assert!(messages(&mut superuser).await.is_empty());
}

/// Switched once more, it locks nothing: a deployment doesn't wait for who writes, nor they for it.
#[tokio::test]
async fn what_is_as_it_is_wanted_is_left_alone() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    let mut writer = database.superuser().await;
    run(&mut writer, ROWS).await;
    for switch in [ON, OFF] {
        run(&mut owner, switch).await;
        run(&mut writer, &format!("BEGIN; {OUTPUT}; {FILE}; {PROGRESS}")).await;
        run(&mut owner, &format!("SET lock_timeout = '1s'; {switch}")).await;
        run(&mut writer, "ROLLBACK").await;
    }
}

#[tokio::test]
async fn a_broadcast_that_fails_or_waits_leaves_the_change_as_it_is() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, ROWS).await;
    run(&mut owner, ON).await;
    let mut holder = database.superuser().await;
    for broken in [
        "CREATE OR REPLACE FUNCTION realtime.send(payload jsonb, event text, topic text, private boolean DEFAULT true)
           RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away'; END $$",
        "DROP FUNCTION realtime.send",
        "ALTER SCHEMA realtime RENAME TO away",
    ] {
        run(&mut superuser, "UPDATE outputs SET status = 'queued'; DELETE FROM private.job_progress").await;
        if broken.starts_with("CREATE") {
            // Before that: somebody holds the table.
            run(&mut holder, "BEGIN; LOCK TABLE realtime.messages").await;
            run(&mut superuser, &format!("SET statement_timeout = '5s'; {OUTPUT}")).await;
            run(&mut holder, "ROLLBACK").await;
            run(&mut superuser, "UPDATE outputs SET status = 'queued'").await;
        }
        run(&mut superuser, broken).await;
        for change in [FILE, OUTPUT, PROGRESS] {
            run(&mut superuser, change).await;
        }
        let status: String = sqlx::query_scalar("SELECT status::text FROM outputs")
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        assert_eq!(status, "processing", "{broken}");
    }
    // And where there is no Realtime, it can't be switched on, but off.
    let refused = sqlx::raw_sql(ON).execute(&mut owner).await.unwrap_err();
    assert!(
        refused.to_string().contains("no Supabase Realtime"),
        "{refused}"
    );
    run(&mut owner, OFF).await;
}

/// As Supabase's server asks: with the claims of the token and the topic that it wants to join, for a message that it has put
/// there.
async fn hears(database: &mut PgConnection, claims: &Value, topic: &str) -> Result<bool, String> {
    let ask = format!(
        "BEGIN;
         INSERT INTO realtime.messages (topic, extension, event, private) VALUES ('{topic}', 'broadcast', 'probe', true), ('{topic}', 'presence', 'probe', true);
         SELECT set_config('role', '{role}', true), set_config('realtime.topic', '{topic}', true),
           set_config('request.jwt.claims', '{claims}', true), set_config('request.jwt.claim.role', '{role}', true)",
        role = claims["role"].as_str().unwrap(),
    );
    run(database, &ask).await;
    let rows = sqlx::query("SELECT extension FROM realtime.messages WHERE event = 'probe'")
        .fetch_all(&mut *database)
        .await;
    let sends = sqlx::raw_sql(AssertSqlSafe(format!(
        "INSERT INTO realtime.messages (topic, extension, event, private) VALUES ('{topic}', 'broadcast', 'x', true)"
    )))
    .execute(&mut *database)
    .await;
    assert!(sends.is_err(), "{claims} sends to {topic}");
    run(database, "ROLLBACK").await;
    let rows = rows.map_err(|error| error.to_string())?;
    let extensions: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert!(
        extensions.is_empty() || extensions == ["broadcast"],
        "{extensions:?}"
    );
    Ok(!extensions.is_empty())
}

#[tokio::test]
async fn a_topic_is_heard_by_its_account_alone() {
    let database = Database::migrated().await;
    run(&mut database.login("postgres").await, ON).await;
    let mut superuser = database.superuser().await;
    let now = crate::signer::now();
    run(
        &mut superuser,
        "INSERT INTO private.memberships VALUES
        ('org_1', 'user_removed', 'member', now() + interval '1 hour', now() + interval '1 hour')",
    )
    .await;
    let person = |id: &str| json!({ "sub": id, "role": "authenticated", "iat": now });
    let member = |id: &str, org: &str, role: &str| json!({ "sub": id, "role": "authenticated", "iat": now, "v": 2, "o": { "id": org, "rol": role } });
    for (claims, topic, heard) in [
        (person("user_a"), "account:user_a", true),
        (person("user_a"), "account:user_b", false),
        (person("user_a"), "account:user_", false),
        (person("user_a"), "account:user_ab", false),
        (person("user_a"), "user_a", false),
        (person("user_a"), "account:org_1", false),
        (member("user_a", "org_1", "admin"), "account:org_1", true),
        (member("user_a", "org_1", "viewer"), "account:org_1", true),
        (member("user_a", "org_1", "admin"), "account:user_a", false),
        (member("user_a", "org_1", "admin"), "account:org_12", false),
        (json!({ "role": "anon" }), "account:user_a", false),
        (json!({ "role": "authenticated" }), "account:", false),
    ] {
        let answer = hears(&mut superuser, &claims, topic).await;
        assert_eq!(answer, Ok(heard), "{claims} of {topic}");
    }
    let ended = hears(
        &mut superuser,
        &member("user_removed", "org_1", "member"),
        "account:org_1",
    )
    .await;
    assert!(ended.unwrap_err().contains("membership has ended"));
}
