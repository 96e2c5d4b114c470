//! How the queue is, in metrics.

use models::{ServiceDb, admin};
use serde_json::{Map, Value, json};
use web::{
    Error,
    metrics::{self, Metrics},
};

pub(super) async fn run(db: &ServiceDb, metrics: &Metrics) -> Result<Value, Error> {
    let state = admin::queue(db).await?;
    let values = [
        (metrics::QUEUED, state.queued),
        (metrics::QUEUE_AGE, state.oldest_queued_seconds),
        (metrics::PROCESSING, state.processing),
        (metrics::WITHOUT_WORKER, state.without_worker),
        (metrics::STUCK, state.stuck),
    ];
    metrics.emit(&values, None, Map::new());
    Ok(json!({ "stuck": state.stuck }))
}
