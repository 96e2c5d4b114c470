//! Dead letters: whatever broke off each time fails with its reason, and nothing is lost silently.

use aws_lambda_events::event::sqs::SqsMessage;
use jobs::{Handled, Message};
use models::{
    ServiceDb,
    jobs::{DeadLetterOutcome, fail_dead_lettered},
};
use serde_json::json;
use web::metrics::{FAILED, Metrics};

use super::endings;

/// Of a message of whichever queue.
pub async fn handle(db: &ServiceDb, metrics: &Metrics, message: &SqsMessage) -> Handled {
    let Ok(message) = Message::decode(message.body.as_deref()) else {
        // It names no row that could say so, and its content is nobody's business in a log.
        tracing::error!(
            message_id = message.message_id,
            "a message that is not one of ours was dropped"
        );
        return Handled::Done;
    };
    let about = json!(message);
    let why = endings::dead_lettered(message.subject.work());
    match fail_dead_lettered(db, message.subject, &why).await {
        Ok(outcome) => {
            tracing::warn!(%about, ?outcome, "a dead letter");
            if outcome == DeadLetterOutcome::Failed {
                let about = about.as_object().cloned().unwrap_or_default();
                metrics.emit(&[(FAILED, 1)], None, about);
            }
            Handled::Done
        }
        Err(error) => {
            tracing::warn!(%about, %error, "a dead letter could not be recorded yet");
            Handled::Retry
        }
    }
}
