//! One test's own database and queue, an account with endpoints, and the real functions on them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use sqlx::PgConnection;
use standardwebhooks::Webhook;
use url::Url;
use uuid::Uuid;
use web::HeaderMap;

use crate::{
    app::{User, app, stack::stack},
    database::{Database, run},
    nothing_lost::queue::Queue,
    runtime::{Environment, Function},
    scripted::{Request, Scripted},
};

pub(super) struct HookFixture {
    /// A superuser's.
    pub(super) rows: PgConnection,
    pub(super) queue: Queue,
    pub(super) dead_letters: Queue,
    pub(super) environment: Environment,
    pub(super) user: User,
    // Dropped with the test, after the connections to it.
    _database: Database,
}

impl HookFixture {
    pub(super) async fn start() -> Self {
        let database = Database::migrated().await;
        let name = Url::parse(&database.url()).unwrap().path().to_owned();
        let (queue, dead_letters) = Queue::create().await;
        let mut environment = stack().environment.clone();
        for variable in [
            "DATABASE_URL",
            "SERVICE_DATABASE_URL",
            "DELIVERY_DATABASE_URL",
        ] {
            let mut url = Url::parse(&environment[variable]).unwrap();
            url.set_path(&name);
            environment.insert(variable.to_owned(), url.into());
        }
        environment.insert("WEBHOOKS_QUEUE_URL".to_owned(), queue.url.clone());
        Self {
            rows: database.superuser().await,
            queue,
            dead_letters,
            environment,
            user: app().user(),
            _database: database,
        }
    }

    pub(super) async fn function(&self, name: &str) -> Function {
        Function::start(name, &self.environment).await
    }

    pub(super) async fn worker(&self) -> Function {
        self.function("delivery-worker").await
    }

    /// A new endpoint there, with its secret.
    pub(super) async fn endpoint(&self, receiver: &Scripted, types: &[&str]) -> Value {
        let mut body = json!({ "url": format!("{}/hook", receiver.url) });
        if !types.is_empty() {
            body["types"] = json!(types);
        }
        let create = self.function("webhook-create").await;
        let create = self
            .user
            .post("/webhooks")
            .json(body)
            .send_to(&create)
            .await;
        create.expect(201).json()
    }

    /// What the account's admins are told of an endpoint.
    pub(super) async fn seen(&self, endpoint: &Value) -> Value {
        let get = self.function("webhook-get").await;
        let path = format!("/webhooks/{}", endpoint["id"].as_str().unwrap());
        let answer = self.user.get(&path).send_to(&get).await;
        answer.expect(200).json()
    }

    /// What an endpoint was sent, newest first.
    pub(super) async fn deliveries(&self, endpoint: &Value) -> Vec<Value> {
        let list = self.function("delivery-list").await;
        let path = format!("/webhooks/{}/deliveries", endpoint["id"].as_str().unwrap());
        let answer = self.user.get(&path).send_to(&list).await;
        answer.expect(200).json().as_array().unwrap().clone()
    }

    /// An output of the account, as `output-create` leaves its row; gives its id.
    pub(super) async fn output(&mut self) -> Uuid {
        sqlx::query_scalar(
            "WITH project AS (INSERT INTO projects (user_id, title) VALUES ($1, 'A talk') RETURNING id)
             INSERT INTO outputs (user_id, project_id, kind) SELECT $1, id, 'blog' FROM project RETURNING id",
        )
        .bind(&self.user.id)
        .fetch_one(&mut self.rows)
        .await
        .unwrap()
    }

    /// The same with its job, of which no message is sent.
    pub(super) async fn queued_output(&mut self) -> Uuid {
        let output = self.output().await;
        let topic = "UPDATE outputs SET request = '{\"topic\": \"A talk\"}'";
        self.sql(topic).await;
        sqlx::query("SELECT private.enqueue($1, $2, 'r-1')")
            .bind(output)
            .bind(&self.user.id)
            .execute(&mut self.rows)
            .await
            .unwrap();
        output
    }

    /// Where the API has it.
    pub(super) async fn path(&mut self, output: Uuid) -> String {
        sqlx::query_scalar(
            "SELECT '/projects/' || project_id || '/outputs/' || id FROM outputs WHERE id = $1",
        )
        .bind(output)
        .fetch_one(&mut self.rows)
        .await
        .unwrap()
    }

    /// The output is over, as a worker leaves it.
    pub(super) async fn ends(&mut self, output: Uuid, status: &str) {
        sqlx::query("UPDATE outputs SET status = $2::output_status WHERE id = $1")
            .bind(output)
            .bind(status)
            .execute(&mut self.rows)
            .await
            .unwrap();
    }

    /// So many events for whoever wants them.
    pub(super) async fn happen(&mut self, times: usize) {
        for _ in 0..times {
            let output = self.output().await;
            self.ends(output, "completed").await;
        }
    }

    /// What `maintenance` does each minute, with nobody before it.
    pub(super) async fn minute(&mut self) -> Value {
        self.sql("DELETE FROM private.leases").await;
        let maintenance = self.function("maintenance").await;
        let report = maintenance.invoke(json!({ "tasks": ["minutely"] })).await;
        report.response()["minutely"].clone()
    }

    /// What is to be sent later is to be sent now.
    pub(super) async fn time_passes(&mut self) {
        self.sql("UPDATE private.jobs SET not_before = now(), deliver_after = now() WHERE state = 'queued'")
            .await;
    }

    /// The job of the account's one delivery.
    pub(super) async fn job(&mut self) -> Value {
        sqlx::query_scalar(
            "SELECT to_jsonb(job) || jsonb_build_object('pause', extract(epoch FROM not_before - now())::float8)
             FROM private.jobs AS job WHERE work = 'delivery'",
        )
        .fetch_one(&mut self.rows)
        .await
        .unwrap()
    }

    pub(super) async fn sql(&mut self, statement: &str) {
        run(&mut self.rows, statement).await;
    }
}

impl Drop for HookFixture {
    fn drop(&mut self) {
        self.queue.remove();
        self.dead_letters.remove();
    }
}

/// Whether the standard's own library takes the request for one that the secret signed.
pub(super) fn verifies(request: &Request, endpoint: &Value) -> bool {
    let mut headers = HeaderMap::new();
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        headers.insert(name, request.headers[name].parse().unwrap());
    }
    let secret = Webhook::new(endpoint["secret"].as_str().unwrap()).unwrap();
    secret.verify(&request.body, &headers).is_ok()
}

/// Whether a time in seconds is now.
pub(super) fn is_now(seconds: &str) -> bool {
    let seconds = Duration::from_secs(seconds.parse().unwrap());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.abs_diff(seconds) < Duration::from_secs(20)
}
