//! What a plan holds is what its user gets: no more however many ask at once, and nothing that came to nothing.

pub(crate) mod counters;
pub(crate) mod limits;
mod places;
mod usage;

use std::time::Duration;

use domain::Failure;
use models::{
    ServiceDb,
    jobs::{self, Claim, Retry},
    ledger::ProviderCall,
};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    database::{Database, run},
    nothing_lost::fixture::{USER, WorkerFixture, claim, complete},
};

pub(crate) const LEASE: Duration = Duration::from_mins(1);

/// One user's jobs in a database of the test's own.
pub(crate) struct Jobs {
    pub(crate) database: Database,
    pub(crate) rows: PgConnection,
    pub(crate) workers: ServiceDb,
}

impl Jobs {
    pub(crate) async fn new() -> Self {
        Self::of(Database::migrated().await).await
    }

    pub(crate) async fn of(database: Database) -> Self {
        let rows = database.superuser().await;
        let workers = WorkerFixture::service_db(&database.url()).await;
        Self {
            database,
            rows,
            workers,
        }
    }

    pub(crate) async fn sql(&mut self, statement: &str) {
        run(&mut self.rows, statement).await;
    }

    /// An accepted blog post's id.
    pub(crate) async fn accepted(&mut self) -> Uuid {
        let id: Uuid = sqlx::query_scalar(
            "WITH project AS (INSERT INTO projects (user_id, title) VALUES ($1, 'A talk') RETURNING id)
             INSERT INTO outputs (user_id, project_id, kind, request) SELECT $1, id, 'blog', '{}' FROM project RETURNING id",
        )
        .bind(USER)
        .fetch_one(&mut self.rows)
        .await
        .unwrap();
        self.again(id).await;
        id
    }

    /// The ledger's rows of an output in their order: outcome and what was spent.
    pub(crate) async fn ledger(&mut self, id: Uuid) -> Vec<(String, i64)> {
        sqlx::query_as(
            "SELECT outcome, prompt_tokens + completion_tokens + cost_micros FROM private.provider_calls
             WHERE output_id = $1 ORDER BY id",
        )
        .bind(id)
        .fetch_all(&mut self.rows)
        .await
        .unwrap()
    }

    /// As regenerating arms it again.
    pub(crate) async fn again(&mut self, id: Uuid) {
        sqlx::query("SELECT private.enqueue($1, $2, 'r-1')")
            .bind(id)
            .bind(USER)
            .execute(&mut self.rows)
            .await
            .unwrap();
    }

    pub(crate) async fn claim(&self, id: Uuid) -> Claim {
        claim(&self.workers, id)
            .await
            .expect("a job that can be claimed")
    }

    pub(crate) async fn complete(&self, claim: &Claim) -> bool {
        complete(&self.workers, claim, "# A title\n", json!({}), &[call()]).await
    }

    pub(crate) async fn completed(&mut self) -> Uuid {
        let id = self.accepted().await;
        let claim = self.claim(id).await;
        assert!(self.complete(&claim).await);
        id
    }

    pub(crate) async fn failed(&mut self) -> Uuid {
        let id = self.accepted().await;
        let claim = self.claim(id).await;
        assert!(jobs::fail(&self.workers, &claim, &why()).await.unwrap());
        id
    }

    /// What is counted is what is there, too.
    pub(crate) async fn usage(&mut self) -> Value {
        counters::assert_counted(&mut self.rows).await;
        sqlx::query_scalar("SELECT private.usage($1)")
            .bind(USER)
            .fetch_one(&mut self.rows)
            .await
            .unwrap()
    }

    /// The month's blog posts by status; what remains of the quota is what they leave.
    pub(crate) async fn blog(&mut self) -> Value {
        let usage = self.usage().await;
        let blog = usage["outputs"]["blog"].clone();
        let count = |status: &str| blog[status].as_i64().unwrap_or(0);
        let taken = count("queued") + count("processing") + count("completed");
        let limit = usage["limits"]["outputs"].as_i64().unwrap();
        assert_eq!(usage["remaining"]["outputs"], limit - taken, "{usage}");
        blog
    }
}

pub(crate) fn call() -> ProviderCall {
    ProviderCall {
        number: 1,
        provider: "openai".to_owned(),
        model: "a-model".to_owned(),
        prompt_tokens: 100,
        completion_tokens: 10,
        cost_micros: 7,
        duration_ms: 5,
        outcome: "completed".to_owned(),
    }
}

/// At once, and counted.
pub(crate) const AT_ONCE: Retry = Retry {
    delay: Duration::ZERO,
    postponed: false,
    message_returns: true,
};

pub(crate) fn why() -> Failure {
    Failure {
        code: "provider_unavailable".to_owned(),
        detail: "It did not answer.".to_owned(),
        retryable: true,
    }
}
