//! Jobs whose worker is gone go to the next one; those that have no attempt or no time left end.

use domain::WorkKind;
use models::{
    ServiceDb,
    jobs::{Rescued, rescue},
};
use serde_json::{Map, Value, json};
use web::{
    Error,
    metrics::{self, Metrics},
};

use super::{BATCH, ROUNDS};
use crate::workers::endings;

pub(super) async fn run(db: &ServiceDb, metrics: &Metrics) -> Result<Value, Error> {
    let mut all = Rescued::default();
    for work in WorkKind::ALL {
        let (lost, late) = (endings::worker_lost(work), endings::deadline_exceeded(work));
        for _ in 0..ROUNDS {
            let some = rescue(db, work, BATCH, &lost, &late).await?;
            all.requeued += some.requeued;
            all.failed += some.failed;
            if some.requeued + some.failed < BATCH {
                break;
            }
        }
    }
    metrics.emit(&[(metrics::FAILED, all.failed)], None, Map::new());
    Ok(json!({ "requeued": all.requeued, "failed": all.failed }))
}
