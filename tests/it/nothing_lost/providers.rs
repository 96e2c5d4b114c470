//! A provider that refuses, breaks off or says nothing.

use std::{iter::repeat_with, time::Duration};

use serde_json::{Value, json};
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    fixture::{LIMIT, TEXT, WorkerFixture, message, written},
    queue::Batch,
};
use crate::{
    providers::{DIALECTS, may_pass},
    scripted::Answer,
};

impl WorkerFixture {
    /// As when the pause before the next attempt is over.
    async fn pause_is_over(&mut self, batch: &Batch) {
        self.sql("UPDATE private.jobs SET not_before = now()").await;
        self.queue.come_back(batch).await;
    }

    /// Queued again, with the reason for all to see, and neither the job nor its message before some time has passed.
    async fn waits(&mut self, id: Uuid, attempts: u32, code: &str) -> Value {
        let output = self.output(id).await;
        assert_eq!(output["status"], "queued", "{output}");
        assert_eq!(output["job"]["state"], "queued", "{output}");
        assert_eq!(output["attempts"], attempts, "{output}");
        assert_eq!(output["error"]["code"], code, "{output}");
        assert_eq!(output["error"]["retryable"], true, "{output}");
        assert_eq!(output["job"]["waits"], true, "{output}");
        assert_eq!(output["job"]["lease_token"], Value::Null, "{output}");
        assert_eq!(self.queue.count().await, (0, 1), "{output}");
        output
    }

    /// The rows of an output's requests: provider, model, outcome and tokens.
    async fn ledger(&mut self, id: Uuid) -> Value {
        sqlx::query_scalar(
            "SELECT coalesce(jsonb_agg(jsonb_build_array(provider, model, outcome, prompt_tokens, completion_tokens)
                                       ORDER BY id), '[]')
             FROM private.provider_calls WHERE output_id = $1",
        )
        .bind(id)
        .fetch_one(&mut self.rows)
        .await
        .unwrap()
    }
}

#[tokio::test]
async fn retry_after_is_honoured() {
    // Longer than the pause that it would get without.
    const PAUSE: Duration = Duration::from_secs(3);
    let limited = Answer::new(429, &[("retry-after", "3")], b"{}");
    let mut fixture = WorkerFixture::start([limited, written()]).await;
    let id = fixture.sent_job().await;
    let worker = fixture.worker().await;
    let start = Instant::now();
    fixture.queue.work(&worker).await;
    fixture.waits(id, 1, "provider_rate_limited").await;

    // A message that knows nothing of the pause does not end it.
    fixture.queue.send(&message(id)).await;
    fixture.queue.work(&worker).await;
    assert_eq!(fixture.provider.requests().len(), 1);
    fixture.waits(id, 1, "provider_rate_limited").await;

    // The first comes back by itself, and when it does, the job may be claimed.
    fixture.queue.work(&worker).await;
    assert!(start.elapsed() >= PAUSE, "{:?}", start.elapsed());
    let output = fixture.completed_once(id).await;
    assert_eq!(
        output["calls"],
        json!(["provider_rate_limited", "completed"])
    );
    fixture.no_message_left().await;
}

#[tokio::test]
async fn what_may_pass_is_tried_again_after_a_growing_pause() {
    let faults = [
        (Answer::json(500, &json!({})), "provider_unavailable"),
        (Answer::nothing(), "provider_unavailable"),
        (written().without_last(20), "invalid_output"),
        (written().cut_after(30), "provider_unavailable"),
    ];
    let codes = faults.each_ref().map(|(_, code)| *code);
    let answers = faults.map(|(answer, _)| answer).into_iter();
    let mut fixture = WorkerFixture::start(answers.chain([written()])).await;
    let id = fixture.sent_job().await;
    let worker = fixture.worker().await;
    for (attempt, code) in (1..).zip(codes) {
        let batch = fixture.queue.work(&worker).await;
        fixture.waits(id, attempt, code).await;
        // From half of 2, 4, 8 … seconds to the whole; what is left of it when it is looked at.
        let most = 2_u32.pow(attempt);
        fixture
            .until(&format!(
                "SELECT not_before BETWEEN now() + interval '1 second' * {most} / 2 - interval '1 second'
                                       AND now() + interval '1 second' * {most}
                 FROM private.jobs"
            ))
            .await;
        fixture.pause_is_over(&batch).await;
    }
    fixture.queue.work(&worker).await;
    let output = fixture.completed_once(id).await;
    assert_eq!(output["attempts"], 5);
    let mut calls = codes.to_vec();
    calls.push("completed");
    assert_eq!(output["calls"], json!(calls));
    fixture.no_message_left().await;
}

#[tokio::test]
async fn after_the_last_attempt_it_has_failed_and_says_why() {
    let mut fixture = WorkerFixture::start(repeat_with(|| written().without_last(20))).await;
    let id = fixture.sent_job().await;
    let worker = fixture.worker().await;
    for _ in 1..5 {
        let batch = fixture.queue.work(&worker).await;
        fixture.pause_is_over(&batch).await;
    }
    fixture.queue.work(&worker).await;
    let failed = fixture.output(id).await;
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["error"]["code"], "invalid_output");
    assert_ne!(failed["completed_at"], Value::Null);
    assert_eq!(failed["calls"], json!(vec!["invalid_output"; 5]));
    fixture.no_message_left().await;

    // Whatever still comes for it, the provider is not asked again.
    fixture.queue.send(&message(id)).await;
    fixture.queue.work(&worker).await;
    fixture.maintain("minutely").await;
    assert_eq!(fixture.provider.requests().len(), 5);
    assert_eq!(fixture.output(id).await, failed);
    fixture.no_message_left().await;
}

/// Only its deadline ends what waits for somebody who is away: no attempt is used up, and neither is the queue's patience.
#[tokio::test]
async fn a_provider_that_is_away_for_long_fails_no_job() {
    const TRIES: usize = 12;
    let away = repeat_with(|| Answer::json(503, &json!({}))).take(TRIES);
    let mut fixture = WorkerFixture::start(away.chain([written()])).await;
    let id = fixture.sent_job().await;
    for tries in 1..=TRIES {
        // One worker alone would soon stop asking.
        let worker = fixture.worker().await;
        let batch = fixture.queue.work(&worker).await;
        assert_eq!(batch.messages.len(), 1, "{tries}");
        let output = fixture.output(id).await;
        assert_eq!(output["status"], "queued", "{output}");
        assert_eq!(output["attempts"], tries, "{output}");
        assert_eq!(output["error"]["code"], "provider_unavailable", "{output}");
        let job = &output["job"];
        assert_eq!(
            (&job["attempts"], &job["postponed"]),
            (&json!(0), &json!(tries))
        );
        // From half of 2, 4, 8 … seconds, and of a quarter of an hour at most, to the whole.
        let most = 2_u32.pow(u32::try_from(tries).unwrap()).min(900);
        fixture
            .until(&format!(
                "SELECT not_before BETWEEN now() + interval '1 second' * {most} / 2 - interval '2 seconds'
                                       AND now() + interval '1 second' * {most}
                 FROM private.jobs"
            ))
            .await;
        fixture
            .sql("UPDATE private.jobs SET not_before = now()")
            .await;
        // After the fifth time the queue would make it a dead letter: its message has been deleted.
        if tries % 5 == 0 {
            fixture.no_message_left().await;
            fixture
                .sql("UPDATE private.jobs SET deliver_after = now()")
                .await;
            assert_eq!(fixture.maintain("minutely").await["sent"], 1);
        } else {
            fixture.queue.come_back(&batch).await;
        }
    }
    let worker = fixture.worker().await;
    fixture.queue.work(&worker).await;
    let output = fixture.completed_once(id).await;
    assert_eq!(output["attempts"], TRIES + 1);
    assert_eq!(fixture.dead_letters.count().await, (0, 0));
    fixture.no_message_left().await;
}

#[tokio::test]
async fn a_provider_that_is_away_for_all_is_not_asked_by_every_job() {
    let away = repeat_with(|| Answer::json(503, &json!({}))).take(3);
    let mut fixture = WorkerFixture::start(away.chain(repeat_with(written))).await;
    let worker = fixture.worker().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(fixture.sent_job().await);
        fixture.queue.work(&worker).await;
    }
    for _ in 0..5 {
        let id = fixture.sent_job().await;
        fixture.queue.work(&worker).await;
        let output = fixture.output(id).await;
        assert_eq!(output["error"]["code"], "provider_unavailable", "{output}");
        assert_eq!(output["calls"], json!([]), "it did not ask");
        ids.push(id);
    }
    assert_eq!(fixture.provider.requests().len(), 3);
    // Soon one asks, and then all the others.
    let deadline = Instant::now() + LIMIT;
    while fixture.provider.requests().len() < 3 + ids.len() {
        assert!(Instant::now() < deadline);
        fixture
            .sql("UPDATE private.jobs SET not_before = now()")
            .await;
        for id in &ids {
            fixture.queue.send(&message(*id)).await;
        }
        fixture.queue.work(&worker).await;
    }
    for id in ids {
        fixture.completed_once(id).await;
    }
}

#[tokio::test]
async fn what_will_not_pass_fails_at_once() {
    let refusals = [
        (401, json!({}), "provider_rejected_key"),
        (404, json!({}), "provider_misconfigured"),
        (402, json!({}), "provider_out_of_credit"),
        (
            400,
            json!({ "error": { "code": "content_filter", "message": "no" } }),
            "content_refused",
        ),
        (
            400,
            json!({ "error": { "code": "context_length_exceeded", "message": "no" } }),
            "context_too_long",
        ),
    ];
    let answers = refusals
        .each_ref()
        .map(|(status, body, _)| Answer::json(*status, body));
    let mut fixture = WorkerFixture::start(answers).await;
    let worker = fixture.worker().await;
    for (_, _, code) in &refusals {
        let id = fixture.sent_job().await;
        fixture.queue.work(&worker).await;
        let output = fixture.output(id).await;
        assert_eq!(output["status"], "failed", "{output}");
        assert_eq!(output["error"]["code"], *code, "{output}");
        assert_eq!(output["error"]["retryable"], false, "{output}");
        assert_eq!(output["calls"], json!([code]), "{output}");
        fixture.no_message_left().await;
    }
    assert_eq!(fixture.provider.requests().len(), refusals.len());
}

/// A job for each thing that each provider may refuse, and one that it does: the output says which, and the ledger has its
/// one request, under the provider's name.
#[tokio::test]
async fn each_providers_own_words_end_a_job_as_they_should() {
    let faults = DIALECTS.map(|dialect| (dialect, (dialect.refusals)()));
    let answers: Vec<Answer> = faults
        .iter()
        .flat_map(|(dialect, refusals)| {
            let refused = refusals.iter().map(|(_, refused)| refused.answer());
            refused.chain([Answer::json(200, &(dialect.completion)(TEXT))])
        })
        .collect();
    let mut fixture = WorkerFixture::start(answers).await;
    for (dialect, refusals) in faults {
        let provider = [("GENERATION_PROVIDER", dialect.name)];
        for (code, _) in refusals {
            // One worker alone would soon stop asking.
            let worker = fixture.function("generation-worker", &provider).await;
            let id = fixture.sent_job().await;
            fixture.queue.work(&worker).await;
            let output = fixture.output(id).await;
            let status = if may_pass(code) { "queued" } else { "failed" };
            assert_eq!(output["status"], status, "{output}");
            assert_eq!(output["error"]["code"], code, "{output}");
            assert_eq!(output["error"]["retryable"], may_pass(code), "{output}");
            assert_eq!(
                fixture.ledger(id).await,
                json!([[dialect.name, "a-model", code, 0, 0]])
            );
            // Its next attempt is no part of this.
            fixture
                .sql("UPDATE private.jobs SET not_before = now() + interval '1 hour' WHERE state = 'queued'")
                .await;
        }
        let worker = fixture.function("generation-worker", &provider).await;
        let id = fixture.sent_job().await;
        fixture.queue.work(&worker).await;
        fixture.completed_once(id).await;
        assert_eq!(
            fixture.ledger(id).await,
            json!([[dialect.name, "a-model", "completed", 100, 40]])
        );
    }
}

/// A source that is longer than the model's context takes many requests, also where an attempt fails half-way: each is in the
/// ledger, once.
#[tokio::test]
async fn condensing_is_in_the_ledger_request_by_request() {
    let fails_at_the_fourth = [
        written(),
        written(),
        written(),
        Answer::json(500, &json!({})),
    ];
    let answers = fails_at_the_fourth.into_iter().chain(repeat_with(written));
    let mut fixture = WorkerFixture::start(answers).await;
    let id = fixture.job().await;
    let text = "This is a sentence of a book that is much too long. ".repeat(1_000);
    fixture.source(id, &text).await;
    fixture.queue.send(&message(id)).await;
    let small = [
        ("GENERATION_CONTEXT_TOKENS", "4096"),
        ("GENERATION_MAX_TOKENS", "1024"),
    ];
    let worker = fixture.function("generation-worker", &small).await;
    let batch = fixture.queue.work(&worker).await;
    fixture.waits(id, 1, "provider_unavailable").await;
    fixture.pause_is_over(&batch).await;
    fixture.queue.work(&worker).await;

    let output = fixture.output(id).await;
    assert_eq!(output["status"], "completed", "{output}");
    let requests = fixture.provider.requests().len();
    assert!(requests > 6, "{requests}");
    let mut expected = vec![json!(["openai", "a-model", "completed", 100, 10]); requests];
    expected[3] = json!(["openai", "a-model", "provider_unavailable", 0, 0]);
    assert_eq!(fixture.ledger(id).await, json!(expected));
    // What the output tells is what it has cost, in both attempts.
    let usage = &output["metadata"]["usage"];
    assert_eq!(usage["prompt_tokens"], 100 * (requests - 1), "{usage}");
}
