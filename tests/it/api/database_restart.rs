//! The database goes away and comes back: 503 or success, never a wrong answer, and the next request works.

use std::{collections::BTreeSet, time::Duration};

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use crate::{
    app::{App, User, app, request::Request, stack::stack},
    postgres::{Postgres, Stop},
    proxy::{Lost, Proxy},
    runtime::Function,
};

/// What answers wherever it must, and never longer than a user waits: API Gateway ends at 30 s.
const BOUND: Duration = Duration::from_secs(20);

/// An instance of the function whose way to the database leads through the proxy.
async fn behind(app: &App, function: &str) -> (Proxy, Function) {
    let (proxy, url) = Proxy::before(&stack().environment["DATABASE_URL"]).await;
    let function = app.function(function, &[("DATABASE_URL", &url)]).await;
    (proxy, function)
}

fn create(user: &User, title: &str) -> Request {
    user.post("/projects").json(json!({ "title": title }))
}

async fn titles(user: &User, function: &Function) -> BTreeSet<String> {
    let list = user
        .get("/projects?limit=100")
        .send_to(function)
        .await
        .expect(200)
        .json();
    let title = |row: &Value| row["title"].as_str().unwrap().to_owned();
    let rows = list.as_array().unwrap();
    let titles: BTreeSet<_> = rows.iter().map(title).collect();
    assert_eq!(titles.len(), rows.len(), "something was made twice: {list}");
    titles
}

#[tokio::test]
async fn a_restart_while_requests_run_loses_and_doubles_nothing() {
    let app = app();
    let mut postgres = Postgres::migrated().await;
    let url = postgres.url("repostr_api");
    let there = [("DATABASE_URL", url.as_str())];
    let (creator, lister) = (
        app.function("project-create", &there).await,
        app.function("project-list", &there).await,
    );
    let user = app.user();
    let (mut wanted, mut refused) = (BTreeSet::new(), 0);
    for (round, how) in [Stop::Fast, Stop::Immediate, Stop::Fast, Stop::Immediate]
        .into_iter()
        .enumerate()
    {
        let requests = async {
            for number in 0..25 {
                let title = format!("{round}.{number}");
                // As a client does it: the same request again, until it is known to be done.
                loop {
                    let answer = create(&user, &title).key(&title).send_to(&creator).await;
                    if answer.status == 201 {
                        assert_eq!(answer.json()["title"], title.as_str());
                        break;
                    }
                    answer.problem(503, "database_unavailable");
                    refused += 1;
                }
                wanted.insert(title);
            }
        };
        let restart = async {
            // In the middle of them.
            sleep(Duration::from_millis(20 * (1 + round as u64))).await;
            let stopped = tokio::task::spawn_blocking(move || {
                postgres.stop(how);
                postgres
            });
            let mut postgres = stopped.await.unwrap();
            postgres.start().await;
            postgres
        };
        ((), postgres) = tokio::join!(requests, restart);
        // Nobody has asked since the restart.
        assert_eq!(titles(&user, &lister).await, wanted, "{how:?}");
    }
    assert!(refused > 0, "no request met a restart");
}

#[tokio::test]
async fn a_connection_that_died_while_nobody_asked_is_not_noticed() {
    let app = app();
    let user = app.user();
    let (proxy, creator) = behind(&app, "project-create").await;
    let (lists, lister) = behind(&app, "project-list").await;
    let key = Uuid::new_v4().to_string();
    let mut made = BTreeSet::new();
    for title in ["one", "two", "three"] {
        proxy.cut();
        create(&user, title).send_to(&creator).await.expect(201);
        proxy.cut();
        create(&user, title)
            .key(&format!("{key}{title}"))
            .send_to(&creator)
            .await
            .expect(201);
        made.insert(title);
        lists.cut();
        let list = user
            .get("/projects")
            .send_to(&lister)
            .await
            .expect(200)
            .json();
        assert_eq!(list.as_array().unwrap().len(), 2 * made.len());
    }
}

/// As when the database is restarted, or its administrator ends idle sessions: it says so, to nobody.
#[tokio::test]
async fn a_session_that_was_ended_is_not_noticed() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let name = Uuid::new_v4().to_string();
    let url = format!(
        "{}?application_name={name}",
        stack().environment["DATABASE_URL"]
    );
    let creator = app
        .function("project-create", &[("DATABASE_URL", &url)])
        .await;
    for title in ["one", "two", "three"] {
        create(&user, title).send_to(&creator).await.expect(201);
        end_sessions(&mut database, &name).await;
    }
    assert_eq!(user.rows(&mut database).await["public.projects"], 3);
}

async fn end_sessions(database: &mut PgConnection, name: &str) {
    let sessions = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = $1";
    let ended: i64 = sqlx::query_scalar(sessions)
        .bind(name)
        .fetch_one(database)
        .await
        .unwrap();
    assert_eq!(ended, 1);
}

#[tokio::test]
async fn without_a_database_it_is_told_and_with_one_it_goes_on() {
    let app = app();
    let user = app.user();
    let (proxy, creator) = behind(&app, "project-create").await;
    for title in ["one", "two"] {
        proxy.refuse(true);
        proxy.cut();
        for _ in 0..2 {
            let refused = timeout(BOUND, create(&user, title).send_to(&creator))
                .await
                .expect("in time");
            refused.problem(503, "database_unavailable");
        }
        proxy.refuse(false);
        create(&user, title).send_to(&creator).await.expect(201);
    }
}

#[tokio::test]
async fn a_function_starts_without_its_database() {
    let app = app();
    let user = app.user();
    let (proxy, url) = Proxy::before(&stack().environment["DATABASE_URL"]).await;
    proxy.refuse(true);
    let lister = app
        .function("project-list", &[("DATABASE_URL", &url)])
        .await;
    user.get("/projects")
        .send_to(&lister)
        .await
        .problem(503, "database_unavailable");
    proxy.refuse(false);
    user.get("/projects").send_to(&lister).await.expect(200);
    // Nor does it wait for one that says nothing.
    proxy.silence_all(true);
    let lister = app
        .function("project-list", &[("DATABASE_URL", &url)])
        .await;
    assert!(lister.init < BOUND / 2, "{:?}", lister.init);
    proxy.silence_all(false);
    user.get("/projects").send_to(&lister).await.expect(200);
    // Who has no token hears the same as ever.
    proxy.refuse(true);
    proxy.cut();
    app.request("GET", "/projects")
        .send_to(&lister)
        .await
        .problem(401, "unauthorized");
}

/// A function was frozen, and the way to its database is another one now: nobody told it.
#[tokio::test]
async fn a_silent_connection_is_given_up_and_replaced() {
    let app = app();
    let user = app.user();
    let (proxy, creator) = behind(&app, "project-create").await;
    create(&user, "before").send_to(&creator).await.expect(201);
    proxy.silence();
    let start = Instant::now();
    create(&user, "after").send_to(&creator).await.expect(201);
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
    create(&user, "at once").send_to(&creator).await.expect(201);
    assert_eq!(
        user.get("/projects")
            .send()
            .await
            .json()
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn a_database_that_says_nothing_is_waited_for_and_not_for_ever() {
    let app = app();
    let user = app.user();
    let (proxy, creator) = behind(&app, "project-create").await;
    proxy.silence_all(true);
    let start = Instant::now();
    let answer = create(&user, "unheard").send_to(&creator).await;
    answer.problem(503, "database_unavailable");
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
    proxy.silence_all(false);
    create(&user, "heard").send_to(&creator).await.expect(201);
    let list = user.get("/projects").send().await.expect(200).json();
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
}

/// The connection ends in the middle of a request: what was not committed never was, what was is done once.
#[tokio::test]
async fn half_a_transaction_is_none_and_a_whole_one_is_one() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let (proxy, creator) = behind(&app, "project-create").await;
    create(&user, "warm").send_to(&creator).await.expect(201);
    let mut made = 1;
    for (words, lost, committed) in [
        ("BEGIN", Lost::Question, None),
        ("BEGIN", Lost::Answer, None),
        ("The title", Lost::Question, Some(false)),
        ("The title", Lost::Answer, Some(false)),
        ("COMMIT", Lost::Question, Some(false)),
        ("COMMIT", Lost::Answer, Some(true)),
    ] {
        let request = create(&user, "The title").key(&Uuid::new_v4().to_string());
        proxy.cut_at(words, lost);
        let answer = request.clone().send_to(&creator).await;
        assert!(proxy.was_cut(), "{words}");
        let replayed = match committed {
            // The first message may be sent again: nothing of it can have stayed.
            None => {
                answer.expect(201);
                "true"
            }
            Some(committed) => {
                answer.problem(503, "database_unavailable");
                if committed { "true" } else { "" }
            }
        };
        // As a client does it.
        let again = request.send_to(&creator).await.expect(201);
        assert_eq!(
            again.header("idempotent-replayed"),
            replayed,
            "{words} {lost:?}"
        );
        made += 1;
        assert_eq!(
            user.rows(&mut database).await["public.projects"],
            made,
            "{words} {lost:?}"
        );
    }
    database.close().await.unwrap();
}

/// It goes out once the transaction is known to have ended: nobody waits for locks of a frozen process.
#[tokio::test]
async fn nothing_stays_open_behind_an_answer() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let name = Uuid::new_v4().to_string();
    let url = format!(
        "{}?application_name={name}",
        stack().environment["DATABASE_URL"]
    );
    let there = [("DATABASE_URL", url.as_str())];
    let (updater, getter) = (
        app.function("project-update", &there).await,
        app.function("project-get", &there).await,
    );
    let project = user.project("Locked").await;
    let patch = user.patch(&project).json(json!({ "title": "x" }));
    for (request, function, status) in [
        (patch.clone(), &updater, 200),
        (patch.clone().header("if-match", "\"stale\""), &updater, 412),
        (patch.clone().key("k"), &updater, 200),
        (patch.key("k"), &updater, 200),
        (
            user.get(&format!("/projects/{}", Uuid::new_v4())),
            &getter,
            404,
        ),
        (user.get(&project), &getter, 200),
    ] {
        let answer = request.send_to(function).await.expect(status);
        let sessions = "SELECT DISTINCT state FROM pg_stat_activity WHERE application_name = $1";
        let states: Vec<String> = sqlx::query_scalar(sessions)
            .bind(&name)
            .fetch_all(&mut database)
            .await
            .unwrap();
        assert_eq!(states, ["idle"], "{answer}");
    }
}

#[tokio::test]
async fn the_deep_check_names_what_is_away() {
    let app = app();
    let nowhere = [("AWS_ENDPOINT_URL", "http://127.0.0.1:9")];
    let health = app.function("health", &nowhere).await;
    let deep = app.request("GET", "/health?deep=1").send_to(&health).await;
    let deep = deep.problem(503, "unhealthy").json();
    let detail = deep["detail"].as_str().unwrap();
    assert!(
        detail.contains("queue") && !detail.contains("database"),
        "{detail}"
    );
    let shallow = app.request("GET", "/health").send_to(&health).await;
    shallow.expect(200);
}
