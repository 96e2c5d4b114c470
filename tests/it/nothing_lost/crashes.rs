//! A worker that is killed, and one that comes too late.

use serde_json::json;

use super::works::{Works, message, saying, written};
use crate::runtime::Outcome;

#[tokio::test]
async fn what_a_killed_worker_held_is_written_by_another_once() {
    let (never, _held) = written().held();
    let mut works = Works::start([never, written()]).await;
    let id = works.sent_job().await;
    let worker = works.worker().await;
    let batch = works.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    works.provider.asked(1).await;
    worker.kill().await;
    assert!(matches!(outcome.await, Outcome::Died));

    // Its lease keeps others away, and the user sees that it is being worked on.
    let other = works.worker().await;
    works.queue.send(&message(id)).await;
    works.queue.work(&other).await;
    assert_eq!(works.provider.requests().len(), 1);
    assert_eq!(works.output(id).await["status"], "processing");
    assert_eq!(works.maintain("minutely").await["requeued"], 0);

    works.lease_runs_out().await;
    let report = works.maintain("minutely").await;
    assert_eq!(
        report,
        json!({ "requeued": 1, "failed": 0, "sent": 1, "stuck": 0 })
    );
    assert_eq!(works.output(id).await["status"], "queued");
    works.queue.work(&other).await;
    let output = works.completed_once(id).await;
    assert_eq!(output["attempts"], 2);

    // The message that the killed worker left comes back in the end, and means nothing any more.
    works.queue.come_back(&batch).await;
    works.queue.work(&other).await;
    works.completed_once(id).await;
    assert_eq!(works.provider.requests().len(), 2);
    works.no_message_left().await;
}

#[tokio::test]
async fn a_late_worker_writes_nothing() {
    let (late, release) = saying("# Late\n\nNobody waits for this any more.\n").held();
    let mut works = Works::start([late, written()]).await;
    let id = works.sent_job().await;
    let late_worker = works.worker().await;
    let batch = works.queue.receive().await;
    let outcome = late_worker.invoke(batch.event());
    works.provider.asked(1).await;

    works.lease_runs_out().await;
    works.maintain("minutely").await;
    let winner = works.worker().await;
    works.queue.work(&winner).await;
    let before = works.completed_once(id).await;

    release.send(()).unwrap();
    works.queue.settle(&batch, outcome.await).await;
    let after = works.completed_once(id).await;
    assert_eq!(after["calls"], json!(["completed", "superseded"]));
    for field in ["completed_at", "metadata", "attempts", "job"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    works.no_message_left().await;
}
