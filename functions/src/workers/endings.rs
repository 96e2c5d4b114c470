//! What a user is told of a job that no worker has brought to an end.

use domain::{Failure, WorkKind};

/// Its message went to the dead-letter queue.
pub(super) fn dead_lettered(work: WorkKind) -> Failure {
    Failure::passing("dead_lettered", broke_off(work))
}

/// No attempt is left.
pub(super) fn worker_lost(work: WorkKind) -> Failure {
    Failure::passing("worker_lost", broke_off(work))
}

/// No time is left.
pub(super) fn deadline_exceeded(work: WorkKind) -> Failure {
    let detail = match work {
        WorkKind::Generation => "The job was not done within its time. Generate again.",
        WorkKind::Ingestion => "The file was not read within its time. Call `complete` again.",
    };
    Failure::passing("deadline_exceeded", detail)
}

/// An attempt took more time than a worker has.
pub(super) fn worker_timeout(work: WorkKind) -> Failure {
    Failure::passing("worker_timeout", broke_off(work))
}

const fn broke_off(work: WorkKind) -> &'static str {
    match work {
        WorkKind::Generation => {
            "The work on this output broke off each time it was tried. Generate again."
        }
        WorkKind::Ingestion => {
            "Reading this file broke off each time it was tried. Call `complete` again."
        }
    }
}
