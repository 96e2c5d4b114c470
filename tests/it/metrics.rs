//! What an operator sees without asking the database: each attempt, and each minute, is a line that CloudWatch counts.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use web::metrics::NAMESPACE;

use crate::{
    nothing_lost::fixture::{LIMIT, USER, WorkerFixture, written},
    runtime::Function,
    scripted::Answer,
};

/// The function's metric lines, once there are so many.
async fn told(function: &Function, count: usize) -> Vec<Value> {
    let deadline = Instant::now() + LIMIT;
    loop {
        let log = function.log();
        let lines = log
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let told: Vec<_> = lines.filter(|line| line.get("_aws").is_some()).collect();
        if told.len() >= count {
            told.iter().for_each(assert_whole);
            return told;
        }
        assert!(
            Instant::now() < deadline,
            "{} of {count} lines:\n{log}",
            told.len()
        );
        sleep(Duration::from_millis(20)).await;
    }
}

/// What CloudWatch leaves out without a word: a metric that is no number, a dimension that is no text.
fn assert_whole(line: &Value) {
    assert!(
        line["_aws"]["Timestamp"]
            .as_i64()
            .is_some_and(|time| time > 1_700_000_000_000),
        "{line}"
    );
    for directive in line["_aws"]["CloudWatchMetrics"].as_array().unwrap() {
        assert_eq!(directive["Namespace"], NAMESPACE);
        let dimensions = directive["Dimensions"][0].as_array().unwrap();
        for dimension in dimensions {
            let value = line[dimension.as_str().unwrap()].as_str();
            assert!(
                value.is_some_and(|value| !value.is_empty()),
                "{dimension}: {line}"
            );
            assert_ne!(
                dimension, "user_id",
                "each user would be a metric to pay for"
            );
        }
        for metric in directive["Metrics"].as_array().unwrap() {
            assert!(
                line[metric["Name"].as_str().unwrap()].is_i64(),
                "{metric}: {line}"
            );
        }
    }
}

#[tokio::test]
async fn an_attempt_tells_how_it_ended_and_what_it_cost() {
    let busy = Answer::json(429, &json!({ "error": { "message": "slow down" } }));
    let refused = Answer::json(401, &json!({ "error": { "message": "no such key" } }));
    let mut fixture = WorkerFixture::start([busy, refused, written()]).await;
    let prices = [
        ("GENERATION_PRICE_INPUT", "10"),
        ("GENERATION_PRICE_OUTPUT", "30"),
    ];
    let worker = fixture.function("generation-worker", &prices).await;
    let mut ids = Vec::new();
    for count in 1..=3 {
        ids.push(fixture.sent_job().await);
        fixture.queue.work(&worker).await;
        told(&worker, count).await;
    }
    let lines = told(&worker, 3).await;
    assert_eq!(lines.len(), 3);
    for ((line, id), ending) in lines
        .iter()
        .zip(&ids)
        .zip(["Retried", "Failed", "Completed"])
    {
        assert_eq!(line["output_id"], id.to_string(), "{line}");
        assert_eq!(line["user_id"], USER, "{line}");
        assert_eq!(
            line["Environment"],
            fixture.environment["ENVIRONMENT"].as_str(),
            "{line}"
        );
        for metric in ["Retried", "Failed", "Completed"] {
            let expected = if metric == ending {
                json!(1)
            } else {
                Value::Null
            };
            assert_eq!(line[metric], expected, "{metric}: {line}");
        }
        assert_eq!(
            [&line["ProviderCalls"], &line["Provider"]],
            [&json!(1), &json!("openai")]
        );
        assert_eq!(
            line["Outcome"] == "completed",
            ending == "Completed",
            "{line}"
        );
    }
    let done = &lines[2];
    let counted = ["PromptTokens", "CompletionTokens", "CostMicros"].map(|name| done[name].clone());
    assert_eq!(counted, [100, 10, 100 * 10 + 10 * 30], "{done}");
    assert!(done["Duration"].as_i64().unwrap() < 60_000, "{done}");
    // Nothing of what was asked for or written.
    assert!(
        !lines
            .iter()
            .any(|line| line.to_string().contains("Losing nothing"))
    );
}

#[tokio::test]
async fn each_minute_tells_how_the_queue_is() {
    let mut fixture = WorkerFixture::start([]).await;
    let (waiting, lost) = (fixture.job().await, fixture.job().await);
    fixture.job().await;
    fixture
        .sql(&format!(
            "UPDATE private.jobs SET not_before = now() - interval '10 minutes', created_at = now() - interval '10 minutes' WHERE output_id = '{waiting}';
             UPDATE private.jobs SET state = 'processing', attempts = 5, lease_expires_at = now() - interval '1 second' WHERE output_id = '{lost}'"
        ))
        .await;
    let maintenance = fixture.function("maintenance", &[]).await;
    maintenance
        .invoke(json!({ "tasks": ["minutely"] }))
        .await
        .response();
    let lines = told(&maintenance, 2).await;
    assert_eq!(lines[0]["Failed"], 1, "{}", lines[0]);
    let line = &lines[1];
    let counted =
        ["Queued", "Processing", "WithoutWorker", "Stuck"].map(|name| line[name].as_i64());
    assert_eq!(counted, [2, 0, 0, 0].map(Some), "{line}");
    assert!(
        (600..660).contains(&line["QueueAge"].as_i64().unwrap()),
        "{line}"
    );
}
