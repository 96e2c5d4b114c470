//! A file ends `ready` or `failed`, whatever happens to it on the way.

use serde_json::json;

use super::fixture::{PHRASES, TranscriptionFixture, message, sample, transcript};
use crate::{
    nothing_lost::fixture::{LIMIT, USER},
    postgres::{Postgres, Stop},
    proxy::{Lost, Proxy},
    quotas::counters::assert_counted,
    runtime::Outcome,
    scripted::{Answer, Scripted},
};

#[tokio::test]
async fn without_a_provider_a_recording_says_so_and_texts_work() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(
        row["error"]["code"], "transcription_not_configured",
        "{row}"
    );
    let captions = b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n";
    let file = transcriptions.file(project, "srt", captions).await;
    transcriptions.work(&worker).await;
    assert_eq!(transcriptions.row(file).await["status"], "ready");
}

#[tokio::test]
async fn where_nobody_speaks_it_says_so() {
    let silence = Answer::json(
        200,
        &json!({ "text": "", "segments": [], "duration": 24.7 }),
    );
    let provider = Scripted::start([silence]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    let row = transcriptions.row(file).await;
    assert_eq!(row["error"]["code"], "no_speech", "{row}");
    assert_eq!(
        transcriptions.calls(file).await,
        ["completed"],
        "it was paid for"
    );
}

#[tokio::test]
async fn a_late_worker_writes_nothing_but_what_it_spent() {
    let (late, release) = transcript("en", &[(0.0, 1.0, "Too late.")]).held();
    let provider = Scripted::start([late, transcript("en", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let late_worker = transcriptions.worker().await;
    let batch = transcriptions.queue.receive().await;
    let outcome = late_worker.invoke(batch.event());
    provider.asked(1).await;
    transcriptions.lease_runs_out().await;
    transcriptions.fixture.maintain("minutely").await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    let before = transcriptions.row(file).await;
    assert_eq!(before["status"], "ready", "{before}");
    release.send(()).unwrap();
    transcriptions.queue.settle(&batch, outcome.await).await;
    let after = transcriptions.row(file).await;
    assert_eq!(after["transcription"], before["transcription"]);
    assert_eq!(
        transcriptions.calls(file).await,
        ["superseded", "completed"]
    );
}

#[tokio::test]
async fn what_a_killed_worker_asked_for_is_in_the_ledger_and_counted() {
    let (never, _held) = transcript("en", &PHRASES).held();
    let provider = Scripted::start([never, transcript("en", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    let batch = transcriptions.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    provider.asked(1).await;
    worker.kill().await;
    assert!(matches!(outcome.await, Outcome::Died));
    assert_eq!(transcriptions.calls(file).await, ["unanswered"]);

    transcriptions.lease_runs_out().await;
    transcriptions.fixture.maintain("minutely").await;
    transcriptions.work(&transcriptions.worker().await).await;
    assert_eq!(transcriptions.row(file).await["status"], "ready");
    assert_eq!(
        transcriptions.calls(file).await,
        ["unanswered", "completed"]
    );
    // 24.7 s at 0.6 cents a minute, of the one that is known.
    transcriptions
        .fixture
        .until(&format!(
            "SELECT sum(cost_micros) = 2470 AND (private.usage('{USER}') ->> 'cost_micros')::int = 2470
             FROM private.provider_calls"
        ))
        .await;
    assert_counted(&mut transcriptions.fixture.rows).await;
}

#[tokio::test]
async fn nobody_is_asked_what_the_ledger_cant_hold() {
    let provider = Scripted::start([transcript("en", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let (proxy, url) =
        Proxy::before(&transcriptions.fixture.environment["SERVICE_DATABASE_URL"]).await;
    let through = [("SERVICE_DATABASE_URL", url.as_str())];
    let worker = transcriptions
        .fixture
        .function("ingestion-worker", &through);
    let worker = worker.await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    proxy.cut_at("unanswered", Lost::Question);
    transcriptions.work(&worker).await;
    assert!(proxy.was_cut());
    assert_eq!(provider.requests().len(), 0);
    assert_eq!(transcriptions.row(file).await["status"], "processing");

    transcriptions.lease_runs_out().await;
    transcriptions.fixture.maintain("minutely").await;
    transcriptions.work(&worker).await;
    assert_eq!(transcriptions.row(file).await["status"], "ready");
    assert_eq!(transcriptions.calls(file).await, ["completed"]);
}

#[tokio::test]
async fn a_database_that_is_away_for_a_moment_costs_no_second_call() {
    let mut postgres = Postgres::migrated().await;
    let (held, release) = transcript("en", &PHRASES).held();
    let provider = Scripted::start([held]).await;
    let mut transcriptions = TranscriptionFixture::on(&postgres, &provider.url).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    let batch = transcriptions.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    provider.asked(1).await;
    postgres.stop(Stop::Immediate);
    release.send(()).unwrap();
    let deadline = tokio::time::Instant::now() + LIMIT;
    while !worker.log().contains("not stored yet") {
        assert!(tokio::time::Instant::now() < deadline, "{}", worker.log());
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    postgres.start().await;
    transcriptions.fixture.rows = postgres.connect().await;
    transcriptions.queue.settle(&batch, outcome.await).await;
    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    assert_eq!(transcriptions.calls(file).await, ["completed"]);
    assert_eq!(provider.requests().len(), 1);
}

#[tokio::test]
async fn a_file_that_is_deleted_meanwhile_leaves_nothing() {
    let (held, release) = transcript("en", &PHRASES).held();
    let provider = Scripted::start([held]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    let batch = transcriptions.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    provider.asked(1).await;
    transcriptions
        .fixture
        .sql(&format!("DELETE FROM files WHERE id = '{file}'"))
        .await;
    release.send(()).unwrap();
    transcriptions.queue.settle(&batch, outcome.await).await;
    assert_eq!(transcriptions.queue.count().await, (0, 0));
    transcriptions
        .fixture
        .until("NOT EXISTS (SELECT FROM transcriptions) AND NOT EXISTS (SELECT FROM private.jobs)")
        .await;
    transcriptions
        .fixture
        .until("(SELECT outcome = 'superseded' FROM private.provider_calls)")
        .await;
}

#[tokio::test]
async fn what_breaks_off_each_time_fails_in_the_end() {
    let mut transcriptions = TranscriptionFixture::start("http://127.0.0.1:9", []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    transcriptions
        .fixture
        .sql("UPDATE private.jobs SET state = 'processing', attempts = 5, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second'")
        .await;
    let dead_letters = transcriptions
        .fixture
        .function("dead-letter-worker", &[])
        .await;
    let outcome = dead_letters
        .invoke(crate::runtime::sqs_event(&[("m", &message(file))]))
        .await;
    assert_eq!(outcome.response()["batchItemFailures"], json!([]));
    let row = transcriptions.row(file).await;
    assert_eq!(
        (&row["status"], &row["error"]["code"]),
        (&json!("failed"), &json!("dead_lettered")),
        "{row}"
    );

    transcriptions.enqueue(file).await;
    transcriptions
        .fixture
        .sql("UPDATE private.jobs SET deadline_at = now() - interval '1 second', deliver_after = now() - interval '1 second'")
        .await;
    let report = transcriptions.fixture.maintain("minutely").await;
    assert_eq!(report["failed"], 1, "{report}");
    let row = transcriptions.row(file).await;
    assert_eq!(row["error"]["code"], "deadline_exceeded", "{row}");
}
