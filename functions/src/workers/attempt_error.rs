//! Why an attempt comes to nothing, and so how its job goes on.

use std::time::Duration;

use domain::Failure;
use models::DbError;

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
