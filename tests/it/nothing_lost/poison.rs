//! Messages that can't be worked on, and jobs that no worker survives.

use std::iter::repeat_with;

use serde_json::{Value, json};

use super::works::{Works, message, written};
use crate::{runtime::Outcome, scripted::Answer};

#[tokio::test]
async fn an_unreadable_message_ends_alone() {
    const BAD: [&str; 4] = [
        "not one of ours: 5f1c",
        r#"{"output_id": "5f1c"}"#,
        r#"{"request_id": "5f1c"}"#,
        r#""5f1c""#,
    ];
    let mut works = Works::start(repeat_with(written)).await;
    let (mut ids, mut bad) = (Vec::new(), BAD.iter());
    for _ in 0..2 {
        works.queue.send(bad.next().unwrap()).await;
        ids.push(works.sent_job().await);
        works.queue.send(bad.next().unwrap()).await;
    }
    let worker = works.worker().await;
    let batch = works.queue.work(&worker).await;
    assert_eq!(batch.messages.len(), 6);
    for id in ids {
        works.completed_once(id).await;
    }
    // They come back at once, until the queue has enough of them.
    for _ in 2..=5 {
        let batch = works.queue.work(&worker).await;
        assert_eq!(batch.messages.len(), BAD.len());
    }
    assert_eq!(works.queue.receive_within(0).await.messages.len(), 0);
    works.no_message_left().await;

    let undertaker = works.function("dead-letter-worker", &[]).await;
    let batch = works.dead_letters.work(&undertaker).await;
    assert_eq!(batch.messages.len(), BAD.len());
    assert_eq!(works.dead_letters.count().await, (0, 0));
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
    let mut works = Works::start(repeat_with(Answer::hang)).await;
    let id = works.sent_job().await;
    for attempt in 1..=5 {
        let worker = works.worker().await;
        let batch = works.queue.receive().await;
        let outcome = worker.invoke(batch.event());
        works.provider.asked(attempt).await;
        worker.kill().await;
        assert!(matches!(outcome.await, Outcome::Died));
        works.lease_runs_out().await;
        works.queue.come_back(&batch).await;
    }
    assert_eq!(works.queue.receive_within(0).await.messages.len(), 0);

    let undertaker = works.function("dead-letter-worker", &[]).await;
    works.dead_letters.work(&undertaker).await;
    let output = works.output(id).await;
    assert_eq!(output["status"], "failed", "{output}");
    assert_eq!(output["error"]["code"], "dead_lettered", "{output}");
    assert_ne!(output["completed_at"], Value::Null, "{output}");
    assert_eq!(output["job"]["state"], "failed", "{output}");
    assert_eq!(output["attempts"], 5, "{output}");
    assert_eq!(works.dead_letters.count().await, (0, 0));
    works.no_message_left().await;
    works.maintain("minutely").await;
    works.no_message_left().await;
    assert_eq!(works.provider.requests().len(), 5);
}

#[tokio::test]
async fn a_dead_letter_ends_no_job_that_can_still_be_done() {
    let (held, release) = written().held();
    let mut works = Works::start([held, written()]).await;
    let (in_work, untried) = (works.sent_job().await, works.job().await);
    let worker = works.worker().await;
    let batch = works.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    works.provider.asked(1).await;

    let undertaker = works.function("dead-letter-worker", &[]).await;
    for id in [in_work, untried] {
        works.dead_letters.send(&message(id)).await;
    }
    works.dead_letters.work(&undertaker).await;
    assert_eq!(works.dead_letters.count().await, (0, 0));

    release.send(()).unwrap();
    works.queue.settle(&batch, outcome.await).await;
    works.completed_once(in_work).await;
    // And what is over stays as it is.
    works.dead_letters.send(&message(in_work)).await;
    works.dead_letters.work(&undertaker).await;
    works.completed_once(in_work).await;

    // The other's message was the one that is gone now.
    assert_eq!(works.maintain("minutely").await["sent"], 1);
    works.queue.work(&worker).await;
    let output = works.completed_once(untried).await;
    assert_eq!(output["calls"], json!(["completed"]));
}
