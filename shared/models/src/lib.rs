//! The rows of the database and every query on them, one file a table, and who is asking.
//!
//! What may live here: row types, SQL, the two kinds of connection ([`UserDb`], under row-level security as the
//! signed-in user; [`ServiceDb`], past the user's policies, for workers), the types that carry the rules of the
//! schema (`UserId`, `OutputId` …), and the configuration they are built from.
//! What may not: HTTP, Lambda, queues, storage, generation. This crate knows nobody.

mod admission;
mod connection;
mod env;
mod error;
mod ids;
mod page;
mod service_db;
mod user_db;

pub mod admin;
pub mod clerk_users;
pub mod file_jobs;
pub mod files;
pub mod jobs;
pub mod ledger;
pub mod limits;
pub mod maintenance;
pub mod material;
pub mod media;
pub mod outputs;
pub mod owner;
pub mod plans;
pub mod profiles;
pub mod projects;
pub mod schema;
pub mod templates;
pub mod tombstones;
pub mod transcriptions;

pub use admission::{Admission, Enqueue, Job, Kept, KeptAnswer, Rate};
use chrono::SubsecRound;
pub use connection::Connection;
pub use env::{Env, EnvError};
pub use error::{DbError, OnConstraint};
pub use ids::{FileId, InvalidId, InvalidUserId, OutputId, ProjectId, TemplateId, UserId};
pub use page::{Page, Position};
pub use service_db::ServiceDb;
pub use user_db::{Admitted, UserDb, UserTx, Waiter};

/// A moment, to the microsecond that Postgres keeps, in UTC.
pub type Timestamp = chrono::DateTime<chrono::Utc>;

/// This machine's clock, for what is only logged or compared in days: what decides is the database's clock.
#[must_use]
pub fn now() -> Timestamp {
    chrono::Utc::now().trunc_subsecs(6)
}
