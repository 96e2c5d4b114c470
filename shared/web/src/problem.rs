//! Errors as RFC 9457 `application/problem+json`.

use std::fmt::Display;

use domain::MemberRole;
use lambda_http::http::StatusCode;
use models::{DbError, plans::QuotaExceeded};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{FieldError, InvalidValue, limits};

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
    /// For 402: what is used up, and what would help.
    pub quota: Option<Box<QuotaExceeded>>,
    pub headers: Vec<(&'static str, String)>,
    /// For the log alone.
    pub cause: Option<String>,
}

/// An error as it is sent (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemBody<'a> {
    /// `urn:repostr:problem:` and the code.
    #[schemars(url)]
    r#type: String,
    /// The status in words.
    title: &'static str,
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// A sentence a person can act on.
    detail: &'a str,
    /// The request's id, as in `X-Request-Id`.
    instance: &'a str,
    #[schemars(with = "ProblemCode")]
    code: &'a str,
    /// The same request may succeed later.
    retryable: bool,
    /// With 422: one entry for each bad field.
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    #[schemars(length(min = 1))]
    errors: &'a [FieldError],
    /// With 402.
    #[serde(skip_serializing_if = "Option::is_none")]
    quota: Option<&'a QuotaExceeded>,
    error: LegacyError<'a>,
}

/// Stable, for programs.
#[derive(Debug, JsonSchema)]
#[schemars(transparent)]
pub struct ProblemCode(#[expect(dead_code, reason = "its schema alone is used")] String);

/// The same once more, for older frontends.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct LegacyError<'a> {
    code: &'a str,
    message: &'a str,
}

/// Both values, or all errors of both.
pub fn zip_errors<A, B>(
    one: Result<A, Problem>,
    other: Result<B, Problem>,
) -> Result<(A, B), Problem> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(one), Err(other)) => Err(one.merge(other)),
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    }
}

/// What problems are made of, in the files named `problems.rs` alone, where each has a name.
impl Problem {
    #[must_use]
    pub fn new(status: StatusCode, code: &str, detail: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            detail: detail.to_owned(),
            retryable: false,
            errors: Vec::new(),
            quota: None,
            headers: Vec::new(),
            cause: None,
        }
    }

    #[must_use]
    pub fn bad_request(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    #[must_use]
    pub fn conflict(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
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

    /// 422 under the code of what is wrong with one field.
    #[must_use]
    pub fn unprocessable(error: FieldError) -> Self {
        Self::refused(&error.code.clone(), vec![error])
    }

    /// 422 under another code, and every bad field at once.
    #[must_use]
    pub fn refused(code: &str, mut errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => one.detail.clone(),
            many if many.len() > limits::ERRORS => format!(
                "More than {most} fields are not as they must be; the first {most} are named in `errors`.",
                most = limits::ERRORS
            ),
            many => format!(
                "{} fields are not as they must be; each is named in `errors`.",
                many.len()
            ),
        };
        errors.truncate(limits::ERRORS);
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, &detail)
        }
    }

    /// Of two 422s all bad fields, under the code that they have in common; of others the first.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if [self.status, other.status] != [StatusCode::UNPROCESSABLE_ENTITY; 2] {
            return self;
        }
        let code = if self.code == other.code {
            self.code
        } else {
            "invalid_request".to_owned()
        };
        Self::refused(&code, [self.errors, other.errors].concat())
    }

    #[must_use]
    pub fn unavailable(code: &str, what: &str) -> Self {
        let detail = format!("{what} can't be reached right now. Try again in a moment.");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, &detail).retry_after(limits::RETRY_AFTER)
    }

    #[must_use]
    pub fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same problem, though its sentence may be another.
    pub(crate) fn is_same_kind(&self, other: &Self) -> bool {
        (self.status, &self.code) == (other.status, &other.code)
    }

    #[must_use]
    pub fn caused_by(self, cause: impl Display) -> Self {
        Self {
            cause: Some(format!("{cause}")),
            ..self
        }
    }

    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        Self {
            retryable: true,
            ..self
        }
        .header("retry-after", seconds.to_string())
    }

    /// As it is sent in response to this request.
    #[must_use]
    pub fn body<'a>(&'a self, request_id: &'a str) -> ProblemBody<'a> {
        ProblemBody {
            r#type: format!("urn:repostr:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            detail: &self.detail,
            instance: request_id,
            code: &self.code,
            retryable: self.retryable,
            errors: &self.errors,
            quota: self.quota.as_deref(),
            error: LegacyError {
                code: &self.code,
                message: &self.detail,
            },
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(cause) => Self::database_unavailable().caused_by(cause),
            DbError::InUse => Self::output_in_progress(),
            DbError::Text => Self::invalid(vec![InvalidValue::not_storable().at("#")]),
            DbError::Quota(exceeded) => Self::quota_exceeded(exceeded),
            DbError::UserDeleted => Self::unauthorized().caused_by(error),
            DbError::MembershipEnded => Self::membership_ended(),
            DbError::UnknownKey => Self::unauthorized(),
            DbError::RoleNeeded(MemberRole::Admin) => Self::admin_role_required(),
            DbError::RoleNeeded(_) => Self::read_only(),
            other => Self::internal(other),
        }
    }
}
