//! What docs/operations.md has an operator run in SQL works on this schema.

use serde_json::Value;
use sqlx::AssertSqlSafe;

use crate::{
    database::{Database, run},
    schema::EXAMPLES,
};

const GUIDE: &str = include_str!("../../docs/operations.md");

/// What follows from other rows, or keeps work and limits going for a while.
const BOOKKEEPING: [&str; 11] = [
    "private.checkouts",
    "private.counters",
    "private.idempotency_keys",
    "private.jobs",
    "private.output_words",
    "private.rates",
    "private.reservations",
    "private.tombstones",
    "private.waiters",
    "private.webhook_deliveries",
    "private.webhook_messages",
];

#[tokio::test]
async fn every_statement_of_the_guide_runs() {
    let blocks: Vec<_> = GUIDE
        .split("```sql\n")
        .skip(1)
        .map(|block| block.split_once("```").unwrap().0)
        // Of migrations that every database of today has behind it.
        .filter(|block| !block.contains("CREATE INDEX CONCURRENTLY"))
        .collect();
    assert!(blocks.len() >= 10, "{}", blocks.len());
    let database = Database::migrated().await;
    run(
        &mut database.superuser().await,
        "CREATE EXTENSION pg_stat_statements",
    )
    .await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, EXAMPLES).await;
    for block in blocks {
        run(&mut owner, block).await;
    }
}

#[tokio::test]
async fn an_operator_can_hand_out_all_that_is_an_accounts() {
    let (_, export) = GUIDE.split_once("<<'SQL'\n").unwrap();
    let (export, _) = export.split_once("\nSQL\n").unwrap();
    let export = export.replace(":'user'", "'user_2abcdef123456'");

    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, EXAMPLES).await;
    let all: String = sqlx::query_scalar(AssertSqlSafe(export.clone()))
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let all: Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["templates"][0]["name"], "Tech Blog Deep Dive", "{all}");

    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name
         FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
         WHERE table_schema IN ('public', 'private') AND column_name = 'user_id' AND table_type = 'BASE TABLE'",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(!tables.is_empty());
    for table in tables {
        let kept_back = BOOKKEEPING.contains(&table.as_str());
        let handed_out = export.contains(&format!(" FROM {table} t "));
        assert!(kept_back != handed_out, "{table}");
    }
}
