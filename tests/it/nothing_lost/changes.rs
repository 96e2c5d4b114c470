//! What a user does to an output while it is worked on: calls it off, edits it, asks for it once more.

use domain::{Env, MemberRole, OutputId, Principal, ProjectId, UserId};
use jobs::LEASE;
use models::{
    ServiceDb, UserDb,
    jobs::{Claim, cancel, renew},
    ledger::ProviderCall,
    outputs::OutputStatus,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::fixture::{TEXT, USER, WorkerFixture, claim, complete, saying, written};
use crate::app::{User, app};

/// What the provider was paid for.
fn call() -> ProviderCall {
    ProviderCall {
        number: 1,
        provider: "openai".to_owned(),
        model: "a-model".to_owned(),
        prompt_tokens: 1,
        completion_tokens: 1,
        cost_micros: 1,
        duration_ms: 1_000,
        outcome: "completed".to_owned(),
    }
}

async fn finish(db: &ServiceDb, claim: &Claim, body: &str) -> bool {
    complete(db, claim, body, json!({ "edited": false }), &[call()]).await
}

/// A worker that has its text as soon as it asks for it.
async fn work(db: &ServiceDb, id: Uuid) -> bool {
    let Some(claim) = claim(db, id).await else {
        return false;
    };
    if renew(db, &claim, LEASE).await.unwrap() {
        return finish(db, &claim, TEXT).await;
    }
    assert!(cancel(db, &claim).await.unwrap(), "it has ended otherwise");
    false
}

#[tokio::test]
async fn of_a_cancellation_and_a_completion_one_wins() {
    const RACES: usize = 500;
    let mut fixture = WorkerFixture::start([]).await;
    let variable = (
        "DATABASE_URL".to_owned(),
        fixture.environment["DATABASE_URL"].clone(),
    );
    let api = UserDb::connect(&mut Env::from_iter([variable])).await;
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let principal = Principal::of_user(UserId::parse(USER).unwrap(), 0);
    // [completed, called off while it was queued, … while it was worked on]
    let mut ends = [0; 3];
    for race in 0..RACES {
        let id = fixture.job().await;
        let project: Uuid = sqlx::query_scalar("SELECT project_id FROM outputs WHERE id = $1")
            .bind(id)
            .fetch_one(&mut fixture.rows)
            .await
            .unwrap();
        // Each a round trip later than the one before, so that it falls on every moment of the work.
        let call_off = async {
            for _ in 0..race % 5 {
                api.check().await.unwrap();
            }
            api.cancel(
                &principal,
                MemberRole::Member,
                ProjectId(project),
                OutputId(id),
            )
            .await
            .unwrap()
            .unwrap()
        };
        let (completed, shown) = tokio::join!(work(&db, id), call_off);

        let output = fixture.output(id).await;
        let status = if completed { "completed" } else { "cancelled" };
        assert_eq!(output["status"], status, "{output}");
        assert_eq!(output["job"]["state"], status, "{output}");
        assert_eq!(output["reserved"], json!([status]), "{output}");
        assert_eq!(output["job"]["lease_token"], json!(null), "{output}");
        let (body, version, calls) = if completed {
            (json!(TEXT), 1, json!(["completed"]))
        } else {
            (json!(null), 0, json!([]))
        };
        assert_eq!(
            (&output["body"], &output["version"], &output["calls"]),
            (&body, &json!(version), &calls),
            "{output}"
        );
        assert_ne!(output["completed_at"], json!(null), "{output}");
        // What its user was told came true.
        match shown.output.row.status {
            OutputStatus::Completed => assert!(completed, "{output}"),
            OutputStatus::Cancelled => assert!(!completed, "{output}"),
            other => assert_eq!(other, OutputStatus::Processing, "{output}"),
        }
        let asked = shown.output.row.status == OutputStatus::Processing;
        ends[if completed { 0 } else { 1 + usize::from(asked) }] += 1;
    }
    assert!(ends.iter().all(|count| *count > 0), "{ends:?}");
    let usage: Value = sqlx::query_scalar("SELECT private.usage($1)")
        .bind(USER)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    let counted = json!({ "completed": ends[0], "cancelled": ends[1] + ends[2] });
    assert_eq!(usage["outputs"]["blog"], counted, "{usage}");
    for spent in ["prompt_tokens", "completion_tokens", "cost_micros"] {
        assert_eq!(usage[spent], ends[0], "{spent}: {usage}");
    }
    crate::quotas::counters::assert_counted(&mut fixture.rows).await;
}

/// An output of a new user that was asked for and written; gives its path.
async fn made(fixture: &mut WorkerFixture, user: &User) -> (String, Uuid) {
    let project = user.project_row(&mut fixture.rows).await;
    let create = fixture.function("output-create", &[]).await;
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing", "tone_of_voice": "calm", "extras": { "audience": "millers", "mood": 1 } }))
        .send_to(&create)
        .await
        .expect(202);
    fixture.queue.work(&fixture.worker().await).await;
    let id = asked.id().parse().unwrap();
    assert_eq!(fixture.output(id).await["status"], "completed");
    (asked.header("location").to_owned(), id)
}

#[tokio::test]
async fn a_late_worker_never_overwrites_an_edit() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let create = fixture.function("output-create", &[]).await;
    let update = fixture.function("output-update", &[]).await;
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    let id: Uuid = asked.id().parse().unwrap();
    let edit = user
        .patch(asked.header("location"))
        .json(json!({ "body": "# Mine\n\nMy words.\n" }));
    let url = &fixture.environment["SERVICE_DATABASE_URL"];
    let (late, other) = (
        WorkerFixture::service_db(url).await,
        WorkerFixture::service_db(url).await,
    );

    let first = claim(&late, id).await.unwrap();
    edit.clone()
        .send_to(&update)
        .await
        .problem(409, "output_in_progress");
    fixture.lease_runs_out().await;
    let second = claim(&other, id).await.unwrap();
    edit.clone()
        .send_to(&update)
        .await
        .problem(409, "output_in_progress");
    assert!(finish(&other, &second, TEXT).await);
    let edited = edit.send_to(&update).await.expect(200).json();
    assert_eq!(
        (&edited["version"], &edited["body"]),
        (&json!(2), &json!("# Mine\n\nMy words.\n"))
    );

    // The one that was slow, and the one whose receipt got lost.
    assert!(!finish(&late, &first, "# Late\n").await);
    assert!(!finish(&other, &second, TEXT).await);
    let output = fixture.output(id).await;
    assert_eq!(
        (&output["version"], &output["body"]),
        (&edited["version"], &edited["body"])
    );
    assert_eq!(output["versions"], json!([TEXT, "# Mine\n\nMy words.\n"]));
    assert_eq!(output["calls"], json!(["completed", "superseded"]));
}

const SECOND: &str = "# A second title\n\nIt was written again.\n";

#[tokio::test]
async fn one_more_attempt_keeps_what_was_asked_and_what_was_written() {
    let mut fixture = WorkerFixture::start([written(), saying(SECOND)]).await;
    let user = app().user();
    let (path, id) = made(&mut fixture, &user).await;
    let regenerate = fixture.function("output-regenerate", &[]).await;
    let changes = json!({ "topic": "Writing twice", "tone_of_voice": null, "extras": { "mood": null, "language": "en" } });
    let again = user
        .post(&format!("{path}/regenerate"))
        .json(changes)
        .key("k-1");
    let accepted = again.clone().send_to(&regenerate).await.expect(202);
    assert_eq!(accepted.header("location"), path);
    let output = accepted.json();
    assert_eq!(
        output["request"],
        json!({ "topic": "Writing twice", "extras": { "audience": "millers", "language": "en" } })
    );
    let fresh = ["id", "job_id", "task_id"].map(|name| output[name].clone());
    assert_eq!(fresh, [json!(id), json!(id), json!(id)]);
    assert_eq!(
        (&output["status"], &output["body"], &output["version"]),
        (&json!("queued"), &json!(TEXT), &json!(1))
    );
    for (field, value) in [
        ("attempts", json!(0)),
        ("error", json!(null)),
        ("started_at", json!(null)),
        ("completed_at", json!(null)),
        ("cancel_requested_at", json!(null)),
    ] {
        assert_eq!(output[field], value, "{field}: {output}");
    }
    let replayed = again.send_to(&regenerate).await.expect(202);
    assert_eq!(
        (replayed.header("idempotent-replayed"), &replayed.body),
        ("true", &accepted.body)
    );
    let another = user.post(&format!("{path}/regenerate")).json(json!({}));
    another
        .clone()
        .send_to(&regenerate)
        .await
        .problem(409, "output_in_progress");

    fixture.queue.work(&fixture.worker().await).await;
    let output = fixture.output(id).await;
    assert_eq!(
        (&output["status"], &output["body"], &output["version"]),
        (&json!("completed"), &json!(SECOND), &json!(2))
    );
    assert_eq!(output["versions"], json!([TEXT, SECOND]));
    assert_eq!(output["reserved"], json!(["completed", "completed"]));
    assert_eq!(
        (&output["attempts"], &output["calls"]),
        (&json!(1), &json!(["completed", "completed"]))
    );
    fixture.no_message_left().await;

    let versions = fixture.function("output-versions", &[]).await;
    let list = user
        .get(&format!("{path}/versions"))
        .send_to(&versions)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&list[0]["body"], &list[0]["reason"], &list[1]),
        (&json!(TEXT), &json!("generated"), &json!(null))
    );
}

#[tokio::test]
async fn the_last_good_body_outlives_attempts_that_lead_to_nothing() {
    let refusal = || crate::scripted::Answer::json(401, &json!({ "error": { "message": "no" } }));
    let mut fixture = WorkerFixture::start([written(), refusal()]).await;
    let user = app().user();
    let (path, id) = made(&mut fixture, &user).await;
    let regenerate = fixture.function("output-regenerate", &[]).await;
    let again = user.post(&format!("{path}/regenerate")).json(json!({}));

    again.clone().send_to(&regenerate).await.expect(202);
    fixture.queue.work(&fixture.worker().await).await;
    let failed = fixture.output(id).await;
    assert_eq!(
        (&failed["status"], &failed["body"]),
        (&json!("failed"), &json!(TEXT)),
        "{failed}"
    );
    assert_ne!(failed["error"], json!(null));

    again.clone().send_to(&regenerate).await.expect(202);
    let cancel = fixture.function("output-cancel", &[]).await;
    let cancelled = user
        .post(&format!("{path}/cancel"))
        .send_to(&cancel)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&cancelled["status"], &cancelled["body"]),
        (&json!("cancelled"), &json!(TEXT)),
        "{cancelled}"
    );
    assert_eq!(
        (&cancelled["error"], &cancelled["version"]),
        (&json!(null), &json!(1)),
        "{cancelled}"
    );
    // The message finds nothing to do.
    fixture.queue.work(&fixture.worker().await).await;
    assert_eq!(fixture.output(id).await["status"], "cancelled");
    fixture.no_message_left().await;
}

/// Rows of `outputs` can be written past our code: what decides is the job.
#[tokio::test]
async fn a_status_that_was_forged_starts_no_second_job_and_keeps_no_result_out() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let create = fixture.function("output-create", &[]).await;
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Losing nothing" }))
        .send_to(&create)
        .await
        .expect(202);
    fixture.sql("UPDATE outputs SET status = 'completed'").await;
    let before = job(&mut fixture).await;
    let regenerate = fixture.function("output-regenerate", &[]).await;
    user.post(&format!("{}/regenerate", asked.header("location")))
        .json(json!({}))
        .send_to(&regenerate)
        .await
        .problem(409, "output_in_progress");
    assert_eq!(job(&mut fixture).await, before);

    // Nor does one that is set while it is worked on keep the result out.
    let id: Uuid = asked.id().parse().unwrap();
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    for version in 1..=2 {
        let claim = claim(&db, id).await.unwrap();
        fixture.sql("UPDATE outputs SET status = 'completed'").await;
        assert!(finish(&db, &claim, &format!("# Written {version}\n")).await);
        assert_eq!(fixture.output(id).await["version"], version);
        fixture
            .sql("SELECT private.enqueue(id, user_id, 'r-1') FROM outputs")
            .await;
    }
}

async fn job(fixture: &mut WorkerFixture) -> Value {
    sqlx::query_scalar("SELECT to_jsonb(j) FROM private.jobs j")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap()
}
