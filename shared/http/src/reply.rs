//! A response on its way out.

use std::collections::BTreeMap;

use lambda_http::http::StatusCode;
use models::KeptAnswer;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Problem, etag::etag};

#[derive(Debug, Clone)]
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: BTreeMap<&'static str, String>,
    pub(crate) body: String,
}

/// The headers that are part of an answer kept under an idempotency key.
const KEPT: [&str; 3] = ["content-type", "etag", "location"];

impl Reply {
    /// 200 and the resource, with its `ETag`.
    pub fn resource<T: Serialize>(resource: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::OK, resource)?.tagged())
    }

    /// 201 and the resource that now is at `location`.
    pub fn created<T: Serialize>(location: String, resource: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::CREATED, resource)?
            .tagged()
            .header("location", location))
    }

    /// 202: it will be done; `location` tells how far it is.
    pub fn accepted<T: Serialize>(location: String, resource: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::ACCEPTED, resource)?.header("location", location))
    }

    /// 204.
    #[must_use]
    pub fn no_content() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            headers: BTreeMap::new(),
            body: String::new(),
        }
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
            body,
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

    /// With the `ETag` of its body.
    #[must_use]
    pub fn tagged(self) -> Self {
        let tag = etag(self.body.as_bytes());
        self.header("etag", tag)
    }

    pub(crate) fn replay(kept: KeptAnswer) -> Self {
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
            body: kept.body.unwrap_or_default(),
        }
    }

    pub(crate) fn kept_headers(&self) -> Value {
        KEPT.iter()
            .filter_map(|name| Some(((*name).to_owned(), json!(self.headers.get(name)?))))
            .collect()
    }
}
