//! Called off: what is queued ends at once, what is worked on is asked to, what is done stays.

use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{User, app},
    database::run,
};

/// An output with its job, both of this state; its path. No worker takes it: it is not due for an hour.
async fn output(user: &User, database: &mut PgConnection, state: &str) -> String {
    let project = user.project_row(database).await;
    let id = user.output_row(database, &project, state).await;
    run(
        database,
        &format!(
            "INSERT INTO private.jobs (output_id, user_id, kind, request, state, not_before, deliver_after, lease_token, lease_expires_at)
             VALUES ('{id}', '{}', 'blog', '{{}}', '{state}', now() + interval '1 hour', now() + interval '1 hour',
                     gen_random_uuid(), now() + interval '1 hour')",
            user.id
        ),
    )
    .await;
    format!("{project}/outputs/{id}")
}

async fn state(database: &mut PgConnection, path: &str) -> (String, bool) {
    sqlx::query_as(
        "SELECT state, cancel_requested_at IS NOT NULL FROM private.jobs WHERE output_id = $1::uuid",
    )
    .bind(path.rsplit('/').next().unwrap())
    .fetch_one(database)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_is_queued_ends_and_what_is_worked_on_is_asked_to() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let queued = output(&user, &mut database, "queued").await;
    let cancelled = user
        .post(&format!("{queued}/cancel"))
        .send()
        .await
        .expect(200);
    let row = cancelled.json();
    assert_eq!(row["status"], "cancelled");
    assert!(
        row["completed_at"].is_string() && row["cancel_requested_at"].is_string(),
        "{row}"
    );
    assert_eq!(
        state(&mut database, &queued).await,
        ("cancelled".to_owned(), true)
    );
    let read = user.get(&queued).send().await.expect(200);
    assert_eq!(
        (&read.body, read.header("etag")),
        (&cancelled.body, cancelled.header("etag"))
    );
    let again = user
        .post(&format!("{queued}/cancel"))
        .send()
        .await
        .expect(200);
    assert_eq!(again.body, cancelled.body, "it is final");

    let working = output(&user, &mut database, "processing").await;
    let asked = user
        .post(&format!("{working}/cancel"))
        .send()
        .await
        .expect(202);
    assert_eq!(asked.header("location"), working);
    let row = asked.json();
    assert_eq!(
        (&row["status"], &row["completed_at"]),
        (&json!("processing"), &json!(null))
    );
    assert!(row["cancel_requested_at"].is_string(), "{row}");
    assert_eq!(
        state(&mut database, &working).await,
        ("processing".to_owned(), true)
    );
    let again = user
        .post(&format!("{working}/cancel"))
        .send()
        .await
        .expect(202);
    assert_eq!(
        again.json()["cancel_requested_at"],
        row["cancel_requested_at"],
        "once"
    );
}

#[tokio::test]
async fn what_is_final_stays_as_it_is() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    for end in ["completed", "failed", "cancelled"] {
        let path = output(&user, &mut database, end).await;
        let before = user.get(&path).send().await.expect(200);
        let answer = user
            .post(&format!("{path}/cancel"))
            .send()
            .await
            .expect(200);
        assert_eq!(answer.body, before.body);
        assert_eq!(state(&mut database, &path).await, (end.to_owned(), false));
        assert_eq!(user.get(&path).send().await.body, before.body);
    }
}

/// As a row that was made past the API: nobody would ever end it.
#[tokio::test]
async fn what_has_no_job_ends() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    for status in ["queued", "processing"] {
        let project = user.project_row(&mut database).await;
        let id = user.output_row(&mut database, &project, status).await;
        let path = format!("{project}/outputs/{id}/cancel");
        assert_eq!(
            user.post(&path).send().await.expect(200).json()["status"],
            "cancelled"
        );
    }
}
