//! An endpoint that does not take what it is sent is sent it again, by the standard's schedule, under the same id.

use std::{collections::BTreeSet, time::Duration};

use serde_json::Value;

use super::fixture::{HookFixture, verifies};
use crate::scripted::{Answer, Scripted};

fn answer(status: u16) -> Answer {
    Answer::new(status, &[], b"")
}

/// Seconds before each attempt after the first.
const PAUSES: [f64; 9] = [
    5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0,
];

#[tokio::test]
async fn ten_attempts_in_three_days_and_then_it_has_failed() {
    let mut fixture = HookFixture::start().await;
    let receiver = Scripted::replying(|_| Some(answer(503))).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    let worker = fixture.worker().await;
    fixture.happen(1).await;
    for (number, expected) in PAUSES.into_iter().enumerate() {
        fixture.time_passes().await;
        // The first two come back by themselves, and are late here.
        assert_eq!(fixture.minute().await["sent"], 1, "{number}");
        let batch = fixture.queue.work(&worker).await;
        assert_eq!(batch.messages.len(), 1);
        let job = fixture.job().await;
        assert_eq!(
            (&job["state"], &job["attempts"]),
            (&"queued".into(), &(number + 1).into())
        );
        let pause = job["pause"].as_f64().unwrap();
        assert!(
            (0.8 * expected - 5.0..=1.2 * expected).contains(&pause),
            "{number}: {pause}"
        );
        // What waits for longer than a message rests is not on the queue.
        let resting = u32::from(expected <= 900.0);
        assert_eq!(fixture.queue.count().await, (0, resting), "{number}");
        fixture.queue.purge().await;
        let [delivery] = fixture.deliveries(&endpoint).await.try_into().unwrap();
        assert_eq!(delivery["status"], "pending");
        assert_eq!(delivery["error"]["detail"], "The endpoint answered 503.");
        assert!(delivery["next_attempt_at"].is_string(), "{delivery}");
    }
    fixture.time_passes().await;
    fixture.minute().await;
    fixture.queue.work(&worker).await;
    let [delivery] = fixture.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(
        (&delivery["status"], &delivery["attempts"]),
        (&"failed".into(), &10.into())
    );
    let requests = receiver.requests();
    assert_eq!(requests.len(), 10);
    let ids: BTreeSet<_> = requests
        .iter()
        .map(|request| &request.headers["webhook-id"])
        .collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert!(requests.iter().all(|request| verifies(request, &endpoint)));
    assert!(
        requests
            .iter()
            .all(|request| request.body == requests[0].body)
    );
    let seen = fixture.seen(&endpoint).await;
    assert!(
        seen["enabled"] == true && seen["failing_since"].is_string(),
        "{seen}"
    );

    // Whoever has mended it has it sent again.
    let retry = fixture.function("delivery-retry").await;
    let path = format!(
        "/webhooks/{}/deliveries/{}/retry",
        endpoint["id"].as_str().unwrap(),
        delivery["id"].as_str().unwrap()
    );
    let again = fixture
        .user
        .post(&path)
        .send_to(&retry)
        .await
        .expect(202)
        .json();
    assert_eq!(again["message_id"], delivery["message_id"]);
    let twice = fixture.user.post(&path).send_to(&retry).await;
    twice.problem(409, "delivery_pending");
    fixture.queue.work(&worker).await;
    assert_eq!(receiver.requests().len(), 11);
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_told_nothing_more() {
    let mut fixture = HookFixture::start().await;
    let receiver = Scripted::replying(|_| Some(answer(410))).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    fixture.happen(1).await;
    fixture.minute().await;
    let worker = fixture.worker().await;
    fixture.queue.work(&worker).await;
    let seen = fixture.seen(&endpoint).await;
    assert_eq!(
        (&seen["enabled"], &seen["disabled_reason"]),
        (&false.into(), &"gone".into())
    );
    fixture.happen(2).await;
    assert_eq!(fixture.minute().await["sent"], 0);
    assert_eq!(receiver.requests().len(), 1);
    assert_eq!(fixture.queue.count().await, (0, 0));
    let [delivery] = fixture.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(delivery["error"]["code"], "endpoint_gone");
}

#[tokio::test]
async fn five_days_without_success_disable_an_endpoint_and_say_why() {
    let mut fixture = HookFixture::start().await;
    let receiver = Scripted::start([answer(500), answer(200), answer(500), answer(500)]).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    let worker = fixture.worker().await;
    let attempt = async |fixture: &mut HookFixture| -> Value {
        fixture.sql("DELETE FROM private.webhook_messages").await;
        fixture.queue.purge().await;
        fixture.happen(1).await;
        fixture.minute().await;
        fixture.queue.work(&worker).await;
        fixture.seen(&endpoint).await
    };
    let later = "UPDATE private.webhook_endpoints SET failing_since = failing_since - interval '4 days 23 hours'";
    assert!(attempt(&mut fixture).await["failing_since"].is_string());
    fixture.sql(later).await;
    // One that gets through begins it anew.
    assert!(attempt(&mut fixture).await["failing_since"].is_null());
    let failing = attempt(&mut fixture).await;
    assert!(failing["failing_since"].is_string() && failing["enabled"] == true);
    fixture.sql(later).await;
    fixture
        .sql(&later.replace("4 days 23 hours", "2 hours"))
        .await;
    let disabled = attempt(&mut fixture).await;
    assert_eq!(
        (&disabled["enabled"], &disabled["disabled_reason"]),
        (&false.into(), &"failing".into())
    );
    assert!(disabled["disabled_at"].is_string(), "{disabled}");

    let update = fixture.function("webhook-update").await;
    let path = format!("/webhooks/{}", endpoint["id"].as_str().unwrap());
    let enable = fixture
        .user
        .patch(&path)
        .json(serde_json::json!({ "enabled": true }));
    let enabled = enable.send_to(&update).await.expect(200).json();
    for field in ["disabled_at", "disabled_reason", "failing_since"] {
        assert!(enabled[field].is_null(), "{enabled}");
    }
}

/// Not sooner than the endpoint asks for, for a day at most; and a redirect leads nowhere.
#[tokio::test]
async fn an_endpoint_may_ask_for_time_and_not_for_another_address() {
    let elsewhere = Scripted::replying(|_| Some(answer(200))).await;
    let location = format!("{}/internal", elsewhere.url);
    for (status, headers, pause, detail) in [
        (
            429,
            vec![("retry-after", "600")],
            600.0,
            "The endpoint answered 429.",
        ),
        (
            503,
            vec![("retry-after", "9999999")],
            86_400.0,
            "The endpoint answered 503.",
        ),
        (
            302,
            vec![("location", location.as_str())],
            5.0,
            "The endpoint answered 302. Redirects are not followed: give the address where it is.",
        ),
    ] {
        let mut fixture = HookFixture::start().await;
        let receiver = Scripted::start([Answer::new(status, &headers, b"")]).await;
        let endpoint = fixture.endpoint(&receiver, &[]).await;
        fixture.happen(1).await;
        fixture.minute().await;
        fixture.queue.work(&fixture.worker().await).await;
        let job = fixture.job().await;
        let waits = job["pause"].as_f64().unwrap();
        assert!(
            (0.8 * pause - 5.0..=1.2 * pause).contains(&waits),
            "{status}: {waits}"
        );
        let [delivery] = fixture.deliveries(&endpoint).await.try_into().unwrap();
        assert_eq!(delivery["error"]["detail"], detail);
    }
    assert!(elsewhere.requests().is_empty());
}

/// What a killed worker has sent, or not, is sent again: at least once, under one id.
#[tokio::test]
async fn a_killed_workers_delivery_comes_again_under_its_id() {
    let mut fixture = HookFixture::start().await;
    let (held, release) = answer(200).held();
    let receiver = Scripted::start([held, answer(200)]).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    fixture.happen(1).await;
    fixture.minute().await;
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    receiver.asked(1).await;
    worker.kill().await;
    drop((outcome, release));
    fixture
        .sql("UPDATE private.jobs SET lease_expires_at = now() - interval '1 second' WHERE state = 'processing'")
        .await;
    let report = fixture.minute().await;
    assert_eq!(
        (&report["requeued"], &report["sent"]),
        (&1.into(), &1.into())
    );
    fixture.queue.work(&fixture.worker().await).await;
    let [first, second] = receiver.requests().try_into().unwrap();
    assert_eq!(first.headers["webhook-id"], second.headers["webhook-id"]);
    assert!(verifies(&second, &endpoint));
    let [delivery] = fixture.deliveries(&endpoint).await.try_into().unwrap();
    assert_eq!(
        (&delivery["status"], &delivery["attempts"]),
        (&"delivered".into(), &2.into())
    );
}

/// It is sent five at a time, and what hangs is given up after 15 seconds.
#[tokio::test]
async fn an_endpoint_is_sent_five_at_a_time() {
    let mut fixture = HookFixture::start().await;
    let receiver = Scripted::replying(|_| Some(Answer::hang())).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    fixture.happen(9).await;
    fixture.minute().await;
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let started = std::time::Instant::now();
    let outcome = worker.invoke(batch.event()).await;
    assert!(
        (14..18).contains(&started.elapsed().as_secs()),
        "{:?}",
        started.elapsed()
    );
    fixture.queue.settle(&batch, outcome).await;
    assert_eq!(receiver.requests().len(), 5);
    let deliveries = fixture.deliveries(&endpoint).await;
    let sent = |attempts: i64| {
        deliveries
            .iter()
            .filter(|one| one["attempts"] == attempts)
            .count()
    };
    assert_eq!((sent(1), sent(0)), (5, 4));
    let late = Duration::from_secs(15).as_secs().to_string();
    for delivery in deliveries.iter().filter(|one| one["attempts"] == 1) {
        let detail = delivery["error"]["detail"].as_str().unwrap();
        assert!(detail.contains(&late), "{detail}");
    }
}

/// What an endpoint has no room for goes on as soon as it has, without a message of its own.
#[tokio::test]
async fn what_waits_for_its_turn_has_it_when_another_got_through() {
    let mut fixture = HookFixture::start().await;
    let receiver =
        Scripted::replying(|_| Some(answer(200).after(Duration::from_millis(200)))).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    fixture.happen(10).await;
    fixture.minute().await;
    let worker = fixture.worker().await;
    fixture.queue.work(&worker).await;
    assert_eq!(receiver.requests().len(), 10);
    let deliveries = fixture.deliveries(&endpoint).await;
    assert!(
        deliveries
            .iter()
            .all(|one| one["status"] == "delivered" && one["attempts"] == 1)
    );
    assert_eq!(fixture.queue.count().await, (0, 0));
}

/// Twenty workers, as on AWS, and an endpoint that never answers: it holds five of them, and the others are told in time.
#[tokio::test]
async fn one_that_hangs_holds_up_nobody_else() {
    let mut fixture = HookFixture::start().await;
    let hanging = Scripted::replying(|_| Some(Answer::hang())).await;
    let (sender, mut arrived) = tokio::sync::mpsc::unbounded_channel();
    let receiver = Scripted::replying(move |_| {
        sender.send(std::time::Instant::now()).unwrap();
        Some(answer(200))
    })
    .await;
    fixture.endpoint(&hanging, &[]).await;
    fixture.endpoint(&receiver, &["output.completed"]).await;
    let mut workers = Vec::new();
    for _ in 0..8 {
        workers.push(fixture.worker().await);
    }
    let queue = fixture.queue.clone();
    let polling = tokio::spawn(async move {
        let mut running = tokio::task::JoinSet::new();
        for worker in workers {
            let queue = queue.clone();
            running.spawn(async move {
                loop {
                    let batch = queue.receive_within(1).await;
                    if !batch.messages.is_empty() {
                        let outcome = worker.invoke(batch.event()).await;
                        queue.settle(&batch, outcome).await;
                    }
                }
            });
        }
        running.join_all().await;
    });
    let mut waited = Vec::new();
    for _ in 0..20 {
        let began = std::time::Instant::now();
        fixture.happen(1).await;
        // As the worker that has ended the job.
        let url = fixture.environment["SERVICE_DATABASE_URL"].clone();
        let db = crate::nothing_lost::fixture::WorkerFixture::service_db(&url).await;
        for job in models::jobs::unpublished(&db, domain::WorkKind::Delivery, 500)
            .await
            .unwrap()
        {
            let message = jobs::Message {
                subject: job.subject,
                request_id: None,
            };
            fixture
                .queue
                .send(&serde_json::to_string(&message).unwrap())
                .await;
        }
        let arrival = tokio::time::timeout(Duration::from_secs(20), arrived.recv()).await;
        waited.push(arrival.unwrap().unwrap() - began);
    }
    polling.abort();
    waited.sort();
    println!(
        "median {:?}, p95 {:?}, worst {:?}",
        waited[10], waited[18], waited[19]
    );
    assert!(waited[18] < Duration::from_secs(2), "{waited:?}");
    assert!(hanging.requests().len() >= 5);
}
