//! What the APIs of Clerk and Stripe have in common: a base, a key, and JSON that is answered.

use std::time::Duration;

use domain::Env;
use outbound::{
    openai::{bearer, read_body},
    reqwest::{
        Client, Method, StatusCode, Url,
        header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue},
    },
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A request; API Gateway gives up after 30 s.
const TIMEOUT: Duration = Duration::from_secs(8);
/// Bytes of a response that are read: a page of 100 subscriptions has some hundred KB.
const MAX_BYTES: usize = 4 * 1024 * 1024;

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// It can't be reached, or is busy. Trying again may help.
    #[error("it is unavailable: {0}")]
    Unavailable(String),
    /// Too many ask, or another request has the same idempotency key at this moment.
    #[error("it is busy: {0}")]
    Busy(String),
    #[error("it knows no such thing")]
    NotFound,
    /// A setting of ours is wrong, or a defect.
    #[error("it refuses: {status} {code}")]
    Refused { status: StatusCode, code: String },
}

#[derive(Debug)]
pub(super) struct Api {
    client: Client,
    base: Url,
    key: HeaderValue,
}

/// A request to it.
#[derive(Debug, Default, Clone)]
pub(super) struct Call<'a> {
    pub(super) path: &'a [&'a str],
    pub(super) query: &'a [(&'a str, &'a str)],
    pub(super) form: &'a [(&'a str, &'a str)],
    pub(super) headers: &'a [(&'static str, &'a str)],
}

impl Api {
    /// Key and base, each with its variable's name; `default` is the address where nothing else is said.
    pub(super) fn new(
        env: &mut Env,
        (key_name, key): (&str, Option<&str>),
        (base_name, base): (&str, Option<&str>),
        default: &str,
    ) -> Option<Self> {
        let url = Url::parse(base.unwrap_or(default))
            .ok()
            .filter(|url| !url.cannot_be_a_base());
        if url.is_none() {
            env.problem(base_name, "is no URL");
        }
        let header = match bearer(key) {
            Ok(Some(header)) => Some(header),
            Ok(None) => {
                env.problem(key_name, "is missing, which BILLING needs");
                None
            }
            Err(_) => {
                env.problem(key_name, "has characters that no key has");
                None
            }
        };
        let client = outbound::client(TIMEOUT).map_err(|error| env.problem(base_name, error));
        Some(Self {
            client: client.ok()?,
            base: url?,
            key: header?,
        })
    }

    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        call: Call<'_>,
    ) -> Result<T, ApiError> {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(call.path);
        }
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let mut request = self.client.request(method, url);
        request = request.header(AUTHORIZATION, self.key.clone());
        for (name, value) in call.headers {
            request = request.header(*name, *value);
        }
        if !call.form.is_empty() {
            let mut form = self.base.clone();
            form.query_pairs_mut().clear().extend_pairs(call.form);
            request = request
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.query().unwrap_or_default().to_owned());
        }
        let response = request
            .send()
            .await
            .map_err(|error| ApiError::Unavailable(error.without_url().to_string()))?;
        let status = response.status();
        let body = read_body(response, MAX_BYTES)
            .await
            .map_err(|error| ApiError::Unavailable(error.to_string()))?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|error| {
                ApiError::Unavailable(format!("an answer that is none: {error}"))
            });
        }
        let said: Value = serde_json::from_slice(&body).unwrap_or_default();
        // Stripe's `error`, Clerk's `errors`.
        let code = [
            said.pointer("/error/code"),
            said.pointer("/error/type"),
            said.pointer("/errors/0/code"),
        ];
        let code = code.into_iter().flatten().find_map(Value::as_str);
        let code = code.unwrap_or_default().to_owned();
        Err(match status {
            StatusCode::NOT_FOUND => ApiError::NotFound,
            StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS => {
                ApiError::Busy(format!("{status} {code}"))
            }
            status if status.is_server_error() => ApiError::Unavailable(format!("{status} {code}")),
            status => ApiError::Refused { status, code },
        })
    }
}
