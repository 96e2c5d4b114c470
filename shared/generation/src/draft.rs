//! What was written, with what is said of it in `outputs.metadata`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{Check, Derived, Post, Provenance, SourceUsed, Usage};

#[derive(Debug, Clone)]
pub struct Draft {
    /// Markdown, in the form that `derive` reads.
    pub body: String,
    pub metadata: Metadata,
}

/// `outputs.metadata`, but for what only the worker knows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Metadata {
    #[serde(flatten)]
    pub derived: Derived,
    /// Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_text: Option<String>,
    /// The others that were asked for; the body is the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    pub edited: bool,
    pub provider: String,
    pub model: String,
    /// SHA-256 of the template's prompt, in hex; of several, one a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_sha256: Option<String>,
    /// SHA-256 of what the model was asked, in hex, without the random marks around the sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_sha256: Option<String>,
    pub sources: Vec<SourceUsed>,
    /// What was found in the text, and what was done about it. Of a passage that was edited since, and whose sources could
    /// not be read: `not_checked`.
    pub checks: Vec<Check>,
    /// What each paragraph rests on; one that was edited since, and could not be checked, has no entry.
    pub provenance: Vec<Provenance>,
    /// Of all calls together.
    pub usage: Usage,
}

/// Another text for the same request.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Variant {
    /// Markdown.
    pub body: String,
    /// Blog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_text: Option<String>,
    /// Social.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<Vec<Post>>,
    pub checks: Vec<Check>,
}
