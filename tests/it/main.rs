//! The table of contents of the tests: each file is named after what a user would lose if it failed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test, each of them is a failure with its place"
)]

mod admission;
mod api;
mod app;
mod catalog;
mod contract;
mod database;
mod deployment;
mod enqueue;
mod erasure;
mod http1;
mod isolation;
mod metrics;
mod migrations;
mod nothing_lost;
mod pooler;
mod postgres;
mod providers;
mod proxy;
mod quotas;
mod runtime;
mod schema;
mod scripted;
mod stale;
mod tokens;
mod transcription;
mod webhook;
