//! What administrators see and do.

use models::{
    admin::{AdminProject, AdminUser, Metrics},
    plans::PlanChange,
    subscriptions::Subscription,
};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{ADMIN_METRICS, ADMIN_PLAN, ADMIN_PLAN_TAKE_BACK, ADMIN_PROJECTS, ADMIN_USERS};

pub(super) const TAG: &str = "Administration";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            ADMIN_USERS,
            TAG,
            "Everybody, newest first, with what each has and costs",
        )
        .says("Whoever has a profile.")
        .page::<AdminUser>("A page of users.", json!([example::admin_user()])),
        Operation::new(ADMIN_PROJECTS, TAG, "Everybody's projects, newest first")
            .says("With the numbers of their files and outputs, and without what these say.")
            .page::<AdminProject>("A page of projects.", json!([example::admin_project()])),
        Operation::new(
            ADMIN_METRICS,
            TAG,
            "Sizes, active users, the queue, the last day, the month's costs",
        )
        .says("Active is who made a project on that day.")
        .ok::<Metrics>("At this moment.", vec![("metrics", example::metrics())]),
        Operation::new(ADMIN_PLAN, TAG, "Give a user a plan")
            .says("From now on, and whatever they pay for. They need not have signed in yet.")
            .body::<PlanChange>(vec![("choice", json!({ "plan": "pro" }))])
            .ok::<Subscription>(
                "Who has which plan.",
                vec![("subscription", example::subscription())],
            ),
        Operation::new(ADMIN_PLAN_TAKE_BACK, TAG, "Take back a plan that was given")
            .says("From now on what they pay for counts. Where nothing was given, nothing changes.")
            .no_content(),
    ]
}
