//! Projects: what a transfer asks for, and what requests about them can be rejected with.

pub mod problems;

use domain::AccountId;
use schemars::JsonSchema;
use serde_json::Value;
use web::{Fields, InvalidValue, text};

/// The request of `project-transfer`.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "Where a project goes.")]
pub struct Transfer {
    /// One's own account, by one's id, or an organization's whose admin one is.
    pub account_id: AccountId,
}

impl Transfer {
    pub fn read(body: &mut Fields) -> Option<Self> {
        let account_id = body.required("account_id", account)?;
        Some(Self { account_id })
    }
}

/// What can be no account is none that one is an admin of.
fn account(value: &Value) -> Result<AccountId, InvalidValue> {
    AccountId::parse(&text(1..=64)(value)?).map_err(|_| problems::not_admin_there())
}
