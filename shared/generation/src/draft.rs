//! What was written, with what is said of it in `outputs.metadata`.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::{Platform, check::Finding, content::Derived};

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
    /// What was found in the text, and what was done about it.
    pub checks: Vec<Check>,
    /// What each paragraph rests on.
    pub provenance: Vec<Provenance>,
    /// Of all calls together.
    pub usage: Usage,
}

/// A text as it is laid out, before it is checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) body: String,
    pub(crate) subject: Option<String>,
    pub(crate) preview_text: Option<String>,
    /// What was cut to bring it into its form.
    pub(crate) findings: Vec<Finding>,
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

/// What a paragraph rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Provenance {
    /// Its number among the body's paragraphs, headings and lists, which empty lines part, from 0; code doesn't count.
    pub paragraph: usize,
    /// Empty where nothing in the sources supports it.
    pub sources: Vec<Passage>,
}

/// A passage of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage {
    pub file_id: Uuid,
    /// Characters into the source's text.
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceUsed {
    pub file_id: Uuid,
    pub sha256: String,
}

/// One platform's part of a social set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Post {
    pub platform: Platform,
    /// One text, or the posts of a thread.
    pub parts: Vec<String>,
    /// Without the sign.
    pub hashtags: Vec<String>,
    /// Of each part, as the platform counts.
    pub characters: Vec<usize>,
    pub limit: usize,
}

/// Something found in a result before it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Check {
    /// Stable: `quote_not_in_source`, `post_too_long`, `no_source` …
    pub code: &'static str,
    #[schemars(extend("enum" = ["error", "warning", "info"]))]
    pub severity: &'static str,
    /// The words that were found, or a sentence about it.
    pub text: String,
    /// 0 for the body, 1 for the first of the variants; what was dropped has the numbers after them.
    pub variant: usize,
    /// Where it stands, in characters of the body or the variant's body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    #[schemars(extend("enum" = ["marked", "repaired", "cut", "dropped"]))]
    pub action: &'static str,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Usage {
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
    /// Millionths of a US dollar.
    pub cost_micros: u64,
}

impl Usage {
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            prompt_tokens: self.prompt_tokens + other.prompt_tokens,
            completion_tokens: self.completion_tokens + other.completion_tokens,
            cost_micros: self.cost_micros + other.cost_micros,
        }
    }
}
