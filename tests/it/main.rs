//! The table of contents of the tests: each file is named after what a user would lose if it failed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test, each of them is a failure with its place"
)]

mod admission;
mod catalog;
mod database;
mod enqueue;
mod isolation;
mod migrations;
mod schema;
mod tokens;
