//! A worker that is killed, and one that comes too late.

use serde_json::{Value, json};

use super::fixture::{WorkerFixture, message, saying, written};
use crate::{app::app, quotas::counters::assert_counted, runtime::Outcome};

#[tokio::test]
async fn what_a_killed_worker_held_is_written_by_another_once() {
    let (never, _held) = written().held();
    let mut fixture = WorkerFixture::start([never, written()]).await;
    let id = fixture.sent_job().await;
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(1).await;
    worker.kill().await;
    assert!(matches!(outcome.await, Outcome::Died));

    // Its lease keeps others away, and the user sees that it is being worked on.
    let other = fixture.worker().await;
    fixture.queue.send(&message(id)).await;
    fixture.queue.work(&other).await;
    assert_eq!(fixture.provider.requests().len(), 1);
    assert_eq!(fixture.output(id).await["status"], "processing");
    assert_eq!(fixture.maintain("minutely").await["requeued"], 0);

    fixture.lease_runs_out().await;
    let report = fixture.maintain("minutely").await;
    assert_eq!(
        report,
        json!({ "requeued": 1, "failed": 0, "sent": 1, "stuck": 0 })
    );
    assert_eq!(fixture.output(id).await["status"], "queued");
    fixture.queue.work(&other).await;
    let output = fixture.completed_once(id).await;
    assert_eq!(output["attempts"], 2);

    // The message that the killed worker left comes back in the end, and means nothing any more.
    fixture.queue.come_back(&batch).await;
    fixture.queue.work(&other).await;
    fixture.completed_once(id).await;
    assert_eq!(fixture.provider.requests().len(), 2);
    fixture.no_message_left().await;
}

/// The first call was answered, to no avail, and the second was being made.
#[tokio::test]
async fn what_a_killed_worker_asked_for_is_in_the_ledger_and_counted() {
    let (never, _held) = written().held();
    let mut fixture = WorkerFixture::start([saying(""), never, written()]).await;
    for price in ["GENERATION_PRICE_INPUT", "GENERATION_PRICE_OUTPUT"] {
        fixture.environment.insert(price.to_owned(), "2".to_owned());
    }
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let create = fixture.function("output-create", &[]).await;
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    let id = asked.id().parse().unwrap();
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(2).await;
    worker.kill().await;
    assert!(matches!(outcome.await, Outcome::Died));
    let calls = &fixture.output(id).await["calls"];
    assert_eq!(calls, &json!(["empty", "unanswered"]));

    fixture.lease_runs_out().await;
    fixture.maintain("minutely").await;
    fixture.queue.work(&fixture.worker().await).await;
    let calls = &fixture.completed_once(id).await["calls"];
    assert_eq!(calls, &json!(["empty", "unanswered", "completed"]));
    // What is known of them: two of three said what they took.
    let spent: Value = sqlx::query_scalar(
        "SELECT jsonb_build_object('prompt_tokens', sum(prompt_tokens), 'completion_tokens', sum(completion_tokens),
           'cost_micros', sum(cost_micros)) FROM private.provider_calls",
    )
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    let expected = json!({ "prompt_tokens": 200, "completion_tokens": 20, "cost_micros": 440 });
    assert_eq!(spent, expected);
    let usage_get = fixture.function("usage-get", &[]).await;
    let usage = user.get("/usage").send_to(&usage_get).await.expect(200);
    let usage = usage.json();
    for counted in ["prompt_tokens", "completion_tokens", "cost_micros"] {
        assert_eq!(usage[counted], spent[counted], "{usage}");
    }
    assert_eq!(usage["outputs"], json!({ "blog": { "completed": 1 } }));
    let left = usage["limits"]["outputs"].as_i64().unwrap() - 1;
    assert_eq!(usage["remaining"]["outputs"], left, "{usage}");
    assert_counted(&mut fixture.rows).await;
}

#[tokio::test]
async fn a_late_worker_writes_nothing() {
    let (late, release) = saying("# Late\n\nNobody waits for this any more.\n").held();
    let mut fixture = WorkerFixture::start([late, written()]).await;
    let id = fixture.sent_job().await;
    let late_worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = late_worker.invoke(batch.event());
    fixture.provider.asked(1).await;

    fixture.lease_runs_out().await;
    fixture.maintain("minutely").await;
    let winner = fixture.worker().await;
    fixture.queue.work(&winner).await;
    let before = fixture.completed_once(id).await;

    release.send(()).unwrap();
    fixture.queue.settle(&batch, outcome.await).await;
    let after = fixture.completed_once(id).await;
    assert_eq!(after["calls"], json!(["superseded", "completed"]));
    for field in ["completed_at", "metadata", "attempts", "job"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    fixture.no_message_left().await;
}
