//! Documents are read by the same worker, and have places instead of times.

use serde_json::json;

use super::fixture::{TranscriptionFixture, said};

#[tokio::test]
async fn captions_keep_their_times_and_what_cant_be_read_says_why() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let project = transcriptions.project().await;
    let worker = transcriptions.worker().await;
    let captions = "WEBVTT\n\n00:01.000 --> 00:03.500\nHello there.\n\n00:03.500 --> 00:05.000\nHow are you?\n";
    let file = transcriptions
        .file(project, "vtt", captions.as_bytes())
        .await;
    transcriptions.work(&worker).await;
    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    assert_eq!(row["sha256"].as_str().map(str::len), Some(64), "{row}");
    assert_eq!(said(&row)[0], (1.0, 3.5, "Hello there.".to_owned()));
    assert_eq!(row["transcription"]["provider"], json!(null));
    assert_eq!(row["transcription"]["duration_seconds"], 5.0);
    assert_eq!(row["calls"], json!([]));

    let file = transcriptions
        .file(project, "srt", b"nothing of the kind")
        .await;
    transcriptions.work(&worker).await;
    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(row["error"]["retryable"], false, "{row}");
    assert!(
        row["error"]["code"]
            .as_str()
            .unwrap()
            .starts_with("source_"),
        "{row}"
    );
}
