//! Between the request and the worker: a queue that is away, and one that repeats itself.

use std::iter::repeat_with;

use serde_json::json;

use super::{
    queue::Batch,
    works::{Works, message, written},
};
use crate::{app::app, proxy::Proxy};

#[tokio::test]
async fn a_job_made_while_the_queue_is_away_is_delivered_later() {
    let mut works = Works::start([written()]).await;
    let (proxy, server) = Proxy::before(&works.environment["AWS_ENDPOINT_URL"]).await;
    let through = [("AWS_ENDPOINT_URL", server.as_str())];
    let create = works.function("output-create", &through).await;
    let maintenance = works.function("maintenance", &through).await;
    let user = app().user();
    let project = user.project_row(&mut works.rows).await;

    proxy.refuse(true);
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    let id = asked.id().parse().unwrap();
    assert_eq!(works.output(id).await["status"], "queued");
    works.no_message_left().await;

    // A minute later the queue is still away, and another minute later it is back.
    for sent in [0, 1] {
        works
            .sql("UPDATE private.jobs SET deliver_after = deliver_after - interval '61 seconds'")
            .await;
        let report = maintenance.invoke(json!({ "tasks": ["minutely"] })).await;
        assert_eq!(report.response()["minutely"]["sent"], sent);
        proxy.refuse(false);
    }
    works.queue.work(&works.worker().await).await;
    works.completed_once(id).await;
    works.no_message_left().await;
}

#[tokio::test]
async fn what_is_delivered_is_not_delivered_by_maintenance_again() {
    let mut works = Works::start([]).await;
    let create = works.function("output-create", &[]).await;
    let user = app().user();
    let project = user.project_row(&mut works.rows).await;
    user.post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    works
        .sql("UPDATE private.jobs SET deliver_after = deliver_after - interval '61 seconds'")
        .await;
    assert_eq!(works.maintain("minutely").await["sent"], 0);
    assert_eq!(works.queue.count().await, (1, 0));
}

#[tokio::test]
async fn a_message_delivered_ten_times_at_once_is_worked_on_once() {
    let mut works = Works::start(repeat_with(written)).await;
    let id = works.job().await;
    for _ in 0..10 {
        works.queue.send(&message(id)).await;
    }
    let all = works.queue.receive().await;
    assert_eq!(all.messages.len(), 10);
    let mut deliveries = Vec::new();
    for messages in all.messages.chunks(4) {
        let worker = works.worker().await;
        let batch = Batch {
            messages: messages.to_vec(),
        };
        deliveries.push((worker, batch));
    }
    let outcomes: Vec<_> = deliveries
        .iter()
        .map(|(worker, batch)| worker.invoke(batch.event()))
        .collect();
    for ((_, batch), outcome) in deliveries.iter().zip(outcomes) {
        works.queue.settle(batch, outcome.await).await;
    }
    let output = works.completed_once(id).await;
    assert_eq!(output["calls"], json!(["completed"]));
    assert_eq!(output["attempts"], 1);
    assert_eq!(works.provider.requests().len(), 1);
    works.no_message_left().await;
}
