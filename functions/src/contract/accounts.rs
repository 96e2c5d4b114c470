//! What happens in an account.

use models::audit::AuditEntry;
use serde_json::json;

use super::{example, operation::Operation};
use crate::AUDIT_LIST;

pub(super) const TAG: &str = "Accounts";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(AUDIT_LIST, TAG, "Who did what in the account, newest first")
            .says(
                "For its admins: what is deleted or costs, for a year. `project.deleted`, `project.restored`, `project.erased` (deleted for \
                 good), `file.deleted`, `output.deleted`, `output.restored`, `output.erased`, `template.deleted`; `output.generated` and `file.read`, each time it is asked for; `api_key.created`, \
                 `api_key.deleted`; `member.added`, `member.changed`, `member.removed`; `checkout.opened`, `subscription.` with the \
                 status that it came to, `plan.given`, `plan.taken_back`. What goes along with a project is not told one by one.",
            )
            .page::<AuditEntry>("A page of entries.", json!([example::audit_entry()])),
    ]
}
