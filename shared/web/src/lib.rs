//! A request in, a response out: everything that endpoints have in common, so that each handler holds its own logic alone.
//!
//! What may live here: authentication, problem+json, strict bodies, pagination, conditional requests, idempotency,
//! request ids, the one log line a request. What may not: SQL, queues, storage, any single endpoint.

mod admins;
pub mod auth;
mod authenticated;
mod body;
mod compress;
mod content_disposition;
mod cors;
mod etag;
mod event;
mod field_error;
mod hex;
mod invalid;
pub mod limits;
pub mod log;
pub mod metrics;
mod observed;
mod page;
mod policy;
mod prefer;
mod problem;
mod problems;
mod query;
mod query_parameter;
mod rejection;
mod request;
mod response;
mod route;
mod route_policy;
mod serve;
mod transaction;

pub(crate) use admins::Admins;
pub use auth::ApiKey;
pub use authenticated::AuthenticatedRequest;
pub use body::{
    Fields, amount, boolean, choice, id, ids, integer, merge_patch, object, pointer, text, texts,
    trimmed,
};
pub use content_disposition::content_disposition;
pub use cors::EXPOSED_HEADERS;
pub use event::null_as_default;
pub use field_error::{ErrorSource, FieldError, Violation};
pub use hex::hex;
pub use invalid::InvalidValue;
pub use lambda_http::{
    Error,
    http::{HeaderMap, Method, StatusCode},
};
pub use page::{Cursor, Positioned};
pub use policy::{Admission, Authentication, Example, Policy, RequestBody, Service};
pub use problem::{Problem, ProblemBody, ProblemCode, zip_errors};
pub use query_parameter::{Names, QueryParameter, Values};
pub use rejection::Rejection;
pub use request::Request;
pub use response::{Body, Response};
pub use route::{Params, Route};
pub use route_policy::EXAMPLE_RATE;
pub use serve::{Resources, serve, serve_admin, serve_public};
pub use transaction::{RateLimitStatus, Transaction};

/// What a handler returns: a response, or why the request ends without one.
pub type HandlerResult = Result<Response, Rejection>;
