//! The figures of docs/performance.md: `cargo dev bench`.
//!
//! Machines differ and are noisy. What counts is the ratio to a hello-world function, measured in the same run in turns,
//! and, for queries, the times that the schema reference expects.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that can't be had ends the run with its place"
)]

mod archive;
mod growth;
mod instructions;
#[path = "../it/nothing_lost"]
#[allow(dead_code, reason = "the tests use the rest")]
mod nothing_lost {
    pub(crate) mod fixture;
    pub(crate) mod queue;
}
mod queries;
mod start;
mod worker;

use support::{
    app, database, postgres, runtime, scripted, signer,
    skewed::{self, Skewed},
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // Cargo adds `--bench`.
    let (options, wanted): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|arg| arg.starts_with("--"));
    let outputs = options
        .iter()
        .find_map(|option| option.strip_prefix("--outputs="))
        .map_or(queries::OUTPUTS, |number| number.parse().unwrap());
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    if wants("start") {
        start::measure().await;
    }
    if wants("worker") {
        worker::measure().await;
    }
    if wants("instructions") {
        instructions::measure().await;
    }
    if wants("queries") || wants("archive") {
        eprintln!("filling a database with {outputs} outputs …");
        let skewed = Skewed::new(queries::USERS, outputs).await;
        if wants("queries") {
            queries::measure(&skewed, outputs).await;
        }
        if wants("archive") {
            archive::measure(&skewed).await;
        }
    }
    if wants("growth") {
        growth::measure().await;
    }
}

/// The middle of the sorted values.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
