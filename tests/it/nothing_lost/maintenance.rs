//! What `maintenance` sends, rescues, archives and forgets.

use std::collections::BTreeSet;

use domain::WorkKind;
use models::{ServiceDb, jobs::unpublished, maintenance::archive};
use serde_json::{Value, json};
use uuid::Uuid;

use super::fixture::{USER, WorkerFixture, message};

impl WorkerFixture {
    /// Their time without a message is over.
    async fn overdue(&mut self) {
        self.sql("UPDATE private.jobs SET deliver_after = now() - interval '1 second'")
            .await;
    }

    /// The ids in all messages that are there.
    async fn messages(&self) -> Vec<String> {
        let mut bodies = Vec::new();
        loop {
            let batch = self.queue.receive_within(0).await;
            if batch.messages.is_empty() {
                bodies.sort();
                return bodies;
            }
            let body = |message: &Value| message["Body"].as_str().unwrap().to_owned();
            bodies.extend(batch.messages.iter().map(body));
        }
    }
}

#[tokio::test]
async fn one_run_of_a_task_at_a_time() {
    let mut fixture = WorkerFixture::start([]).await;
    let id = fixture.job().await;
    fixture.overdue().await;
    fixture
        .sql("INSERT INTO private.leases VALUES ('minutely', now() + interval '1 minute')")
        .await;
    assert_eq!(fixture.maintain("minutely").await, "another run has it");
    assert_eq!(fixture.queue.count().await, (0, 0));
    // Another task has nothing to do with it.
    assert_eq!(
        fixture.maintain("daily").await,
        json!({ "purged": 0, "abandoned": 0, "audit_deleted": 0 })
    );

    // A run that was killed holds it no longer than a run may take.
    fixture
        .sql("UPDATE private.leases SET expires_at = now() - interval '1 second'")
        .await;
    assert_eq!(fixture.maintain("minutely").await["sent"], 1);
    assert_eq!(fixture.messages().await, [message(id)]);
    // It is given back at the end.
    assert_eq!(fixture.maintain("minutely").await["sent"], 0);
}

#[tokio::test]
async fn two_runs_at_once_send_each_job_once() {
    let mut fixture = WorkerFixture::start([]).await;
    let mut expected = Vec::new();
    for _ in 0..25 {
        expected.push(message(fixture.job().await));
    }
    fixture.overdue().await;
    let runs = [
        fixture.function("maintenance", &[]).await,
        fixture.function("maintenance", &[]).await,
    ];
    let minutely = json!({ "tasks": ["minutely"] });
    let [first, second] = runs.each_ref().map(|run| run.invoke(minutely.clone()));
    let (first, second) = tokio::join!(first, second);
    let sent: u64 = [first, second]
        .into_iter()
        .map(|outcome| outcome.response()["minutely"]["sent"].as_u64().unwrap_or(0))
        .sum();
    assert_eq!(sent, 25);
    expected.sort();
    assert_eq!(fixture.messages().await, expected);
}

#[tokio::test]
async fn what_cant_be_sent_keeps_nothing_back() {
    let mut fixture = WorkerFixture::start([]).await;
    // More than one request to the queue takes, and the oldest is one that it refuses.
    let mut ids = Vec::new();
    for _ in 0..12 {
        ids.push(fixture.job().await);
    }
    fixture.overdue().await;
    fixture.queue.set("MaximumMessageSize", "1024").await;
    fixture
        .sql(&format!(
            "UPDATE private.jobs SET request_id = repeat('x', 2000), deliver_after = now() - interval '1 day'
             WHERE output_id = '{}'",
            ids[0]
        ))
        .await;
    assert_eq!(fixture.maintain("minutely").await["sent"], 11);
    let mut expected: Vec<_> = ids[1..].iter().map(|id| message(*id)).collect();
    expected.sort();
    assert_eq!(fixture.messages().await, expected);

    // Where there are more of them than a run takes at once, each run takes others.
    fixture.overdue().await;
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let mut seen = BTreeSet::new();
    for _ in 0..4 {
        let some = unpublished(&db, WorkKind::Generation, 3).await.unwrap();
        assert_eq!(some.len(), 3);
        seen.extend(some.into_iter().map(|job| job.subject.id()));
    }
    assert_eq!(seen, ids.into_iter().collect());
}

#[tokio::test]
async fn what_has_no_time_or_attempt_left_has_failed_and_says_why() {
    let mut fixture = WorkerFixture::start([]).await;
    let gone = "lease_expires_at = now() - interval '1 second', lease_token = gen_random_uuid()";
    let late = "deadline_at = now() - interval '1 second'";
    let cases = [
        (
            format!("state = 'processing', attempts = 5, {gone}"),
            "failed",
            "worker_lost",
        ),
        (
            format!("state = 'processing', attempts = 4, {gone}"),
            "queued",
            "-",
        ),
        (
            format!("state = 'processing', attempts = 1, {late}, {gone}"),
            "failed",
            "deadline_exceeded",
        ),
        (
            format!("{late}, deliver_after = now() - interval '1 second'"),
            "failed",
            "deadline_exceeded",
        ),
        // Somebody works on it, and may still be in time for its user.
        (
            format!(
                "state = 'processing', attempts = 5, {late}, lease_expires_at = now() + interval '1 minute'"
            ),
            "processing",
            "-",
        ),
    ];
    let mut expected = Vec::new();
    for (change, state, code) in cases {
        let id = fixture.job().await;
        fixture
            .sql(&format!(
                "UPDATE private.jobs SET {change} WHERE output_id = '{id}';
                 UPDATE outputs SET status = (SELECT state FROM private.jobs WHERE output_id = '{id}')::output_status
                 WHERE id = '{id}'"
            ))
            .await;
        expected.push((id, state, code, change));
    }
    let report = fixture.maintain("minutely").await;
    assert_eq!(
        report,
        json!({ "requeued": 1, "failed": 3, "sent": 1, "stuck": 0 })
    );
    for (id, state, code, change) in expected {
        let output = fixture.output(id).await;
        assert_eq!(output["status"], state, "{change}");
        assert_eq!(output["job"]["state"], state, "{change}");
        assert_eq!(
            output["error"]["code"].as_str().unwrap_or("-"),
            code,
            "{change}"
        );
        assert_eq!(
            output["completed_at"].is_string(),
            state == "failed",
            "{change}"
        );
    }
}

#[tokio::test]
async fn what_is_stuck_is_counted() {
    let mut fixture = WorkerFixture::start([]).await;
    let (stuck, _fresh) = (fixture.job().await, fixture.job().await);
    fixture
        .sql(&format!(
            "UPDATE outputs SET status = 'processing';
             SET session_replication_role = replica;
             UPDATE outputs SET updated_at = now() - interval '61 minutes' WHERE id = '{stuck}';
             RESET session_replication_role"
        ))
        .await;
    assert_eq!(fixture.maintain("minutely").await["stuck"], 1);
}

/// How many a step of one saw, and archived.
async fn archived(db: &ServiceDb, begin: bool) -> (i64, i64) {
    let step = archive(db, 1, begin).await.unwrap();
    (step.seen, step.archived)
}

#[tokio::test]
async fn what_is_old_is_archived_once() {
    let mut fixture = WorkerFixture::start([]).await;
    let mut ids: Vec<Uuid> = Vec::new();
    for (status, days) in [
        ("completed", 91),
        ("completed", 89),
        ("failed", 91),
        ("completed", 400),
    ] {
        let id = fixture.job().await;
        fixture
            .sql(&format!(
                "UPDATE outputs SET status = '{status}', created_at = now() - interval '{days} days' WHERE id = '{id}'"
            ))
            .await;
        ids.push(id);
    }
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    // One at a time, the oldest first; a step that broke off is done again.
    fixture
        .sql("ALTER TABLE outputs_archive ADD CONSTRAINT none CHECK (false) NOT VALID")
        .await;
    assert!(archive(&db, 1, true).await.is_err());
    fixture
        .sql("ALTER TABLE outputs_archive DROP CONSTRAINT none")
        .await;
    assert_eq!(archived(&db, false).await, (0, 0), "none is under way");
    let mut steps = vec![archived(&db, true).await];
    // Another process goes on where this one was.
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    for _ in 0..3 {
        steps.push(archived(&db, false).await);
    }
    assert_eq!(steps[0], (1, 1));
    assert_eq!(steps[1].0 + steps[2].0, 2);
    assert_eq!(steps[1].1 + steps[2].1, 1);
    assert_eq!(steps[3], (0, 0));
    assert_eq!(fixture.maintain("archive").await["archived"], 0);
    // A month later; what has been regenerated since is old, too.
    fixture
        .sql(&format!(
            "UPDATE outputs SET status = 'completed' WHERE id = '{}'",
            ids[2]
        ))
        .await;
    assert_eq!(fixture.maintain("monthly").await["archived"], 1);
    let archived: BTreeSet<Uuid> = sqlx::query_scalar("SELECT id FROM outputs_archive")
        .fetch_all(&mut fixture.rows)
        .await
        .unwrap()
        .into_iter()
        .collect();
    assert_eq!(archived, BTreeSet::from([ids[0], ids[2], ids[3]]));
}

#[tokio::test]
async fn what_no_longer_counts_is_forgotten() {
    let mut fixture = WorkerFixture::start([]).await;
    fixture
        .sql(&format!(
            "INSERT INTO private.idempotency_keys (user_id, route, key, request_hash, status, created_at) VALUES
               ('{USER}', 'r', 'old', 'h', 201, now() - interval '25 hours'),
               ('{USER}', 'r', 'kept', 'h', 201, now() - interval '23 hours');
             INSERT INTO private.rates (user_id, window_start, used) VALUES
               ('{USER}', now() - interval '2 hours', 1), ('user_present', now(), 1);
             INSERT INTO private.webhook_events (id, received_at) VALUES
               ('msg_old', now() - interval '8 days'), ('msg_kept', now() - interval '6 days')"
        ))
        .await;
    assert_eq!(
        fixture.maintain("daily").await,
        json!({ "purged": 3, "abandoned": 0, "audit_deleted": 0 })
    );
    let left: Value = sqlx::query_scalar(
        "SELECT jsonb_build_object('keys', (SELECT jsonb_agg(key) FROM private.idempotency_keys),
                                   'rates', (SELECT jsonb_agg(user_id) FROM private.rates),
                                   'events', (SELECT jsonb_agg(id) FROM private.webhook_events))",
    )
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    assert_eq!(
        left,
        json!({ "keys": ["kept"], "rates": ["user_present"], "events": ["msg_kept"] })
    );
}
