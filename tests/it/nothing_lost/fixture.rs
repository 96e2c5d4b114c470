//! One test's own database, queues and provider, and the real functions on them.

use std::time::Duration;

use domain::{Env, OutputId, Subject};
use jobs::LEASE;
use models::{
    ServiceDb,
    generation::{GenerationInput, GenerationResult},
    jobs::{self as rows, Claim},
    ledger::{self, ProviderCall},
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use tokio::time::{Instant, timeout};
use url::Url;
use uuid::Uuid;

use super::queue::Queue;
use crate::{
    app::stack::stack,
    database::{Database, run},
    postgres::Postgres,
    runtime::{Environment, Function},
    scripted::{Answer, Scripted},
};

/// How long a condition is waited for, on a busy machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

pub(crate) const USER: &str = "user_nothing_lost";
/// What the provider writes, and what becomes of it.
pub(crate) const TEXT: &str = "# A title\n\nIt was written once.\n";

pub(crate) struct WorkerFixture {
    /// A superuser's.
    pub(crate) rows: PgConnection,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: Queue,
    pub(crate) provider: Scripted,
    pub(crate) environment: Environment,
    // Dropped with the test, after the connections to it.
    _database: Option<Database>,
}

impl WorkerFixture {
    /// With a provider that gives these answers, one a call.
    pub(crate) async fn start<I>(answers: I) -> Self
    where
        I: IntoIterator<Item = Answer>,
        I::IntoIter: Send + 'static,
    {
        let database = Database::migrated().await;
        let name = Url::parse(&database.url()).unwrap().path().to_owned();
        let url = |variable: &str| {
            let mut url = Url::parse(&stack().environment[variable]).unwrap();
            url.set_path(&name);
            url.into()
        };
        let urls = [url("DATABASE_URL"), url("SERVICE_DATABASE_URL")];
        let rows = database.superuser().await;
        Self::over(rows, urls, Some(database), answers).await
    }

    /// The same on a Postgres that the test may stop.
    pub(crate) async fn on<I>(postgres: &Postgres, answers: I) -> Self
    where
        I: IntoIterator<Item = Answer>,
        I::IntoIter: Send + 'static,
    {
        let urls = ["repostr_api", "repostr_worker"].map(|role| postgres.url(role));
        Self::over(postgres.connect().await, urls, None, answers).await
    }

    async fn over<I>(
        rows: PgConnection,
        [api, service]: [String; 2],
        database: Option<Database>,
        answers: I,
    ) -> Self
    where
        I: IntoIterator<Item = Answer>,
        I::IntoIter: Send + 'static,
    {
        let (queue, dead_letters) = Queue::create().await;
        let provider = Scripted::start(answers).await;
        let mut environment = stack().environment.clone();
        for (variable, value) in [
            ("DATABASE_URL", api.as_str()),
            ("SERVICE_DATABASE_URL", &service),
            ("OUTPUTS_QUEUE_URL", &queue.url),
            ("GENERATION_PROVIDER", "openai"),
            ("GENERATION_BASE_URL", &provider.url),
            ("GENERATION_MODEL", "a-model"),
        ] {
            environment.insert(variable.to_owned(), value.to_owned());
        }
        Self {
            rows,
            queue,
            dead_letters,
            provider,
            environment,
            _database: database,
        }
    }

    pub(crate) async fn worker(&self) -> Function {
        Function::start("generation-worker", &self.environment).await
    }

    /// An instance of this function, with these changes of the environment.
    pub(crate) async fn function(&self, name: &str, changes: &[(&str, &str)]) -> Function {
        let mut environment = self.environment.clone();
        for (variable, value) in changes {
            environment.insert((*variable).to_owned(), (*value).to_owned());
        }
        Function::start(name, &environment).await
    }

    /// What `maintenance` reports of a task; an instance of its own each time.
    pub(crate) async fn maintain(&self, task: &str) -> Value {
        let maintenance = self.function("maintenance", &[]).await;
        let report = maintenance.invoke(json!({ "tasks": [task] })).await;
        report.response()[task].clone()
    }

    /// A blog post that was asked for, as `output-create` leaves it: no message is sent. Gives its id.
    pub(crate) async fn job(&mut self) -> Uuid {
        let id: Uuid = sqlx::query_scalar(
            "WITH project AS (INSERT INTO projects (user_id, title) VALUES ($1, 'A talk') RETURNING id)
             INSERT INTO outputs (user_id, project_id, kind, request)
             SELECT $1, id, 'blog', '{\"topic\": \"Losing nothing\"}' FROM project RETURNING id",
        )
        .bind(USER)
        .fetch_one(&mut self.rows)
        .await
        .unwrap();
        self.enqueue(id).await;
        id
    }

    /// Asks this provider from now on, in workers that start from now on.
    pub(crate) fn provide(&mut self, provider: Scripted) {
        let url = provider.url.clone();
        self.environment
            .insert("GENERATION_BASE_URL".to_owned(), url);
        self.provider = provider;
    }

    /// A document with this text, which was read, in the output's project.
    pub(crate) async fn source(&mut self, output: Uuid, text: &str) {
        sqlx::query(
            "WITH file AS (
                 INSERT INTO files (id, user_id, project_id, path, filename, mime_type, size_bytes, status)
                 SELECT $3::uuid, user_id, project_id, concat_ws('/', user_id, project_id, $3::uuid || '.pdf'), 'book.pdf',
                        'application/pdf', 1, 'ready'
                 FROM outputs WHERE id = $1
                 RETURNING id, user_id)
             INSERT INTO transcriptions (user_id, file_id, text, word_count, segments)
             SELECT user_id, id, $2, 1, '[]' FROM file",
        )
        .bind(output)
        .bind(text)
        .bind(Uuid::new_v4())
        .execute(&mut self.rows)
        .await
        .unwrap();
    }

    /// What `output-create` does for an output that is there.
    pub(crate) async fn enqueue(&mut self, id: Uuid) {
        sqlx::query("SELECT private.enqueue($1, $2, 'r-1')")
            .bind(id)
            .bind(USER)
            .execute(&mut self.rows)
            .await
            .unwrap();
    }

    /// The same, with its message on the queue.
    pub(crate) async fn sent_job(&mut self) -> Uuid {
        let id = self.job().await;
        self.queue.send(&message(id)).await;
        id
    }

    /// `outputs`' row, with `job` (what decides), `versions` (their bodies, the present one last) and `calls` (the outcomes
    /// in the ledger). Whatever has happened, its place in the quota says what its job says.
    pub(crate) async fn output(&mut self, id: Uuid) -> Value {
        let output: Value = sqlx::query_scalar(
            "SELECT to_jsonb(o) || jsonb_build_object(
               'reserved', (SELECT coalesce(jsonb_agg(status ORDER BY id), '[]') FROM private.reservations WHERE output_id = o.id),
               'job', (SELECT to_jsonb(j) || jsonb_build_object('waits', not_before > now()) FROM private.jobs j WHERE output_id = o.id),
               'versions', (SELECT coalesce(jsonb_agg(CASE version WHEN o.version THEN o.body ELSE body END ORDER BY version), '[]')
                            FROM output_versions WHERE output_id = o.id),
               'calls', (SELECT coalesce(jsonb_agg(outcome ORDER BY id), '[]') FROM private.provider_calls WHERE output_id = o.id))
             FROM outputs o WHERE id = $1",
        )
        .bind(id)
        .fetch_one(&mut self.rows)
        .await
        .unwrap();
        // One for each time that it was asked for; the last is the present one.
        let reserved = output["reserved"].as_array().unwrap();
        assert_eq!(reserved.last(), Some(&output["job"]["state"]), "{output}");
        output
    }

    /// Completed, and everything that was to be written was, once. Gives the row.
    #[track_caller]
    pub(crate) fn completed_once(&mut self, id: Uuid) -> impl Future<Output = Value> {
        let place = std::panic::Location::caller();
        async move {
            let output = self.output(id).await;
            assert_eq!(output["status"], "completed", "{place}: {output}");
            assert_eq!(output["job"]["state"], "completed", "{place}: {output}");
            assert_eq!(output["version"], 1, "{place}: {output}");
            assert_eq!(output["body"], TEXT, "{place}: {output}");
            assert_eq!(output["error"], Value::Null, "{place}: {output}");
            assert_eq!(output["versions"], json!([TEXT]), "{place}: {output}");
            assert_eq!(
                output["reserved"],
                json!(["completed"]),
                "{place}: {output}"
            );
            let calls = output["calls"].as_array().unwrap();
            let completed = calls.iter().filter(|outcome| *outcome == "completed");
            assert_eq!(completed.count(), 1, "{place}: {output}");
            output
        }
    }

    /// Nothing is on the queue any more, and nothing comes back to it.
    pub(crate) async fn no_message_left(&self) {
        assert_eq!(self.queue.count().await, (0, 0), "(visible, in flight)");
    }

    pub(crate) async fn sql(&mut self, statement: &str) {
        run(&mut self.rows, statement).await;
    }

    /// Waits until this is true of the database.
    pub(crate) async fn until(&mut self, condition: &str) {
        let deadline = Instant::now() + LIMIT;
        loop {
            let holds: bool = sqlx::query_scalar(AssertSqlSafe(format!("SELECT ({condition})")))
                .fetch_one(&mut self.rows)
                .await
                .unwrap();
            if holds {
                return;
            }
            assert!(Instant::now() < deadline, "never: {condition}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// As when the worker that holds the job has given no sign of life for the time of its lease.
    pub(crate) async fn lease_runs_out(&mut self) {
        self.sql("UPDATE private.jobs SET lease_expires_at = now() - interval '1 second' WHERE state = 'processing'")
            .await;
    }

    /// The worker's database by this URL, for what is tried without its binary.
    pub(crate) async fn service_db(url: &str) -> ServiceDb {
        let variables = [("SERVICE_DATABASE_URL".to_owned(), url.to_owned())];
        ServiceDb::connect(&mut Env::from_iter(variables)).await
    }
}

impl Drop for WorkerFixture {
    fn drop(&mut self) {
        self.queue.remove();
        self.dead_letters.remove();
    }
}

/// Takes an output's job, as its worker does.
pub(crate) async fn claim(db: &ServiceDb, id: Uuid) -> Option<Claim> {
    let subject = Subject::Output(OutputId(id));
    let claimed = rows::claim::<GenerationInput>(db, subject, LEASE).await;
    claimed.unwrap().map(|(claim, _)| claim)
}

/// Ends an output's job with this text.
pub(crate) async fn complete(
    db: &ServiceDb,
    claim: &Claim,
    body: &str,
    metadata: Value,
    calls: &[ProviderCall],
) -> bool {
    let body = body.to_owned();
    let result = GenerationResult { body, metadata };
    ledger::complete(db, claim, &result, calls).await.unwrap()
}

/// What a function sends for an output.
pub(crate) fn message(id: Uuid) -> String {
    json!({ "output_id": id, "request_id": "r-1" }).to_string()
}

/// The provider's good answer.
pub(crate) fn written() -> Answer {
    saying(TEXT)
}

pub(crate) fn saying(text: &str) -> Answer {
    Answer::json(
        200,
        &json!({
            "choices": [{ "message": { "role": "assistant", "content": text }, "finish_reason": "stop" }],
            "usage": { "prompt_tokens": 100, "completion_tokens": 10 },
        }),
    )
}

/// The future's value, within the limit.
pub(crate) async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    timeout(LIMIT, future)
        .await
        .unwrap_or_else(|_| panic!("never: {what}"))
}
