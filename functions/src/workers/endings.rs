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
    let (what, repeat) = (work.what(), work.how_to_repeat());
    let detail = format!("{what} was not done within its time. {repeat}");
    Failure::passing("deadline_exceeded", detail)
}

/// An attempt took more time than a worker has.
pub(super) fn worker_timeout(work: WorkKind) -> Failure {
    Failure::passing("worker_timeout", broke_off(work))
}

/// An attempt computed for longer than any text that people write takes; the next would, too.
pub(super) fn too_laborious(work: WorkKind) -> Failure {
    let what = work.what();
    let detail = format!("{what} takes too much computing. Use shorter texts, or fewer.");
    Failure::permanent("too_much_computing", detail)
}

fn broke_off(work: WorkKind) -> String {
    let (what, repeat) = (work.what(), work.how_to_repeat());
    format!("{what} broke off each time it was tried. {repeat}")
}
