//! What endpoints that speak `OpenAI`'s protocol have in common, whatever they are asked for: their address, their key,
//! and how they answer and refuse.

use std::time::Duration;

use reqwest::{
    Response, Url,
    header::{HeaderValue, InvalidHeaderValue},
};
use serde_json::Value;

/// Bytes of a refusal that say why.
const REFUSAL: usize = 64 * 1024;
/// How long a refusal is read.
const PATIENCE: Duration = Duration::from_secs(2);

/// The address under `base`, a trimmed URL. What is wrong with it reads on after the variable's name; `key` is the name of
/// the key's.
pub fn address(base: &str, path: [&str; 2], key: &str) -> Result<Url, String> {
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

/// Why there is no whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("the answer is too large")]
    TooLarge,
    #[error("the answer took too long")]
    TimedOut,
    #[error("the answer broke off")]
    Off,
}

/// The body, of at most `limit` bytes.
pub async fn whole(mut response: Response, limit: usize) -> Result<Vec<u8>, Broken> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= limit => body.extend_from_slice(&chunk),
            Ok(Some(_)) => return Err(Broken::TooLarge),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err(Broken::TimedOut),
            Err(_) => return Err(Broken::Off),
        }
    }
}

/// A refusal's body, in lower case: `{"error": {"code", "type", "param", "message"}}`, that in an array (Gemini),
/// `{"error": "…"}` (Ollama), or the inner object alone (vLLM). Codes are words or numbers.
#[derive(Debug, Default)]
pub struct Refusal {
    pub code: String,
    pub kind: String,
    pub param: String,
    pub message: String,
}

impl Refusal {
    /// As much of it as says why; what can't be read of it says nothing, and its status counts all the same.
    pub async fn read(mut response: Response) -> Self {
        let mut body = Vec::new();
        let reading = async {
            while let Ok(Some(chunk)) = response.chunk().await {
                body.extend_from_slice(&chunk);
                if body.len() > REFUSAL {
                    break;
                }
            }
        };
        tokio::time::timeout(PATIENCE, reading).await.ok();
        serde_json::from_slice(&body)
            .map(|body| Self::of(&body))
            .unwrap_or_default()
    }

    #[must_use]
    pub fn of(body: &Value) -> Self {
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
        Self {
            code: word("code"),
            kind: word("type"),
            param: word("param"),
            message,
        }
    }
}
