//! Asked for once more: what the new request names is checked as the first one's was.

use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::app::{User, app};

/// A blog post that is done, in a project with a source; its path.
async fn output(user: &User, database: &mut PgConnection, request: Value) -> String {
    let project = user.project_row(database).await;
    user.file_row(database, &project).await;
    let id = user.output_row(database, &project, "completed").await;
    sqlx::query("UPDATE outputs SET request = $2 WHERE id = $1::uuid")
        .bind(&id)
        .bind(request)
        .execute(database)
        .await
        .unwrap();
    format!("{project}/outputs/{id}")
}

#[tokio::test]
async fn the_request_is_checked_with_what_it_keeps() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let never = "00000000-0000-4000-8000-0000000000ff";
    let templates = user
        .get("/templates?type=email")
        .send()
        .await
        .expect(200)
        .json();
    for (former, sent, code, places) in [
        (
            json!({ "template_id": never }),
            json!({}),
            "invalid_request",
            vec!["#/template_id"],
        ),
        (
            json!({ "file_ids": [never] }),
            json!({}),
            "invalid_request",
            vec!["#/file_ids"],
        ),
        (
            json!({}),
            json!({ "template_id": templates[0]["id"] }),
            "template_type_mismatch",
            vec!["#/template_id"],
        ),
        (
            json!({}),
            json!({ "dry_run": true }),
            "invalid_request",
            vec!["#/dry_run"],
        ),
        (
            json!({}),
            json!({ "unknown": 1 }),
            "invalid_request",
            vec!["#/unknown"],
        ),
        // As it was written past the API: named, so that it can be put right.
        (
            json!({ "topic": 7, "unknown": 1 }),
            json!({}),
            "invalid_request",
            vec!["#/topic"],
        ),
        (
            json!({ "extras": { "a": "x".repeat(9_000) } }),
            json!({ "extras": { "b": "x".repeat(9_000) } }),
            "invalid_request",
            vec!["#/extras"],
        ),
    ] {
        let path = output(&user, &mut database, former).await;
        let before = user.get(&path).send().await.expect(200);
        let rows = user.rows(&mut database).await;
        let again = user.post(&format!("{path}/regenerate"));
        let answer = again.clone().json(sent).send().await.problem(422, code);
        assert_eq!(answer.places(), places, "{answer}");
        assert_eq!(user.get(&path).send().await.body, before.body);
        assert_eq!(user.rows(&mut database).await, rows);
    }
    // `null` takes back what can't be had any more.
    let path = output(
        &user,
        &mut database,
        json!({ "template_id": never, "topic": 7 }),
    )
    .await;
    let sent = json!({ "template_id": null, "topic": null });
    let accepted = user
        .post(&format!("{path}/regenerate"))
        .json(sent)
        .send()
        .await
        .expect(202);
    assert_eq!(accepted.json()["request"], json!({}));
}

#[tokio::test]
async fn without_a_source_there_is_nothing_to_write_from() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let id = user.output_row(&mut database, &project, "failed").await;
    user.post(&format!("{project}/outputs/{id}/regenerate"))
        .json(json!({ "topic": "Mills" }))
        .send()
        .await
        .problem(422, "no_usable_source");
}

#[tokio::test]
async fn only_what_is_final_and_as_it_was_read_is_asked_for_again() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(&user, &mut database, json!({})).await;
    let again = user.post(&format!("{path}/regenerate")).json(json!({}));
    again
        .clone()
        .header("if-match", "\"stale\"")
        .send()
        .await
        .problem(412, "precondition_failed");
    for status in ["queued", "processing"] {
        let project = user.project_row(&mut database).await;
        let id = user.output_row(&mut database, &project, status).await;
        user.post(&format!("{project}/outputs/{id}/regenerate"))
            .json(json!({}))
            .send()
            .await
            .problem(409, "output_in_progress");
    }
}

#[tokio::test]
async fn it_costs_a_place_in_the_rate_limit() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let instance = app
        .function("output-regenerate", &[("RATE_LIMIT_PER_MINUTE", "1")])
        .await;
    let mut answers = Vec::new();
    // Three, since a minute may begin in between.
    for _ in 0..3 {
        let path = output(&user, &mut database, json!({})).await;
        let again = user.post(&format!("{path}/regenerate")).json(json!({}));
        answers.push(again.send_to(&instance).await);
    }
    assert!(answers.iter().any(|answer| answer.status == 202));
    let limited = answers.into_iter().find(|answer| answer.status == 429);
    limited
        .expect("the second in a minute")
        .problem(429, "rate_limited");
}
