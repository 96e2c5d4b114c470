//! GET / and /health: whether the system is up; with `?deep=1`, whether database and queue answer.

use domain::Env;
use std::time::{Duration, Instant};

use functions::{HEALTH, Health, ROOT, system::problems::unhealthy};
use jobs::Queue;
use models::UserDb;
use tokio::sync::Mutex;
use web::{Error, HandlerResult, Request, Resources, Response, StatusCode, serve_public};

/// So long an answer of the deep check is kept: nobody can ask the database more often by asking us.
const KEPT: Duration = Duration::from_secs(10);

struct Probe {
    environment: String,
    db: UserDb,
    queue: Queue,
    /// When it was asked, and what did not answer.
    last: Mutex<Option<(Instant, Vec<&'static str>)>>,
}

impl Resources for Probe {
    async fn release(&self) {
        self.db.release().await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let environment = env.parsed("ENVIRONMENT", "local".to_owned());
    let (db, queue) = (UserDb::from_env(&mut env), Queue::outputs(&mut env));
    serve_public(
        env,
        &[ROOT, HEALTH],
        Probe {
            environment,
            db,
            queue,
            last: Mutex::default(),
        },
        health,
    )
    .await
}

async fn health(request: Request, probe: &Probe) -> HandlerResult {
    if request.query("deep")? == Some("1") {
        let missing = probe.missing().await;
        if !missing.is_empty() {
            return Err(unhealthy(&missing).into());
        }
    }
    let body = Health {
        status: "ok",
        env: &probe.environment,
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(Response::json(StatusCode::OK, &body)?)
}

impl Probe {
    async fn missing(&self) -> Vec<&'static str> {
        let mut last = self.last.lock().await;
        if let Some((when, missing)) = &*last
            && when.elapsed() < KEPT
        {
            return missing.clone();
        }
        let (database, queue) = tokio::join!(self.db.check(), self.queue.check());
        let mut missing = Vec::new();
        if database.is_err() {
            missing.push("database");
        }
        if queue.is_err() {
            missing.push("queue");
        }
        *last = Some((Instant::now(), missing.clone()));
        missing
    }
}
