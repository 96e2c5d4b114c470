//! `Prefer: wait`: the answer comes when there is one, and nobody's waiting keeps another from being served.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use crate::{
    app::{User, answer::Answer, app},
    nothing_lost::fixture::{WorkerFixture, soon},
    runtime::Function,
};

/// A database of its own, since all that wait share the places.
async fn fixture() -> WorkerFixture {
    WorkerFixture::start([]).await
}

/// An output that is worked on, by nobody; its path.
async fn output(user: &User, fixture: &mut WorkerFixture) -> String {
    let project = user.project_row(&mut fixture.rows).await;
    let id = user
        .output_row(&mut fixture.rows, &project, "processing")
        .await;
    format!("{project}/outputs/{id}")
}

async fn wait(user: &User, path: &str, seconds: u32, at: &Function) -> Answer {
    user.get(path)
        .header("prefer", format!("wait={seconds}"))
        .send_to(at)
        .await
        .expect(200)
}

/// Whether the server says that it has waited.
fn applied(answer: &Answer) -> bool {
    match answer.header("preference-applied") {
        "wait" => true,
        "" => false,
        other => panic!("{other}: {answer}"),
    }
}

const WAITS: &str = "SELECT count(*) = 1 FROM private.waiters";
const NOBODY_WAITS: &str = "SELECT count(*) = 0 FROM private.waiters";

#[tokio::test]
async fn the_answer_comes_as_soon_as_it_is_done() {
    let mut fixture = fixture().await;
    let user = app().user();
    let path = output(&user, &mut fixture).await;
    let get = fixture.function("output-get", &[]).await;
    let first = user.get(&path).send_to(&get).await.expect(200);
    assert!(!applied(&first));

    let waiting = user
        .get(&path)
        .header("prefer", "respond-async, wait=20")
        .header("if-none-match", first.header("etag"))
        .send_to(&get);
    let started = Instant::now();
    let done = async {
        fixture.until(WAITS).await;
        fixture
            .until("SELECT bool_and(state = 'idle') FROM pg_stat_activity WHERE usename = 'repostr_api' AND datname = current_database()")
            .await;
        fixture.sql("UPDATE outputs SET status = 'completed'").await;
    };
    let (answer, ()) = tokio::join!(waiting, done);
    let answer = answer.expect(200);
    assert_eq!(answer.json()["status"], "completed");
    assert!(
        applied(&answer) && started.elapsed() < Duration::from_secs(10),
        "{answer}"
    );
    fixture.until(NOBODY_WAITS).await;

    // There is nothing to wait for any more.
    let started = Instant::now();
    let again = wait(&user, &path, 20, &get).await;
    assert!(
        applied(&again) && started.elapsed() < Duration::from_secs(10),
        "{again}"
    );
    user.get(&path)
        .header("prefer", "wait=20")
        .header("if-none-match", answer.header("etag"))
        .send_to(&get)
        .await
        .expect(304);
}

/// Who asked for several kinds waits for all of them, or with a tag for the first that changes.
#[tokio::test]
async fn a_list_is_answered_as_soon_as_one_changes_or_all_are_done() {
    let mut fixture = fixture().await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let id = user.output_row(&mut fixture.rows, &project, "processing");
        ids.push(id.await);
    }
    let path = format!("{project}/outputs");
    let list = fixture.function("output-list", &[]).await;
    let first = wait(&user, &path, 1, &list).await;
    assert!(applied(&first), "{first}");

    let becomes = |id: &str| format!("UPDATE outputs SET status = 'completed' WHERE id = '{id}'");
    let done = |answer: &Answer| {
        let outputs = answer.json();
        let outputs = outputs.as_array().unwrap().iter();
        outputs
            .filter(|output| output["status"] == "completed")
            .count()
    };
    let waiting = user
        .get(&path)
        .header("prefer", "wait=25")
        .header("if-none-match", first.header("etag"))
        .send_to(&list);
    let one_ends = async {
        fixture.until(WAITS).await;
        fixture.sql(&becomes(&ids[0])).await;
    };
    let (answer, ()) = tokio::join!(soon("the first that changes", waiting), one_ends);
    let answer = answer.expect(200);
    assert_eq!(done(&answer), 1, "{answer}");
    fixture.until(NOBODY_WAITS).await;

    let all = wait(&user, &path, 25, &list);
    let other_ends = async {
        fixture.until(WAITS).await;
        fixture.sql(&becomes(&ids[1])).await;
    };
    let (answer, ()) = tokio::join!(soon("all of them", all), other_ends);
    assert_eq!(done(&answer), 2, "{answer}");
    user.get(&path)
        .header("prefer", "wait=25")
        .header("if-none-match", answer.header("etag"))
        .send_to(&list)
        .await
        .expect(304);
}

/// A file too: what waits for a transcription is told within a second of it.
#[tokio::test]
async fn a_file_is_answered_as_soon_as_it_is_read() {
    let mut fixture = fixture().await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let get = fixture.function("file-get", &[]).await;
    for end in ["ready", "failed"] {
        let id = user.file_row(&mut fixture.rows, &project).await;
        let path = format!("{project}/files/{id}");
        let becomes =
            |status: &str| format!("UPDATE files SET status = '{status}' WHERE id = '{id}'");
        fixture.sql(&becomes("uploading")).await;
        let first = wait(&user, &path, 1, &get).await;
        assert!(applied(&first), "{first}");
        // With a tag for the next change, without one for the end.
        let waiting = user
            .get(&path)
            .header("prefer", "wait=25")
            .header("if-none-match", first.header("etag"))
            .send_to(&get);
        let begins = async {
            fixture.until(WAITS).await;
            fixture.sql(&becomes("processing")).await;
        };
        let (answer, ()) = tokio::join!(waiting, begins);
        assert_eq!(answer.expect(200).json()["status"], "processing");

        let told = async {
            let answer = wait(&user, &path, 25, &get).await;
            (answer, Instant::now())
        };
        let ends = async {
            fixture.until(WAITS).await;
            fixture.sql(&becomes(end)).await;
            Instant::now()
        };
        let ((answer, told), ended) = tokio::join!(told, ends);
        assert_eq!(answer.json()["status"], end);
        assert!(applied(&answer), "{answer}");
        let late = told.saturating_duration_since(ended);
        assert!(late < Duration::from_secs(1), "{late:?}");
        fixture.until(NOBODY_WAITS).await;

        // There is nothing to wait for any more.
        let again = soon("an answer at once", wait(&user, &path, 25, &get)).await;
        assert!(applied(&again), "{again}");
        let stranger = app().user();
        stranger
            .get(&path)
            .header("prefer", "wait=25")
            .send_to(&get)
            .await
            .problem(404, "file_not_found");
    }
}

/// Who has what there is waits for the next change, not for the last.
#[tokio::test]
async fn with_a_tag_the_answer_comes_with_the_next_change() {
    let mut fixture = fixture().await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let id = user.output_row(&mut fixture.rows, &project, "queued").await;
    let path = format!("{project}/outputs/{id}");
    let get = fixture.function("output-get", &[]).await;
    let first = user.get(&path).send_to(&get).await.expect(200);
    let waiting = |tag: &str, seconds: u32| {
        user.get(&path)
            .header("prefer", format!("wait={seconds}"))
            .header("if-none-match", tag)
            .send_to(&get)
    };
    let started = Instant::now();
    waiting(first.header("etag"), 2).await.expect(304);
    assert!(started.elapsed() >= Duration::from_secs(2));

    let begins = async {
        fixture.until(WAITS).await;
        fixture
            .sql("UPDATE outputs SET status = 'processing'")
            .await;
    };
    let (answer, ()) = tokio::join!(waiting(first.header("etag"), 25), begins);
    let answer = answer.expect(200);
    assert_eq!(answer.json()["status"], "processing");
    assert!(applied(&answer), "{answer}");

    // What has changed already is not waited for.
    let answer = soon("news", waiting(first.header("etag"), 25)).await;
    assert_eq!(answer.expect(200).json()["status"], "processing");
    fixture.until(NOBODY_WAITS).await;
}

#[tokio::test]
async fn the_wait_ends_when_it_was_to_end() {
    let mut fixture = fixture().await;
    let user = app().user();
    let path = output(&user, &mut fixture).await;
    let get = fixture.function("output-get", &[]).await;
    let started = Instant::now();
    let answer = wait(&user, &path, 2, &get).await;
    assert_eq!(answer.json()["status"], "processing");
    assert!(
        applied(&answer) && started.elapsed() >= Duration::from_secs(2),
        "{answer}"
    );
    fixture.until(NOBODY_WAITS).await;

    for malformed in [
        "wait",
        "wait=",
        "wait=-1",
        "wait=soon",
        "wait=1.5",
        "waits=5",
        "\"wait=5",
        "",
    ] {
        let answer = user
            .get(&path)
            .header("prefer", malformed)
            .send_to(&get)
            .await
            .expect(200);
        assert!(!applied(&answer), "{malformed}: {answer}");
    }
}

#[tokio::test]
async fn one_too_many_is_answered_at_once() {
    let mut fixture = fixture().await;
    let (user, other, third) = (app().user(), app().user(), app().user());
    let path = output(&user, &mut fixture).await;
    let (others, thirds) = (
        output(&other, &mut fixture).await,
        output(&third, &mut fixture).await,
    );
    let two = [("MAX_WAITERS", "2")];
    let [one, another, last] = [
        fixture.function("output-get", &two).await,
        fixture.function("output-get", &two).await,
        fixture.function("output-get", &two).await,
    ];
    let at_once = async |user: &User, path: &str| {
        let answer = soon("an answer at once", wait(user, path, 25, &last)).await;
        assert!(
            !applied(&answer) && answer.json()["status"] == "processing",
            "{answer}"
        );
    };
    let (waiting, others_wait) = (
        wait(&user, &path, 25, &one),
        wait(&other, &others, 25, &another),
    );
    let meanwhile = async {
        fixture
            .until("SELECT count(*) = 2 FROM private.waiters")
            .await;
        at_once(&third, &thirds).await;
        fixture.sql("UPDATE outputs SET status = 'failed'").await;
    };
    let (answer, others_answer, ()) = tokio::join!(waiting, others_wait, meanwhile);
    assert!(
        applied(&answer) && applied(&others_answer),
        "{answer} {others_answer}"
    );
    fixture.until(NOBODY_WAITS).await;
}

/// Who asks for three kinds at once waits for all of them.
#[tokio::test]
async fn five_waits_of_a_user_are_heard_and_the_sixth_is_not() {
    let mut fixture = fixture().await;
    let user = app().user();
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let path = output(&user, &mut fixture).await;
        let get = fixture.function("output-get", &[]).await;
        let request = user.get(&path).header("prefer", "wait=25");
        waiting.spawn(async move { request.send_to(&get).await.expect(200) });
    }
    fixture
        .until("SELECT count(*) = 5 FROM private.waiters")
        .await;
    let sixth = output(&user, &mut fixture).await;
    let get = fixture.function("output-get", &[]).await;
    let answer = soon("an answer at once", wait(&user, &sixth, 25, &get)).await;
    assert!(!applied(&answer), "{answer}");
    fixture.sql("UPDATE outputs SET status = 'completed'").await;
    for answer in waiting.join_all().await {
        assert!(
            applied(&answer) && answer.json()["status"] == "completed",
            "{answer}"
        );
    }
    fixture.until(NOBODY_WAITS).await;
}

#[tokio::test]
async fn the_place_of_one_that_is_gone_is_free_again() {
    let mut fixture = fixture().await;
    let user = app().user();
    let path = output(&user, &mut fixture).await;
    let killed = fixture.function("output-get", &[]).await;
    let event = user.get(&path).header("prefer", "wait=25").event();
    let lost = killed.invoke(event);
    fixture.until(WAITS).await;
    drop(killed);
    drop(lost);
    let get = fixture
        .function("output-get", &[("MAX_WAITERS", "1")])
        .await;
    assert!(!applied(&wait(&user, &path, 1, &get).await), "it is taken");
    fixture
        .until("SELECT bool_and(expires_at BETWEEN now() + interval '1 second' AND now() + interval '30 seconds') FROM private.waiters")
        .await;
    fixture
        .sql("UPDATE private.waiters SET expires_at = now()")
        .await;
    assert!(applied(&wait(&user, &path, 1, &get).await));

    // What is deleted meanwhile is not there, and leaves no place behind.
    let waiting = user.get(&path).header("prefer", "wait=20").send_to(&get);
    let deletion = async {
        fixture.until(WAITS).await;
        fixture.sql("DELETE FROM outputs").await;
    };
    let (answer, ()) = tokio::join!(waiting, deletion);
    answer.problem(404, "output_not_found");
    fixture.until(NOBODY_WAITS).await;
}

#[tokio::test]
async fn where_nobody_may_wait_nobody_does() {
    let mut fixture = fixture().await;
    let user = app().user();
    let path = output(&user, &mut fixture).await;
    let get = fixture
        .function("output-get", &[("MAX_WAITERS", "0")])
        .await;
    assert!(!applied(&wait(&user, &path, 20, &get).await));
    assert_eq!(
        json!(null),
        user.get(&path).send_to(&get).await.json()["completed_at"]
    );
}
