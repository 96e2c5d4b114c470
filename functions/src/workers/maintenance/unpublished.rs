//! Jobs that have no message on its way are sent one.

use domain::WorkKind;
use serde_json::{Value, json};
use web::Error;

use super::Maintenance;
use crate::publish;

pub(super) async fn run(maintenance: &Maintenance) -> Result<Value, Error> {
    let mut sent = 0;
    for work in WorkKind::ALL {
        sent += publish(&maintenance.db, maintenance.queues.of(work), work).await?;
    }
    Ok(json!({ "sent": sent }))
}
