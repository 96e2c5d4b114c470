//! Between the request and the worker: a queue that is away, and one that repeats itself.

use std::iter::repeat_with;

use serde_json::{Value, json};

use super::{
    fixture::{WorkerFixture, message, written},
    queue::Batch,
};
use crate::{app::app, proxy::Proxy, scripted::Answer};

#[tokio::test]
async fn a_job_made_while_the_queue_is_away_is_delivered_later() {
    let mut fixture = WorkerFixture::start([written()]).await;
    let (proxy, server) = Proxy::before(&fixture.environment["AWS_ENDPOINT_URL"]).await;
    let through = [("AWS_ENDPOINT_URL", server.as_str())];
    let create = fixture.function("output-create", &through).await;
    let maintenance = fixture.function("maintenance", &through).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;

    proxy.refuse(true);
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    let id = asked.id().parse().unwrap();
    assert_eq!(fixture.output(id).await["status"], "queued");
    fixture.no_message_left().await;

    // A minute later the queue is still away, and another minute later it is back.
    for sent in [0, 1] {
        fixture
            .sql("UPDATE private.jobs SET deliver_after = deliver_after - interval '61 seconds'")
            .await;
        let report = maintenance.invoke(json!({ "tasks": ["minutely"] })).await;
        assert_eq!(report.response()["minutely"]["sent"], sent);
        proxy.refuse(false);
    }
    fixture.queue.work(&fixture.worker().await).await;
    fixture.completed_once(id).await;
    fixture.no_message_left().await;
}

#[tokio::test]
async fn what_is_delivered_is_not_delivered_by_maintenance_again() {
    let mut fixture = WorkerFixture::start([]).await;
    let create = fixture.function("output-create", &[]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    user.post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    fixture
        .sql("UPDATE private.jobs SET deliver_after = deliver_after - interval '61 seconds'")
        .await;
    assert_eq!(fixture.maintain("minutely").await["sent"], 0);
    assert_eq!(fixture.queue.count().await, (1, 0));
}

#[tokio::test]
async fn a_message_delivered_ten_times_at_once_is_worked_on_once() {
    let mut fixture = WorkerFixture::start(repeat_with(written)).await;
    let id = fixture.job().await;
    for _ in 0..10 {
        fixture.queue.send(&message(id)).await;
    }
    let all = fixture.queue.receive().await;
    assert_eq!(all.messages.len(), 10);
    let mut deliveries = Vec::new();
    for messages in all.messages.chunks(4) {
        let worker = fixture.worker().await;
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
        fixture.queue.settle(batch, outcome.await).await;
    }
    let output = fixture.completed_once(id).await;
    assert_eq!(output["calls"], json!(["completed"]));
    assert_eq!(output["attempts"], 1);
    assert_eq!(fixture.provider.requests().len(), 1);
    fixture.no_message_left().await;
}

#[tokio::test]
async fn the_request_id_goes_along_to_every_line_of_the_worker() {
    let mut fixture = WorkerFixture::start([Answer::json(500, &json!({}))]).await;
    let create = fixture.function("output-create", &[]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    let request = asked.header("x-request-id");
    let batch = fixture.queue.receive().await;
    let body = batch.messages[0]["Body"].as_str().unwrap();
    let message: Value = serde_json::from_str(body).unwrap();
    let expected = json!({ "output_id": asked.id(), "request_id": request });
    assert_eq!(message, expected);
    let worker = fixture.worker().await;
    let outcome = worker.invoke(batch.event()).await;
    fixture.queue.settle(&batch, outcome).await;
    let log = worker.log();
    // What is no event is a metric.
    let lines = log.lines().filter(|line| line.contains("\"level\""));
    let subject = format!("output {}", asked.id());
    let mut about = lines.filter(|line| line.contains(&subject));
    assert!(about.clone().count() > 1, "{log}");
    assert!(about.all(|line| line.contains(request)), "{log}");
}

/// A page by status is found by one statement and read by the next: what goes in between is not the end of the list.
#[tokio::test]
async fn a_filtered_list_does_not_end_where_a_row_goes_meanwhile() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(user.output_row(&mut fixture.rows, &project, "failed").await);
    }
    let list = fixture.function("output-list", &[]).await;
    let first = user.get(&format!("{project}/outputs?status=failed&limit=1"));
    // Of the two statements the second alone asks for the project.
    fixture
        .sql("BEGIN; LOCK TABLE projects IN ACCESS EXCLUSIVE MODE")
        .await;
    let meanwhile = async {
        fixture
            .until(
                "EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'projects'::regclass
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            )
            .await;
        fixture
            .sql(&format!(
                "DELETE FROM outputs WHERE id = '{}'; COMMIT",
                made[1]
            ))
            .await;
    };
    let (page, ()) = tokio::join!(first.send_to(&list), meanwhile);
    let page = page.expect(200);
    assert!(!page.header("x-next-cursor").is_empty(), "{page}");
}
