//! A file is ready when somebody has looked at what is stored, and at nothing else.

use serde_json::{Value, json};

use super::{
    Announced,
    s3::{STAGING, keys, s3, staged},
};
use crate::app::{App, User, app};

async fn row(app: &App, file: &Announced) -> Value {
    sqlx::query_scalar("SELECT to_jsonb(f) FROM files f WHERE path = $1")
        .bind(file.key())
        .fetch_one(&mut app.database().await)
        .await
        .unwrap()
}

async fn started() -> (App, User, String) {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    (app, user, project)
}

#[tokio::test]
async fn what_has_not_arrived_is_not_complete() {
    let (app, user, project) = started().await;
    let file = Announced::new(&user, &project, "a.txt", 4).await;
    for _ in 0..2 {
        file.complete(&user).await.problem(409, "upload_incomplete");
        assert_eq!(row(&app, &file).await["status"], "uploading");
    }
    file.put(&app, b"text").await;
    let ready = file.complete(&user).await.expect(200);
    assert_eq!(
        ready.json()["sha256"],
        "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
    );
    // A second time there is nothing to do.
    assert_eq!(file.complete(&user).await.expect(200).json(), ready.json());
}

/// What a storage that doesn't hold to what is signed would let through.
async fn stage(file: &Announced, body: &str) {
    let metadata = json!({ "uploaded-as": file.key() });
    let object =
        json!({ "Bucket": STAGING, "Key": file.key(), "Body": body, "Metadata": metadata });
    s3("put_object", object).await;
}

/// Not by our URL: the storage holds whoever has one to the size.
#[tokio::test]
async fn another_size_is_not_kept_and_can_be_put_right() {
    let (app, user, project) = started().await;
    let file = Announced::new(&user, &project, "a.txt", 4).await;
    stage(&file, "text, and more").await;
    file.complete(&user).await.problem(422, "size_mismatch");
    assert_eq!(staged(file.key()).await, [""; 0]);
    assert_eq!(keys(file.key()).await, [""; 0]);
    let failed = row(&app, &file).await;
    assert_eq!(
        (&failed["status"], &failed["error"]["code"], &failed["etag"]),
        (&json!("failed"), &json!("size_mismatch"), &json!(null))
    );
    let shown = user.get(&file.path).send().await.expect(200).json();
    assert_eq!(
        (&shown["error"], &shown["download"]),
        (&failed["error"], &json!(null))
    );
    file.complete(&user).await.problem(409, "upload_incomplete");
    assert_eq!(row(&app, &file).await["error"], failed["error"]);

    file.put(&app, b"text").await;
    let ready = file.complete(&user).await.expect(200).json();
    assert_eq!(
        (&ready["status"], &ready["error"]),
        (&json!("ready"), &json!(null))
    );
}

#[tokio::test]
async fn without_its_storage_nothing_is_decided() {
    let (app, user, project) = started().await;
    let file = Announced::new(&user, &project, "a.txt", 4).await;
    stage(&file, "far too much").await;
    let before = row(&app, &file).await;
    let away = [("STORAGE_ENDPOINT", "http://127.0.0.1:9")];
    let complete = app.function("file-complete", &away).await;
    user.post(&format!("{}/complete", file.path))
        .send_to(&complete)
        .await
        .problem(503, "storage_unavailable");
    assert_eq!(row(&app, &file).await, before);
}

#[tokio::test]
async fn each_look_takes_a_place_in_the_rate_limit() {
    let (app, user, project) = started().await;
    let complete = app
        .function("file-complete", &[("RATE_LIMIT_PER_MINUTE", "2")])
        .await;
    let (good, bad) = (
        Announced::new(&user, &project, "a.txt", 4).await,
        Announced::new(&user, &project, "b.txt", 4).await,
    );
    good.put(&app, b"text").await;
    bad.put(&app, b"a\0bc").await;
    let post = |file: &Announced| user.post(&format!("{}/complete", file.path));
    let answer = post(&good).send_to(&complete).await.expect(200);
    assert_eq!(answer.header("x-ratelimit-remaining"), "1", "{answer}");
    let answer = post(&bad).send_to(&complete).await;
    let answer = answer.problem(422, "content_mismatch");
    assert_eq!(answer.header("x-ratelimit-remaining"), "0", "{answer}");
    post(&good)
        .send_to(&complete)
        .await
        .problem(429, "rate_limited");
}

/// What arrives when its file is gone is nobody's; `maintenance` takes it away.
#[tokio::test]
async fn a_file_that_is_deleted_meanwhile_stays_deleted() {
    let (app, user, project) = started().await;
    let file = Announced::new(&user, &project, "a.txt", 4).await;
    file.put(&app, b"text").await;
    user.delete(&file.path).send().await.expect(204);
    assert_eq!(staged(file.key()).await, [""; 0]);
    assert_eq!(file.put(&app, b"text").await.status(), 200);
    assert_eq!(keys(file.key()).await, [""; 0]);
    file.complete(&user).await.problem(404, "file_not_found");
    user.delete(&project).send().await.expect(204);
    file.complete(&user).await.problem(404, "file_not_found");
}
