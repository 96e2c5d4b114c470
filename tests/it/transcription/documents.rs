//! Documents are read by the same worker, and have places instead of times.

use std::{fs, pin::pin, time::Duration};

use documents::limits::CHILDREN;
use serde_json::json;
use tokio::time::sleep;

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

/// Each of whom may take a quarter of the function's memory.
#[tokio::test]
async fn of_ten_documents_three_are_read_at_a_time() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let project = transcriptions.project().await;
    let worker = transcriptions.worker().await;
    let page = "<p>A paragraph of <b>a page</b> that takes a while to be read.</p>".repeat(2_000);
    let mut files = Vec::new();
    for _ in 0..10 {
        files.push(transcriptions.file(project, "html", page.as_bytes()).await);
    }
    let batch = transcriptions.queue.receive().await;
    assert_eq!(batch.messages.len(), files.len());
    let mut outcome = pin!(worker.invoke(batch.event()));
    let mut most = 0;
    let outcome = loop {
        tokio::select! {
            outcome = &mut outcome => break outcome,
            () = sleep(Duration::from_millis(5)) => most = most.max(children(worker.pid())),
        }
    };
    transcriptions.queue.settle(&batch, outcome).await;
    assert_eq!(most, CHILDREN);
    for file in files {
        let row = transcriptions.row(file).await;
        assert_eq!(row["status"], "ready", "{row}");
    }
}

/// How many processes are a process's children (proc_pid_stat(5)).
fn children(parent: u32) -> usize {
    let is_child = |stat: &String| {
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
        fields.split_whitespace().nth(1) == Some(parent.to_string().as_str())
    };
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let stats =
        processes.filter_map(|process| fs::read_to_string(process.path().join("stat")).ok());
    stats.filter(is_child).count()
}
