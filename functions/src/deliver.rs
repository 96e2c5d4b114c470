//! Sends what has no message on its way: to the workers that read files, and to those that write outputs; at once, and
//! again.

use jobs::{FileMessage, Message, Queue};
use models::{DbError, ServiceDb, file_jobs, maintenance};
use serde::Serialize;
use web::AuthenticatedRequest;

/// Messages at a time, and how many times at most in one run.
const BATCH: i64 = 500;
const ROUNDS: usize = 20;

/// Of a job that is in the database since this call: what doesn't reach the queue now, `maintenance` sends later. That it
/// did is then `recorded`.
pub(crate) async fn deliver_now(
    queue: &Queue,
    request: &AuthenticatedRequest,
    message: &impl Serialize,
    recorded: impl Future<Output = Result<(), DbError>>,
) {
    match queue.send(message).await {
        Ok(()) => {
            if let Err(error) = recorded.await {
                tracing::warn!(request_id = request.id, %error, "the delivery was not recorded");
            }
        }
        Err(error) => tracing::warn!(request_id = request.id, %error, "not delivered yet"),
    }
}

/// How many outputs' messages were sent.
pub async fn deliver_outputs(db: &ServiceDb, queue: &Queue) -> Result<usize, DbError> {
    let waiting = async || {
        let jobs = maintenance::undelivered(db, BATCH).await?;
        let message = |job: maintenance::Undelivered| Message {
            output_id: job.output_id,
            request_id: job.request_id,
        };
        Ok(jobs.into_iter().map(message).collect())
    };
    let delivered = async |sent: Vec<&Message>| {
        let ids: Vec<_> = sent.iter().map(|message| message.output_id).collect();
        maintenance::delivered(db, &ids).await
    };
    deliver(queue, waiting, delivered).await
}

/// How many files' messages were sent.
pub async fn deliver_files(db: &ServiceDb, queue: &Queue) -> Result<usize, DbError> {
    let waiting = async || {
        let jobs = file_jobs::undelivered(db, BATCH).await?;
        let message = |job: file_jobs::UndeliveredFile| FileMessage {
            file_id: job.file_id,
            request_id: job.request_id,
        };
        Ok(jobs.into_iter().map(message).collect())
    };
    let delivered = async |sent: Vec<&FileMessage>| {
        let ids: Vec<_> = sent.iter().map(|message| message.file_id).collect();
        file_jobs::delivered(db, &ids).await
    };
    deliver(queue, waiting, delivered).await
}

/// A queue that can't be reached is tried again in a minute.
async fn deliver<M: Serialize>(
    queue: &Queue,
    waiting: impl AsyncFn() -> Result<Vec<M>, DbError>,
    delivered: impl AsyncFn(Vec<&M>) -> Result<(), DbError>,
) -> Result<usize, DbError> {
    let mut all = 0;
    for _ in 0..ROUNDS {
        let messages = waiting().await?;
        if messages.is_empty() {
            break;
        }
        match queue.send_all(&messages).await {
            Ok(sent) => {
                all += sent.len();
                delivered(sent).await?;
            }
            Err(error) => {
                tracing::warn!(%error, waiting = messages.len(), "not delivered yet");
                break;
            }
        }
    }
    Ok(all)
}
