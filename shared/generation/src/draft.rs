//! What a provider wrote, with what is said of it in `outputs.metadata`.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::{Platform, content::Derived};

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
    pub edited: bool,
    pub provider: String,
    pub model: String,
    pub sources: Vec<SourceUsed>,
    pub checks: Vec<Check>,
    pub usage: Usage,
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
    /// Stable: `post_cut`, `shorter_than_asked`, `no_source` …
    pub code: &'static str,
    #[schemars(extend("enum" = ["error", "warning", "info"]))]
    pub severity: &'static str,
    /// What it is about.
    pub text: String,
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
