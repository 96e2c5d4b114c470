//! Sends jobs' messages to the workers: at once, and again where none is on its way.

use domain::{Subject, WorkKind};
use jobs::{Message, Queue};
use models::{DbError, ServiceDb, UserDb, jobs as rows};
use web::AuthenticatedRequest;

/// Messages at a time, and how many times at most in one run.
const BATCH: i64 = 500;
const ROUNDS: usize = 20;

/// Of jobs that are in the database since this call: what doesn't reach the queue now, `maintenance` sends later.
pub async fn publish_now(
    queue: &Queue,
    request: &AuthenticatedRequest,
    db: &UserDb,
    subjects: &[Subject],
) {
    let messages: Vec<_> = subjects
        .iter()
        .map(|subject| Message {
            subject: *subject,
            request_id: Some(request.id.clone()),
        })
        .collect();
    match queue.send_all(&messages).await {
        Ok(sent) if sent.is_empty() => {
            tracing::warn!(request_id = request.id, "not published yet");
        }
        Ok(sent) => {
            let sent: Vec<_> = sent.iter().map(|message| message.subject).collect();
            if let Err(error) = db.published(request.account(), &sent).await {
                tracing::warn!(request_id = request.id, %error, "that it was published was not recorded");
            }
        }
        Err(error) => tracing::warn!(request_id = request.id, %error, "not published yet"),
    }
}

/// How many messages of a kind of work were sent. A queue that can't be reached is tried again in a minute.
pub async fn publish(db: &ServiceDb, queue: &Queue, work: WorkKind) -> Result<usize, DbError> {
    let mut all = 0;
    for _ in 0..ROUNDS {
        let unpublished = rows::unpublished(db, work, BATCH).await?;
        if unpublished.is_empty() {
            break;
        }
        let messages: Vec<_> = unpublished
            .into_iter()
            .map(|job| Message {
                subject: job.subject,
                request_id: job.request_id,
            })
            .collect();
        match queue.send_all(&messages).await {
            Ok(sent) => {
                all += sent.len();
                let subjects: Vec<_> = sent.iter().map(|message| message.subject).collect();
                rows::published(db, &subjects).await?;
            }
            Err(error) => {
                tracing::warn!(%error, waiting = messages.len(), "not published yet");
                break;
            }
        }
    }
    Ok(all)
}

/// Of what endpoints are told since a job has ended. Where this doesn't get through, `maintenance` sends them.
pub(crate) async fn publish_deliveries(db: &ServiceDb, queue: &Queue) {
    if let Err(error) = publish(db, queue, WorkKind::Delivery).await {
        tracing::warn!(%error, "webhooks are called later");
    }
}
