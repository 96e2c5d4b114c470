//! The rows of the database and every query on them, one file a table, and who is asking.
//!
//! What may live here: row types, SQL, the two kinds of connection ([`UserDb`], under row-level security as the
//! signed-in user; [`ServiceDb`], past the user's policies, for workers), the types that carry the rules of the
//! schema.
//! What may not: HTTP, Lambda, queues, storage, generation. This crate knows nobody.

mod admission;
mod connection;
pub mod deleted_projects;
pub mod deletion;
mod error;
pub mod event;
mod literal;
mod output_row;
mod page;
mod service_db;
mod user_db;

pub mod admin;
pub mod api_keys;
pub mod audit;
pub mod billing;
pub mod clerk_users;
pub mod files;
pub mod generation;
pub mod ingestion;
pub mod jobs;
pub mod ledger;
pub mod limits;
pub mod maintenance;
pub mod memberships;
pub mod moved_files;
pub mod outputs;
pub mod owner;
pub mod plans;
pub mod profiles;
pub mod progress;
pub mod projects;
pub mod schema;
pub mod subscriptions;
pub mod templates;
pub mod tombstones;
pub mod transcriptions;
pub mod usage;
pub mod webhooks;

pub use admission::{Admission, Enqueue, NewJob, NewStoredResponse, Rate, StoredResponse};
pub use connection::Connection;
pub use error::{DbError, OnConstraint};
pub use page::{Page, Position};
pub use service_db::{ServiceDb, WebhookDb};
pub use user_db::{Admitted, Cancelled, UserDb, UserTx, WaitSlot};
