//! The arguments of a tool's call. What goes into a path or a header is looked at here; the rest is the API's to check.

use std::{fmt::Display, str::FromStr};

use ring::digest::{SHA256, digest};
use serde_json::{Map, Value, json};
use web::hex;

#[derive(Debug)]
pub(super) struct Arguments(Map<String, Value>);

pub(super) const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// What is wrong with one, for whoever called.
pub(super) type BadArgument = String;

impl Arguments {
    pub(super) fn new(arguments: Option<Map<String, Value>>) -> Self {
        Self(arguments.unwrap_or_default())
    }

    /// The `Idempotency-Key` of a call: the caller's own or, without one, of all arguments. The same call is the same request.
    pub(super) fn idempotency_key(&mut self, tool: &str) -> Result<String, BadArgument> {
        let own = self.text(IDEMPOTENCY_KEY)?;
        let call = match &own {
            Some(key) => json!([tool, key]),
            None => json!([tool, self.0]),
        };
        Ok(hex(digest(&SHA256, call.to_string().as_bytes()).as_ref()))
    }

    /// An id, for a path.
    pub(super) fn id<T: FromStr + Display>(&mut self, name: &str) -> Result<T, BadArgument> {
        let value = self.text(name)?;
        let id = value.and_then(|text| text.parse().ok());
        id.ok_or_else(|| format!("{name}: An id is expected, as other tools return it."))
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, BadArgument> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("{name}: A text is expected.")),
        }
    }

    pub(super) fn required_text(&mut self, name: &str) -> Result<String, BadArgument> {
        let text = self.text(name)?;
        text.ok_or_else(|| format!("{name}: It is required."))
    }

    /// From 0 to `most`; above it is as good as `most`.
    pub(super) fn seconds(&mut self, name: &str, most: u64) -> Result<u64, BadArgument> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(0),
            Some(value) => value
                .as_u64()
                .map(|seconds| seconds.min(most))
                .ok_or_else(|| format!("{name}: A whole number of seconds is expected.")),
        }
    }

    /// What is left, as a query. What the route doesn't know it refuses by name.
    pub(super) fn into_query(self) -> Vec<(String, String)> {
        let present = self.0.into_iter().filter(|(_, value)| !value.is_null());
        present
            .map(|(name, value)| match value {
                Value::String(text) => (name, text),
                other => (name, other.to_string()),
            })
            .collect()
    }

    /// What is left, as a body.
    pub(super) fn into_body(self) -> Value {
        self.0.into()
    }

    /// That nothing is left.
    pub(super) fn end(self) -> Result<(), BadArgument> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(format!("{name}: The tool has no such argument.")),
        }
    }
}
