//! The HTTP API as a user meets it: with a token, over HTTP.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method};
use serde_json::Value;

/// API Gateway gives up after half of it. `cargo lambda watch` never does: a request whose function is killed stays open, and
/// its `--timeout` ends idle functions with it. Queues and the schedule have bounds of their own.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub(crate) struct Api {
    client: Client,
    url: String,
    token: String,
}

impl Api {
    pub(crate) fn new(url: &str, token: String) -> Self {
        Self {
            client: crate::aws::client(),
            url: url.to_owned(),
            token,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        self.send(Method::GET, path, "application/json", Vec::new())
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(
            Method::POST,
            path,
            "application/json",
            body.to_string().into_bytes(),
        )
        .await
    }

    /// One part, `file`, as a browser's form sends it.
    pub(crate) async fn upload(&self, path: &str, filename: &str, bytes: &[u8]) -> Result<Value> {
        let boundary = uuid::Uuid::new_v4().simple().to_string();
        let filename = filename.replace(['"', '\r', '\n'], "_");
        let mut body = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        self.send(
            Method::POST,
            path,
            &format!("multipart/form-data; boundary={boundary}"),
            body,
        )
        .await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Result<Value> {
        let request = self.client.request(method.clone(), self.url.clone() + path);
        let request = request
            .bearer_auth(&self.token)
            .header("content-type", content_type);
        let response = request
            .body(body)
            .timeout(PATIENCE)
            .send()
            .await
            .context("the API does not answer")?;
        let (status, text) = (response.status(), response.text().await?);
        if status.is_success() {
            return serde_json::from_str(&text)
                .with_context(|| format!("{method} {path} answers no JSON"));
        }
        bail!("{method} {path}: {status}: {}", reason(&text));
    }
}

/// What a problem says for a person: its detail, and each bad field.
fn reason(text: &str) -> String {
    let Ok(problem) = serde_json::from_str::<Value>(text) else {
        return text.to_owned();
    };
    let mut said = vec![problem["detail"].as_str().unwrap_or(text).to_owned()];
    for error in problem["errors"].as_array().into_iter().flatten() {
        let place = error["pointer"]
            .as_str()
            .or(error["parameter"].as_str())
            .unwrap_or_default();
        said.push(format!(
            "{place} {}",
            error["detail"].as_str().unwrap_or_default()
        ));
    }
    said.join(" ")
}
