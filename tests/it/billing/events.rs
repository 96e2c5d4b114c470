//! `private.entitle`: late, twice and in any order, and to the second.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::database::{Database, run, sqlstate};

/// One subscription from its checkout to its end, and a change to a larger plan: event, moment, subscription, plan, status.
const LIFE: &str = "
    ('e1', '2024-01-01 10:00Z', 'a', 'pro', 'incomplete'),
    ('e2', '2024-01-01 10:01Z', 'a', 'pro', 'active'),
    ('e3', '2024-02-01 10:00Z', 'a', 'pro', 'past_due'),
    ('e4', '2024-02-02 10:00Z', 'a', 'pro', 'active'),
    ('e5', '2024-02-10 10:00Z', 'a', 'pro', 'canceled'),
    ('e6', '2024-03-01 10:00Z', 'a', 'pro', 'ended')";
const CHANGE: &str = "
    ('e1', '2024-01-01 10:00Z', 'a', 'pro', 'active'),
    ('e2', '2024-01-05 10:00Z', 'a', 'pro', 'past_due'),
    ('e3', '2024-01-06 10:00Z', 'a', 'pro', 'active'),
    ('e4', '2024-01-09 10:01Z', 'b', 'business', 'incomplete'),
    ('e5', '2024-01-09 10:01Z', 'b', 'business', 'active'),
    ('e6', '2024-01-09 10:01Z', 'a', 'pro', 'ended')";

/// Of all orders, each event of each heard twice: how many there were, and every end that one of them led to.
async fn ends(session: &mut PgConnection, events: &str) -> (i64, Vec<(String, String)>) {
    let orders = format!(
        "CREATE TEMP TABLE told (id TEXT, at TIMESTAMPTZ, subscription TEXT, plan TEXT, status TEXT);
         INSERT INTO told VALUES {events};
         CREATE TEMP TABLE orders AS
           WITH RECURSIVE places AS (
             SELECT ARRAY[id] AS ids FROM told
             UNION ALL SELECT ids || id FROM places, told WHERE id <> ALL (ids)
           )
           SELECT ids, 'user_' || row_number() OVER () AS account FROM places WHERE cardinality(ids) = 6;
         DO $$
         DECLARE
           this RECORD;
           event RECORD;
         BEGIN
           FOR this IN SELECT * FROM orders LOOP
             FOR event IN SELECT told.* FROM unnest(this.ids || this.ids) WITH ORDINALITY AS o (id, n) JOIN told USING (id) ORDER BY n LOOP
               PERFORM private.entitle(this.account || event.id, 'subscriptionItem.' || event.status, 'clerk', this.account, event.at,
                 jsonb_build_array(jsonb_build_object('external_id', this.account || event.subscription, 'plan', event.plan,
                   'status', event.status, 'period_end', '2024-03-01 10:00Z')), 7);
             END LOOP;
           END LOOP;
         END
         $$"
    );
    run(session, &orders).await;
    let count = sqlx::query_scalar("SELECT count(*) FROM orders")
        .fetch_one(&mut *session)
        .await
        .unwrap();
    let ends = sqlx::query_as(
        "SELECT DISTINCT (private.plan_of(account)).name, (
           SELECT string_agg(concat_ws(' ', right(external_id, 1), plan, status, period_end, past_due_at, counts_until, event_at), ', ' ORDER BY external_id)
             || ', ' || (SELECT count(*) FROM private.billing_events WHERE user_id = account)
           FROM private.paid_subscriptions WHERE user_id = account)
         FROM orders",
    )
    .fetch_all(&mut *session)
    .await
    .unwrap();
    run(session, "DROP TABLE told, orders").await;
    (count, ends)
}

#[tokio::test]
async fn in_every_order_and_twice_events_come_to_the_same_end() {
    for (events, plan) in [(LIFE, "free"), (CHANGE, "business")] {
        let database = Database::migrated().await;
        let (orders, ends) = ends(&mut database.superuser().await, events).await;
        assert_eq!(orders, 720);
        assert_eq!(ends.len(), 1, "{ends:?}");
        assert_eq!(ends[0].0, plan, "{ends:?}");
    }
}

/// A subscription as one event says it, in a transaction whose moment stands still; the plan then.
async fn plan_with(session: &mut PgConnection, said: &str, grace_days: i32) -> String {
    let sql = format!(
        "BEGIN; SELECT private.entitle('e1', 'subscription.updated', 'clerk', 'user_a', now() - interval '30 days',
           jsonb_build_array(jsonb_build_object('external_id', 'a', 'plan', 'pro') || {said}), {grace_days})"
    );
    run(session, &sql).await;
    let plan = sqlx::query_scalar("SELECT (private.plan_of('user_a')).name")
        .fetch_one(&mut *session)
        .await
        .unwrap();
    run(session, "ROLLBACK").await;
    plan
}

#[tokio::test]
async fn a_plan_ends_to_the_second() {
    let database = Database::migrated().await;
    let mut session = database.superuser().await;
    for (status, of, grace_days) in [
        ("canceled", "'period_end', now()", 7),
        ("past_due", "'past_due_at', now() - interval '168 hours'", 7),
        ("past_due", "'past_due_at', now()", 0),
    ] {
        for (seconds, plan) in [(1, "pro"), (0, "free"), (-1, "free")] {
            let said = format!(
                "jsonb_build_object('status', '{status}', {of} + interval '{seconds} seconds')"
            );
            let counts = plan_with(&mut session, &said, grace_days).await;
            assert_eq!(counts, plan, "{status}, {seconds} s before its end");
        }
    }
    // What is active counts until something else is said, and what never was doesn't.
    for (status, plan) in [
        ("active", "pro"),
        ("incomplete", "free"),
        ("upcoming", "free"),
        ("expired", "free"),
        ("abandoned", "free"),
        ("ended", "free"),
        // Nobody said when.
        ("canceled", "free"),
        ("past_due", "free"),
    ] {
        let said = format!("jsonb_build_object('status', '{status}')");
        assert_eq!(plan_with(&mut session, &said, 7).await, plan, "{status}");
    }
}

fn active(event: &str, account: &str, subscription: &str, plan: &str) -> String {
    format!(
        "SELECT private.entitle('{event}', 'subscriptionItem.active', 'clerk', '{account}', now(),
           '[{{\"external_id\": \"{subscription}\", \"plan\": \"{plan}\", \"status\": \"active\"}}]', 7)"
    )
}

async fn plan_of(session: &mut PgConnection, account: &str) -> String {
    sqlx::query_scalar("SELECT (private.plan_of($1)).name")
        .bind(account)
        .fetch_one(session)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_an_administrator_gives_wins_until_it_is_taken_back() {
    let database = Database::migrated().await;
    let mut session = database.superuser().await;
    for gift in ["pro", "free", "business"] {
        let given =
            format!("INSERT INTO private.subscriptions (user_id, plan) VALUES ('org_a', '{gift}')");
        run(&mut session, &given).await;
        run(&mut session, &active("e1", "org_a", "a", "business")).await;
        assert_eq!(plan_of(&mut session, "org_a").await, gift);
        run(&mut session, "DELETE FROM private.subscriptions").await;
        assert_eq!(plan_of(&mut session, "org_a").await, "business");
    }
}

#[tokio::test]
async fn a_subscription_is_one_accounts_and_of_a_plan_that_there_is() {
    let database = Database::migrated().await;
    let mut session = database.superuser().await;
    run(&mut session, &active("e1", "user_a", "a", "pro")).await;
    run(
        &mut session,
        "INSERT INTO private.tombstones (user_id) VALUES ('user_gone')",
    )
    .await;
    for (refused, code) in [
        (active("e2", "user_b", "a", "pro"), "RP403"),
        (active("e3", "user_a", "a", "gold"), "23503"),
        (active("e4", "user_gone", "b", "pro"), "PT401"),
    ] {
        let result = sqlx::raw_sql(AssertSqlSafe(refused))
            .execute(&mut session)
            .await;
        assert_eq!(sqlstate(result), code);
    }
    assert_eq!(plan_of(&mut session, "user_a").await, "pro");
    assert_eq!(plan_of(&mut session, "user_b").await, "free");
    // What was refused was not heard: it may come again when it is right.
    let heard: Vec<String> = sqlx::query_scalar("SELECT id FROM private.billing_events")
        .fetch_all(&mut session)
        .await
        .unwrap();
    assert_eq!(heard, ["e1"]);
}

#[tokio::test]
async fn the_ledger_outlives_its_account_without_its_name() {
    let database = Database::migrated().await;
    let mut session = database.superuser().await;
    run(&mut session, &active("e1", "user_a", "a", "pro")).await;
    run(&mut session, &active("e2", "user_b", "b", "pro")).await;
    run(
        &mut session,
        "INSERT INTO private.tombstones (user_id) VALUES ('user_a');
         DO $$ BEGIN WHILE private.erase('user_a', 500) > 0 LOOP END LOOP; END $$",
    )
    .await;
    let ledger: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT id, user_id FROM private.billing_events ORDER BY id")
            .fetch_all(&mut session)
            .await
            .unwrap();
    let kept = [
        ("e1".to_owned(), None),
        ("e2".to_owned(), Some("user_b".to_owned())),
    ];
    assert_eq!(ledger, kept);
    let paid: Vec<String> =
        sqlx::query_scalar("SELECT external_id FROM private.paid_subscriptions")
            .fetch_all(&mut session)
            .await
            .unwrap();
    assert_eq!(paid, ["b"]);
}
