//! What has happened is told, once, to those who want it, and so that they can trust it.

use jobs::HEARTBEAT;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::fixture::{HookFixture, is_now, verifies};
use crate::{
    app::contract::contract,
    scripted::{Answer, Request, Scripted},
};

fn ok() -> Answer {
    Answer::new(204, &[], b"")
}

async fn receiver() -> Scripted {
    Scripted::replying(|_| Some(ok())).await
}

#[tokio::test]
async fn each_end_is_told_to_those_who_want_it() {
    let mut fixture = HookFixture::start().await;
    let (all, failures) = (receiver().await, receiver().await);
    let everything = fixture.endpoint(&all, &[]).await;
    let of_failures = fixture
        .endpoint(&failures, &["output.failed", "file.failed"])
        .await;
    let mut expected = Vec::new();
    for status in ["completed", "failed", "cancelled"] {
        let output = fixture.output().await;
        fixture.ends(output, "processing").await;
        fixture.ends(output, status).await;
        // What is said again is no news.
        fixture.ends(output, status).await;
        expected.push((format!("output.{status}"), output.to_string()));
    }
    for status in ["ready", "failed"] {
        let id: uuid::Uuid = sqlx::query_scalar(
            "INSERT INTO files (user_id, project_id, path, status)
             SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.mp3', 'processing' FROM projects LIMIT 1
             RETURNING id",
        )
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
        fixture
            .sql(&format!(
                r#"UPDATE files SET status = '{status}', error = '{{"code": "file_missing", "retryable": false, "detail": "{}"}}' WHERE id = '{id}'"#,
                "No. ".repeat(30_000)
            ))
            .await;
        expected.push((format!("file.{status}"), id.to_string()));
    }
    // Another account's is not theirs.
    fixture
        .sql(
            "INSERT INTO projects (user_id, title) VALUES ('user_other', 'A talk');
             INSERT INTO outputs (user_id, project_id, kind) SELECT user_id, id, 'blog' FROM projects WHERE user_id = 'user_other';
             UPDATE outputs SET status = 'failed' WHERE user_id = 'user_other'",
        )
        .await;
    // Nor does it concern anybody what becomes of a deleted project's.
    let gone = format!(
        "INSERT INTO projects (user_id, title) VALUES ('{}', 'Gone');
         INSERT INTO outputs (user_id, project_id, kind) SELECT user_id, id, 'blog' FROM projects WHERE title = 'Gone';
         INSERT INTO files (user_id, project_id, path, status)
           SELECT user_id, id, user_id || '/' || id || '/gone.mp3', 'processing' FROM projects WHERE title = 'Gone';
         INSERT INTO private.deleted_projects (project_id, user_id) SELECT id, user_id FROM projects WHERE title = 'Gone';
         UPDATE outputs SET status = 'failed' WHERE project_id = (SELECT id FROM projects WHERE title = 'Gone');
         UPDATE files SET status = 'ready' WHERE project_id = (SELECT id FROM projects WHERE title = 'Gone')",
        fixture.user.id
    );
    fixture.sql(&gone).await;
    assert_eq!(fixture.minute().await["sent"], 7);

    let worker = fixture.worker().await;
    let batch = fixture.queue.work(&worker).await;
    assert_eq!(batch.messages.len(), 7);
    let mut told = Vec::new();
    for request in all.requests() {
        assert_eq!((&*request.method, &*request.path), ("POST", "/hook"));
        assert!(verifies(&request, &everything), "{request:?}");
        assert!(!verifies(&request, &of_failures), "{request:?}");
        assert!(is_now(&request.headers["webhook-timestamp"]));
        assert_eq!(request.headers["content-type"], "application/json");
        assert!(request.body.len() < 20 * 1024, "{}", request.body.len());
        let body = request.json();
        let faults = contract().faults("/components/schemas/WebhookEvent", &body);
        assert!(faults.is_empty(), "{faults:?}");
        let fields: Vec<_> = body.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["data", "timestamp", "type"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        told.push((text(&body["type"]), text(&body["data"]["id"])));
    }
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    let told: Vec<_> = failures
        .requests()
        .iter()
        .map(|request| request.json()["type"].clone())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");

    // A message has one id, whoever is told.
    let ids = |receiver: &Scripted| -> std::collections::BTreeSet<String> {
        let requests = receiver.requests();
        requests
            .iter()
            .map(|request| request.headers["webhook-id"].clone())
            .collect()
    };
    assert_eq!(ids(&all).len(), 5);
    assert!(ids(&failures).is_subset(&ids(&all)));
    for delivery in fixture.deliveries(&everything).await {
        assert_eq!(delivery["status"], "delivered", "{delivery}");
        assert_eq!(delivery["status_code"], 204, "{delivery}");
        assert_eq!(delivery["attempts"], 1, "{delivery}");
        assert!(ids(&all).contains(delivery["message_id"].as_str().unwrap()));
    }
    assert_eq!(fixture.queue.count().await, (0, 0));
}

/// A job's worker tells at once, and whoever waits for maintenance has waited for nothing.
#[tokio::test]
async fn a_worker_sends_what_its_job_has_made() {
    let mut fixture = HookFixture::start().await;
    let (outputs, dead_letters) = crate::nothing_lost::queue::Queue::create().await;
    fixture
        .environment
        .insert("OUTPUTS_QUEUE_URL".to_owned(), outputs.url.clone());
    let receiver = receiver().await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    let output = fixture.output().await;
    fixture
        .sql(&format!(
            "SELECT private.enqueue('{output}', '{}', 'r-1')",
            fixture.user.id
        ))
        .await;
    outputs
        .send(&json!({ "output_id": output, "request_id": "r-1" }).to_string())
        .await;
    // Without a source it fails.
    let generation = fixture.function("generation-worker").await;
    outputs.work(&generation).await;
    outputs.remove();
    dead_letters.remove();
    fixture.queue.work(&fixture.worker().await).await;
    let [request] = receiver.requests().try_into().unwrap();
    assert!(verifies(&request, &endpoint));
    assert_eq!(request.json()["data"]["id"], output.to_string());
}

/// Nobody works on what is queued: whoever calls it off has it told.
#[tokio::test]
async fn who_calls_an_output_off_has_it_told_at_once() {
    let mut fixture = HookFixture::start().await;
    let (outputs, dead_letters) = crate::nothing_lost::queue::Queue::create().await;
    fixture
        .environment
        .insert("OUTPUTS_QUEUE_URL".to_owned(), outputs.url.clone());
    let receiver = receiver().await;
    let endpoint = fixture.endpoint(&receiver, &["output.cancelled"]).await;
    let cancel = fixture.function("output-cancel").await;
    let delivery = fixture.worker().await;
    let output = fixture.queued_output().await;
    let path = fixture.path(output).await;
    let answer = fixture
        .user
        .post(&format!("{path}/cancel"))
        .send_to(&cancel)
        .await;
    assert_eq!(answer.expect(200).json()["status"], "cancelled");
    fixture.queue.work(&delivery).await;
    let [request] = receiver.requests().try_into().unwrap();
    assert!(verifies(&request, &endpoint));
    assert_eq!(request.json()["data"]["id"], output.to_string());
    assert_eq!(fixture.minute().await["sent"], 0);

    // What is worked on is over when its worker hears of it, which tells it.
    let (never, _held) = crate::nothing_lost::fixture::written().held();
    let provider = Scripted::start([never]).await;
    for (variable, value) in [
        ("GENERATION_PROVIDER", "openai"),
        ("GENERATION_BASE_URL", &*provider.url),
        ("GENERATION_MODEL", "a-model"),
    ] {
        fixture
            .environment
            .insert(variable.to_owned(), value.to_owned());
    }
    let output = fixture.queued_output().await;
    let path = fixture.path(output).await;
    let message = json!({ "output_id": output, "request_id": "r-1" });
    outputs.send(&message.to_string()).await;
    let generation = fixture.function("generation-worker").await;
    let asked = async {
        provider.asked(1).await;
        let cancel = fixture
            .user
            .post(&format!("{path}/cancel"))
            .send_to(&cancel)
            .await;
        assert_eq!(cancel.expect(202).json()["status"], "processing");
        Instant::now()
    };
    let (_, called_off) = tokio::join!(outputs.work(&generation), asked);
    // Before the next heartbeat.
    assert!(called_off.elapsed() < HEARTBEAT / 2);
    outputs.remove();
    dead_letters.remove();
    fixture.queue.work(&delivery).await;
    let told: Vec<_> = receiver.requests().iter().map(Request::json).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[1]["data"]["id"], output.to_string());
}

#[tokio::test]
async fn what_is_rolled_back_is_not_told() {
    let mut fixture = HookFixture::start().await;
    let receiver = receiver().await;
    fixture.endpoint(&receiver, &[]).await;
    let output = fixture.output().await;
    fixture
        .sql(&format!(
            "BEGIN; UPDATE outputs SET status = 'completed' WHERE id = '{output}'; ROLLBACK"
        ))
        .await;
    assert_eq!(fixture.minute().await["sent"], 0);
    fixture.ends(output, "completed").await;
    assert_eq!(fixture.minute().await["sent"], 1);
}

#[tokio::test]
async fn while_the_queue_is_away_it_waits() {
    let mut fixture = HookFixture::start().await;
    let receiver = receiver().await;
    fixture.endpoint(&receiver, &[]).await;
    let there = fixture.queue.url.clone();
    let away = Scripted::nowhere().await;
    fixture
        .environment
        .insert("AWS_ENDPOINT_URL".to_owned(), away.clone());
    fixture
        .environment
        .insert("WEBHOOKS_QUEUE_URL".to_owned(), format!("{away}/webhooks"));
    fixture.happen(3).await;
    assert_eq!(fixture.minute().await["sent"], 0);
    let server = crate::app::stack::stack().environment["AWS_ENDPOINT_URL"].clone();
    fixture
        .environment
        .insert("AWS_ENDPOINT_URL".to_owned(), server);
    fixture
        .environment
        .insert("WEBHOOKS_QUEUE_URL".to_owned(), there);
    fixture.time_passes().await;
    assert_eq!(fixture.minute().await["sent"], 3);
    fixture.queue.work(&fixture.worker().await).await;
    assert_eq!(receiver.requests().len(), 3);
}

/// Nobody wants it: nothing is kept of it.
#[tokio::test]
async fn without_an_endpoint_nothing_is_made() {
    let mut fixture = HookFixture::start().await;
    fixture.happen(2).await;
    let receiver = receiver().await;
    fixture.endpoint(&receiver, &["file.ready"]).await;
    fixture.happen(2).await;
    let made: i64 = sqlx::query_scalar("SELECT count(*) FROM private.webhook_messages")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(made, 0);
}
