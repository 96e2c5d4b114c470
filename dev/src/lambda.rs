//! The functions, under `cargo lambda watch`.

use std::{
    collections::BTreeMap, os::unix::fs::PermissionsExt, path::Path, process::Command,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use rustix::process::Signal;
use serde::{Deserialize, Serialize};

use crate::{
    cargo::{self, Functions},
    environment::{self, Environment},
    folder::{Folder, read_json, write_json, write_private},
    ministack,
    process::{Processes, end_orphans, next_free_port, wait_until_up},
    settings::{API_PORT, Settings},
    terminal::Step,
    tools,
};

pub(crate) const NAME: &str = "functions";
/// Instances of each function at most.
const CONCURRENCY: &str = "4";
const INSTANCE: &str = include_str!("instance.sh");

/// What the running functions were started with; kept in `.dev/functions.json`.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Running {
    overrides: Environment,
    environment: Environment,
    binaries: BTreeMap<String, u64>,
    routes: String,
}

impl Running {
    fn load(folder: &Folder) -> Result<Self> {
        Ok(read_json(&folder.dev("functions.json"))?.unwrap_or_default())
    }
}

/// Options of a start; by default what the running functions were started with.
#[derive(Debug, Default)]
pub(crate) struct StartOptions {
    pub(crate) port: Option<u16>,
    /// Of `--env`. Empty: those of the last start.
    pub(crate) overrides: Environment,
    /// Whether plans are sold by localstripe.
    pub(crate) stripe: bool,
}

/// The overrides that the running functions have.
pub(crate) fn overrides(folder: &Folder) -> Result<Environment> {
    Ok(Running::load(folder)?.overrides)
}

/// Starts the functions, unless they run already from the present code and with these options.
pub(crate) async fn start(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
    functions: &Functions,
    options: StartOptions,
) -> Result<()> {
    functions.build(folder)?;
    let running = Running::load(folder)?;
    let overrides = if options.overrides.is_empty() {
        running.overrides.clone()
    } else {
        options.overrides
    };
    let moved = options.port.is_some() && options.port != settings.ports.api;
    let stays = processes.runs(NAME) && !moved;
    let port = match settings.ports.api {
        Some(port) if stays => port,
        _ => choose_port(settings, options.port)?,
    };
    // One of the functions asks the others.
    settings.ports.api = Some(port);
    let environment = environment::environment(folder, settings, &overrides)?;
    let fresh = Running {
        overrides,
        environment,
        binaries: functions.modified(),
        routes: functions.routes.clone(),
    };
    if stays && fresh == running {
        if answers(settings).await {
            return Ok(());
        }
        eprintln!("  ! The API takes connections and answers none: the functions are started anew");
    }
    let lambda = tools::cargo_lambda(folder)?;
    let step = Step::start(format!("Starting {} functions", functions.names.len()));
    stop(folder, settings, processes).await?;
    write_private(
        &folder.dev("functions.env"),
        &environment::print(&fresh.environment),
    )?;
    write_json(&folder.dev("functions.json"), &fresh)?;
    let mut watch = watch(folder, &lambda, functions, port)?;
    let process = processes.start(folder, NAME, &mut watch, Some(port))?;
    wait_until_up(folder, NAME, &process, Duration::from_secs(30))?;
    settings.save(folder)?;
    ministack::connect(settings, &format!("http://127.0.0.1:{port}"), functions).await?;
    processes.set_ready(folder, NAME, true)?;
    step.done();
    Ok(())
}

/// What the API has to answer a sign of life, which asks nobody else.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whether the API answers, and not only takes connections: where over a hundred requests wait for one function,
/// `cargo lambda watch` 1.9.2 locks itself up (`RequestCache::upsert` waits for room with the lock that whoever makes room
/// waits for), and nothing but a new start helps.
pub(crate) async fn answers(settings: &Settings) -> bool {
    let port = settings.ports.api.unwrap_or_default();
    let health = crate::aws::client()
        .get(format!("http://127.0.0.1:{port}/health"))
        .timeout(PATIENCE)
        .send();
    health
        .await
        .is_ok_and(|answer| answer.status().is_success())
}

/// The queues keep their messages meanwhile.
pub(crate) async fn stop(
    folder: &Folder,
    settings: &Settings,
    processes: &mut Processes,
) -> Result<()> {
    if processes.runs(ministack::NAME) {
        ministack::disconnect(settings).await?;
    }
    // It would wait for its functions, which wait for it.
    processes.stop(folder, NAME, Signal::TERM, Duration::from_millis(300))?;
    end_orphans(folder, processes);
    Ok(())
}

/// Forgets what the functions were started with: the next start has no overrides.
pub(crate) fn forget(folder: &Folder) {
    _ = std::fs::remove_file(folder.dev("functions.json"));
}

/// The requested port, else the one used before, else the next free one.
fn choose_port(settings: &Settings, requested: Option<u16>) -> Result<u16> {
    if let Some(port) = requested {
        ensure!(
            next_free_port(port)? == port,
            "port {port} is taken; without --port the next free one is used"
        );
        return Ok(port);
    }
    let before = settings.ports.api.unwrap_or(API_PORT);
    if next_free_port(before)? == before {
        Ok(before)
    } else {
        next_free_port(API_PORT)
    }
}

fn watch(folder: &Folder, lambda: &Path, functions: &Functions, port: u16) -> Result<Command> {
    let instance = folder.dev("instance.sh");
    std::fs::write(&instance, INSTANCE)?;
    std::fs::set_permissions(&instance, PermissionsExt::from_mode(0o755))
        .context("can't make a script executable")?;
    // It watches for changes all that is below its working directory, once for each instance, even when told to ignore
    // them: in an empty folder an instance starts in a tenth of the time.
    let empty = folder.dev("watch");
    std::fs::create_dir_all(&empty)?;
    let mut watch = cargo::program(folder, lambda);
    for name in environment::variables() {
        watch.env_remove(name);
    }
    watch
        .current_dir(empty)
        .env("CARGO", instance)
        .env("REPOSTR_BINARIES", &functions.binaries)
        .env("REPOSTR_LOGS", folder.dev("logs"))
        .env("NO_COLOR", "1")
        .args([
            "lambda",
            "watch",
            "--invoke-address=127.0.0.1",
            "--ignore-changes",
        ])
        .args(["--concurrency", CONCURRENCY])
        .args(["--invoke-port", &port.to_string()])
        .arg("--global")
        .arg(cargo::routes(folder))
        .arg("--manifest-path")
        .arg(folder.root.join("Cargo.toml"))
        .arg("--env-file")
        .arg(folder.dev("functions.env"));
    Ok(watch)
}
