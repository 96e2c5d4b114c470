//! All tests: the package `tests` on the running stack, and the unit tests beside the code. And the benchmark.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{cargo, folder::Folder, lambda::StartOptions, stack, state::State, tools};

/// What is built to be tested: no function's own binary, which has no tests and would be linked a second time.
const TARGETS: [&str; 5] = [
    "--workspace",
    "--lib",
    "--test=*",
    "--bin=dev",
    "--no-fail-fast",
];

pub(crate) async fn run(folder: &Folder, filter: Option<&str>) -> Result<()> {
    let state = stack::up(folder, StartOptions::default()).await?;
    test(folder, &state, &folder.state(), filter.as_slice(), None)
}

/// On the stack that `state` is of, which is kept at `path`, with the functions of a folder of cargo-lambda's or the debug
/// build. By `cargo nextest` where it is installed, which gives each
/// test a process of its own.
pub(crate) fn test(
    folder: &Folder,
    state: &State,
    path: &Path,
    filters: &[&str],
    functions: Option<&Path>,
) -> Result<()> {
    let nextest =
        crate::process::run(cargo::command(folder).args(["nextest", "--version"])).is_ok();
    let mut cargo = cargo::command(folder);
    cargo
        .args(if nextest {
            &["nextest", "run"][..]
        } else {
            &["test"]
        })
        .args(TARGETS)
        .arg("--")
        .args(filters)
        .env("ADMIN_DATABASE_URL", &state.admin_database_url)
        .env("API_URL", &state.api_url)
        .env("REPOSTR_STATE", path)
        .env("LOCALSTRIPE", tools::localstripe(folder)?)
        .env("REPOSTR_DEV", std::env::current_exe()?);
    if let Some(functions) = functions {
        cargo.env("REPOSTR_FUNCTIONS", functions);
    }
    let status = cargo.status()?;
    ensure!(status.success(), "the tests failed ({status})");
    Ok(())
}

/// A part of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Figures {
    Start,
    Worker,
    Instructions,
    Queries,
    Archive,
    Growth,
}

impl Figures {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Worker => "worker",
            Self::Instructions => "instructions",
            Self::Queries => "queries",
            Self::Archive => "archive",
            Self::Growth => "growth",
        }
    }
}

/// The figures of docs/performance.md, from release builds.
pub(crate) async fn bench(
    folder: &Folder,
    what: Option<Figures>,
    outputs: Option<u32>,
) -> Result<()> {
    let state = stack::up(folder, StartOptions::default()).await?;
    let functions = folder.dev("bench");
    let of_functions = [Figures::Start, Figures::Worker, Figures::Instructions];
    if what.is_none_or(|what| of_functions.contains(&what)) {
        cargo::release(folder, &functions, &[])?;
        cargo::release(folder, &functions, &["--example=hello"])?;
    }
    let status = cargo::command(folder)
        .args(["bench", "--package=tests", "--bench=figures", "--"])
        .args(what.map(Figures::as_str))
        .args(outputs.map(|outputs| format!("--outputs={outputs}")))
        .env("ADMIN_DATABASE_URL", &state.admin_database_url)
        .env("REPOSTR_STATE", folder.state())
        .env("REPOSTR_FUNCTIONS", functions)
        .status()?;
    ensure!(
        status.success(),
        "a figure is not as it should be ({status})"
    );
    Ok(())
}
