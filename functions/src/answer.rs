//! What is answered beyond the rows themselves.

use domain::{AccountId, MemberRole, TemplateId, Timestamp, UserId};
use generation::Metadata;
use models::{
    files::File,
    outputs::Output,
    plans::Plan,
    projects::Project,
    schema::{not_null, nothing_required},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Health<'a> {
    #[schemars(extend("const" = "ok"))]
    pub status: &'static str,
    /// The deployment's name.
    pub env: &'a str,
    pub version: &'static str,
}

/// Who the token says is asking.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Identity<'a> {
    pub user_id: &'a UserId,
    /// Whose projects and templates there are: the active organization's, else the user's own.
    pub account_id: &'a AccountId,
    /// In the account. Who has signed in without an organization is an admin of their own.
    pub role: MemberRole,
    /// In a session token only where it is customised.
    pub email: Option<&'a str>,
    /// In a session token only where it is customised.
    pub name: Option<&'a str>,
    /// All of the token's.
    pub claims: &'a Map<String, Value>,
}

/// A page to open.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Link {
    pub url: String,
}

/// A plan, and what it is called where it is paid for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Plan", description = "A plan.")]
pub struct PlanOffer<'a> {
    #[serde(flatten)]
    pub plan: &'static Plan,
    /// Clerk's slugs or the ids of Stripe's prices. Absent where nothing is sold, and of what costs nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, transform = nothing_required)]
    pub names: Vec<&'a str>,
}

/// What was asked for is there, also where it is empty; what was not asked for is not.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(clippy::option_option)]
pub struct ProjectWithContents<'a> {
    #[serde(flatten)]
    pub project: &'a Project,
    /// The 100 newest, where `include` names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = domain::limits::PAGE), transform = not_null)]
    pub files: Option<&'a [File]>,
    /// The cursor of the list's next page; null where this is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files_next: Option<Option<String>>,
    /// The 100 newest, where `include` names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = domain::limits::PAGE), transform = not_null)]
    pub outputs: Option<&'a [Output]>,
    /// The cursor of the list's next page; null where this is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outputs_next: Option<Option<String>>,
}

/// `outputs.metadata`: what generation says of the output, and how it was made.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    description = "Empty until it is completed; holds what a client has put into it, too.",
    transform = nothing_required
)]
pub struct OutputMetadata<'a> {
    #[serde(flatten)]
    pub written: &'a Metadata,
    pub generated_at: Timestamp,
    pub template_id: Option<TemplateId>,
}
