//! What a provider lists.

use domain::AccountId;
use models::billing::PaidSubscription;
use web::Problem;

/// Some of all subscriptions, each as it is, or why it can't be followed.
#[derive(Debug)]
pub struct Subscriptions {
    pub of: Vec<(AccountId, Result<PaidSubscription, Problem>)>,
    /// Where the next page begins; `None` where this is the last.
    pub next: Option<String>,
}
