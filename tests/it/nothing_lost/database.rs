//! Postgres goes away and comes back while a worker works.

use serde_json::{Value, json};

use super::fixture::{WorkerFixture, saying, written};
use crate::{
    postgres::{Postgres, Stop},
    proxy::{Lost, Proxy},
};

#[tokio::test]
async fn a_restart_while_the_provider_works_is_not_noticed() {
    let mut postgres = Postgres::migrated().await;
    let (held, release) = written().held();
    let mut fixture = WorkerFixture::on(&postgres, [held]).await;
    let id = fixture.sent_job().await;
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(1).await;
    // From then on a worker asks a connection whether it lives, before it trusts a result to it.
    fixture
        .until("SELECT clock_timestamp() > started_at + interval '1.1 seconds' FROM outputs")
        .await;

    postgres.stop(Stop::Fast);
    postgres.start().await;
    fixture.rows = postgres.connect().await;
    release.send(()).unwrap();
    fixture.queue.settle(&batch, outcome.await).await;
    let output = fixture.completed_once(id).await;
    assert_eq!(output["attempts"], 1);
    fixture.no_message_left().await;
}

#[tokio::test]
async fn a_crash_at_any_moment_of_a_job_only_delays_it() {
    let mut postgres = Postgres::migrated().await;
    let (held, release) = written().held();
    let mut fixture = WorkerFixture::on(&postgres, [held, written()]).await;
    let id = fixture.sent_job().await;
    let worker = fixture.worker().await;

    // Away when the message comes: the job is as it was, and so is the message.
    let batch = fixture.queue.receive().await;
    postgres.stop(Stop::Immediate);
    let outcome = worker.invoke(batch.event()).await;
    fixture.queue.settle(&batch, outcome).await;
    assert_eq!(fixture.queue.count().await, (0, 1));
    assert_eq!(fixture.provider.requests().len(), 0);
    postgres.start().await;
    fixture.rows = postgres.connect().await;
    assert_eq!(fixture.output(id).await["attempts"], 0);
    fixture.queue.come_back(&batch).await;

    // Away when the result is there: it is lost, but not the job.
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(1).await;
    postgres.stop(Stop::Immediate);
    release.send(()).unwrap();
    fixture.queue.settle(&batch, outcome.await).await;
    assert_eq!(fixture.queue.count().await, (0, 1));
    postgres.start().await;
    fixture.rows = postgres.connect().await;
    assert_eq!(fixture.output(id).await["body"], Value::Null);

    fixture.lease_runs_out().await;
    assert_eq!(fixture.maintain("minutely").await["sent"], 1);
    fixture.queue.work(&worker).await;
    let output = fixture.completed_once(id).await;
    assert_eq!(output["attempts"], 2);
    fixture.queue.come_back(&batch).await;
    fixture.queue.work(&worker).await;
    fixture.completed_once(id).await;
    assert_eq!(fixture.provider.requests().len(), 2);
    fixture.no_message_left().await;
}

/// Also where the first call can be entered, and the second can't: what the first one took is there.
#[tokio::test]
async fn nobody_is_asked_what_the_ledger_cant_hold() {
    let mut fixture = WorkerFixture::start([written(), saying(""), saying(""), written()]).await;
    let (proxy, url) = Proxy::before(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let through = [("SERVICE_DATABASE_URL", url.as_str())];
    let worker = fixture.function("generation-worker", &through).await;
    let id = fixture.sent_job().await;
    proxy.cut_at("unanswered", Lost::Question);
    let batch = fixture.queue.work(&worker).await;
    assert!(proxy.was_cut());
    assert_eq!(fixture.provider.requests().len(), 0);
    let output = fixture.output(id).await;
    assert_eq!(output["status"], "queued", "{output}");
    assert_eq!(output["error"]["code"], "ledger_unavailable", "{output}");
    assert_eq!(output["error"]["retryable"], true, "{output}");
    assert_eq!(output["calls"], json!([]), "{output}");

    fixture
        .sql("UPDATE private.jobs SET not_before = now()")
        .await;
    fixture.queue.come_back(&batch).await;
    fixture.queue.work(&worker).await;
    let output = fixture.completed_once(id).await;
    assert_eq!(output["calls"], json!(["completed"]));

    // A mending that can't be entered isn't asked for.
    let id = fixture.sent_job().await;
    proxy.cut_at("\"number\":2", Lost::Question);
    fixture.queue.work(&worker).await;
    assert!(proxy.was_cut());
    assert_eq!(fixture.provider.requests().len(), 2);
    let output = fixture.output(id).await;
    assert_eq!(output["calls"], json!(["empty"]), "{output}");
    assert_eq!(output["error"]["code"], "empty", "{output}");
}

#[tokio::test]
async fn a_result_whose_receipt_got_lost_is_not_written_twice() {
    let mut fixture = WorkerFixture::start([written(), written()]).await;
    let (proxy, url) = Proxy::before(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let through = [("SERVICE_DATABASE_URL", url.as_str())];
    let worker = fixture.function("generation-worker", &through).await;
    let id = fixture.sent_job().await;
    proxy.cut_at("It was written once", Lost::Answer);
    fixture.queue.work(&worker).await;
    assert!(proxy.was_cut());
    // The worker asks again, and learns that nothing is left to write.
    let output = fixture.completed_once(id).await;
    assert_eq!(output["calls"], json!(["completed"]));
    assert_eq!(fixture.provider.requests().len(), 1);
    fixture.no_message_left().await;
}
