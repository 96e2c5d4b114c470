//! Something found in a text before it is stored: what, where, and what is done about it.

mod code;

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use code::{Code, Remedy};

/// Findings of one code that are listed one by one.
pub(crate) const MAX_PER_CODE: usize = 50;
/// Characters of the text that a finding quotes.
const MAX_QUOTED: usize = 300;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    /// What it is about: the words that were found, or a sentence.
    pub(crate) text: String,
    /// Bytes of the body.
    pub(crate) at: Option<Range<usize>>,
}

impl Finding {
    pub(crate) fn new(code: Code, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
            at: None,
        }
    }

    pub(crate) fn at(code: Code, text: &str, at: Range<usize>) -> Self {
        Self {
            code,
            text: text[at.clone()].chars().take(MAX_QUOTED).collect(),
            at: Some(at),
        }
    }

    /// As it is stored, with its place in the body and what was done about it.
    pub(crate) fn to_check(&self, body: &str, variant: usize, action: &'static str) -> Check {
        let characters = |bytes: usize| body.get(..bytes).map(|text| text.chars().count());
        Check {
            code: self.code.name(),
            severity: self.code.severity(),
            text: self.text.clone(),
            variant,
            start: self.at.as_ref().and_then(|at| characters(at.start)),
            end: self.at.as_ref().and_then(|at| characters(at.end)),
            action,
        }
    }
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
