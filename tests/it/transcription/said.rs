//! A recording, from the file to a blog post about it.

use serde_json::{Value, json};

use super::fixture::{PHRASES, TranscriptionFixture, said, sample, transcript};
use crate::{nothing_lost::fixture::USER, scripted::Scripted};

#[tokio::test]
async fn a_recording_becomes_a_transcription_and_a_blog_post() {
    let provider = Scripted::start([transcript("english", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    transcriptions.set("GENERATION_PROVIDER", "extractive");
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;

    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    assert_eq!(row["job"]["state"], "completed", "{row}");
    assert_eq!(row["sha256"].as_str().map(str::len), Some(64), "{row}");
    let expected: Vec<_> = PHRASES
        .map(|(start, end, text)| (start, end, text.to_owned()))
        .to_vec();
    assert_eq!(said(&row), expected);
    let transcription = &row["transcription"];
    assert_eq!(transcription["language"], "en");
    assert_eq!(transcription["duration_seconds"], 24.7);
    assert_eq!(transcription["provider"], "openai");
    assert_eq!(transcription["model"], "whisper-1");
    let text = transcription["text"].as_str().unwrap();
    assert!(text.contains("leisure to consider"), "{text}");
    assert_eq!(transcription["word_count"], text.split_whitespace().count());
    // 24.7 s at 0.6 cents a minute.
    let call = json!({ "outcome": "completed", "cost_micros": 2470, "provider": "openai", "model": "whisper-1", "user_id": USER });
    assert_eq!(row["calls"], json!([call]));

    assert_eq!(minutes(&mut transcriptions).await, json!(0.4), "24.7 s");

    let [request] = provider.requests().try_into().unwrap();
    assert_eq!(request.path, "/audio/transcriptions");
    assert_eq!(request.headers["authorization"], "Bearer a-key");
    let form = String::from_utf8_lossy(&request.body).into_owned();
    for part in [
        "verbose_json",
        "whisper-1",
        "filename=\"recording.wav\"",
        "audio/wav",
    ] {
        assert!(form.contains(part), "{part}");
    }

    let output = ask(&mut transcriptions, project, &json!({})).await;
    let writer = transcriptions.fixture.worker().await;
    transcriptions
        .fixture
        .queue
        .send(&json!({ "output_id": output }).to_string())
        .await;
    transcriptions.fixture.queue.work(&writer).await;
    let output = transcriptions.fixture.output(output).await;
    assert_eq!(output["status"], "completed", "{output}");
    let post = output["body"].as_str().unwrap();
    assert!(post.contains("ill disposed"), "{post}");
    assert_eq!(
        output["metadata"]["sources"],
        json!([{ "file_id": file, "sha256": row["sha256"], "text_version": 1 }])
    );
    transcriptions.fixture.sql("DELETE FROM files").await;
    let used = minutes(&mut transcriptions).await;
    assert_eq!(used, json!(0.4), "what was transcribed stays used");
}

async fn minutes(transcriptions: &mut TranscriptionFixture) -> Value {
    let usage = "SELECT private.usage($1) -> 'minutes'";
    let used = sqlx::query_scalar(usage).bind(USER);
    used.fetch_one(&mut transcriptions.fixture.rows)
        .await
        .unwrap()
}

/// As `output-create` leaves it.
pub(super) async fn ask(
    transcriptions: &mut TranscriptionFixture,
    project: uuid::Uuid,
    request: &Value,
) -> uuid::Uuid {
    let id = sqlx::query_scalar(
        "INSERT INTO outputs (user_id, project_id, kind, request) VALUES ($1, $2, 'blog', $3) RETURNING id",
    )
    .bind(USER)
    .bind(project)
    .bind(request)
    .fetch_one(&mut transcriptions.fixture.rows)
    .await
    .unwrap();
    sqlx::query("SELECT private.enqueue($1, $2, 'r-1')")
        .bind(id)
        .bind(USER)
        .execute(&mut transcriptions.fixture.rows)
        .await
        .unwrap();
    id
}
