//! A request, before its sender is authenticated.

use std::{collections::HashMap, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use lambda_http::http::Method;
use serde_json::Value;

use crate::{
    Fields, InvalidValue, Params, Policy, Problem, Response, etag::if_none_match_holds,
    event::GatewayEvent, limits, observed::Observed, policy::RequestBody,
};

#[derive(Debug, Default)]
pub struct Request {
    pub method: Method,
    /// As it was sent.
    pub path: String,
    pub params: Params,
    /// The id on every log line, in `X-Request-Id`, and in the queue message.
    pub id: String,
    /// Its route's.
    pub(crate) policy: Policy,
    pub(crate) observed: Arc<Observed>,
    pub(crate) query: Vec<(String, String)>,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn read(
        event: GatewayEvent,
        lambda_request_id: &str,
    ) -> Result<Self, (String, Problem)> {
        let id = event
            .request_context
            .request_id
            .filter(|id| !id.is_empty())
            .unwrap_or(lambda_request_id.to_owned());
        let body = match (event.body, event.is_base64_encoded) {
            (None, _) => Vec::new(),
            (Some(text), false) => text.into_bytes(),
            (Some(text), true) => match STANDARD.decode(text) {
                Ok(bytes) => bytes,
                Err(_) => {
                    return Err((id, Problem::invalid_base64()));
                }
            },
        };
        let Ok(method) = event.request_context.http.method.parse() else {
            return Err((id, Problem::invalid_method()));
        };
        let query = url::form_urlencoded::parse(event.raw_query_string.as_bytes())
            .into_owned()
            .collect();
        let headers = event
            .headers
            .into_iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .collect();
        Ok(Self {
            method,
            path: event.raw_path,
            params: Params::default(),
            id,
            policy: Policy::default(),
            observed: Arc::default(),
            query,
            headers,
            body,
        })
    }

    /// What a handler does must stand in its route's policy, and so in the contract.
    pub(crate) fn expect_policy(&self, says: bool, what: &str) -> Result<(), Problem> {
        if says {
            return Ok(());
        }
        let (method, path) = (&self.method, &self.path);
        Err(Problem::internal(format!(
            "the policy of {method} {path} does not say that it {what}"
        )))
    }

    /// By its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The bytes of the body.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The media type without its parameters, in lower case.
    #[must_use]
    pub fn content_type(&self) -> String {
        let whole = self.header("content-type").unwrap_or_default();
        whole
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    }

    /// The JSON object in the body, read by `reader`: 413, 415, 400, or 422 with every bad field.
    pub fn json<T>(&self, reader: impl FnOnce(&mut Fields) -> Option<T>) -> Result<T, Problem> {
        self.expect_policy(self.policy.body == RequestBody::Json, "takes JSON")?;
        if self.body.len() > limits::JSON_BODY {
            return Err(Problem::body_too_large());
        }
        let content_type = self.content_type();
        if !matches!(
            content_type.as_str(),
            "application/json" | "application/merge-patch+json"
        ) {
            return Err(Problem::not_json());
        }
        let value: Value =
            serde_json::from_slice(&self.body).map_err(|error| unparsable(&error))?;
        Fields::read(value, reader)
    }
    /// Whether the client says by `If-None-Match` that it has another representation than this one.
    #[must_use]
    pub fn has_another(&self, response: &Response) -> bool {
        let condition = self.header("if-none-match");
        let tag = response.headers.get("etag");
        matches!((condition, tag), (Some(condition), Some(tag)) if !if_none_match_holds(condition, tag))
    }
}

fn unparsable(error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    // Half of a surrogate pair is well-formed JSON and not a character (RFC 8259, section 8.2).
    if text.contains("surrogate") || text.contains("end of hex escape") {
        return Problem::invalid(vec![InvalidValue::half_a_surrogate_pair().at("#")]);
    }
    Problem::invalid_json(text)
}
