//! What is deleted can be restored for some days.

use domain::{Timestamp, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When something was deleted, and until when it can be restored.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct Deletion {
    pub deleted_at: Timestamp,
    pub restorable_until: Timestamp,
}

impl Deletion {
    /// How many days something can be restored, as an argument of a function of `private`.
    pub(crate) fn days(permanent: bool) -> String {
        if permanent {
            "NULL".to_owned()
        } else {
            limits::RESTORABLE.to_string()
        }
    }
}
