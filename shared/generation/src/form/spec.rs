//! What a kind says of its form.

use serde_json::{Value, json};

use crate::{Brief, finding::Finding, written::Written};

pub(super) struct FormSpec {
    /// For the system message.
    pub(super) instructions: fn(&Brief) -> String,
    /// The same as a JSON Schema, as strict as `OpenAI`'s structured outputs want it, where the answer is JSON.
    pub(super) schema: fn(&Brief) -> Option<Value>,
    pub(super) read: fn(&Brief, &str) -> Result<Written, Finding>,
    /// Texts that the target length is the length of.
    pub(super) texts: fn(&Brief) -> usize,
    /// A text that misses the target length by more than a fifth has a finding.
    pub(super) has_target_length: bool,
}

/// An object with all of these properties and no other.
pub(super) fn object(properties: &Value) -> Option<Value> {
    let required: Vec<String> = properties.as_object()?.keys().cloned().collect();
    Some(json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    }))
}
