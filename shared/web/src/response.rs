//! A response on its way out.

use std::collections::BTreeMap;

use lambda_http::http::StatusCode;
use models::StoredResponse;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{Problem, content_disposition::content_disposition, etag::etag};

/// What a problem is sent as.
const PROBLEM: &str = "application/problem+json";

#[derive(Debug, Clone)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: BTreeMap<&'static str, String>,
    pub(crate) body: Body,
}

/// What a response carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Text(String),
    /// In base64 on its way through API Gateway.
    Binary(Vec<u8>),
}

impl Body {
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Binary(bytes) => bytes,
        }
    }

    /// As text alone can be kept under an idempotency key.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Binary(_) => None,
        }
    }
}

/// The headers that are stored with a response under an idempotency key.
const KEPT: [&str; 3] = ["content-type", "etag", "location"];

/// Bytes that fit into Lambda's response whatever they are: as a string in JSON, one becomes six at most. What is no
/// larger isn't looked through.
pub(crate) const ALWAYS_FITS: usize = domain::limits::ESCAPED_BYTES / 6;

/// Bytes that a text grows by as a string in the JSON that Lambda returns.
pub(crate) fn escapes(text: &[u8]) -> usize {
    let more = |byte: &u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0C => 1,
        0x00..=0x1F => 5,
        _ => 0,
    };
    text.iter().map(more).sum()
}

impl Response {
    /// A problem, as it is sent in response to this request.
    pub(crate) fn problem(problem: Problem, request_id: &str) -> Self {
        // Strings, numbers and booleans: there is nothing in it that serde_json could refuse.
        let body = serde_json::to_string(&problem.body(request_id)).unwrap_or_default();
        let response = Self::text(problem.status, PROBLEM, body);
        problem
            .headers
            .into_iter()
            .fold(response, |response, (name, value)| {
                response.header(name, value)
            })
    }

    /// 200 and the resource, with its `ETag`.
    pub fn resource<T: Serialize>(resource: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::OK, resource)?.with_etag())
    }

    /// 201 and the resource that now is at `location`.
    pub fn created<T: Serialize>(location: String, resource: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::CREATED, resource)?
            .with_etag()
            .header("location", location))
    }

    /// 202: it will be done; `location` tells how far it is.
    pub fn accepted<T: Serialize>(location: String, resource: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::ACCEPTED, resource)?
            .with_etag()
            .header("location", location))
    }

    /// 204.
    #[must_use]
    pub fn no_content() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            headers: BTreeMap::new(),
            body: Body::Text(String::new()),
        }
    }

    /// 200 and a file to save under `filename`, whatever characters it has, with its `ETag`.
    #[must_use]
    pub fn attachment(filename: &str, media_type: &'static str, body: Body) -> Self {
        Self {
            status: StatusCode::OK,
            headers: BTreeMap::from([
                ("content-type", media_type.to_owned()),
                ("content-disposition", content_disposition(filename)),
            ]),
            body,
        }
        .with_etag()
    }

    /// With a weak tag instead: of a representation that is made anew each time, by what it is made from (RFC 9110,
    /// section 8.8.1).
    #[must_use]
    pub fn with_weak_etag(self, source: &[u8]) -> Self {
        self.header("etag", format!("W/{}", etag(source)))
    }

    pub fn json<T: Serialize>(status: StatusCode, value: &T) -> Result<Self, Problem> {
        let body = serde_json::to_string(value).map_err(Problem::internal)?;
        Ok(Self::text(status, "application/json", body))
    }

    #[must_use]
    pub fn text(status: StatusCode, content_type: &'static str, body: String) -> Self {
        Self {
            status,
            headers: BTreeMap::from([("content-type", content_type.to_owned())]),
            body: Body::Text(body),
        }
    }

    /// The same response with more in its body than is stored and tagged: a signed URL, which differs each time. Nor
    /// may a browser keep it, and have it confirmed by the tag when the URL has expired.
    pub fn extend_json<T: DeserializeOwned, W: Serialize>(
        self,
        with: impl FnOnce(T) -> Result<W, Problem>,
    ) -> Result<Self, Problem> {
        let body = serde_json::to_string(&with(self.read_json()?)?).map_err(Problem::internal)?;
        let body = Body::Text(body);
        Ok(Self { body, ..self }.header("cache-control", "no-store".to_owned()))
    }

    /// What it says, as it was made from.
    pub fn read_json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_slice(self.body.bytes()).map_err(Problem::internal)
    }

    #[must_use]
    pub(crate) fn without_body(self) -> Self {
        Self {
            body: Body::Text(String::new()),
            ..self
        }
    }

    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    #[must_use]
    pub fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Whether it is no more than a text of a page may be, and than a Lambda response can carry.
    #[must_use]
    pub fn fits(&self) -> bool {
        let bytes = self.body.bytes();
        bytes.len() <= ALWAYS_FITS
            || bytes.len() <= domain::limits::PAGE_BYTES
                && bytes.len() + escapes(bytes) <= domain::limits::ESCAPED_BYTES
    }

    /// With the `ETag` of its body.
    #[must_use]
    pub fn with_etag(self) -> Self {
        let tag = etag(self.body.bytes());
        self.header("etag", tag)
    }

    /// With an `ETag` of what its body follows from.
    #[must_use]
    pub fn with_etag_of(self, state: &[u8]) -> Self {
        self.header("etag", etag(state))
    }

    pub(crate) fn replay(kept: StoredResponse) -> Self {
        let mut headers = BTreeMap::from([("idempotent-replayed", "true".to_owned())]);
        for name in KEPT {
            if let Some(value) = kept.headers.get(name).and_then(Value::as_str) {
                headers.insert(name, value.to_owned());
            }
        }
        let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
        Self {
            status,
            headers,
            body: Body::Text(kept.body.unwrap_or_default()),
        }
    }

    pub(crate) fn kept_headers(&self) -> Value {
        KEPT.iter()
            .filter_map(|name| Some(((*name).to_owned(), json!(self.headers.get(name)?))))
            .collect()
    }
}
