//! `private.enqueue` and `private.delivered`: one job an output, made of what its user asked for.

use domain::WorkKind;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    contract::work::column,
    database::{Database, run, sqlstate},
};

#[tokio::test]
async fn a_job_is_made_from_its_users_output() {
    let database = Database::migrated().await;
    let output = output_of(&database, "user_one").await;
    let mut api = database.login("repostr_api").await;

    assert_eq!(
        enqueue(&mut api, output, "user_two").await,
        "P0002",
        "another user's"
    );
    assert_eq!(
        enqueue(&mut api, Uuid::nil(), "user_one").await,
        "P0002",
        "nobody's"
    );
    assert_eq!(enqueue(&mut api, output, "user_one").await, "00000");
    assert_eq!(
        enqueue(&mut api, output, "user_one").await,
        "55006",
        "it is not over yet"
    );

    let mut superuser = database.superuser().await;
    let job: Value = sqlx::query_scalar(
        "SELECT to_jsonb(job) - $1::text[] || jsonb_build_object(
           'created_at', created_at = not_before, 'not_before', not_before <= now(),
           'deliver_after', deliver_after - not_before, 'deadline_at', extract(epoch FROM deadline_at - not_before) / 3600)
         FROM private.jobs AS job",
    )
    .bind(WorkKind::ALL.map(column).to_vec())
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let fresh = json!({
        "user_id": "user_one", "created_by": null, "work": "generation", "kind": "social", "request": {"topic": "t"}, "request_id": "r-1",
        "state": "queued", "attempts": 0, "max_attempts": 5, "postponed": 0, "progress": [], "error": null, "lease_token": null, "lease_expires_at": null,
        "cancel_requested_at": null, "waits_for": [], "created_at": true, "not_before": true, "deliver_after": "00:01:00", "deadline_at": 24.0,
    });
    assert_eq!(job["deadline_at"].as_f64(), Some(24.0));
    assert_eq!(
        job.as_object().unwrap().len(),
        fresh.as_object().unwrap().len()
    );
    for (field, value) in fresh.as_object().unwrap() {
        assert!(
            field == "deadline_at" || &job[field] == value,
            "{field}: {}",
            job[field]
        );
    }

    // Over, by whatever end, it is armed again as new, with the request the output has by then.
    for end in ["completed", "failed", "cancelled"] {
        run(
            &mut superuser,
            &format!(
                "UPDATE private.jobs SET state = '{end}', attempts = 3, lease_token = gen_random_uuid(), lease_expires_at = now(),
                   cancel_requested_at = now(), error = '{{}}', postponed = 2, progress = '[1]', not_before = now() + INTERVAL '1 hour', deliver_after = now() - INTERVAL '1 day',
                   deadline_at = now() - INTERVAL '1 day', request = '{{}}', request_id = 'old'"
            ),
        )
        .await;
        assert_eq!(
            enqueue(&mut api, output, "user_one").await,
            "00000",
            "after {end}"
        );
        let armed: bool = sqlx::query_scalar(
            "SELECT state = 'queued' AND attempts = 0 AND postponed = 0 AND progress = '[]' AND error IS NULL AND lease_token IS NULL AND lease_expires_at IS NULL AND cancel_requested_at IS NULL
               AND not_before <= now() AND deliver_after > now() AND deadline_at > now() + INTERVAL '23 hours'
               AND request = '{\"topic\": \"t\"}' AND request_id = 'r-1' AND created_at = not_before
             FROM private.jobs",
        )
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        assert!(armed, "after {end}");
    }
}

#[tokio::test]
async fn what_is_delivered_is_not_sent_again_for_ten_minutes() {
    let database = Database::migrated().await;
    let output = output_of(&database, "user_one").await;
    let mut api = database.login("repostr_api").await;
    let mut superuser = database.superuser().await;
    assert_eq!(enqueue(&mut api, output, "user_one").await, "00000");
    for (user, state, minutes) in [
        ("user_two", "queued", 0.0),
        ("user_one", "processing", 0.0),
        ("user_one", "queued", 10.0),
    ] {
        run(
            &mut superuser,
            &format!("UPDATE private.jobs SET deliver_after = now(), state = '{state}'"),
        )
        .await;
        sqlx::query("SELECT private.delivered($1, $2)")
            .bind(output)
            .bind(user)
            .execute(&mut api)
            .await
            .unwrap();
        let ahead: f64 = sqlx::query_scalar("SELECT round(extract(epoch FROM deliver_after - now()) / 60)::float8 FROM private.jobs")
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        assert!(
            (ahead - minutes).abs() < 0.5,
            "{user}, {state}: {ahead} minutes"
        );
    }
}

async fn output_of(database: &Database, user: &str) -> Uuid {
    sqlx::query_scalar(
        "WITH project AS (INSERT INTO projects (user_id, title) VALUES ($1, 'A talk') RETURNING id)
         INSERT INTO outputs (user_id, project_id, kind, request) SELECT $1, id, 'social', '{\"topic\": \"t\"}' FROM project RETURNING id",
    )
    .bind(user)
    .fetch_one(&mut database.superuser().await)
    .await
    .expect("an output")
}

/// The code of its refusal, or `00000`.
async fn enqueue(api: &mut PgConnection, output: Uuid, user: &str) -> String {
    let enqueue = sqlx::query("SELECT private.enqueue($1, $2, 'r-1')");
    sqlstate(enqueue.bind(output).bind(user).execute(api).await)
}
