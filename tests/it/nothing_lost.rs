//! What was asked for is written, once, whatever breaks in between: a worker, the queue, the provider, the database.
//!
//! Each test has a database, queues and a provider of its own on the stack's servers, so that neither the stack's own
//! workers nor another test takes its jobs.

mod batches;
mod changes;
mod crashes;
mod database;
mod delivery;
mod endings;
pub(crate) mod fixture;
mod lock_order;
mod long_sources;
mod maintenance;
mod orphans;
mod poison;
mod progress;
mod providers;
pub(crate) mod queue;
