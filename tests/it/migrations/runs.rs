//! What a run does to those who use the database meanwhile, and what it refuses.

use std::time::{Duration, Instant};

use sqlx::PgConnection;

use crate::{
    admission::until,
    database::{Database, migrate, run},
};

/// The present schema, without two triggers: the next run has to make them, and waits where somebody holds their tables.
async fn with_work_left() -> Database {
    let database = Database::migrated().await;
    run(
        &mut database.login("postgres").await,
        "DROP TRIGGER trg_profiles_updated_at ON profiles; DROP TRIGGER trg_templates_gone ON templates;
         UPDATE private.schema_migrations SET checksum = 'another' WHERE name = 'repeatable'",
    )
    .await;
    database
}

async fn until_it_waits(watcher: &mut PgConnection) {
    until("the run waits", async || {
        let waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
        sqlx::query_scalar(waits)
            .fetch_one(&mut *watcher)
            .await
            .unwrap()
    })
    .await;
}

/// Everything is held that can be without keeping others from reading and writing.
#[tokio::test]
async fn with_nothing_to_do_takes_under_a_second_and_no_lock_that_others_feel() {
    let database = Database::migrated().await;
    let mut everybody = database.superuser().await;
    run(
        &mut everybody,
        "BEGIN;
         DO $$
         DECLARE tab REGCLASS;
         BEGIN
           FOR tab IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'private'::regnamespace) LOOP
             EXECUTE format('LOCK TABLE %s IN ROW EXCLUSIVE MODE', tab);
           END LOOP;
         END $$",
    )
    .await;
    let mut owner = database.login("postgres").await;
    let mut fastest = Duration::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        assert_eq!(migrate(&mut owner).await, Vec::<String>::new());
        fastest = fastest.min(start.elapsed());
    }
    assert!(fastest < Duration::from_secs(1), "{fastest:?}");
}

#[tokio::test]
async fn a_migration_that_was_changed_after_it_was_applied_is_refused_by_name() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(
        &mut owner,
        "UPDATE private.schema_migrations SET checksum = repeat('0', 64) WHERE name = '0012_system_templates.sql';
         UPDATE private.schema_migrations SET checksum = 'another' WHERE name = 'repeatable'",
    )
    .await;
    let refused = ::migrations::apply(&mut owner, |_| ()).await.unwrap_err();
    let text = refused.to_string();
    assert!(
        text.contains("0012_system_templates.sql was changed after it was applied"),
        "{text}"
    );
    let pasted = sqlx::raw_sql(sqlx::AssertSqlSafe(::migrations::whole()))
        .execute(&mut owner)
        .await
        .unwrap_err();
    assert!(
        pasted
            .to_string()
            .contains("0012_system_templates.sql was changed"),
        "{pasted}"
    );
    run(&mut owner, "ROLLBACK").await;
    let later: String = sqlx::query_scalar(
        "SELECT checksum FROM private.schema_migrations WHERE name = 'repeatable'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(later, "another", "nothing after it was applied");
}

/// A deployment is rolled back: its `migrate` knows less than the database has.
#[tokio::test]
async fn a_database_that_is_newer_keeps_its_functions() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(
        &mut owner,
        "INSERT INTO private.schema_migrations (name) VALUES ('9998_from_the_future.sql');
         UPDATE private.schema_migrations SET checksum = 'another' WHERE name = 'repeatable'",
    )
    .await;
    assert_eq!(migrate(&mut owner).await, Vec::<String>::new());
}

/// While the functions are replaced, whoever may call them can.
#[tokio::test]
async fn no_right_is_gone_while_functions_are_replaced() {
    let database = with_work_left().await;
    let mut holder = database.superuser().await;
    // The triggers come last: then all functions have been replaced, and their rights taken and given.
    run(
        &mut holder,
        "BEGIN; LOCK TABLE templates IN ROW EXCLUSIVE MODE",
    )
    .await;
    let mut owner = database.login("postgres").await;
    let mut api = database.login("repostr_api").await;
    let mut worker = database.login("repostr_worker").await;
    let mut watcher = database.superuser().await;
    let meanwhile = async {
        until_it_waits(&mut watcher).await;
        run(
            &mut api,
            "SELECT private.refuse_deleted('user_1'); SELECT private.usage('user_1')",
        )
        .await;
        run(
            &mut worker,
            "SELECT private.refuse_deleted('user_1'); SELECT count(*) FROM outputs",
        )
        .await;
        run(&mut holder, "COMMIT").await;
    };
    let (applied, ()) = tokio::join!(migrate(&mut owner), meanwhile);
    assert_eq!(applied, ["repeatable"]);
}

/// Two that wait for each other: a run and somebody who locks the same tables in another order.
#[tokio::test]
async fn of_a_deadlock_the_run_gives_way_and_tries_again() {
    let database = with_work_left().await;
    let mut user = database.superuser().await;
    run(
        &mut user,
        "BEGIN; LOCK TABLE templates IN ROW EXCLUSIVE MODE",
    )
    .await;
    // Of the two, only the user looks for deadlocks, and would be the one to lose.
    let mut owner = database.superuser().await;
    run(
        &mut owner,
        "SET deadlock_timeout = '10min'; SET SESSION AUTHORIZATION postgres",
    )
    .await;
    let mut watcher = database.superuser().await;
    let meanwhile = async {
        until_it_waits(&mut watcher).await;
        // The run holds this one by now, and the user's turn comes when it has given up.
        run(&mut user, "LOCK TABLE profiles IN ROW EXCLUSIVE MODE").await;
        until_it_waits(&mut watcher).await;
        run(&mut user, "COMMIT").await;
    };
    let (applied, ()) = tokio::join!(migrate(&mut owner), meanwhile);
    assert_eq!(applied, ["repeatable"]);
}
