//! An output that is asked for while a source is being read waits for it, and then begins or fails with it.

use serde_json::json;

use super::{
    fixture::{PHRASES, TranscriptionFixture, sample, transcript},
    said::ask,
};
use crate::scripted::{Answer, Scripted};

#[tokio::test]
async fn an_output_begins_when_its_source_is_ready() {
    let provider = Scripted::start([transcript("en", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    transcriptions.set("GENERATION_PROVIDER", "extractive");
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let output = ask(&mut transcriptions, project, &json!({ "file_ids": [file] })).await;
    let writer = transcriptions.fixture.worker().await;
    let message = json!({ "output_id": output }).to_string();
    transcriptions.fixture.queue.send(&message).await;
    transcriptions.fixture.queue.work(&writer).await;
    let row = transcriptions.fixture.output(output).await;
    assert_eq!(row["status"], "queued", "{row}");
    assert_eq!(row["attempts"], 0, "{row}");
    assert_eq!(row["job"]["waits_for"], json!([file]), "{row}");
    assert_eq!(
        transcriptions.fixture.maintain("minutely").await["sent"],
        0,
        "nobody asks meanwhile"
    );

    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    // The worker that has read the file has sent the message.
    transcriptions.fixture.queue.work(&writer).await;
    let row = transcriptions.fixture.output(output).await;
    assert_eq!(row["status"], "completed", "{row}");
    assert_eq!(row["job"]["waits_for"], json!([]), "{row}");
}

#[tokio::test]
async fn an_output_fails_with_its_source() {
    let refused = Answer::json(401, &json!({}));
    let provider = Scripted::start([refused]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    transcriptions.file(project, "wav", &sample()).await;
    let output = ask(&mut transcriptions, project, &json!({})).await;
    let other = transcriptions.project().await;
    let elsewhere = ask(&mut transcriptions, other, &json!({ "topic": "x" })).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    let row = transcriptions.fixture.output(output).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(row["error"]["code"], "source_failed", "{row}");
    let detail = row["error"]["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("talk.wav could not be read: The transcription provider"),
        "{detail}"
    );
    assert_eq!(row["job"]["state"], "failed", "{row}");
    assert_eq!(
        transcriptions.fixture.output(elsewhere).await["job"]["waits"],
        false
    );
}

#[tokio::test]
async fn an_output_goes_on_without_a_source_that_is_deleted() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let project = transcriptions.project().await;
    let (one, two) = (
        transcriptions.file(project, "wav", &sample()).await,
        transcriptions.file(project, "wav", &sample()).await,
    );
    let output = ask(&mut transcriptions, project, &json!({})).await;
    transcriptions
        .fixture
        .sql(&format!("DELETE FROM files WHERE id = '{one}'"))
        .await;
    let row = transcriptions.fixture.output(output).await;
    assert_eq!(row["job"]["waits_for"], json!([two]), "{row}");
    assert_eq!(row["job"]["waits"], true, "{row}");
    transcriptions
        .fixture
        .sql(&format!("DELETE FROM files WHERE id = '{two}'"))
        .await;
    let row = transcriptions.fixture.output(output).await;
    assert_eq!(
        (&row["job"]["waits"], &row["job"]["state"]),
        (&json!(false), &json!("queued")),
        "{row}"
    );
}
