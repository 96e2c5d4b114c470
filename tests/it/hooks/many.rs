//! Many events, and receivers of which every fifth takes nothing: each event is delivered, or given up by the schedule, and none is
//! told twice under two ids. `HOOK_EVENTS=10000` measures it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Instant,
};

use serde_json::Value;
use tokio::task::JoinSet;

use super::fixture::{HookFixture, is_now, verifies};
use crate::{
    app::app,
    nothing_lost::queue::{Batch, Queue},
    runtime::Function,
    scripted::{Answer, Request, Scripted},
};

const RECEIVERS: usize = 10;
/// Every fifth.
const FAILING: usize = 5;
const ATTEMPTS: usize = 10;
const WORKERS: usize = 4;

struct Receiver {
    scripted: Scripted,
    endpoint: Value,
    account: String,
    fails: bool,
}

async fn receivers(fixture: &mut HookFixture) -> Vec<Receiver> {
    let mut receivers = Vec::new();
    for number in 0..RECEIVERS {
        let fails = number % FAILING == 0;
        let status = if fails { 500 } else { 204 };
        let scripted = Scripted::replying(move |_| Some(Answer::new(status, &[], b""))).await;
        fixture.user = app().user();
        receivers.push(Receiver {
            endpoint: fixture.endpoint(&scripted, &[]).await,
            account: fixture.user.id.clone(),
            scripted,
            fails,
        });
    }
    receivers
}

/// So many outputs of the account are done.
async fn happen(fixture: &mut HookFixture, account: &str, times: usize) {
    fixture
        .sql(&format!(
            "WITH project AS (INSERT INTO projects (user_id, title) VALUES ('{account}', 'A talk') RETURNING id)
             INSERT INTO outputs (user_id, project_id, kind) SELECT '{account}', id, 'blog' FROM project, generate_series(1, {times});
             UPDATE outputs SET status = 'completed' WHERE user_id = '{account}'"
        ))
        .await;
}

/// Hands out what is on the queue, until nothing is.
async fn drain(queue: &Queue, workers: &[Arc<Function>]) {
    let mut working = JoinSet::new();
    for worker in workers {
        let (queue, worker) = (queue.clone(), Arc::clone(worker));
        working.spawn(async move {
            loop {
                let batch: Batch = queue.receive_within(1).await;
                if batch.messages.is_empty() {
                    return;
                }
                let outcome = worker.invoke(batch.event()).await;
                queue.settle(&batch, outcome).await;
            }
        });
    }
    working.join_all().await;
}

async fn count(fixture: &mut HookFixture, condition: &str) -> usize {
    let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT count(*) FROM private.jobs WHERE work = 'delivery' AND {condition}"
    )))
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    usize::try_from(count).unwrap()
}

/// The ids under which each output was told of.
fn ids(requests: &[Request]) -> BTreeMap<String, BTreeSet<String>> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for request in requests {
        let output = request.json()["data"]["id"].as_str().unwrap().to_owned();
        let id = request.headers["webhook-id"].clone();
        ids.entry(output).or_default().insert(id);
    }
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_many_is_delivered_or_given_up_and_has_one_id() {
    let events: usize = std::env::var("HOOK_EVENTS").map_or(100, |given| given.parse().unwrap());
    let each = events / RECEIVERS;
    let mut fixture = HookFixture::start().await;
    let receivers = receivers(&mut fixture).await;
    for receiver in &receivers {
        happen(&mut fixture, &receiver.account, each).await;
    }
    assert_eq!(count(&mut fixture, "state = 'queued'").await, events);

    let mut workers = Vec::new();
    for _ in 0..WORKERS {
        workers.push(Arc::new(fixture.worker().await));
    }
    let (started, mut rounds) = (Instant::now(), 0);
    while count(&mut fixture, "state IN ('queued', 'processing')").await > 0 {
        rounds += 1;
        assert!(rounds <= 20 * ATTEMPTS, "it goes on and on");
        fixture.time_passes().await;
        fixture.minute().await;
        drain(&fixture.queue, &workers).await;
    }
    let took = started.elapsed();

    let mut requests = 0;
    for receiver in &receivers {
        let sent = receiver.scripted.requests();
        requests += sent.len();
        // The library takes nothing that is five minutes old, and many events take longer.
        let mut now = sent
            .iter()
            .filter(|request| is_now(&request.headers["webhook-timestamp"]));
        assert!(now.all(|request| verifies(request, &receiver.endpoint)));
        let ids = ids(&sent);
        assert_eq!(ids.len(), each);
        assert!(ids.values().all(|ids| ids.len() == 1));
        let all: BTreeSet<_> = ids.into_values().flatten().collect();
        assert_eq!(all.len(), each, "an id of two events");
        let expected = if receiver.fails {
            each * ATTEMPTS
        } else {
            each
        };
        assert_eq!(sent.len(), expected);
    }
    let failing = RECEIVERS / FAILING * each;
    let given_up = format!("state = 'failed' AND attempts = {ATTEMPTS}");
    assert_eq!(count(&mut fixture, &given_up).await, failing);
    assert_eq!(
        count(&mut fixture, "state = 'completed'").await,
        events - failing
    );
    println!("{events} events, {requests} requests in {took:?}, {rounds} rounds");
}
