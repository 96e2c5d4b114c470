//! A request while it is being written; it goes to the running stack, or to one instance of a function.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use outbound::reqwest::{Client, Method};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{answer::Answer, contract::contract, stack::stack};
use crate::runtime::{Function, Outcome};

#[derive(Debug, Clone)]
pub struct Request {
    client: Client,
    method: String,
    /// With its query, as it is to be sent.
    path: String,
    /// Names in lower case.
    headers: BTreeMap<String, String>,
    body: Option<Vec<u8>>,
}

impl Request {
    pub(crate) fn new(client: &Client, method: &str, path: &str) -> Self {
        Self {
            client: client.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            headers: BTreeMap::new(),
            body: None,
        }
    }

    pub fn method(self, method: &str) -> Self {
        let method = method.to_owned();
        Self { method, ..self }
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_owned(), value.into());
        self
    }

    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    #[allow(clippy::needless_pass_by_value, reason = "it reads as json!({…})")]
    pub fn json(self, body: Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", content_type)
    }

    /// One part, `file`, as a browser's form sends it.
    pub fn file(self, filename: &str, content: &[u8]) -> Self {
        let head = format!(
            "--form\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), content, b"\r\n--form--\r\n"].concat();
        self.body("multipart/form-data; boundary=form", body)
    }

    /// An `Idempotency-Key`.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// To the stack.
    pub async fn send(self) -> Answer {
        let to = format!("{} {}", self.method, self.path);
        let method = Method::from_bytes(self.method.as_bytes()).unwrap();
        let mut request = self
            .client
            .request(method, format!("{}{}", stack().api_url, self.path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(body) = self.body {
            request = request.body(body);
        }
        let response = request
            .send()
            .await
            .unwrap_or_else(|error| panic!("{to}: {error:?}"));
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = response.headers().iter();
        Answer {
            status: response.status().as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body: response.bytes().await.unwrap().to_vec(),
            to,
        }
    }

    /// To this instance, as API Gateway hands it on.
    pub async fn send_to(self, function: &Function) -> Answer {
        let to = format!("{} {}", self.method, self.path);
        answer_of(to, function.invoke(self.event()).await)
    }

    /// API Gateway's event, payload format 2.0. What is not text is in base64.
    pub fn event(&self) -> Value {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let content_type = self.headers.get("content-type").map_or("", String::as_str);
        let as_text = content_type.starts_with("application/json");
        let text = self
            .body
            .as_ref()
            .and_then(|body| String::from_utf8(body.clone()).ok());
        let text = text.filter(|_| as_text);
        let base64 = self.body.as_ref().filter(|_| text.is_none());
        json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": query,
            "headers": self.headers,
            "requestContext": {
                "accountId": "000000000000", "apiId": "api", "domainName": "api.example.com", "stage": "$default",
                "requestId": Uuid::new_v4().to_string(),
                "http": { "method": self.method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1" },
            },
            "isBase64Encoded": base64.is_some(),
            "body": base64.map(|bytes| STANDARD.encode(bytes)).or(text),
        })
    }
}

/// What answers carry beside the headers that the document names: what each has that has a body, what `fallback` says, and
/// what is for browsers and caches alone.
const BESIDE: [&str; 7] = [
    "content-type",
    "content-encoding",
    "vary",
    "allow",
    "content-security-policy",
    "referrer-policy",
    "x-content-type-options",
];

/// What API Gateway makes of what a function says.
#[track_caller]
pub fn answer_of(to: String, outcome: Outcome) -> Answer {
    let value = match outcome {
        Outcome::Response(value) => value,
        other => panic!("{to}: {other:?}"),
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let headers = value["headers"].as_object().expect("headers");
    let known = contract().headers();
    for name in headers.keys() {
        let ours = known.contains(name) || BESIDE.contains(&name.as_str());
        assert!(ours, "{to}: openapi.json knows no {name}");
    }
    Answer {
        status: value["statusCode"]
            .as_u64()
            .and_then(|status| u16::try_from(status).ok())
            .expect("a status"),
        headers: headers
            .iter()
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        body: if value["isBase64Encoded"] == true {
            STANDARD.decode(text(&value["body"])).expect("base64")
        } else {
            text(&value["body"]).into_bytes()
        },
        to,
    }
}
