//! Postgres goes away and comes back while a worker works.

use serde_json::{Value, json};

use super::works::{Works, saying, written};
use crate::{
    postgres::{Postgres, Stop},
    proxy::{Lost, Proxy},
};

#[tokio::test]
async fn a_restart_while_the_provider_works_is_not_noticed() {
    let mut postgres = Postgres::migrated().await;
    let (held, release) = written().held();
    let mut works = Works::on(&postgres, [held]).await;
    let id = works.sent_job().await;
    let worker = works.worker().await;
    let batch = works.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    works.provider.asked(1).await;
    // From then on a worker asks a connection whether it lives, before it trusts a result to it.
    works
        .until("SELECT clock_timestamp() > started_at + interval '1.1 seconds' FROM outputs")
        .await;

    postgres.stop(Stop::Fast);
    postgres.start().await;
    works.rows = postgres.connect().await;
    release.send(()).unwrap();
    works.queue.settle(&batch, outcome.await).await;
    let output = works.completed_once(id).await;
    assert_eq!(output["attempts"], 1);
    works.no_message_left().await;
}

#[tokio::test]
async fn a_crash_at_any_moment_of_a_job_only_delays_it() {
    let mut postgres = Postgres::migrated().await;
    let (held, release) = written().held();
    let mut works = Works::on(&postgres, [held, written()]).await;
    let id = works.sent_job().await;
    let worker = works.worker().await;

    // Away when the message comes: the job is as it was, and so is the message.
    let batch = works.queue.receive().await;
    postgres.stop(Stop::Immediate);
    let outcome = worker.invoke(batch.event()).await;
    works.queue.settle(&batch, outcome).await;
    assert_eq!(works.queue.count().await, (0, 1));
    assert_eq!(works.provider.requests().len(), 0);
    postgres.start().await;
    works.rows = postgres.connect().await;
    assert_eq!(works.output(id).await["attempts"], 0);
    works.queue.come_back(&batch).await;

    // Away when the result is there: it is lost, but not the job.
    let batch = works.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    works.provider.asked(1).await;
    postgres.stop(Stop::Immediate);
    release.send(()).unwrap();
    works.queue.settle(&batch, outcome.await).await;
    assert_eq!(works.queue.count().await, (0, 1));
    postgres.start().await;
    works.rows = postgres.connect().await;
    assert_eq!(works.output(id).await["body"], Value::Null);

    works.lease_runs_out().await;
    assert_eq!(works.maintain("minutely").await["sent"], 1);
    works.queue.work(&worker).await;
    let output = works.completed_once(id).await;
    assert_eq!(output["attempts"], 2);
    works.queue.come_back(&batch).await;
    works.queue.work(&worker).await;
    works.completed_once(id).await;
    assert_eq!(works.provider.requests().len(), 2);
    works.no_message_left().await;
}

/// Also where the first call can be entered, and the second can't: what the first one took is there.
#[tokio::test]
async fn nobody_is_asked_what_the_ledger_cant_hold() {
    let mut works = Works::start([written(), saying(""), saying(""), written()]).await;
    let (proxy, url) = Proxy::before(&works.environment["SERVICE_DATABASE_URL"]).await;
    let through = [("SERVICE_DATABASE_URL", url.as_str())];
    let worker = works.function("generation-worker", &through).await;
    let id = works.sent_job().await;
    proxy.cut_at("unanswered", Lost::Question);
    let batch = works.queue.work(&worker).await;
    assert!(proxy.was_cut());
    assert_eq!(works.provider.requests().len(), 0);
    let output = works.output(id).await;
    assert_eq!(output["status"], "queued", "{output}");
    assert_eq!(output["error"]["code"], "ledger_unavailable", "{output}");
    assert_eq!(output["error"]["retryable"], true, "{output}");
    assert_eq!(output["calls"], json!([]), "{output}");

    works
        .sql("UPDATE private.jobs SET not_before = now()")
        .await;
    works.queue.come_back(&batch).await;
    works.queue.work(&worker).await;
    let output = works.completed_once(id).await;
    assert_eq!(output["calls"], json!(["completed"]));

    // A mending that can't be entered isn't asked for.
    let id = works.sent_job().await;
    proxy.cut_at("\"number\":2", Lost::Question);
    works.queue.work(&worker).await;
    assert!(proxy.was_cut());
    assert_eq!(works.provider.requests().len(), 2);
    let output = works.output(id).await;
    assert_eq!(output["calls"], json!(["empty"]), "{output}");
    assert_eq!(output["error"]["code"], "empty", "{output}");
}

#[tokio::test]
async fn a_result_whose_receipt_got_lost_is_not_written_twice() {
    let mut works = Works::start([written(), written()]).await;
    let (proxy, url) = Proxy::before(&works.environment["SERVICE_DATABASE_URL"]).await;
    let through = [("SERVICE_DATABASE_URL", url.as_str())];
    let worker = works.function("generation-worker", &through).await;
    let id = works.sent_job().await;
    proxy.cut_at("It was written once", Lost::Answer);
    works.queue.work(&worker).await;
    assert!(proxy.was_cut());
    // The worker asks again, and learns that nothing is left to write.
    let output = works.completed_once(id).await;
    assert_eq!(output["calls"], json!(["completed"]));
    assert_eq!(works.provider.requests().len(), 1);
    works.no_message_left().await;
}
