//! Cargo, as a person would call it in the workspace: to build the functions, and to say which there are.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::UNIX_EPOCH,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{folder::Folder, process::run, tools};

/// The package whose binaries are the functions.
const PACKAGE: &str = "functions";

/// The configuration of `cargo lambda watch`, with the routes.
const ROUTES: &str = "CargoLambda.toml";

pub(crate) fn routes(folder: &Folder) -> PathBuf {
    folder.root.join(ROUTES)
}

pub(crate) fn command(folder: &Folder) -> Command {
    program(folder, "cargo")
}

/// A program that runs where and as cargo would: without what `cargo run` has put into the environment for us, and
/// with the queries' offline data, since a `DATABASE_URL` in `.env` is the functions' and not for their queries to be
/// checked against.
pub(crate) fn program(folder: &Folder, name: impl AsRef<OsStr>) -> Command {
    let mut cargo = Command::new(name);
    cargo.current_dir(&folder.root).env("SQLX_OFFLINE", "true");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_"]
            .iter()
            .any(|prefix| text.starts_with(prefix));
        if ours || ["CARGO", "LD_LIBRARY_PATH", "RUST_RECURSION_COUNT"].contains(&&*text) {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Every function as it is deployed, for this machine: into `NAME/bootstrap` of a folder.
pub(crate) fn release(folder: &Folder, into: &Path, what: &[&str]) -> Result<()> {
    let mut build = program(folder, tools::cargo_lambda(folder)?);
    build
        .args(["lambda", "build", "--release", "--compiler", "cargo"])
        .args(["--skip-target-check", "--package", PACKAGE, "--lambda-dir"])
        .arg(into)
        .args(what);
    let status = build.status().context("can't start cargo-lambda")?;
    ensure!(status.success(), "the release build failed ({status})");
    Ok(())
}

/// The functions that there are, and where their binaries are.
#[derive(Debug)]
pub(crate) struct Functions {
    pub(crate) names: Vec<String>,
    pub(crate) binaries: PathBuf,
    /// What `cargo lambda watch` is told of routes.
    pub(crate) routes: String,
}

impl Functions {
    pub(crate) fn find(folder: &Folder) -> Result<Self> {
        let said = run(command(folder).args(["metadata", "--no-deps", "--format-version=1"]))?;
        let metadata: Value = serde_json::from_str(&said)?;
        let packages = metadata["packages"].as_array().into_iter().flatten();
        let targets = packages
            .filter(|package| package["name"] == PACKAGE)
            .filter_map(|package| package["targets"].as_array())
            .flatten();
        let bins = targets.filter(|target| target["kind"][0] == "bin");
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo builds somewhere")?;
        Ok(Self {
            names: bins
                .filter_map(|target| target["name"].as_str().map(str::to_owned))
                .collect(),
            binaries: Path::new(target).join("debug"),
            routes: std::fs::read_to_string(routes(folder)).context(ROUTES)?,
        })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|function| function == name)
    }

    /// Builds all of them: silently where nothing is to be done, with cargo's own lines where something is.
    pub(crate) fn build(&self, folder: &Folder) -> Result<()> {
        let mut cargo = command(folder);
        cargo
            .args(["build", "--package", PACKAGE, "--bins"])
            .stderr(Stdio::piped());
        let mut child = cargo.spawn().context("can't start cargo")?;
        let lines = BufReader::new(child.stderr.take().context("cargo says nothing")?).lines();
        let mut said_so = false;
        for line in lines {
            let line = line?;
            if line.trim_start().starts_with("Compiling") && !std::mem::replace(&mut said_so, true)
            {
                eprintln!(
                    "  … Building {} functions, and first what they need",
                    self.names.len()
                );
            }
            if !line.trim_start().starts_with("Finished") {
                eprintln!("  {line}");
            }
        }
        let status = child.wait()?;
        ensure!(status.success(), "the functions don't build ({status})");
        Ok(())
    }

    /// When each binary was last modified: a change means new code.
    pub(crate) fn modified(&self) -> BTreeMap<String, u64> {
        let time = |name: &String| -> Option<u64> {
            let written = self.binaries.join(name).metadata().ok()?.modified().ok()?;
            u64::try_from(written.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
        };
        self.names
            .iter()
            .filter_map(|name| Some((name.clone(), time(name)?)))
            .collect()
    }
}
