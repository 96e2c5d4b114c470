//! An output that is asked for while a source is being read waits for it, and then begins or fails with it.

use serde_json::json;

use super::{
    hearing::{Hearing, PHRASES, sample, transcript},
    said::ask,
};
use crate::scripted::{Answer, Scripted};

#[tokio::test]
async fn an_output_begins_when_its_source_is_ready() {
    let provider = Scripted::start([transcript("en", &PHRASES)]).await;
    let mut hearing = Hearing::start(&provider.url, []).await;
    hearing.set("GENERATION_PROVIDER", "extractive");
    let project = hearing.project().await;
    let file = hearing.file(project, "wav", &sample()).await;
    let output = ask(&mut hearing, project, &json!({ "file_ids": [file] })).await;
    let writer = hearing.works.worker().await;
    let message = json!({ "output_id": output }).to_string();
    hearing.works.queue.send(&message).await;
    hearing.works.queue.work(&writer).await;
    let row = hearing.works.output(output).await;
    assert_eq!(row["status"], "queued", "{row}");
    assert_eq!(row["attempts"], 0, "{row}");
    assert_eq!(row["job"]["waits_for"], json!([file]), "{row}");
    assert_eq!(
        hearing.works.maintain("minutely").await["sent"],
        0,
        "nobody asks meanwhile"
    );

    let worker = hearing.worker().await;
    hearing.work(&worker).await;
    // The worker that has read the file has sent the message.
    hearing.works.queue.work(&writer).await;
    let row = hearing.works.output(output).await;
    assert_eq!(row["status"], "completed", "{row}");
    assert_eq!(row["job"]["waits_for"], json!([]), "{row}");
}

#[tokio::test]
async fn an_output_fails_with_its_source() {
    let refused = Answer::json(401, &json!({}));
    let provider = Scripted::start([refused]).await;
    let mut hearing = Hearing::start(&provider.url, []).await;
    let project = hearing.project().await;
    hearing.file(project, "wav", &sample()).await;
    let output = ask(&mut hearing, project, &json!({})).await;
    let other = hearing.project().await;
    let elsewhere = ask(&mut hearing, other, &json!({ "topic": "x" })).await;
    let worker = hearing.worker().await;
    hearing.work(&worker).await;
    let row = hearing.works.output(output).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(row["error"]["code"], "source_failed", "{row}");
    let detail = row["error"]["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("talk.wav could not be read: The transcription provider"),
        "{detail}"
    );
    assert_eq!(row["job"]["state"], "failed", "{row}");
    assert_eq!(hearing.works.output(elsewhere).await["job"]["waits"], false);
}

#[tokio::test]
async fn an_output_goes_on_without_a_source_that_is_deleted() {
    let mut hearing = Hearing::start("", []).await;
    let project = hearing.project().await;
    let (one, two) = (
        hearing.file(project, "wav", &sample()).await,
        hearing.file(project, "wav", &sample()).await,
    );
    let output = ask(&mut hearing, project, &json!({})).await;
    hearing
        .works
        .sql(&format!("DELETE FROM files WHERE id = '{one}'"))
        .await;
    let row = hearing.works.output(output).await;
    assert_eq!(row["job"]["waits_for"], json!([two]), "{row}");
    assert_eq!(row["job"]["waits"], true, "{row}");
    hearing
        .works
        .sql(&format!("DELETE FROM files WHERE id = '{two}'"))
        .await;
    let row = hearing.works.output(output).await;
    assert_eq!(
        (&row["job"]["waits"], &row["job"]["state"]),
        (&json!(false), &json!("queued")),
        "{row}"
    );
}
