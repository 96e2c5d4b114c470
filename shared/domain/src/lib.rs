//! The words of the product, for every crate: ids, kinds of output, platforms, media types, failures, limits, and the
//! configuration that clients are built from.
//!
//! What may live here: types and constants that more than one crate speaks of. What may not: anything that does
//! something (SQL, HTTP, queues, storage, texts), so that to know these words brings no client of anything.

mod api_key;
mod env;
mod failure;
mod ids;
mod output_kind;
mod platform;
mod principal;
mod progress;
mod role;
mod segment;
mod template_type;
mod webhook;
mod work;

pub mod json_text;
pub mod limits;
pub mod media;

use chrono::SubsecRound;

pub use api_key::{KeyDigest, Scope};
pub use env::{Env, EnvError};
pub use failure::Failure;
pub use ids::{
    AccountId, ApiKeyId, AuditEntryId, DeliveryId, FileId, InvalidId, InvalidUserId, OutputId,
    ProjectId, TemplateId, UserId, WebhookId,
};
pub use output_kind::OutputKind;
pub use platform::{Platform, UnknownPlatform};
pub use principal::{MemberRole, Principal};
pub use progress::{Progress, Stage};
pub use role::Role;
pub use segment::Segment;
pub use template_type::TemplateType;
pub use webhook::EventType;
pub use work::{Subject, WorkKind};

/// A moment, to the microsecond that Postgres keeps, in UTC.
pub type Timestamp = chrono::DateTime<chrono::Utc>;

/// This machine's clock, for what is only logged or compared in days: what decides is the database's clock.
#[must_use]
pub fn now() -> Timestamp {
    chrono::Utc::now().trunc_subsecs(6)
}
