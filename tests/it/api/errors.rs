//! What a refusal says: each bad field with its place, all of them at once, also where the checks are in different parts
//! of the request, or need the database.

use serde_json::{Value, json};

use super::uploads::Announced;
use crate::{
    app::{answer::Answer, app},
    nothing_lost::fixture::WorkerFixture,
};

const NEVER: &str = "00000000-0000-4000-8000-0000000000ff";
/// A system's template, for X.
const TWITTER: &str = "00000000-0000-4000-8000-000000000002";
/// Not of ASCII.
const BAD_KEY: &str = "schlüssel";

/// The entries: place, and code.
fn entries(answer: &Answer) -> Value {
    let problem = answer.json();
    let errors = problem["errors"].as_array().unwrap().iter();
    let place = |error: &Value| error.get("pointer").or(error.get("parameter")).cloned();
    errors
        .map(|error| json!([place(error), error["code"]]))
        .collect()
}

#[tokio::test]
async fn what_a_generation_names_is_told_at_once() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let generate = user.post(&format!("{project}/generate/blog"));
    let output = user.output_row(&mut database, &project, "completed").await;
    let regenerate = user.post(&format!("{project}/outputs/{output}/regenerate"));
    for request in [&generate, &regenerate] {
        for (sent, code, expected) in [
            (
                json!({}),
                "no_usable_source",
                json!([["project_id", "no_usable_source"]]),
            ),
            (
                json!({ "template_id": TWITTER }),
                "invalid_request",
                json!([
                    ["#/template_id", "template_type_mismatch"],
                    ["project_id", "no_usable_source"]
                ]),
            ),
            (
                json!({ "template_id": NEVER, "file_ids": [NEVER] }),
                "invalid_request",
                json!([
                    ["#/template_id", "template_not_found"],
                    ["#/file_ids", "file_not_found"]
                ]),
            ),
        ] {
            let answer = request.clone().json(sent).send().await.problem(422, code);
            assert_eq!(entries(&answer), expected, "{answer}");
        }
    }

    let file = user.file_row(&mut database, &project).await;
    let why = "Recordings can't be transcribed here.";
    sqlx::query(
        "UPDATE files SET status = 'failed', filename = 'talk.mp3', error = $2 WHERE id = $1::uuid",
    )
    .bind(&file)
    .bind(json!({ "code": "transcription_not_configured", "detail": why, "retryable": false }))
    .execute(&mut database)
    .await
    .unwrap();
    let failed = generate.clone().json(json!({})).send().await;
    let failed = failed.problem(422, "no_usable_source").json();
    let detail = failed["detail"].as_str().unwrap();
    assert!(detail.contains(&format!("talk.mp3: {why}")), "{failed}");
    assert!(!detail.contains("Upload a file first"), "{failed}");
    sqlx::query("UPDATE files SET status = 'uploading' WHERE id = $1::uuid")
        .bind(&file)
        .execute(&mut database)
        .await
        .unwrap();
    let unread = generate.clone().json(json!({ "file_ids": [file] }));
    let unread = unread.send().await.problem(422, "no_usable_source");
    assert_eq!(
        entries(&unread),
        json!([["#/file_ids", "no_usable_source"]])
    );
    let both = generate.json(json!({ "file_ids": [file, NEVER] }));
    let both = both.send().await.invalid(&["#/file_ids"]);
    let detail = both.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(&file) && detail.contains(NEVER), "{both}");
}

#[tokio::test]
async fn a_bad_key_is_told_with_a_bad_body() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let output = user.output_row(&mut database, &project, "completed").await;
    let output = format!("{project}/outputs/{output}");
    for request in [
        user.post("/projects"),
        user.patch(&project),
        user.post(&format!("{project}/files")),
        user.post(&format!("{project}/generate/blog")),
        user.post(&format!("{output}/regenerate")),
        user.patch(&output),
        user.post("/templates"),
        user.patch(&format!("/templates/{NEVER}")),
        user.patch("/users/me"),
    ] {
        let answer = request.key("").json(json!({ "nothing": 1 })).send().await;
        let places = answer.problem(422, "invalid_request").places();
        for place in ["#/nothing", "Idempotency-Key"] {
            assert!(places.iter().any(|told| told == place), "{places:?}");
        }
    }
    let upload = user.post(&format!("{project}/upload")).key(BAD_KEY);
    let empty = upload.clone().file("a.txt", b"").send().await;
    empty.invalid(&["#/file", "Idempotency-Key"]);
    let picture = upload.file("a.txt", b"%PDF-1.7").send().await;
    let picture = picture.problem(422, "invalid_request");
    assert_eq!(
        entries(&picture),
        json!([
            ["#/file", "content_mismatch"],
            ["Idempotency-Key", "invalid_key"]
        ])
    );
}

#[tokio::test]
async fn what_contradicts_its_name_or_its_first_request_says_where() {
    let app = app();
    let user = app.user();
    let project = user.project("Places").await;
    let upload = user.post(&format!("{project}/upload")).key("k");
    let other = upload.clone().file("a.txt", b"%PDF-1.7").send().await;
    let other = other.problem(422, "content_mismatch");
    assert_eq!(entries(&other), json!([["#/file", "content_mismatch"]]));
    upload
        .clone()
        .file("a.txt", b"text")
        .send()
        .await
        .expect(201);
    let again = upload.file("b.txt", b"text").send().await;
    let again = again.problem(422, "idempotency_key_reused");
    assert_eq!(
        entries(&again),
        json!([["Idempotency-Key", "idempotency_key_reused"]])
    );
    // Nothing is in this request but the file that it names.
    let file = Announced::new(&user, &project, "a.txt", 8).await;
    file.put(&app, b"%PDF-1.7").await;
    let refused = file.complete(&user).await.problem(422, "content_mismatch");
    assert_eq!(entries(&refused), json!([["file_id", "content_mismatch"]]));
}

#[tokio::test]
async fn an_edit_is_judged_as_a_whole() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let id = user.output_row(&mut database, &project, "completed").await;
    sqlx::query("UPDATE outputs SET kind = 'social' WHERE id = $1::uuid")
        .bind(&id)
        .execute(&mut database)
        .await
        .unwrap();
    let edit = user.patch(&format!("{project}/outputs/{id}"));
    let long = format!("## X\n\n{}\n", "x".repeat(281));
    let sent = json!({ "body": long, "metadata": { "subject": "A mill" } });
    let answer = edit.json(sent).send().await;
    let answer = answer.problem(422, "invalid_request");
    assert_eq!(
        entries(&answer),
        json!([
            ["#/metadata/subject", "not_an_email"],
            ["#/body", "too_long"]
        ])
    );
}

/// A model with so small a context that not even the instructions have room.
#[tokio::test]
async fn a_prompt_that_nothing_can_be_asked_with_is_the_requests_fault() {
    let mut fixture = WorkerFixture::start([]).await;
    let small = [
        ("GENERATION_CONTEXT_TOKENS", "1200"),
        ("GENERATION_MAX_TOKENS", "1000"),
    ];
    let create = fixture.function("output-create", &small).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let dry = json!({ "topic": "Mills", "prompt_overrides": "x ".repeat(2_000), "dry_run": true });
    let generate = user.post(&format!("{project}/generate/blog")).json(dry);
    let answer = generate.send_to(&create).await;
    let answer = answer.problem(422, "context_too_long");
    assert_eq!(entries(&answer), json!([["#", "context_too_long"]]));
}
