//! On a schedule: sends again what was never delivered, rescues jobs that lost their worker, archives, purges, removes
//! what is stored without a row or has a row without being stored, and erases what deleted users leave.

mod erasure;
mod orphans;

use std::time::Duration;

use domain::limits;
use jobs::Queue;
use models::{
    DbError, ServiceDb, admin, file_jobs,
    maintenance::{self, Rescued},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use storage::Storage;
use web::{
    Error,
    metrics::{self, Metrics},
};

use crate::{deliver_files, deliver_outputs};

/// Rows at a time, and how many times at most in one run.
const BATCH: i64 = 500;
const ROUNDS: usize = 20;

/// What the schedule asks for: `{"tasks": ["minutely"]}`, which is what it is without anything said.
#[derive(Debug, Deserialize)]
struct Due {
    #[serde(default = "minutely")]
    tasks: Vec<Task>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Task {
    /// Undelivered, lost and late jobs.
    Minutely,
    /// What deleted users leave.
    Erasure,
    /// Idempotency keys, rates and events that no longer count, and uploads that were never completed.
    Daily,
    /// The archive, what was accepted long ago, and the orphans.
    Monthly,
}

fn minutely() -> Vec<Task> {
    vec![Task::Minutely]
}

impl Task {
    /// Its name, and how long a run may take: then another may begin.
    const fn lease(self) -> (&'static str, Duration) {
        match self {
            Self::Minutely => ("minutely", Duration::from_mins(2)),
            Self::Erasure => ("erasure", Duration::from_mins(15)),
            Self::Daily => ("daily", Duration::from_mins(10)),
            Self::Monthly => ("monthly", Duration::from_mins(15)),
        }
    }
}

/// Where what was lost is sent again.
#[derive(Debug)]
pub struct Queues {
    pub outputs: Queue,
    pub transcriptions: Queue,
}

/// Does what is due, and reports what was done.
///
/// # Errors
///
/// When the database or the storage does not answer.
pub async fn maintain(
    event: Value,
    db: &ServiceDb,
    queues: &Queues,
    storage: &Storage,
    metrics: &Metrics,
) -> Result<Value, Error> {
    // An event of the schedule itself, with fields of its own, asks for nothing in particular.
    let due = serde_json::from_value(event).unwrap_or(Due { tasks: minutely() });
    let mut report = serde_json::Map::new();
    for task in due.tasks {
        let (name, time) = task.lease();
        if !maintenance::lease(db, name, time).await? {
            report.insert(name.to_owned(), json!("another run has it"));
            continue;
        }
        let done = perform(task, db, queues, storage, metrics).await;
        maintenance::release(db, name).await?;
        report.insert(name.to_owned(), done?);
    }
    let report = Value::Object(report);
    tracing::info!(%report, "maintained");
    Ok(report)
}

async fn perform(
    task: Task,
    db: &ServiceDb,
    queues: &Queues,
    storage: &Storage,
    metrics: &Metrics,
) -> Result<Value, Error> {
    Ok(match task {
        Task::Minutely => {
            let rescued = rescue(db).await?;
            // Files first: outputs may wait for them.
            let sent = deliver_files(db, &queues.transcriptions).await?
                + deliver_outputs(db, &queues.outputs).await?;
            let state = admin::queue(db).await?;
            let values = [
                (metrics::QUEUED, state.queued),
                (metrics::QUEUE_AGE, state.oldest_queued_seconds),
                (metrics::PROCESSING, state.processing),
                (metrics::WITHOUT_WORKER, state.without_worker),
                (metrics::STUCK, state.stuck),
                (metrics::FAILED, rescued.failed),
            ];
            metrics.emit(&values, None, Map::new());
            json!({
                "requeued": rescued.requeued,
                "failed": rescued.failed,
                "sent": sent,
                "stuck": state.stuck,
            })
        }
        Task::Erasure => json!({ "erased": erasure::run(db, storage).await? }),
        Task::Daily => json!({
            "purged": maintenance::purge(db).await?,
            "abandoned": abandon(db, storage).await?,
        }),
        Task::Monthly => {
            let archived = maintenance::archive(db).await?;
            let forgotten = maintenance::delete_old_reservations(db).await?;
            let (rows, objects) = orphans::remove(db, storage).await?;
            json!({
                "archived": archived,
                "forgotten": forgotten,
                "orphaned_rows": rows,
                "orphaned_objects": objects,
            })
        }
    })
}

/// Gives up uploads that were never completed: rows first, so that none is left that says it has an object. An object
/// that can't be removed now is an orphan.
async fn abandon(db: &ServiceDb, storage: &Storage) -> Result<usize, Error> {
    let mut all = 0;
    for _ in 0..ROUNDS {
        let paths = maintenance::abandon_uploads(db, limits::UPLOAD_ABANDONED, BATCH).await?;
        all += paths.len();
        storage.remove(&paths).await?;
        if i64::try_from(paths.len()).is_ok_and(|some| some < BATCH) {
            break;
        }
    }
    Ok(all)
}

/// Of outputs and of files.
async fn rescue(db: &ServiceDb) -> Result<Rescued, DbError> {
    let outputs = rounds(async || maintenance::rescue(db, BATCH).await).await?;
    let files = rounds(async || file_jobs::rescue(db, BATCH).await).await?;
    Ok(outputs + files)
}

async fn rounds(rescue: impl AsyncFn() -> Result<Rescued, DbError>) -> Result<Rescued, DbError> {
    let mut all = Rescued::default();
    for _ in 0..ROUNDS {
        let some = rescue().await?;
        all = all + some;
        if some.requeued + some.failed < BATCH {
            break;
        }
    }
    Ok(all)
}
