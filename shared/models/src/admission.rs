//! What goes along with the first and the last message of a transaction: an `Idempotency-Key` and the answer kept under
//! it, a place in the rate limit, the job of an output or a file.

use domain::{FileId, OutputId, Principal, ProjectId, Subject};
use serde::Deserialize;
use serde_json::Value;

use crate::literal::{literal, nullable};

/// What a write asks of `private.admit` before anything is done: an `Idempotency-Key`, and a place in the rate limit.
#[derive(Debug, Clone)]
pub struct Admission {
    /// The function's name: a key belongs to a person in an account, and to a route.
    pub route: &'static str,
    pub key: Option<String>,
    /// SHA-256 of method, path with its query, and body, in hex.
    pub request_hash: String,
    /// How much of the rate limit it takes; 0 where it costs nothing.
    pub cost: i32,
    /// Requests a minute; 0 switches the limit off.
    pub rate_limit: i32,
    /// Bytes that are to be stored, where the plan's quota has to hold them.
    pub storing: Option<i64>,
    /// The output that is to be made once more: read and locked in the same message.
    pub locking: Option<(ProjectId, OutputId)>,
    /// What is to be deleted or queued: its job is locked before it is, as workers lock them.
    pub holding: Option<Subject>,
}

/// The state of a user's rate limit.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Rate {
    pub limit: i64,
    pub remaining: i64,
    /// Unix seconds at which the window starts anew.
    pub reset: i64,
}

/// An answer as `private.idempotency_keys` keeps it.
#[derive(Debug, Deserialize)]
pub struct StoredResponse {
    pub status: u16,
    #[serde(default)]
    pub headers: Value,
    #[serde(default)]
    pub body: Option<String>,
}

/// A job, made in the transaction that makes what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Enqueue<'a> {
    pub job: NewJob<'a>,
    /// Goes along to the worker's log lines.
    pub request_id: &'a str,
}

#[derive(Debug, Clone, Copy)]
pub enum NewJob<'a> {
    /// An output is to be written.
    Output(OutputId),
    /// A file is to be read: its status becomes `processing`.
    File {
        file: FileId,
        /// Of the object that was checked; `None` where only our own functions can have put it.
        etag: Option<&'a str>,
    },
}

/// An answer to keep under its idempotency key.
#[derive(Debug, Clone, Copy)]
pub struct NewStoredResponse<'a> {
    pub admission: &'a Admission,
    pub status: u16,
    pub headers: &'a Value,
    pub body: Option<&'a str>,
}

impl Enqueue<'_> {
    pub(crate) fn statement(&self, account: &str) -> String {
        let request_id = literal(self.request_id);
        match self.job {
            NewJob::Output(output) => {
                format!("SELECT private.enqueue('{output}', {account}, {request_id})")
            }
            NewJob::File { file, etag } => {
                let etag = nullable(etag);
                format!("SELECT private.enqueue_file('{file}', {account}, {request_id}, {etag})")
            }
        }
    }
}

impl NewStoredResponse<'_> {
    pub(crate) fn statement(self, principal: &Principal) -> String {
        let Admission {
            route,
            key,
            request_hash,
            ..
        } = self.admission;
        format!(
            "SELECT private.settle({}, {}, {}, {}, {}, {}, {}::jsonb, {})",
            literal(principal.user.as_str()),
            literal(principal.account.as_str()),
            literal(route),
            nullable(key.as_deref()),
            literal(request_hash),
            self.status,
            literal(&self.headers.to_string()),
            nullable(self.body),
        )
    }
}
