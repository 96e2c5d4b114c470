//! What is used, and what plans hold.

use models::{plans::PLANS, usage::Usage};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{PLAN_LIST, PlanOffer, USAGE_GET};

pub(super) const TAG: &str = "Usage";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(USAGE_GET, TAG, "Your month, against your plan")
            .says("A calendar month in UTC. Quotas are kept to where the deployment has them on.")
            .resource::<Usage>(
                "The present month.",
                vec![
                    ("usage", example::usage()),
                    (
                        "of an organization, for its admins",
                        example::usage_of_organization(),
                    ),
                ],
            ),
        Operation::new(PLAN_LIST, TAG, "The plans and their limits")
            .says("No token is needed. `names` are there where plans are sold.")
            .resource::<[PlanOffer; 3]>(
                "The cheapest first.",
                vec![("plans", json!(PLANS)), ("sold by Clerk", sold())],
            ),
    ]
}

fn sold() -> serde_json::Value {
    let names: [&[&str]; 3] = [&[], &["pro", "pro_org"], &["business"]];
    let offers = PLANS.iter().zip(names).map(|(plan, names)| PlanOffer {
        plan,
        names: names.to_vec(),
    });
    json!(offers.collect::<Vec<_>>())
}
