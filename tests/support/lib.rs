//! What the tests and the benchmarks have in common: the running stack and its users, databases, servers played by a script,
//! proxies, workers. Nothing in it is a test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "in a test, each of them is a failure with its place"
)]
#![allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "tests alone call it"
)]

pub mod app;
pub mod catalog;
pub mod database;
pub mod http1;
pub mod postgres;
pub mod proxy;
pub mod runtime;
pub mod scripted;
pub mod signer;
pub mod skewed;
