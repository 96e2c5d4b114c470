//! Keys of programs: what is asked for, and what is answered once.

pub mod problems;

use domain::{Scope, Timestamp, limits};
use models::api_keys::ApiKey;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use web::{Fields, InvalidValue, text, trimmed};

/// The request of `api-key-create`.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A key for a program.")]
pub struct NewApiKey {
    /// What it is for.
    #[schemars(length(min = 1, max = limits::API_KEY_NAME))]
    pub name: String,
    /// By default both. What changes something needs `write`.
    #[schemars(with = "Option<Vec<Scope>>", length(min = 1, max = 2), extend("uniqueItems" = true))]
    pub scopes: Vec<Scope>,
    /// In the future. By default never.
    pub expires_at: Option<Timestamp>,
}

impl NewApiKey {
    pub fn read(body: &mut Fields) -> Option<Self> {
        let name = body.required("name", trimmed(1..=limits::API_KEY_NAME));
        let scopes = body.optional("scopes", scopes);
        let expires_at = body.optional("expires_at", future);
        Some(Self {
            name: name?,
            scopes: scopes?.unwrap_or_else(|| Scope::ALL.to_vec()),
            expires_at: expires_at?,
        })
    }
}

fn scopes(value: &Value) -> Result<Vec<Scope>, InvalidValue> {
    let known = |name: &Value| {
        let name = name.as_str()?;
        Scope::ALL.into_iter().find(|scope| scope.as_str() == name)
    };
    let given = value.as_array().ok_or_else(InvalidValue::not_an_array)?;
    let mut scopes: Vec<_> = given.iter().filter_map(known).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || scopes.len() != given.len() {
        return Err(problems::not_scopes());
    }
    Ok(scopes)
}

fn future(value: &Value) -> Result<Timestamp, InvalidValue> {
    let at: Option<Timestamp> = text(1..=40)(value)?.parse().ok();
    // Years of four digits, as RFC 3339 has them.
    at.filter(|at| *at > domain::now() && at.to_rfc3339().starts_with(|c: char| c.is_ascii_digit()))
        .ok_or_else(problems::not_in_the_future)
}

/// A key that was made, and the key itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApiKeyWithSecret<'a> {
    /// Kept nowhere: whoever loses it makes another.
    pub key: &'a str,
    #[serde(flatten)]
    pub api_key: &'a ApiKey,
}
