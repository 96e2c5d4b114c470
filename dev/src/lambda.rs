//! The functions, under `cargo lambda watch`.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};
use rustix::process::Signal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    environment::{self, Environment},
    folder::{Folder, read_json, write_json, write_private},
    process::{Processes, end_orphans, next_free_port, wait_until_up},
    settings::Settings,
    terminal::Step,
    tools,
};

pub(crate) const NAME: &str = "functions";
/// The API's port, or the first free one after it.
const PORT: u16 = 8000;
/// The package whose binaries are the functions.
const PACKAGE: &str = "functions";
/// Instances of each function at most.
const CONCURRENCY: &str = "4";

/// What the running functions were started with; kept in `.dev/functions.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Running {
    overrides: Environment,
    environment: Environment,
    /// Name and time of each binary.
    binaries: BTreeMap<String, u64>,
}

/// What is asked of a start; the default is: as they run.
#[derive(Debug, Default)]
pub(crate) struct Wish {
    pub(crate) port: Option<u16>,
    /// Empty: keep those that the functions run with.
    pub(crate) overrides: Environment,
}

/// The overrides that the running functions have.
pub(crate) fn overrides(folder: &Folder) -> Result<Environment> {
    Ok(read_json::<Running>(&folder.dev("functions.json"))?
        .unwrap_or_default()
        .overrides)
}

/// The functions that there are, by name.
pub(crate) fn names(folder: &Folder) -> Result<Vec<String>> {
    let manifest = folder.root.join("Cargo.toml");
    let mut metadata = Command::new("cargo");
    metadata
        .args([
            "metadata",
            "--no-deps",
            "--format-version=1",
            "--manifest-path",
        ])
        .arg(manifest);
    let metadata: Value = serde_json::from_str(&crate::process::run(&mut metadata)?)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let targets = packages
        .filter(|package| package["name"] == PACKAGE)
        .filter_map(|package| package["targets"].as_array());
    let bins = targets
        .flatten()
        .filter(|target| target["kind"] == serde_json::json!(["bin"]));
    Ok(bins
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect())
}

/// Builds all functions; silent where nothing is to be done, cargo's own lines where something is.
pub(crate) fn build(folder: &Folder) -> Result<()> {
    cargo(folder, &["build", "--package", PACKAGE, "--bins"]).context("the functions don't build")
}

/// Runs cargo in the workspace, and shows what it says except that it is finished.
pub(crate) fn cargo(folder: &Folder, arguments: &[&str]) -> Result<()> {
    let mut child = cargo_command(folder)
        .args(arguments)
        .stderr(Stdio::piped())
        .spawn()?;
    let mut compiled = 0;
    for line in BufReader::new(child.stderr.take().context("cargo says nothing")?).lines() {
        let line = line?;
        let word = line
            .trim_start()
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_owned();
        if word == "Compiling" {
            compiled += 1;
        }
        if !matches!(word.as_str(), "Finished" | "Running") {
            eprintln!("  {line}");
        }
    }
    let status = child.wait()?;
    ensure!(
        status.success(),
        "cargo {} failed ({status})",
        arguments.join(" ")
    );
    if compiled > 0 {
        eprintln!("  ✓ Built ({compiled} crates)");
    }
    Ok(())
}

/// `cargo` as a person would call it here, without what `cargo run` has put into the environment for us.
pub(crate) fn cargo_command(folder: &Folder) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(&folder.root)
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("CARGO")
        .env_remove("RUST_RECURSION_COUNT");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Starts the functions unless they run as wished, from the present code.
pub(crate) async fn start(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
    names: &[String],
    wish: Wish,
) -> Result<()> {
    let file = folder.dev("functions.json");
    let running: Running = read_json(&file)?.unwrap_or_default();
    let overrides = if wish.overrides.is_empty() {
        running.overrides.clone()
    } else {
        wish.overrides
    };
    let environment = environment::environment(folder, settings, &overrides)?;
    write_private(
        &folder.dev("functions.env"),
        &environment::print(&environment),
    )?;
    if names.is_empty() {
        settings.ports.api = Some(
            settings
                .ports
                .api
                .map_or_else(|| next_free_port(PORT), Ok)?,
        );
        return Ok(());
    }
    build(folder)?;
    let fresh = Running {
        overrides,
        environment,
        binaries: binaries(folder, names),
    };
    let moved = wish.port.is_some() && wish.port != settings.ports.api;
    let same = fresh.environment == running.environment && fresh.binaries == running.binaries;
    if processes.runs(NAME) && same && !moved {
        return Ok(());
    }
    let lambda = tools::cargo_lambda(folder)?;
    let step = Step::start(format!("Starting {} functions", names.len()));
    stop(folder, settings, processes).await?;
    let port = choose_port(settings, wish.port)?;
    let process = processes.start(folder, NAME, &mut watch(folder, &lambda, port)?, Some(port))?;
    wait_until_up(folder, NAME, &process, Duration::from_secs(30))?;
    settings.ports.api = Some(port);
    settings.save(folder)?;
    write_json(&file, &fresh)?;
    crate::ministack::connect(settings, &format!("http://127.0.0.1:{port}"), names).await?;
    processes.set_ready(folder, NAME, true)?;
    step.done();
    Ok(())
}

/// The queues keep their messages meanwhile.
pub(crate) async fn stop(
    folder: &Folder,
    settings: &Settings,
    processes: &mut Processes,
) -> Result<()> {
    if processes.runs(crate::ministack::NAME) {
        crate::ministack::disconnect(settings).await?;
    }
    processes.stop(folder, NAME, Signal::TERM, Duration::from_secs(3))?;
    end_orphans(folder, processes);
    Ok(())
}

fn choose_port(settings: &Settings, wish: Option<u16>) -> Result<u16> {
    let Some(port) = wish else {
        let before = settings.ports.api.unwrap_or(PORT);
        let free = next_free_port(before)?;
        return if free == before {
            Ok(free)
        } else {
            next_free_port(PORT)
        };
    };
    ensure!(
        next_free_port(port)? == port,
        "port {port} is taken; without --port the next free one is used"
    );
    Ok(port)
}

fn watch(folder: &Folder, lambda: &Path, port: u16) -> Result<Command> {
    let mut watch = cargo_command(folder);
    for name in environment::variables() {
        watch.env_remove(name);
    }
    watch
        .env("PATH", tools::path_with(lambda)?)
        .env("NO_COLOR", "1")
        .args([
            "lambda",
            "watch",
            "--invoke-address=127.0.0.1",
            "--ignore-changes",
        ])
        .args(["--concurrency", CONCURRENCY])
        .args(["--invoke-port", &port.to_string()])
        .arg("--env-file")
        .arg(folder.dev("functions.env"));
    Ok(watch)
}

/// When each binary was written: other times mean other code.
fn binaries(folder: &Folder, names: &[String]) -> BTreeMap<String, u64> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| folder.root.join("target"), Into::into);
    let time = |name: &String| -> Option<u64> {
        let written = target
            .join("debug")
            .join(name)
            .metadata()
            .ok()?
            .modified()
            .ok()?;
        u64::try_from(written.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
    };
    names
        .iter()
        .filter_map(|name| Some((name.clone(), time(name)?)))
        .collect()
}

/// Forgets what the functions were started with: the next start has no overrides.
pub(crate) fn forget(folder: &Folder) {
    _ = std::fs::remove_file(folder.dev("functions.json"));
}
