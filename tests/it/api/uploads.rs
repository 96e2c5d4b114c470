//! What goes straight to the storage is what was announced, or it is not kept.

mod completing;
mod content;
mod imports;
pub(super) mod s3;
mod samples;
mod signed;
mod staging;
mod vocabulary;

use std::collections::BTreeMap;

use outbound::reqwest::Response;
use serde_json::{Value, json};

use crate::app::{App, User, answer::Answer};

/// A file that was announced, as the API gave it.
pub(super) struct Announced {
    /// Where it is in the API.
    pub(super) path: String,
    file: Value,
}

impl Announced {
    pub(super) async fn new(user: &User, project: &str, filename: &str, size: usize) -> Self {
        let answer = announce(user, project, filename, size).await.expect(201);
        Self {
            path: answer.header("location").to_owned(),
            file: answer.json(),
        }
    }

    pub(super) fn url(&self) -> &str {
        self.file["upload"]["url"].as_str().unwrap()
    }

    /// The object's key.
    pub(super) fn key(&self) -> &str {
        self.file["path"].as_str().unwrap()
    }

    /// Of the PUT.
    pub(super) fn headers(&self) -> BTreeMap<String, String> {
        serde_json::from_value(self.file["upload"]["headers"].clone()).unwrap()
    }

    /// As the answer says how.
    pub(super) async fn put(&self, app: &App, bytes: &[u8]) -> Response {
        assert_eq!(self.file["upload"]["method"], "PUT");
        app.put(self.url(), &self.headers(), bytes).await
    }

    pub(super) async fn complete(&self, user: &User) -> Answer {
        user.post(&format!("{}/complete", self.path)).send().await
    }
}

async fn announce(user: &User, project: &str, filename: &str, size: usize) -> Answer {
    user.post(&format!("{project}/files"))
        .json(json!({ "filename": filename, "size_bytes": size }))
        .send()
        .await
}

/// Announced, put and completed.
async fn uploaded(
    app: &App,
    user: &User,
    project: &str,
    filename: &str,
    bytes: &[u8],
) -> Announced {
    let announced = Announced::new(user, project, filename, bytes.len()).await;
    assert_eq!(announced.put(app, bytes).await.status(), 200);
    announced.complete(user).await.expect(200);
    announced
}
