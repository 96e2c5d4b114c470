//! What endpoints that speak `OpenAI`'s protocol have in common, whatever they are asked for: their address, their key,
//! their responses and their errors.

use std::time::Duration;

use reqwest::{
    Response, Url,
    header::{HeaderValue, InvalidHeaderValue},
};
use serde_json::Value;

use crate::retry_after::{retry_after, seconds};

/// Bytes of an error response that are read.
const MAX_ERROR_BYTES: usize = 64 * 1024;
/// How long an error response is read.
const READ_TIMEOUT: Duration = Duration::from_secs(2);

/// The address under `base`, a trimmed URL. What is wrong with it reads on after the variable's name; `key` is the name of
/// the key's.
pub fn endpoint_url(base: &str, path: [&str; 2], key: &str) -> Result<Url, String> {
    let no_http = "is no URL of http or https";
    let mut url = Url::parse(base).map_err(|_| "is no URL")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(no_http.to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("has a password in it: the key belongs into {key}"));
    }
    url.set_fragment(None);
    url.path_segments_mut()
        .map_err(|()| no_http)?
        .pop_if_empty()
        .extend(path);
    Ok(url)
}

/// `Authorization`, which no log shows; `None` where there is no key.
pub fn bearer(key: Option<&str>) -> Result<Option<HeaderValue>, InvalidHeaderValue> {
    let Some(key) = key.map(str::trim).filter(|key| !key.is_empty()) else {
        return Ok(None);
    };
    let mut header = HeaderValue::from_str(&format!("Bearer {key}"))?;
    header.set_sensitive(true);
    Ok(Some(header))
}

/// Why a response body could not be read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("the answer is too large")]
    TooLarge,
    #[error("the answer took too long")]
    TimedOut,
    #[error("the answer broke off")]
    Interrupted,
}

/// The body, of at most `limit` bytes.
pub async fn read_body(mut response: Response, limit: usize) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= limit => body.extend_from_slice(&chunk),
            Ok(Some(_)) => return Err(BodyError::TooLarge),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err(BodyError::TimedOut),
            Err(_) => return Err(BodyError::Interrupted),
        }
    }
}

/// The body of an error response, in lower case: `{"error": {"code", "type", "param", "message"}}`, that in an array (Gemini),
/// `{"error": "…"}` (Ollama), or the inner object alone (vLLM). Codes are words or numbers.
#[derive(Debug, Default)]
pub struct ErrorResponse {
    pub code: String,
    pub kind: String,
    pub param: String,
    pub message: String,
    /// Gemini's `details` with a `google.rpc.ErrorInfo`.
    pub reason: String,
    /// How long the other side wants to be left alone, by its headers, or as Gemini says it: `details` with a
    /// `google.rpc.RetryInfo`.
    pub retry_after: Option<Duration>,
}

impl ErrorResponse {
    /// Reads what fits into 64 KiB. A body that can't be parsed leaves the fields empty; the status still counts.
    pub async fn read(mut response: Response) -> Self {
        let wait = retry_after(response.headers());
        let mut body = Vec::new();
        let reading = async {
            while let Ok(Some(chunk)) = response.chunk().await {
                body.extend_from_slice(&chunk);
                if body.len() > MAX_ERROR_BYTES {
                    break;
                }
            }
        };
        tokio::time::timeout(READ_TIMEOUT, reading).await.ok();
        let said = serde_json::from_slice(&body)
            .map(|body| Self::from_json(&body))
            .unwrap_or_default();
        Self {
            retry_after: wait.or(said.retry_after),
            ..said
        }
    }

    #[must_use]
    pub fn from_json(body: &Value) -> Self {
        let body = body.get(0).unwrap_or(body);
        let error = body
            .get("error")
            .filter(|error| !error.is_null())
            .unwrap_or(body);
        let word = |name: &str| match error.get(name) {
            Some(Value::String(word)) => word.to_lowercase(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let message = error
            .as_str()
            .map_or_else(|| word("message"), str::to_lowercase);
        let details = error.get("details").and_then(Value::as_array);
        let detail = |name: &str| {
            let mut details = details.into_iter().flatten();
            details.find_map(|detail| detail.get(name)?.as_str())
        };
        Self {
            code: word("code"),
            kind: word("type"),
            param: word("param"),
            message,
            reason: detail("reason").unwrap_or_default().to_lowercase(),
            // A duration in protobuf's JSON: `7s`, `34.074824224s`.
            retry_after: detail("retryDelay").and_then(|delay| seconds(delay.strip_suffix('s')?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_is_read_in_each_shape() {
        let gemini = json!([{"error": {
            "code": 429, "message": "Quota exceeded", "status": "RESOURCE_EXHAUSTED",
            "details": [
                {"@type": "type.googleapis.com/google.rpc.Help", "links": []},
                {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED"},
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.5s"},
            ],
        }}]);
        let refusal = ErrorResponse::from_json(&gemini);
        assert_eq!(
            [refusal.code, refusal.message, refusal.reason],
            ["429", "quota exceeded", "rate_limit_exceeded"]
        );
        assert_eq!(refusal.retry_after, Some(Duration::from_millis(34_500)));

        for delay in [
            json!("soon"),
            json!("-1s"),
            json!("7"),
            json!(7),
            json!("s"),
        ] {
            let refusal =
                ErrorResponse::from_json(&json!({"error": {"details": [{"retryDelay": delay}]}}));
            assert_eq!(refusal.retry_after, None, "{delay}");
        }
        let long =
            ErrorResponse::from_json(&json!({"error": {"details": [{"retryDelay": "9e9s"}]}}));
        assert_eq!(long.retry_after, Some(Duration::from_hours(24)));

        for body in [
            json!({"error": {"message": "No"}}),
            json!({"type": "error", "error": {"type": "overloaded_error", "message": "No"}}),
            json!({"error": "No"}),
            json!({"object": "error", "message": "No", "details": "none"}),
        ] {
            assert_eq!(ErrorResponse::from_json(&body).message, "no", "{body}");
        }
    }
}
