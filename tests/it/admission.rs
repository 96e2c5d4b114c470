//! `private.admit` and `private.settle`: one answer a key, so much a minute.

use std::time::Duration;

use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::database::{Database, run};

/// A request as `private.admit` sees it.
#[derive(Clone, Copy)]
struct Request<'a> {
    user: &'a str,
    route: &'a str,
    key: Option<&'a str>,
    hash: &'a str,
    cost: i32,
    limit: i32,
}

const REQUEST: Request<'_> = Request {
    user: "user_one",
    route: "POST /projects",
    key: Some("k"),
    hash: "h",
    cost: 1,
    limit: 0,
};

impl Request<'_> {
    async fn admit(self, connection: &mut PgConnection) -> Value {
        sqlx::query_scalar("SELECT private.admit($1, $2, $3, $4, $5, $6)")
            .bind(self.user)
            .bind(self.route)
            .bind(self.key)
            .bind(self.hash)
            .bind(self.cost)
            .bind(self.limit)
            .fetch_one(connection)
            .await
            .expect("an answer of admit")
    }

    async fn settle(self, connection: &mut PgConnection, status: i32) {
        sqlx::query("SELECT private.settle($1, $2, $3, $4, $5, $6, $7)")
            .bind(self.user)
            .bind(self.route)
            .bind(self.key)
            .bind(self.hash)
            .bind(status)
            .bind(json!({"location": "/projects/1"}))
            .bind(r#"{"id":1}"#)
            .execute(connection)
            .await
            .expect("settled");
    }

    /// Admitted, answered with 201 and committed.
    async fn answered(self, connection: &mut PgConnection) {
        run(connection, "BEGIN").await;
        assert_eq!(self.admit(connection).await, json!({"verdict": "go"}));
        self.settle(connection, 201).await;
        run(connection, "COMMIT").await;
    }
}

#[tokio::test]
async fn the_same_request_gets_the_first_answer_again() {
    let database = Database::migrated().await;
    let mut api = database.login("repostr_api").await;
    REQUEST.answered(&mut api).await;
    let replay = json!({"verdict": "replay", "status": 201, "headers": {"location": "/projects/1"}, "body": "{\"id\":1}"});
    assert_eq!(REQUEST.admit(&mut api).await, replay);
    // A limit that is used up stops no replay, and the replay uses nothing of it.
    assert_eq!(
        Request {
            limit: 1,
            cost: 5,
            ..REQUEST
        }
        .admit(&mut api)
        .await,
        replay
    );
}

#[tokio::test]
async fn a_key_belongs_to_a_user_a_route_and_a_body() {
    let database = Database::migrated().await;
    let mut api = database.login("repostr_api").await;
    REQUEST.answered(&mut api).await;
    assert_eq!(
        Request {
            hash: "another",
            ..REQUEST
        }
        .admit(&mut api)
        .await,
        json!({"verdict": "mismatch"})
    );
    for other in [
        Request {
            user: "user_two",
            ..REQUEST
        },
        Request {
            route: "POST /templates",
            ..REQUEST
        },
        Request {
            key: Some("another"),
            ..REQUEST
        },
        Request {
            key: None,
            ..REQUEST
        },
    ] {
        assert_eq!(other.admit(&mut api).await, json!({"verdict": "go"}));
    }
}

#[tokio::test]
async fn a_key_in_flight_is_told_so_and_is_free_after_a_rollback() {
    let database = Database::migrated().await;
    let mut first = database.login("repostr_api").await;
    let mut second = database.login("repostr_api").await;
    run(&mut first, "BEGIN").await;
    assert_eq!(REQUEST.admit(&mut first).await, json!({"verdict": "go"}));
    assert_eq!(
        REQUEST.admit(&mut second).await,
        json!({"verdict": "in_flight"})
    );
    run(&mut first, "ROLLBACK").await;
    assert_eq!(REQUEST.admit(&mut second).await, json!({"verdict": "go"}));
}

#[tokio::test]
async fn of_ten_at_once_one_is_let_through() {
    let database = Database::migrated().await;
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let mut api = database.login("repostr_api").await;
        requests.spawn(async move {
            run(&mut api, "BEGIN").await;
            let verdict = REQUEST.admit(&mut api).await["verdict"].clone();
            if verdict == "go" {
                REQUEST.settle(&mut api, 201).await;
            }
            run(&mut api, "COMMIT").await;
            verdict
        });
    }
    let verdicts = requests.join_all().await;
    assert_eq!(
        verdicts.iter().filter(|verdict| **verdict == "go").count(),
        1,
        "{verdicts:?}"
    );
    assert!(
        verdicts.iter().all(|verdict| ["go", "in_flight", "replay"]
            .iter()
            .any(|known| verdict == known)),
        "{verdicts:?}"
    );
}

#[tokio::test]
async fn after_24_hours_a_key_is_new() {
    let database = Database::migrated().await;
    let mut api = database.login("repostr_api").await;
    REQUEST.answered(&mut api).await;
    let mut superuser = database.superuser().await;
    run(
        &mut superuser,
        "UPDATE private.idempotency_keys SET created_at = now() - INTERVAL '23 hours 59 minutes'",
    )
    .await;
    assert_eq!(REQUEST.admit(&mut api).await["verdict"], "replay");
    run(
        &mut superuser,
        "UPDATE private.idempotency_keys SET created_at = now() - INTERVAL '24 hours 1 second'",
    )
    .await;
    REQUEST.answered(&mut api).await;
    assert_eq!(REQUEST.admit(&mut api).await["verdict"], "replay");
}

#[tokio::test]
async fn only_successes_are_kept() {
    let database = Database::migrated().await;
    let mut api = database.login("repostr_api").await;
    for status in [199, 304, 402, 422, 503] {
        REQUEST.settle(&mut api, status).await;
        assert_eq!(
            REQUEST.admit(&mut api).await,
            json!({"verdict": "go"}),
            "after {status}"
        );
    }
    Request {
        key: None,
        ..REQUEST
    }
    .settle(&mut api, 201)
    .await;
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM private.idempotency_keys")
        .fetch_one(&mut database.superuser().await)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_minute_holds_what_the_limit_says() {
    let database = Database::migrated().await;
    let mut api = database.login("repostr_api").await;
    // One transaction has one clock: the minute can't end between these.
    run(&mut api, "BEGIN").await;
    let now: i64 = sqlx::query_scalar("SELECT floor(extract(epoch FROM now()))::bigint")
        .fetch_one(&mut api)
        .await
        .unwrap();
    let request = Request {
        key: None,
        limit: 5,
        cost: 2,
        ..REQUEST
    };
    for (verdict, remaining) in [("go", 3), ("go", 1), ("rate_limited", 1)] {
        let answer = request.admit(&mut api).await;
        let reset = answer["reset"].as_i64().unwrap();
        assert!(
            reset > now && reset <= now + 60 && reset % 60 == 0,
            "{answer} at {now}"
        );
        assert_eq!(
            answer,
            json!({"verdict": verdict, "limit": 5, "remaining": remaining, "reset": reset})
        );
    }
    assert_eq!(
        Request { cost: 1, ..request }.admit(&mut api).await["remaining"],
        0,
        "a cheaper one still fits"
    );
    assert_eq!(
        Request {
            user: "user_two",
            ..request
        }
        .admit(&mut api)
        .await["remaining"],
        3,
        "users don't share"
    );
    assert_eq!(
        Request {
            user: "user_three",
            cost: 6,
            ..request
        }
        .admit(&mut api)
        .await["verdict"],
        "rate_limited",
        "never fits"
    );
    run(&mut api, "COMMIT").await;

    run(
        &mut database.superuser().await,
        "UPDATE private.rates SET window_start = window_start - INTERVAL '1 hour'",
    )
    .await;
    assert_eq!(
        request.admit(&mut api).await["remaining"],
        3,
        "the next window is empty"
    );
}

#[tokio::test]
async fn requests_at_once_are_all_counted() {
    let database = Database::migrated().await;
    // A window that doesn't end while this runs.
    run(
        &mut database.superuser().await,
        "INSERT INTO private.rates VALUES ('user_one', date_trunc('minute', now()) + INTERVAL '1 hour', 0)",
    )
    .await;
    let request = Request {
        key: None,
        limit: 1,
        ..REQUEST
    };
    let mut first = database.login("repostr_api").await;
    let mut second = database.login("repostr_api").await;
    run(&mut first, "BEGIN").await;
    assert_eq!(request.admit(&mut first).await["verdict"], "go");
    let waiting = tokio::spawn(async move { request.admit(&mut second).await });
    let mut superuser = database.superuser().await;
    until("the second waits for the first", async || {
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))")
            .fetch_one(&mut superuser)
            .await
            .unwrap()
    })
    .await;
    run(&mut first, "COMMIT").await;
    assert_eq!(waiting.await.unwrap()["verdict"], "rate_limited");
}

/// Waits for the condition, on a busy machine.
pub(crate) async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let limit = Duration::from_secs(10);
    let seen = tokio::time::timeout(limit, async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(seen.await.is_ok(), "not within {limit:?}: {what}");
}
