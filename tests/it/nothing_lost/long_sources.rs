//! A source that is longer than the model's context: what it was condensed to is paid for, and kept until the job is over.

use std::{
    collections::HashSet,
    iter::repeat_with,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use uuid::Uuid;

use super::fixture::{USER, WorkerFixture, written};
use crate::{
    providers::long::{condenses, fenced},
    runtime::{Function, Outcome},
    scripted::{Answer, Request, Scripted},
};

/// In which a worker has some eight seconds for its provider: a few answers of the slow one.
const SHORT: Duration = Duration::from_secs(28);
/// Of the book: some twenty requests.
const SENTENCES: usize = 3_000;

/// A book of so many sentences, no two of which are the same.
pub(super) fn book(sentences: usize) -> String {
    let sentence = |n: usize| format!("This is sentence {n} of a book that is much too long. ");
    (0..sentences).map(sentence).collect()
}

pub(super) async fn small_model(fixture: &WorkerFixture) -> Function {
    let small = [
        ("GENERATION_CONTEXT_TOKENS", "4096"),
        ("GENERATION_MAX_TOKENS", "1024"),
    ];
    fixture.function("generation-worker", &small).await
}

fn kept(output: &Value) -> usize {
    output["job"]["progress"].as_array().unwrap().len()
}

/// The parts that the model was asked to condense.
fn parts(requests: &[Request]) -> Vec<String> {
    let requests: Vec<Value> = requests.iter().map(Request::json).collect();
    let condensing = requests.iter().filter(|request| condenses(request));
    condensing
        .map(|request| fenced(request).to_owned())
        .collect()
}

#[tokio::test]
async fn a_model_slower_than_an_invocation_is_asked_for_each_part_once() {
    const SLOW: usize = 0;
    const HANGS: usize = 1;
    const QUICK: usize = 2;
    let mut fixture = WorkerFixture::start([]).await;
    let phase = Arc::new(AtomicUsize::new(SLOW));
    fixture.provide(
        Scripted::replying({
            let phase = Arc::clone(&phase);
            let mut hanging = 0;
            move |_| {
                Some(match phase.load(Ordering::Relaxed) {
                    SLOW => written().after(Duration::from_secs(1)),
                    HANGS if hanging == 1 => Answer::hang(),
                    HANGS => {
                        hanging += 1;
                        written()
                    }
                    _ => written(),
                })
            }
        })
        .await,
    );
    let id = fixture.sent_job().await;
    fixture.source(id, &book(SENTENCES)).await;

    // Attempts that are over before all parts are condensed count as none, and the output doesn't fail.
    let worker = small_model(&fixture).await;
    let mut before = 0;
    for _ in 0..2 {
        let batch = fixture.queue.receive().await;
        let outcome = worker.invoke_within(SHORT, batch.event()).await;
        fixture.queue.settle(&batch, outcome).await;
        let output = fixture.output(id).await;
        assert_eq!(output["status"], "queued", "{output}");
        assert_eq!(output["error"], Value::Null, "{output}");
        assert_eq!(output["job"]["attempts"], 0, "{output}");
        assert_eq!(kept(&output), fixture.provider.requests().len());
        assert!(kept(&output) > before, "{output}");
        before = kept(&output);
    }

    // A worker that is killed while it waits for a part loses that part alone.
    phase.store(HANGS, Ordering::Relaxed);
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(before + 2).await;
    worker.kill().await;
    assert!(matches!(outcome.await, Outcome::Died));
    assert_eq!(kept(&fixture.output(id).await), before + 1);
    fixture.lease_runs_out().await;
    fixture.maintain("minutely").await;
    phase.store(QUICK, Ordering::Relaxed);
    let worker = small_model(&fixture).await;
    fixture.queue.work(&worker).await;

    let output = fixture.output(id).await;
    assert_eq!(output["status"], "completed", "{output}");
    assert_eq!(kept(&output), 0, "{output}");
    let requests = fixture.provider.requests();
    let mut asked = parts(&requests);
    assert!(asked.len() > before + 3, "{}", asked.len());
    let lost = asked.remove(before + 1);
    let different: HashSet<&String> = asked.iter().collect();
    assert_eq!(different.len(), asked.len(), "a part was asked for twice");
    assert!(different.contains(&lost));
    let read = asked.join(" ");
    assert!((0..SENTENCES).all(|n| read.contains(&format!("sentence {n} "))));
    let mut calls = vec!["completed"; requests.len()];
    calls[before + 1] = "unanswered";
    assert_eq!(output["calls"], json!(calls));
    // What the output tells is what it has cost, in all its attempts.
    let usage = &output["metadata"]["usage"];
    assert_eq!(
        usage["prompt_tokens"],
        100 * (requests.len() - 1),
        "{usage}"
    );
}

/// It is of the user's texts.
#[tokio::test]
async fn what_was_kept_goes_with_the_job() {
    for ending in ["failed", "cancelled", "deleted"] {
        let status = if ending == "failed" { 401 } else { 503 };
        let refusal = [Answer::json(status, &json!({}))];
        let answers = [written(), written()].into_iter().chain(refusal);
        let mut fixture = WorkerFixture::start(answers.chain(repeat_with(written))).await;
        let id = fixture.sent_job().await;
        fixture.source(id, &book(1_000)).await;
        let worker = small_model(&fixture).await;
        fixture.queue.work(&worker).await;
        if ending == "failed" {
            let output = fixture.output(id).await;
            assert_eq!(output["error"]["code"], "provider_rejected_key", "{output}");
            assert_eq!(
                (&output["job"]["state"], kept(&output)),
                (&json!(ending), 0)
            );
            continue;
        }
        assert_eq!(kept(&fixture.output(id).await), 2);
        if ending == "cancelled" {
            cancel(&mut fixture, id).await;
            let output = fixture.output(id).await;
            assert_eq!(
                (&output["job"]["state"], kept(&output)),
                (&json!(ending), 0)
            );
        } else {
            fixture.sql("DELETE FROM outputs").await;
            fixture
                .until("NOT EXISTS (SELECT FROM private.jobs WHERE output_id IS NOT NULL)")
                .await;
        }
    }
}

async fn cancel(fixture: &mut WorkerFixture, id: Uuid) {
    sqlx::query("SELECT private.cancel($2, project_id, id) FROM outputs WHERE id = $1")
        .bind(id)
        .bind(USER)
        .execute(&mut fixture.rows)
        .await
        .unwrap();
}
