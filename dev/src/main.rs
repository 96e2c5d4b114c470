//! `cargo dev`: the local stack, and everything that a developer does with it.

mod api;
mod aws;
mod cargo;
mod clerk;
mod cli;
mod contract;
mod demo;
mod environment;
mod folder;
mod issuer;
mod lambda;
mod localstripe;
mod logs;
mod ministack;
mod postgres;
mod prepare;
mod process;
mod rehearsal;
mod schedule;
mod settings;
mod stack;
mod state;
mod status;
mod suite;
mod terminal;
mod tools;

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match cli::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
