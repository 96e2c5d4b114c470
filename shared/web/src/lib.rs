//! A request in, a response out: everything that endpoints have in common, so that each is its own story alone.
//!
//! What may live here: authentication, problem+json, strict bodies, pagination, conditional requests, idempotency,
//! request ids, the one log line a request. What may not: SQL, queues, storage, any single endpoint.

mod admins;
mod attachment;
pub mod auth;
mod body;
mod call;
mod etag;
mod event;
pub mod limits;
pub mod log;
pub mod metrics;
mod page;
mod prefer;
mod problem;
mod quota;
mod reply;
mod request;
mod route;
mod serve;
mod transaction;

pub use admins::Admins;
pub use attachment::disposition;
pub use body::{
    Fields, Invalid, choice, flag, id, ids, integer, merge_patch, object, text, trimmed,
};
pub use call::Call;
pub use etag::hex;
pub use event::or_default;
pub use lambda_http::{
    Error,
    http::{HeaderMap, Method, StatusCode},
};
pub use page::{Cursor, Positioned};
pub use problem::{FieldError, Found, Place, Problem, ProblemBody, Stop, both};
pub use reply::{Body, Reply};
pub use request::Request;
pub use route::{Params, Route};
pub use serve::{Resources, serve, serve_open};
pub use transaction::{Limit, Transaction};

/// What a handler gives: a reply, or why there is none.
pub type Answer = Result<Reply, Stop>;
