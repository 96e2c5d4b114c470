//! What accounts pay for, asked of who is paid: an event that never came is made up for within a day.

use std::time::Duration;

use models::{
    DbError,
    billing::{BillingEvent, entitle},
};
use serde_json::{Map, Value, json};
use web::{Error, metrics};

use super::Maintenance;

/// Pages in one run, of a hundred subscriptions each.
const PAGES: usize = 1000;
/// What is read counts as of so long before: an event of that time is newer, also by a clock that is not quite ours.
const MARGIN: Duration = Duration::from_mins(1);

pub(super) async fn run(maintenance: &Maintenance) -> Result<Value, Error> {
    let Maintenance { db, billing, .. } = maintenance;
    let Some(provider) = &maintenance.provider else {
        return Ok(json!({}));
    };
    let (mut corrected, mut refused) = (0, 0);
    let mut from = None;
    for _ in 0..PAGES {
        let at = domain::now() - MARGIN;
        let page = provider
            .subscriptions(&billing.names, from.as_deref())
            .await?;
        for (payer, subscription) in page.of {
            let Ok(subscription) = subscription else {
                refused += 1;
                continue;
            };
            let over = subscription.status.is_over();
            let event = BillingEvent {
                id: None,
                kind: "reconciled".to_owned(),
                source: provider.source(),
                payer,
                at,
                subscriptions: vec![subscription],
                grace_days: billing.grace_days,
            };
            match entitle(db, &event).await {
                Ok(changed) => corrected += changed,
                Err(DbError::UserDeleted) if over => {}
                Err(DbError::UserDeleted | DbError::ForeignSubscription) => refused += 1,
                Err(error) => return Err(error.into()),
            }
        }
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    if refused > 0 {
        maintenance
            .metrics
            .emit(&[(metrics::BILLING_REFUSED, refused)], None, Map::new());
    }
    Ok(json!({ "corrected": corrected, "refused": refused }))
}
