//! Whoever waits for a long job sees how far it is, and what it costs to say so is bounded.

use std::time::{Duration, SystemTime};

use domain::{Progress, Stage, Timestamp};
use models::progress;
use serde_json::{Value, json};
use sqlx::PgConnection;
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    fixture::{USER, WorkerFixture, claim, complete, saying, soon, written},
    long_sources::{book, small_model},
};
use crate::{
    app::{User, answer::Answer, app},
    runtime::Function,
    scripted::Scripted,
};

fn progress_of(output: &Value) -> Option<Progress> {
    serde_json::from_value(output["progress"].clone()).unwrap()
}

/// Waits for each change of the output after `first`, until it is final: the states, and when the last was known.
async fn follow(
    user: &User,
    path: &str,
    get: &Function,
    first: Answer,
) -> (Vec<Value>, SystemTime) {
    let mut states = vec![first.json()];
    let mut tag = first.header("etag").to_owned();
    loop {
        let answer = user
            .get(path)
            .header("prefer", "wait=25")
            .header("if-none-match", tag.clone())
            .send_to(get)
            .await;
        let known = SystemTime::now();
        if answer.status == 304 {
            continue;
        }
        let answer = answer.expect(200);
        answer.header("etag").clone_into(&mut tag);
        states.push(answer.json());
        let now = &answer.json()["status"];
        if !["queued", "processing"].map(Value::from).contains(now) {
            return (states, known);
        }
    }
}

#[tokio::test]
async fn who_waits_sees_each_step_and_the_end_within_a_second() {
    let mut fixture = WorkerFixture::start([]).await;
    let provider = Scripted::replying(|_| Some(written().after(Duration::from_millis(400)))).await;
    fixture.provide(provider);
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let create = fixture.function("output-create", &[]).await;
    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "A book" }))
        .send_to(&create)
        .await
        .expect(202);
    let path = format!("{project}/outputs/{}", asked.id());
    fixture
        .source(asked.id().parse().unwrap(), &book(3_000))
        .await;
    let get = fixture.function("output-get", &[]).await;
    let first = user.get(&path).send_to(&get).await.expect(200);
    let waiting = json!({ "stage": "waiting", "done": 0, "total": 1 });
    assert_eq!(first.json()["progress"], waiting);

    let worker = small_model(&fixture).await;
    let started = Instant::now();
    let work = async {
        fixture.queue.work(&worker).await;
        started.elapsed()
    };
    let ((states, known), took) = tokio::join!(follow(&user, &path, &get, first), work);

    let last = states.last().unwrap();
    assert_eq!(last["status"], "completed", "{last}");
    assert_eq!(last["progress"], Value::Null, "{last}");
    let completed: Timestamp = serde_json::from_value(last["completed_at"].clone()).unwrap();
    let late = known.duration_since(completed.into()).unwrap();
    assert!(late < Duration::from_secs(1), "{late:?}");

    let steps: Vec<Progress> = states.iter().filter_map(progress_of).collect();
    for pair in steps.windows(2) {
        assert!(
            pair[1] == pair[0] || pair[1].is_beyond(pair[0]),
            "{steps:?}"
        );
    }
    let condensed: Vec<u32> = steps
        .iter()
        .filter(|step| step.stage == Stage::Condensing)
        .map(|step| step.done)
        .collect();
    assert!(condensed.len() >= 2, "{steps:?} in {took:?}");
    // How far it is is no change of the row.
    let worked_on = states
        .iter()
        .filter(|state| state["status"] == "processing");
    let mut changed: Vec<&Value> = worked_on.map(|state| &state["updated_at"]).collect();
    changed.dedup();
    assert_eq!(changed.len(), 1, "{changed:?}");

    // One write in two seconds at most, each in its page.
    let (written, in_page) = writes(&mut fixture).await;
    let most = took.as_secs() / 2;
    assert!(
        (2..=most).contains(&u64::try_from(written).unwrap()),
        "{written} in {took:?}"
    );
    assert_eq!(in_page, written - 1);
    fixture
        .until("NOT EXISTS (SELECT FROM private.job_progress)")
        .await;
}

/// All writes of how far jobs are, and those of them that made no entry of an index.
async fn writes(fixture: &mut WorkerFixture) -> (i64, i64) {
    // A session tells what it has done now and then, in its order: last of all it deletes.
    fixture
        .until("(SELECT n_tup_del > 0 FROM pg_stat_user_tables WHERE relname = 'job_progress')")
        .await;
    sqlx::query_as(
        "SELECT n_tup_ins + n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'job_progress'",
    )
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap()
}

async fn row(rows: &mut PgConnection) -> Option<Value> {
    sqlx::query_scalar(
        "SELECT to_jsonb(said) - 'lease_token' - 'subject_id' FROM private.job_progress AS said",
    )
    .fetch_optional(rows)
    .await
    .unwrap()
}

/// What the account is told, past the API.
async fn told(rows: &mut PgConnection, account: &str, output: Uuid) -> Value {
    let claims = json!({ "sub": account, "role": "authenticated" }).to_string();
    sqlx::query_scalar(
        "SELECT access.progress($2, 'processing') FROM set_config('request.jwt.claims', $1, false)",
    )
    .bind(claims)
    .bind(output)
    .fetch_one(rows)
    .await
    .unwrap()
}

#[tokio::test]
async fn who_has_lost_the_job_moves_nothing() {
    let mut fixture = WorkerFixture::start([]).await;
    let id = fixture.job().await;
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let at = |done| Progress::of(Stage::Condensing, done, 40);
    let said = |number: i32, done: i32| {
        Some(json!({ "number": number, "stage": "condensing", "done": done, "total": 40 }))
    };
    let first = claim(&db, id).await.unwrap();
    assert!(progress::write(&db, &first, 1, at(10)).await.unwrap());
    // It comes late, or twice.
    assert!(progress::write(&db, &first, 3, at(12)).await.unwrap());
    assert!(!progress::write(&db, &first, 2, at(11)).await.unwrap());
    assert!(!progress::write(&db, &first, 3, at(12)).await.unwrap());
    assert_eq!(row(&mut fixture.rows).await, said(3, 12));
    let shown = json!({ "progress": { "stage": "condensing", "done": 12, "total": 40 } });
    assert_eq!(told(&mut fixture.rows, USER, id).await, shown);
    assert_eq!(told(&mut fixture.rows, "user_another", id).await, json!({}));

    fixture.lease_runs_out().await;
    let second = claim(&db, id).await.unwrap();
    // What the one before said is no news of this attempt.
    let begins = json!({ "progress": { "stage": "waiting", "done": 0, "total": 1 } });
    assert_eq!(told(&mut fixture.rows, USER, id).await, begins);
    assert!(!progress::write(&db, &first, 4, at(13)).await.unwrap());
    assert_eq!(row(&mut fixture.rows).await, said(3, 12));
    assert!(progress::write(&db, &second, 1, at(5)).await.unwrap());
    assert!(!progress::write(&db, &first, 5, at(14)).await.unwrap());
    assert_eq!(row(&mut fixture.rows).await, said(1, 5));

    // Who has the job locked is not waited for.
    fixture
        .sql("BEGIN; SELECT FROM private.jobs FOR UPDATE")
        .await;
    let locked = progress::write(&db, &second, 2, at(6));
    assert!(!soon("an answer", locked).await.unwrap());
    fixture.sql("COMMIT").await;
    assert!(progress::write(&db, &second, 3, at(6)).await.unwrap());

    assert!(complete(&db, &second, "# Done\n", json!({}), &[]).await);
    assert_eq!(row(&mut fixture.rows).await, None);
    assert!(!progress::write(&db, &second, 4, at(7)).await.unwrap());
    assert_eq!(row(&mut fixture.rows).await, None);
    assert_eq!(told(&mut fixture.rows, USER, id).await, json!({}));
}

#[tokio::test]
async fn it_is_forgotten_with_its_job() {
    let mut fixture = WorkerFixture::start([]).await;
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    for ending in [
        "DELETE FROM outputs",
        "UPDATE private.jobs SET state = 'failed'",
        "UPDATE private.jobs SET state = 'cancelled'",
    ] {
        let id = fixture.job().await;
        let held = claim(&db, id).await.unwrap();
        let reading = Progress::begin(Stage::Reading);
        assert!(progress::write(&db, &held, 1, reading).await.unwrap());
        fixture.sql(ending).await;
        assert_eq!(row(&mut fixture.rows).await, None, "{ending}");
        fixture.sql("DELETE FROM projects").await;
    }
}

/// Though there was something to see, since its text was repaired.
#[tokio::test]
async fn a_job_that_is_over_soon_costs_no_write() {
    let mut fixture = WorkerFixture::start([saying(""), written()]).await;
    let id = fixture.sent_job().await;
    fixture.sql("CREATE TABLE said (stage TEXT); CREATE FUNCTION heard() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO said VALUES (NEW.stage); RETURN NEW; END $$; CREATE TRIGGER heard BEFORE INSERT OR UPDATE ON private.job_progress FOR EACH ROW EXECUTE FUNCTION heard()").await;
    let worker = fixture.worker().await;
    fixture.queue.work(&worker).await;
    fixture.completed_once(id).await;
    let said: i64 = sqlx::query_scalar("SELECT count(*) FROM said")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(said, 0);
}
