//! On a schedule: what keeps the database, the queues and the storage in order. Each task is a file and independent of the
//! others: one that fails keeps none from being done.

mod abandoned_uploads;
pub mod archive;
mod audit;
mod deleted_projects;
mod erasure;
mod moved_files;
mod orphans;
mod payments;
mod purge;
mod queue_state;
mod rescue;
mod reservations;
mod staged_uploads;
mod unpublished;
mod words;

use std::time::Duration;

use crate::billing::{Billing, Provider};
use jobs::Queues;
use models::{ServiceDb, maintenance};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use storage::Storage;
use web::{
    Error,
    metrics::{self, Metrics},
};

/// Rows at a time, and how many times at most in one run.
const BATCH: i64 = 500;
const ROUNDS: usize = 20;

#[derive(Debug)]
pub struct Maintenance {
    pub db: ServiceDb,
    pub queues: Queues,
    pub storage: Storage,
    pub metrics: Metrics,
    pub billing: Billing,
    /// Who is paid, where it can be asked.
    pub provider: Option<Provider>,
}

/// What the schedule asks for: `{"tasks": ["minutely"]}`, which is what it is without anything said.
#[derive(Debug, Deserialize)]
struct Due {
    #[serde(default = "minutely")]
    tasks: Vec<Schedule>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Schedule {
    Minutely,
    Erasure,
    Deletions,
    Archive,
    Hourly,
    Daily,
    Monthly,
}

/// Each adds to the report of its schedule.
#[derive(Debug, Clone, Copy)]
enum Task {
    Rescue,
    Unpublished,
    QueueState,
    Erasure,
    DeletedProjects,
    StagedUploads,
    Purge,
    AbandonedUploads,
    ArchiveBegins,
    ArchiveGoesOn,
    Reservations,
    Orphans,
    Payments,
    Audit,
    Words,
}

fn minutely() -> Vec<Schedule> {
    vec![Schedule::Minutely]
}

impl Schedule {
    /// Its name, and how long a run may take: then another may begin.
    const fn lease(self) -> (&'static str, Duration) {
        match self {
            Self::Minutely => ("minutely", Duration::from_mins(2)),
            Self::Erasure => ("erasure", Duration::from_mins(15)),
            Self::Deletions => ("deletions", Duration::from_mins(15)),
            Self::Archive => ("archive", Duration::from_mins(15)),
            Self::Hourly => ("hourly", Duration::from_mins(15)),
            Self::Daily => ("daily", Duration::from_mins(15)),
            Self::Monthly => ("monthly", Duration::from_mins(15)),
        }
    }

    const fn tasks(self) -> &'static [Task] {
        match self {
            Self::Minutely => &[Task::Rescue, Task::Unpublished, Task::QueueState],
            Self::Erasure => &[Task::Erasure],
            Self::Deletions => &[Task::DeletedProjects],
            Self::Archive => &[Task::ArchiveGoesOn, Task::Words],
            Self::Hourly => &[Task::StagedUploads],
            Self::Daily => &[
                Task::Purge,
                Task::AbandonedUploads,
                Task::Payments,
                Task::Audit,
            ],
            Self::Monthly => &[Task::Reservations, Task::ArchiveBegins, Task::Orphans],
        }
    }
}

impl Maintenance {
    /// Does what is due, and reports what was done.
    ///
    /// # Errors
    ///
    /// When a task has failed, or the database does not answer.
    pub async fn run(&self, event: Value) -> Result<Value, Error> {
        // An event of the schedule itself, with fields of its own, asks for nothing in particular.
        let due = serde_json::from_value(event).unwrap_or(Due { tasks: minutely() });
        let mut report = Map::new();
        let mut failed = Vec::new();
        for schedule in due.tasks {
            let (name, time) = schedule.lease();
            if !maintenance::lease(&self.db, name, time).await? {
                report.insert(name.to_owned(), json!("another run has it"));
                continue;
            }
            let mut done = Map::new();
            for task in schedule.tasks() {
                match self.perform(*task).await {
                    Ok(of_it) => done.extend(of_it.as_object().cloned().unwrap_or_default()),
                    Err(error) => {
                        tracing::error!(?task, error, "a task of maintenance failed");
                        self.metrics
                            .emit(&[(metrics::TASK_FAILED, 1)], None, Map::new());
                        failed.push(format!("{task:?}"));
                    }
                }
            }
            maintenance::release(&self.db, name).await?;
            report.insert(name.to_owned(), Value::Object(done));
        }
        let report = Value::Object(report);
        tracing::info!(%report, "maintained");
        if failed.is_empty() {
            Ok(report)
        } else {
            Err(format!("failed: {}", failed.join(", ")).into())
        }
    }

    async fn perform(&self, task: Task) -> Result<Value, Error> {
        match task {
            Task::Rescue => rescue::run(&self.db, &self.metrics).await,
            Task::Unpublished => unpublished::run(self).await,
            Task::QueueState => queue_state::run(&self.db, &self.metrics).await,
            Task::Erasure => erasure::run(self).await,
            Task::DeletedProjects => deleted_projects::run(&self.db, &self.storage).await,
            Task::StagedUploads => staged_uploads::run(&self.storage).await,
            Task::Purge => purge::run(&self.db).await,
            Task::AbandonedUploads => abandoned_uploads::run(&self.db, &self.storage).await,
            Task::ArchiveBegins => archive::run(&self.db, true).await,
            Task::ArchiveGoesOn => archive::run(&self.db, false).await,
            Task::Reservations => reservations::run(&self.db).await,
            Task::Orphans => orphans::run(&self.db, &self.storage).await,
            Task::Payments => payments::run(self).await,
            Task::Audit => audit::run(&self.db).await,
            Task::Words => words::run(&self.db).await,
        }
    }
}
