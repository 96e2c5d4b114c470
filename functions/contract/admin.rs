//! What administrators see and do.

use models::plans::{Choice, Subscription};
use serde_json::json;

use super::{example, operation::Operation};
use crate::ADMIN_PLAN;

pub(super) const TAG: &str = "Administration";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(ADMIN_PLAN, TAG, "Give a user a plan")
            .says("From now on. They need not have signed in yet.")
            .admin()
            .body::<Choice>(vec![("choice", json!({ "plan": "pro" }))])
            .ok::<Subscription>(
                "Who has which plan.",
                vec![("subscription", example::subscription())],
            ),
    ]
}
