//! A job's place: taken when it is accepted, given back once unless it completes.

use domain::{OutputId, Subject, WorkKind};
use models::jobs;
use serde_json::json;

use super::{AT_ONCE, Jobs, LEASE, why};
use crate::migrations::upgrades::database_before;

#[tokio::test]
async fn a_job_takes_a_place_when_it_is_accepted_and_keeps_it_when_it_completes() {
    let mut jobs = Jobs::new().await;
    let id = jobs.accepted().await;
    assert_eq!(jobs.blog().await, json!({ "queued": 1 }));
    let claim = jobs.claim(id).await;
    assert_eq!(jobs.blog().await, json!({ "processing": 1 }));
    assert!(jobs::renew(&jobs.workers, &claim, LEASE).await.unwrap());
    // Tried again later, it is the same job.
    assert!(
        jobs::retry_later(&jobs.workers, &claim, AT_ONCE, Some(&why()))
            .await
            .unwrap()
    );
    assert_eq!(jobs.blog().await, json!({ "queued": 1 }));
    let claim = jobs.claim(id).await;
    assert!(jobs.complete(&claim).await);
    assert!(!jobs.complete(&claim).await, "it is complete");
    assert!(!jobs::fail(&jobs.workers, &claim, &why()).await.unwrap());
    assert_eq!(jobs.blog().await, json!({ "completed": 1 }));
    // What was made was made.
    jobs.sql("DELETE FROM outputs").await;
    assert_eq!(jobs.blog().await, json!({ "completed": 1 }));
}

#[tokio::test]
async fn whatever_ends_without_a_text_gives_its_place_back() {
    let mut jobs = Jobs::new().await;
    jobs.failed().await;
    assert_eq!(jobs.blog().await, json!({ "failed": 1 }));

    // Cancelled, while it is worked on and between two attempts.
    let id = jobs.accepted().await;
    let claim = jobs.claim(id).await;
    jobs.sql("UPDATE private.jobs SET cancel_requested_at = now() WHERE state = 'processing'")
        .await;
    assert!(jobs::cancel(&jobs.workers, &claim).await.unwrap());
    let id = jobs.accepted().await;
    let claim = jobs.claim(id).await;
    jobs.sql("UPDATE private.jobs SET cancel_requested_at = now() WHERE state = 'processing'")
        .await;
    assert!(
        !jobs::retry_later(&jobs.workers, &claim, AT_ONCE, Some(&why()))
            .await
            .unwrap()
    );
    assert_eq!(jobs.blog().await, json!({ "failed": 1, "cancelled": 2 }));

    // Cancelled too late: it is used.
    let id = jobs.accepted().await;
    let claim = jobs.claim(id).await;
    jobs.sql("UPDATE private.jobs SET cancel_requested_at = now() WHERE state = 'processing'")
        .await;
    assert!(jobs.complete(&claim).await);
    assert!(!jobs::cancel(&jobs.workers, &claim).await.unwrap());
    let so_far = json!({ "failed": 1, "cancelled": 2, "completed": 1 });
    assert_eq!(jobs.blog().await, so_far);

    // Given up by the dead-letter worker, and by maintenance.
    let id = jobs.accepted().await;
    jobs.sql("UPDATE private.jobs SET attempts = max_attempts WHERE state = 'queued'")
        .await;
    let subject = Subject::Output(OutputId(id));
    let ended = jobs::fail_dead_lettered(&jobs.workers, subject, &why()).await;
    assert_eq!(ended.unwrap(), jobs::DeadLetterOutcome::Failed);
    let id = jobs.accepted().await;
    let late = jobs.claim(id).await;
    let lost = "UPDATE private.jobs SET lease_expires_at = now() - interval '1 s' WHERE state = 'processing'";
    jobs.sql(lost).await;
    assert_eq!(rescue(&jobs).await.requeued, 1);
    let claim = jobs.claim(id).await;
    assert_ne!(claim.lease_token, late.lease_token);
    jobs.sql("UPDATE private.jobs SET attempts = max_attempts WHERE state = 'processing'")
        .await;
    jobs.sql(lost).await;
    assert_eq!(rescue(&jobs).await.failed, 1);
    assert!(!jobs.complete(&late).await && !jobs.complete(&claim).await);
    let so_far = json!({ "failed": 3, "cancelled": 2, "completed": 1 });
    assert_eq!(jobs.blog().await, so_far);

    // Deleted by itself, and with its project, waiting and worked on.
    let ids = [jobs.accepted().await, jobs.accepted().await];
    let claims = [jobs.claim(ids[0]).await, jobs.claim(ids[1]).await];
    let waiting = jobs.accepted().await;
    jobs.sql(&format!(
        "DELETE FROM outputs WHERE id IN ('{}', '{waiting}')",
        ids[0]
    ))
    .await;
    jobs.sql(&format!(
        "DELETE FROM projects WHERE id = (SELECT project_id FROM outputs WHERE id = '{}')",
        ids[1]
    ))
    .await;
    for claim in &claims {
        assert!(!jobs.complete(claim).await);
        assert!(!jobs::fail(&jobs.workers, claim, &why()).await.unwrap());
    }
    let so_far = json!({ "failed": 3, "cancelled": 5, "completed": 1 });
    assert_eq!(jobs.blog().await, so_far);
}

/// Otherwise a user could have a provider called as often as they like, by deleting what is being written.
#[tokio::test]
async fn what_is_deleted_after_a_provider_was_called_keeps_its_place() {
    let mut jobs = Jobs::new().await;
    let ids = [
        jobs.accepted().await,
        jobs.accepted().await,
        jobs.accepted().await,
    ];
    for id in ids {
        jobs.claim(id).await;
    }
    for id in &ids[..2] {
        jobs.sql(&format!(
            "INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome)
             SELECT id, user_id, 1, 'openai', 'unanswered' FROM outputs WHERE id = '{id}'"
        ))
        .await;
    }
    jobs.sql(&format!("DELETE FROM outputs WHERE id = '{}'", ids[0]))
        .await;
    assert_eq!(
        jobs.blog().await,
        json!({ "processing": 2, "completed": 1 })
    );
    jobs.sql("DELETE FROM projects").await;
    assert_eq!(jobs.blog().await, json!({ "completed": 2, "cancelled": 1 }));

    // A call of an earlier job of the same output counts for that one alone.
    let id = jobs.completed().await;
    jobs.again(id).await;
    jobs.sql(&format!("DELETE FROM outputs WHERE id = '{id}'"))
        .await;
    assert_eq!(jobs.blog().await, json!({ "completed": 3, "cancelled": 2 }));
}

#[tokio::test]
async fn regenerating_takes_another_place() {
    let mut jobs = Jobs::new().await;
    let id = jobs.completed().await;
    jobs.again(id).await;
    assert_eq!(jobs.blog().await, json!({ "completed": 1, "queued": 1 }));
    let claim = jobs.claim(id).await;
    assert!(jobs.complete(&claim).await);
    assert_eq!(jobs.blog().await, json!({ "completed": 2 }));
    // Once more, and to nothing: what was completed before stays used.
    jobs.again(id).await;
    jobs.sql("DELETE FROM outputs").await;
    assert_eq!(jobs.blog().await, json!({ "completed": 2, "cancelled": 1 }));

    let id = jobs.failed().await;
    jobs.again(id).await;
    let all = json!({ "completed": 2, "cancelled": 1, "failed": 1, "queued": 1 });
    assert_eq!(jobs.blog().await, all);
}

#[tokio::test]
async fn a_job_counts_in_the_month_in_which_it_was_accepted() {
    let mut jobs = Jobs::new().await;
    // A session elsewhere has the same months.
    jobs.sql("SET timezone = 'Pacific/Kiritimati'").await;
    let id = jobs.completed().await;
    let usage = jobs.usage().await;
    assert_eq!(usage["prompt_tokens"], 100, "{usage}");
    let month: String = sqlx::query_scalar("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM')")
        .fetch_one(&mut jobs.rows)
        .await
        .unwrap();
    assert_eq!(usage["period"], month, "{usage}");

    let start = "date_trunc('month', now(), 'UTC')";
    jobs.sql(&format!("UPDATE private.reservations SET accepted_at = {start}; UPDATE private.provider_calls SET created_at = {start}"))
        .await;
    assert_eq!(jobs.usage().await, usage);
    jobs.sql(&format!(
        "UPDATE private.reservations SET accepted_at = {start} - interval '1 microsecond';
         UPDATE private.provider_calls SET created_at = {start} - interval '1 microsecond'"
    ))
    .await;
    let usage = jobs.usage().await;
    assert_eq!(usage["outputs"], json!({}), "{usage}");
    assert_eq!(usage["remaining"]["outputs"], 100, "{usage}");
    assert_eq!(usage["prompt_tokens"], 0, "{usage}");
    // Its new attempt is of this month.
    jobs.again(id).await;
    assert_eq!(jobs.blog().await, json!({ "queued": 1 }));
}

#[tokio::test]
async fn jobs_from_before_there_were_plans_are_counted_once() {
    // Plans came with 1.16.0.
    let mut jobs = Jobs::of(database_before("'1.16.0'").await).await;
    let id = jobs.accepted().await;
    let done = jobs.accepted().await;
    jobs.sql(&format!(
        "UPDATE private.jobs SET state = 'completed' WHERE output_id = '{done}'"
    ))
    .await;
    for _ in 0..2 {
        jobs.database.migrate().await;
    }
    assert_eq!(jobs.blog().await, json!({ "completed": 1, "queued": 1 }));
    let claim = jobs.claim(id).await;
    assert!(jobs.complete(&claim).await);
    assert_eq!(jobs.blog().await, json!({ "completed": 2 }));
}

async fn rescue(jobs: &Jobs) -> jobs::Rescued {
    let why = why();
    let rescued = jobs::rescue(&jobs.workers, WorkKind::Generation, 10, &why, &why);
    rescued.await.unwrap()
}
