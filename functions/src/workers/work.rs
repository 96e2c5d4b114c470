//! What a kind of work is: what it reads, what it does, and how an attempt that comes to nothing goes on. How jobs are
//! claimed, kept, retried, ended and counted is the [`runner`](super::runner)'s, for every kind.

use domain::{Subject, WorkKind};
use models::ServiceDb;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use web::metrics::{self, Metric};

use super::{Attempt, AttemptError};

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

    /// After a result was stored, or the job has failed or was called off.
    fn ended(&self, _db: &ServiceDb) -> impl Future<Output = ()> {
        async {}
    }
}
