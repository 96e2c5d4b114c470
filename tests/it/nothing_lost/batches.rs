//! Ten messages of one invocation: worked on at the same time, and each for itself.

use std::{fs, iter::repeat_with, time::Duration};

use jobs::{Handled, process_batch};
use serde_json::{Value, json};

use super::fixture::{WorkerFixture, soon, written};
use crate::{
    runtime::{Function, sqs_event},
    scripted::Answer,
};

#[tokio::test]
async fn ten_take_as_long_as_one_and_each_ends_as_it_may() {
    let mut releases = Vec::new();
    let mut answers: Vec<_> = repeat_with(written).take(8).collect();
    answers.push(Answer::json(401, &json!({})));
    answers.push(Answer::json(503, &json!({})));
    let answers: Vec<_> = answers
        .into_iter()
        .map(|answer| {
            let (held, release) = answer.held();
            releases.push(release);
            held
        })
        .collect();
    let mut fixture = WorkerFixture::start(answers).await;
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(fixture.sent_job().await);
    }
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    assert_eq!(batch.messages.len(), 10);
    let outcome = worker.invoke(batch.event());
    // None has its answer before all have asked.
    fixture.provider.asked(10).await;
    for release in releases {
        release.send(()).unwrap();
    }
    fixture.queue.settle(&batch, outcome.await).await;

    let mut states = Vec::new();
    for id in ids {
        let output = fixture.output(id).await;
        let code = output["error"]["code"].as_str().unwrap_or("-").to_owned();
        states.push((output["status"].as_str().unwrap().to_owned(), code));
        if output["status"] == "completed" {
            fixture.completed_once(id).await;
        }
    }
    states.sort();
    let mut expected = vec![("completed", "-"); 8];
    expected.push(("failed", "provider_rejected_key"));
    expected.push(("queued", "provider_unavailable"));
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(state, code)| (state.to_owned(), code.to_owned()))
        .collect();
    assert_eq!(states, expected);
    // Only the one to be tried again is still there.
    assert_eq!(fixture.queue.count().await, (0, 1));
}

/// One reads three megabytes of text, and another has waited for its provider meanwhile.
#[tokio::test]
async fn a_job_that_computes_for_long_keeps_no_other_waiting() {
    let (held, release) = written().held();
    let mut fixture = WorkerFixture::start([held]).await;
    let waits = fixture.sent_job().await;
    let computes = fixture.sent_job().await;
    let sentence = |n: usize| format!("this is sentence {n} of a book! and so on ");
    let text: String = (0..80_000).map(sentence).collect();
    fixture.source(computes, &text).await;
    let whole = ("GENERATION_CONTEXT_TOKENS", "10000000");
    let worker = fixture.function("generation-worker", &[whole]).await;
    let batch = fixture.queue.receive().await;
    let _outcome = worker.invoke(batch.event());
    fixture.provider.asked(1).await;
    computing(&worker).await;
    release.send(()).unwrap();
    let done = format!(
        "EXISTS (SELECT FROM private.jobs WHERE output_id = '{waits}' AND state = 'completed')"
    );
    fixture.until(&done).await;
    fixture.completed_once(waits).await;
    let output = fixture.output(computes).await;
    assert_eq!(output["status"], "processing", "{output}");
    assert_eq!(fixture.provider.requests().len(), 1, "it still computes");
}

/// Waits until a function has had the processor for a second.
async fn computing(function: &Function) {
    let ticks = || {
        let stat = fs::read_to_string(format!("/proc/{}/stat", function.pid())).unwrap();
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let fields: Vec<&str> = fields.split_whitespace().collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    let start = ticks();
    let second = async {
        while ticks() < start + 100 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    soon("that it computes", second).await;
}

#[tokio::test]
async fn a_panic_fails_its_own_message_alone() {
    let event = sqs_event(&[("good", "1"), ("bad", "2"), ("slow", "3")]);
    let response = process_batch(serde_json::from_value(event).unwrap(), async |message| {
        let body = message.body.as_deref();
        if body == Some("3") {
            // Not done yet when its neighbour panics.
            tokio::task::yield_now().await;
        }
        assert!(body != Some("2"), "what nobody thought of");
        Handled::Done
    });
    let response: Value = serde_json::to_value(soon("an answer", response).await).unwrap();
    assert_eq!(
        response,
        json!({ "batchItemFailures": [{ "itemIdentifier": "bad" }] })
    );
}
