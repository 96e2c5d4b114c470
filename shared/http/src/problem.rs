//! Errors as RFC 9457 `application/problem+json`.

use std::fmt::Display;

use lambda_http::http::StatusCode;
use models::DbError;
use serde_json::{Value, json};

use crate::{Reply, limits};

/// Why a request ends early.
#[derive(Debug)]
pub enum Stop {
    Problem(Problem),
    /// The first answer to an idempotency key, given again.
    Replay(Reply),
}

#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    /// Stable, for programs.
    pub code: String,
    /// A sentence a person can act on.
    pub detail: String,
    /// The same request may succeed later.
    pub retryable: bool,
    pub errors: Vec<FieldError>,
    pub headers: Vec<(&'static str, String)>,
    /// For the log alone.
    pub cause: Option<String>,
}

/// One bad field.
#[derive(Debug, Clone)]
pub struct FieldError {
    /// `pointer`, a JSON Pointer as URI fragment, or `parameter`, for a query or a header.
    pub place: (&'static str, String),
    pub code: &'static str,
    pub detail: String,
}

impl FieldError {
    #[must_use]
    pub fn body(pointer: &str, code: &'static str, detail: &str) -> Self {
        Self {
            place: ("pointer", pointer.to_owned()),
            code,
            detail: detail.to_owned(),
        }
    }

    #[must_use]
    pub fn parameter(name: &str, code: &'static str, detail: &str) -> Self {
        Self {
            place: ("parameter", name.to_owned()),
            code,
            detail: detail.to_owned(),
        }
    }
}

impl Problem {
    #[must_use]
    pub fn new(status: StatusCode, code: &str, detail: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            detail: detail.to_owned(),
            retryable: false,
            errors: Vec::new(),
            headers: Vec::new(),
            cause: None,
        }
    }

    #[must_use]
    pub fn bad_request(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// Says nothing that would help an attacker.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "Sign in and send a valid session token.",
        )
        .header("www-authenticate", "Bearer".to_owned())
    }

    /// What is another's gets the same answer as what never was.
    #[must_use]
    pub fn not_found(thing: &str) -> Self {
        let detail = format!("There is no such {thing}, or it is not yours.");
        Self::new(
            StatusCode::NOT_FOUND,
            &format!("{thing}_not_found"),
            &detail,
        )
    }

    #[must_use]
    pub fn conflict(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    #[must_use]
    pub fn precondition_failed() -> Self {
        let detail = "It has been changed since you read it. Read it again and repeat your change.";
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "precondition_failed",
            detail,
        )
    }

    #[must_use]
    pub fn too_large(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code, detail)
    }

    #[must_use]
    pub fn unsupported_media_type(detail: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            detail,
        )
    }

    #[must_use]
    pub fn unprocessable(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// Every bad field at once.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => one.detail.clone(),
            many => format!(
                "{} fields are not as they must be; each is named in `errors`.",
                many.len()
            ),
        };
        Self {
            errors,
            ..Self::unprocessable("invalid_request", &detail)
        }
    }

    #[must_use]
    pub fn too_many_requests(retry_after: u64) -> Self {
        let detail = format!("Too many requests. Try again in {retry_after} s.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", &detail).retry_after(retry_after)
    }

    #[must_use]
    pub fn unavailable(code: &str, what: &str) -> Self {
        let detail = format!("{what} can't be reached right now. Try again in a moment.");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, &detail).retry_after(limits::RETRY_AFTER)
    }

    /// A bug. What it is stands in the log, under the request's id.
    #[must_use]
    pub fn internal(cause: impl Display) -> Self {
        let detail = "Something went wrong on our side. Tell us the request id if it stays so.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail).caused_by(cause)
    }

    #[must_use]
    pub fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    #[must_use]
    pub fn caused_by(self, cause: impl Display) -> Self {
        Self {
            cause: Some(format!("{cause}")),
            ..self
        }
    }

    fn retry_after(self, seconds: u64) -> Self {
        Self {
            retryable: true,
            ..self
        }
        .header("retry-after", seconds.to_string())
    }

    pub(crate) fn into_reply(self, request_id: &str) -> Reply {
        let mut body = json!({
            "type": format!("urn:repostr:problem:{}", self.code),
            "title": self.status.canonical_reason().unwrap_or_default(),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "instance": request_id,
            "code": self.code,
            "retryable": self.retryable,
            "error": { "code": self.code, "message": self.detail },
        });
        if !self.errors.is_empty() {
            let error = |error: FieldError| {
                let (place, where_) = error.place;
                json!({ place: where_, "code": error.code, "detail": error.detail })
            };
            body["errors"] = self.errors.into_iter().map(error).collect::<Value>();
        }
        let reply = Reply::text(self.status, "application/problem+json", body.to_string());
        self.headers
            .into_iter()
            .fold(reply, |reply, (name, value)| reply.header(name, value))
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(cause) => {
                Self::unavailable("database_unavailable", "The database").caused_by(cause)
            }
            DbError::Text => {
                let detail = "A string holds a character that can't be stored, such as NUL.";
                Self::invalid(vec![FieldError::body("#", "invalid_text", detail)])
            }
            other => Self::internal(other),
        }
    }
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        Self::Problem(error.into())
    }
}
