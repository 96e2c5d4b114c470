//! Messages that can't be worked on, and jobs that no worker survives.

use std::iter::repeat_with;

use serde_json::{Value, json};

use super::fixture::{WorkerFixture, message, written};
use crate::{runtime::Outcome, scripted::Answer};

#[tokio::test]
async fn an_unreadable_message_ends_alone() {
    const BAD: [&str; 4] = [
        "not one of ours: 5f1c",
        r#"{"output_id": "5f1c"}"#,
        r#"{"request_id": "5f1c"}"#,
        r#""5f1c""#,
    ];
    let mut fixture = WorkerFixture::start(repeat_with(written)).await;
    let (mut ids, mut bad) = (Vec::new(), BAD.iter());
    for _ in 0..2 {
        fixture.queue.send(bad.next().unwrap()).await;
        ids.push(fixture.sent_job().await);
        fixture.queue.send(bad.next().unwrap()).await;
    }
    let worker = fixture.worker().await;
    let batch = fixture.queue.work(&worker).await;
    assert_eq!(batch.messages.len(), 6);
    for id in ids {
        fixture.completed_once(id).await;
    }
    // They come back at once, until the queue has enough of them.
    for _ in 2..=5 {
        let batch = fixture.queue.work(&worker).await;
        assert_eq!(batch.messages.len(), BAD.len());
    }
    assert_eq!(fixture.queue.receive_within(0).await.messages.len(), 0);
    fixture.no_message_left().await;

    let undertaker = fixture.function("dead-letter-worker", &[]).await;
    let batch = fixture.dead_letters.work(&undertaker).await;
    assert_eq!(batch.messages.len(), BAD.len());
    assert_eq!(fixture.dead_letters.count().await, (0, 0));
    let log = undertaker.log();
    let dropped = log.lines().filter(|line| line.contains("was dropped"));
    assert_eq!(dropped.count(), BAD.len(), "{log}");
    for log in [log, worker.log()] {
        assert!(
            !log.contains("5f1c"),
            "what is in them is not ours to tell: {log}"
        );
    }
}

#[tokio::test]
async fn a_job_that_no_worker_survives_has_failed_and_says_why() {
    let mut fixture = WorkerFixture::start(repeat_with(Answer::hang)).await;
    let id = fixture.sent_job().await;
    for attempt in 1..=5 {
        let worker = fixture.worker().await;
        let batch = fixture.queue.receive().await;
        let outcome = worker.invoke(batch.event());
        fixture.provider.asked(attempt).await;
        worker.kill().await;
        assert!(matches!(outcome.await, Outcome::Died));
        fixture.lease_runs_out().await;
        fixture.queue.come_back(&batch).await;
    }
    assert_eq!(fixture.queue.receive_within(0).await.messages.len(), 0);

    let undertaker = fixture.function("dead-letter-worker", &[]).await;
    fixture.dead_letters.work(&undertaker).await;
    let output = fixture.output(id).await;
    assert_eq!(output["status"], "failed", "{output}");
    assert_eq!(output["error"]["code"], "dead_lettered", "{output}");
    assert_ne!(output["completed_at"], Value::Null, "{output}");
    assert_eq!(output["job"]["state"], "failed", "{output}");
    assert_eq!(output["attempts"], 5, "{output}");
    assert_eq!(fixture.dead_letters.count().await, (0, 0));
    fixture.no_message_left().await;
    fixture.maintain("minutely").await;
    fixture.no_message_left().await;
    assert_eq!(fixture.provider.requests().len(), 5);
}

#[tokio::test]
async fn a_dead_letter_ends_no_job_that_can_still_be_done() {
    let (held, release) = written().held();
    let mut fixture = WorkerFixture::start([held, written()]).await;
    let (in_work, untried) = (fixture.sent_job().await, fixture.job().await);
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(1).await;

    let undertaker = fixture.function("dead-letter-worker", &[]).await;
    for id in [in_work, untried] {
        fixture.dead_letters.send(&message(id)).await;
    }
    fixture.dead_letters.work(&undertaker).await;
    assert_eq!(fixture.dead_letters.count().await, (0, 0));

    release.send(()).unwrap();
    fixture.queue.settle(&batch, outcome.await).await;
    fixture.completed_once(in_work).await;
    // And what is over stays as it is.
    fixture.dead_letters.send(&message(in_work)).await;
    fixture.dead_letters.work(&undertaker).await;
    fixture.completed_once(in_work).await;

    // The other's message was the one that is gone now.
    assert_eq!(fixture.maintain("minutely").await["sent"], 1);
    fixture.queue.work(&worker).await;
    let output = fixture.completed_once(untried).await;
    assert_eq!(output["calls"], json!(["completed"]));
}
