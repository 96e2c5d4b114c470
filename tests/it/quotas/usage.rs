//! What a user is told of their month is what is counted, and is told fast.

use models::{
    ServiceDb,
    jobs::{self, Claim},
    ledger::{self, ProviderCall},
    plans::PLANS,
};
use serde_json::{Value, json};

use super::{AT_ONCE, Jobs, call, why};
use crate::{
    database::run,
    nothing_lost::fixture::{USER, complete},
};

#[tokio::test]
async fn usage_adds_up_the_ledger_and_the_files() {
    let mut jobs = Jobs::new().await;
    let id = jobs.completed().await;
    jobs.again(id).await;
    let claim = jobs.claim(id).await;
    ledger::record(&jobs.workers, &claim, &[call()])
        .await
        .unwrap();
    jobs.sql(&format!(
        "INSERT INTO files (user_id, project_id, path, size_bytes)
         SELECT user_id, id, user_id || '/' || id || '/' || n || '.txt', size FROM projects,
           (VALUES (1, 5), (2, 7), (3, NULL), (4, -1000)) AS files (n, size) WHERE user_id = '{USER}'"
    ))
    .await;
    let mut usage = jobs.usage().await;
    usage.as_object_mut().unwrap().remove("period");
    let expected = json!({
        "plan": "free", "outputs": { "blog": { "completed": 1, "processing": 1 } },
        "prompt_tokens": 200, "completion_tokens": 20, "cost_micros": 14, "minutes": 0, "storage_bytes": 12,
        "limits": { "outputs": 100, "storage_bytes": 1_073_741_824 },
        "remaining": { "outputs": 98, "storage_bytes": 1_073_741_812 },
    });
    assert_eq!(usage, expected);
    // Somebody else has used nothing.
    let other: Value = sqlx::query_scalar("SELECT private.usage('user_other')")
        .fetch_one(&mut jobs.rows)
        .await
        .unwrap();
    assert_eq!(other["outputs"], json!({}), "{other}");
    assert_eq!(other["storage_bytes"], 0, "{other}");
}

/// An attempt that asked twice and failed, one whose result came too late, and the one that counts; each call entered before
/// it was sent, and everything told twice, as where a receipt got lost.
#[tokio::test]
async fn ledger_usage_and_quota_agree_to_the_last_token() {
    let mut jobs = Jobs::new().await;
    let calls = |outcomes: &[&str]| -> Vec<ProviderCall> {
        let entry = |(number, outcome): (i32, &&str)| ProviderCall {
            number,
            outcome: (*outcome).to_owned(),
            ..call()
        };
        (1..).zip(outcomes).map(entry).collect()
    };
    let id = jobs.accepted().await;
    let failed = jobs.claim(id).await;
    let of_failed = calls(&["completed", "provider_timeout"]);
    entered(&jobs.workers, &failed, &of_failed).await;
    for _ in 0..2 {
        ledger::record(&jobs.workers, &failed, &of_failed)
            .await
            .unwrap();
    }
    assert!(
        jobs::retry_later(&jobs.workers, &failed, AT_ONCE, Some(&why()))
            .await
            .unwrap()
    );
    let late = jobs.claim(id).await;
    let of_others = calls(&["quote_not_in_source", "completed"]);
    entered(&jobs.workers, &late, &of_others).await;
    jobs.sql("UPDATE private.jobs SET lease_expires_at = now() - interval '1 second'")
        .await;
    let winner = jobs.claim(id).await;
    entered(&jobs.workers, &winner, &of_others).await;
    for (claim, wins) in [(&winner, true), (&late, false)] {
        for time in 0..2 {
            let written =
                complete(&jobs.workers, claim, "# A title\n", json!({}), &of_others).await;
            assert_eq!(written, wins && time == 0);
        }
    }

    let ledger = jobs.ledger(id).await;
    let outcomes: Vec<_> = ledger.iter().map(|(outcome, _)| outcome.as_str()).collect();
    assert_eq!(
        outcomes,
        [
            "completed",
            "provider_timeout",
            "superseded",
            "superseded",
            "quote_not_in_source",
            "completed"
        ]
    );
    let usage = jobs.usage().await;
    let counted = ["prompt_tokens", "completion_tokens", "cost_micros"].map(|name| &usage[name]);
    assert_eq!(counted, [6 * 100, 6 * 10, 6 * 7]);
    assert_eq!(
        ledger.iter().map(|(_, spent)| spent).sum::<i64>(),
        6 * (100 + 10 + 7)
    );
    // What was accepted once and completed once is one output, however often it was tried.
    assert_eq!(jobs.blog().await, json!({ "completed": 1 }));
    assert_eq!(
        usage["remaining"]["outputs"],
        usage["limits"]["outputs"].as_i64().unwrap() - 1
    );
}

/// Each before it is sent, with what came of those before it.
async fn entered(db: &ServiceDb, claim: &Claim, calls: &[ProviderCall]) {
    for (n, call) in calls.iter().enumerate() {
        let next = ProviderCall::unanswered(call.number, &call.provider, &call.model);
        let so_far = [&calls[..n], &[next]].concat();
        for _ in 0..2 {
            ledger::record(db, claim, &so_far).await.unwrap();
        }
    }
}

/// However much is stored and spent, it is a few rows, and they are found by their user and month.
#[tokio::test]
async fn usage_and_quotas_are_read_from_the_counters_alone() {
    let mut jobs = Jobs::new().await;
    jobs.completed().await;
    // A session that has read nothing yet, and would rather not read whole tables.
    let mut session = jobs.database.superuser().await;
    run(
        &mut session,
        &format!(
            "SET enable_seqscan = off; BEGIN; SELECT private.usage('{USER}');
             SELECT private.hold_quota('{USER}', 'outputs'), private.hold_quota('{USER}', 'storage_bytes')"
        ),
    )
    .await;
    let read: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_stat_xact_user_tables WHERE seq_scan + coalesce(idx_scan, 0) > 0 ORDER BY 1",
    )
    .fetch_all(&mut session)
    .await
    .unwrap();
    assert_eq!(
        read,
        ["counters", "paid_subscriptions", "plans", "subscriptions"]
    );
    let scanned: i64 = sqlx::query_scalar(
        "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'counters'",
    )
    .fetch_one(&mut session)
    .await
    .unwrap();
    assert_eq!(scanned, 0);
}

#[tokio::test]
async fn code_and_database_have_the_same_plans() {
    let mut jobs = Jobs::new().await;
    let kept: Vec<(String, i64, i64, i64)> = sqlx::query_as(
        "SELECT name, outputs::bigint, storage_bytes, price_cents::bigint FROM private.plans ORDER BY price_cents",
    )
    .fetch_all(&mut jobs.rows)
    .await
    .unwrap();
    let known = PLANS.map(|plan| {
        let limits = plan.limits;
        (
            plan.name.to_owned(),
            limits.outputs,
            limits.storage_bytes,
            plan.price_cents,
        )
    });
    assert_eq!(kept, known);
    assert_eq!(
        jobs.usage().await["plan"],
        PLANS[0].name,
        "what everybody has"
    );
}
