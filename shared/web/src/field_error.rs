//! What is wrong with one field, as it stands in a problem's `errors`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;

/// One bad field.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(transform = one_whole_schema_each)]
pub struct FieldError {
    #[serde(flatten)]
    pub source: ErrorSource,
    /// `required`, `unknown_field`, `too_short`, `too_long`, `out_of_range`, `unknown_value`, `not_nullable` …
    pub code: Cow<'static, str>,
    pub detail: String,
    #[serde(flatten)]
    pub violation: Violation,
}

/// What a program wants to know of a text that breaks a limit or a rule, with `post_too_long` and `unknown_section`.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(default)]
pub struct Violation {
    /// `twitter`, `linkedin`, `instagram`, or `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<&'static str>,
    /// Which post of a thread, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    /// As the platform counts: characters, or hashtags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// The most that it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Of the body, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ErrorSource {
    /// In the body: a JSON Pointer as URI fragment, `#/title`.
    Pointer(String),
    /// The name of a parameter: of the query, a header, or of the path, for what is wrong with the thing that it names.
    Parameter(String),
}

impl FieldError {
    #[must_use]
    pub(crate) fn body(pointer: &str, code: impl Into<Cow<'static, str>>, detail: &str) -> Self {
        Self {
            source: ErrorSource::Pointer(pointer.to_owned()),
            code: code.into(),
            detail: detail.to_owned(),
            violation: Violation::default(),
        }
    }

    #[must_use]
    pub(crate) fn parameter(name: &str, code: impl Into<Cow<'static, str>>, detail: &str) -> Self {
        Self {
            source: ErrorSource::Parameter(name.to_owned()),
            code: code.into(),
            detail: detail.to_owned(),
            violation: Violation::default(),
        }
    }

    #[must_use]
    pub fn violation(self, violation: Violation) -> Self {
        Self { violation, ..self }
    }
}

/// Into each of the alternatives what they have in common: generators of clients read only what stands in one.
fn one_whole_schema_each(schema: &mut Schema) {
    let common = ["properties", "required", "type"].map(|key| (key, schema.remove(key)));
    let alternatives = schema.get_mut("oneOf").and_then(Value::as_array_mut);
    for alternative in alternatives.into_iter().flatten() {
        for (key, value) in &common {
            match (alternative.get_mut(key), value) {
                (Some(Value::Object(own)), Some(Value::Object(more))) => own.extend(more.clone()),
                (Some(Value::Array(own)), Some(Value::Array(more))) => own.extend(more.clone()),
                _ => {}
            }
        }
    }
}
