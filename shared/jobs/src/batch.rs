//! A batch of messages: each decoded, worked on and answered for by itself, all at the same time.

use std::panic::AssertUnwindSafe;

use aws_lambda_events::{
    event::sqs::{BatchItemFailure, SqsBatchResponse, SqsMessage},
    sqs::SqsEvent,
};
use futures_util::{FutureExt, future::join_all};

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// It is deleted.
    Done,
    /// It comes back when its visibility ends, and goes to the dead-letter queue after the last time.
    Retry,
}

/// How often the queue has handed out the message, this time included.
#[must_use]
pub fn receives(message: &SqsMessage) -> u32 {
    let count = message.attributes.get("ApproximateReceiveCount");
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// Works on each message by itself: one that panics fails alone, and its lease runs out. An empty list of failures is
/// success for all (`ReportBatchItemFailures`).
pub async fn process_batch(
    event: SqsEvent,
    work: impl AsyncFn(&SqsMessage) -> Handled,
) -> SqsBatchResponse {
    let outcomes = join_all(event.records.iter().map(|message| async {
        // What it shares with its neighbours is left whole: a connection that was in use is dropped.
        let handled = AssertUnwindSafe(work(message)).catch_unwind().await;
        let handled = handled.unwrap_or(Handled::Retry);
        (message.message_id.clone().unwrap_or_default(), handled)
    }))
    .await;
    let failures = outcomes
        .into_iter()
        .filter(|(_, handled)| *handled == Handled::Retry);
    let mut response = SqsBatchResponse::default();
    response.batch_item_failures = failures
        .map(|(id, _)| {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = id;
            failure
        })
        .collect();
    response
}
