//! What a kind of work is: what it reads, what it does, and how an attempt that comes to nothing goes on. How jobs are
//! claimed, kept, retried, ended and counted is the [`runner`](super::runner)'s, for every kind.

use std::time::Duration;

use domain::{Failure, Subject, WorkKind};
use models::{DbError, ServiceDb};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use web::metrics::{self, Metric};

use super::Attempt;

pub trait Work: Send + Sync + 'static {
    const KIND: WorkKind;
    /// How attempts ended, as it is counted.
    const COMPLETED: Metric = metrics::COMPLETED;
    const FAILED: Metric = metrics::FAILED;
    const RETRIED: Metric = metrics::RETRIED;

    /// What it needs beyond the job, as `private.job_input` gives it.
    type Input: DeserializeOwned + Send + Sync + Unpin + 'static;
    /// What comes of it, as `private.store_result` takes it.
    type Output: Serialize + Send + 'static;

    /// One attempt. It has a thread of its own, so it may compute for long, and it is broken off where it waits once its
    /// lease has ended.
    fn run(
        &self,
        input: Self::Input,
        attempt: &mut Attempt,
    ) -> impl Future<Output = Result<Self::Output, AttemptError>>;

    /// By what else the lines about a job can be asked.
    fn about(_input: &Self::Input) -> Map<String, Value> {
        Map::new()
    }

    /// What is to be worked on next though no message names it, after this one was completed.
    fn next(&self, _db: &ServiceDb, _after: Subject) -> impl Future<Output = Option<Subject>> {
        async { None }
    }

    /// After a result was stored, or the job has failed.
    fn ended(&self, _db: &ServiceDb) -> impl Future<Output = ()> {
        async {}
    }
}

/// Why an attempt came to nothing.
#[derive(Debug)]
pub enum AttemptError {
    /// It would each time.
    Fail(Failure),
    /// It broke off or was answered badly: it is tried again, so many times.
    Retry(Failure),
    /// The same, after a pause that the work itself knows.
    RetryIn {
        failure: Failure,
        delay: Duration,
    },
    /// Through no fault of the job: somebody is away or wants to be left alone. It is tried again until its deadline.
    Postpone {
        failure: Failure,
        retry_after: Option<Duration>,
    },
    /// The worker's own time is nearly over: another goes on with what was kept.
    OutOfTime,
    /// The lease is lost: somebody else has it.
    Superseded,
    Database(DbError),
}

/// Of what the work reads and where it runs: what passes there is no fault of the job.
impl From<Failure> for AttemptError {
    fn from(failure: Failure) -> Self {
        if failure.retryable {
            Self::Postpone {
                failure,
                retry_after: None,
            }
        } else {
            Self::Fail(failure)
        }
    }
}

impl From<DbError> for AttemptError {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}
