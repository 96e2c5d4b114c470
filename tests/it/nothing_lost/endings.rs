//! What ends while it is worked on, and the lease that keeps it until then.

use std::{
    fmt::Debug,
    future::{pending, ready},
    pin::{Pin, pin},
    time::Duration,
};

use jobs::{HEARTBEAT, LEASE, LeaseOutcome, with_heartbeat};
use models::{
    ServiceDb,
    jobs::{Claim, cancel, renew},
};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tokio::{sync::oneshot, time};
use uuid::Uuid;

use super::fixture::{WorkerFixture, claim, soon, written};
use crate::proxy::Proxy;

#[tokio::test]
async fn what_is_deleted_meanwhile_is_not_written() {
    for table in ["projects", "outputs"] {
        let (held, release) = written().held();
        let mut fixture = WorkerFixture::start([held]).await;
        let id = fixture.sent_job().await;
        let worker = fixture.worker().await;
        let batch = fixture.queue.receive().await;
        let outcome = worker.invoke(batch.event());
        fixture.provider.asked(1).await;
        fixture.sql(&format!("DELETE FROM {table}")).await;
        release.send(()).unwrap();
        fixture.queue.settle(&batch, outcome.await).await;
        fixture.no_message_left().await;

        let left: Value = sqlx::query_scalar(
            "SELECT jsonb_build_object('outputs', (SELECT count(*) FROM outputs),
               'versions', (SELECT count(*) FROM output_versions), 'jobs', (SELECT count(*) FROM private.jobs),
               'calls', (SELECT jsonb_agg(outcome) FROM private.provider_calls WHERE output_id = $1))",
        )
        .bind(id)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
        // What was spent was spent.
        assert_eq!(
            left,
            json!({ "outputs": 0, "versions": 0, "jobs": 0, "calls": ["superseded"] }),
            "{table}"
        );
    }
}

#[tokio::test]
async fn a_cancelled_job_ends_at_the_next_heartbeat() {
    let mut fixture = WorkerFixture::start([]).await;
    let id = fixture.job().await;
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let job = claimed(&db, id).await;
    let alive = async || renew(&db, &job, LEASE).await;
    let mut held = pin!(with_heartbeat(alive, pending::<()>()));
    begins(held.as_mut()).await;
    fixture
        .sql("UPDATE private.jobs SET cancel_requested_at = now()")
        .await;
    a_heartbeat_later().await;
    assert!(matches!(soon("an end", held).await, LeaseOutcome::Ended));

    assert!(cancel(&db, &job).await.unwrap());
    let output = fixture.output(id).await;
    assert_eq!(output["status"], "cancelled");
    assert_eq!(output["job"]["state"], "cancelled");
    assert!(claim(&db, id).await.is_none());
    assert!(!cancel(&db, &job).await.unwrap(), "once");
}

#[tokio::test]
async fn work_whose_lease_was_taken_is_broken_off() {
    let mut fixture = WorkerFixture::start([]).await;
    let id = fixture.job().await;
    let url = &fixture.environment["SERVICE_DATABASE_URL"];
    let (db, another) = (
        WorkerFixture::service_db(url).await,
        WorkerFixture::service_db(url).await,
    );
    let job = claimed(&db, id).await;
    let alive = async || renew(&db, &job, LEASE).await;
    let mut held = pin!(with_heartbeat(alive, pending::<()>()));
    begins(held.as_mut()).await;
    fixture.lease_runs_out().await;
    let taken = claimed(&another, id).await;
    a_heartbeat_later().await;
    assert!(matches!(soon("an end", held).await, LeaseOutcome::Ended));
    // It is the other's, and is not ended with it.
    assert!(!cancel(&db, &job).await.unwrap());
    assert!(renew(&another, &taken, LEASE).await.unwrap());
    assert_eq!(fixture.output(id).await["status"], "processing");
}

#[tokio::test]
async fn a_heartbeat_keeps_the_lease_and_one_that_is_lost_ends_nothing() {
    let mut fixture = WorkerFixture::start([]).await;
    let id = fixture.job().await;
    let url = &fixture.environment["SERVICE_DATABASE_URL"];
    let job = claimed(&WorkerFixture::service_db(url).await, id).await;
    let (proxy, url) = Proxy::before(url).await;
    let db = WorkerFixture::service_db(&url).await;
    let (finish, finished) = oneshot::channel();
    let alive = async || renew(&db, &job, LEASE).await;
    let mut held = pin!(with_heartbeat(alive, async { finished.await.unwrap() }));
    begins(held.as_mut()).await;

    // Two are lost.
    proxy.refuse(true);
    proxy.cut();
    for _ in 0..2 {
        proxy.forget();
        a_heartbeat_later().await;
        let tried = async {
            while proxy.opened() == 0 {
                time::sleep(Duration::from_millis(5)).await;
            }
        };
        going_on(held.as_mut(), soon("a try", tried)).await;
    }
    proxy.refuse(false);
    fixture
        .sql("UPDATE private.jobs SET lease_expires_at = now() + interval '15 seconds'")
        .await;
    a_heartbeat_later().await;
    let seconds = LEASE.as_secs() - 10;
    let renewed =
        format!("SELECT lease_expires_at > now() + interval '{seconds} seconds' FROM private.jobs");
    going_on(held.as_mut(), fixture.until(&renewed)).await;

    finish.send("written").unwrap();
    assert!(matches!(
        soon("an end", held).await,
        LeaseOutcome::Finished("written")
    ));
}

/// An index on a column that a heartbeat writes, or a page too full, would make each of them write all indexes.
#[tokio::test]
async fn heartbeats_stay_in_their_page() {
    const BEATS: i64 = 50;
    const SQL: &str = "SELECT jsonb_build_object('all', n_tup_upd, 'hot', n_tup_hot_upd)
                       FROM pg_stat_user_tables WHERE schemaname = 'private' AND relname = 'jobs'";
    let mut fixture = WorkerFixture::start([]).await;
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(fixture.job().await);
    }
    let db = WorkerFixture::service_db(&fixture.environment["SERVICE_DATABASE_URL"]).await;
    let job = claimed(&db, ids[5]).await;
    for _ in 0..BEATS {
        assert!(renew(&db, &job, LEASE).await.unwrap());
    }
    // A session tells its figures at its end.
    drop(db);
    fixture
        .until(&format!("SELECT ({SQL})['all']::int >= {}", BEATS + 1))
        .await;
    let counted: Value = sqlx::query_scalar(AssertSqlSafe(SQL))
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    // The claim moves, since it changes what the partial indexes ask for; and now and then a page can't be tidied at
    // once, because somebody looks at it.
    let hot = counted["hot"].as_i64().unwrap();
    assert!(hot >= BEATS * 9 / 10, "{counted}");
}

async fn claimed(db: &ServiceDb, id: Uuid) -> Claim {
    claim(db, id).await.expect("nobody else has it")
}

/// Lets the work go on until something else is done, before which it must not end.
async fn going_on<T: Debug, U>(work: impl Future<Output = T>, until: impl Future<Output = U>) -> U {
    tokio::select! {
        biased;
        ended = work => panic!("it ended: {ended:?}"),
        done = until => done,
    }
}

/// The first beat is due at once, which is the clock's next tick.
async fn begins<T: Debug>(mut work: Pin<&mut impl Future<Output = T>>) {
    going_on(work.as_mut(), ready(())).await;
    time::pause();
    time::advance(Duration::from_millis(1)).await;
    time::resume();
    going_on(work, ready(())).await;
}

/// Only the clock that heartbeats go by jumps; the database's goes on as it does.
async fn a_heartbeat_later() {
    time::pause();
    time::advance(HEARTBEAT).await;
    time::resume();
}
