//! Processes that outlive the command that started them: detached, written down, and recognised again.

use std::{
    collections::BTreeMap,
    fs::File,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal};
use serde::{Deserialize, Serialize};

use crate::folder::{Folder, read_json, write_json};

/// In the environment of whatever the stack starts, and so of what that starts in turn: the workspace it belongs to.
pub(crate) const MARK: &str = "REPOSTR_STACK";

/// A process id is used again one day, so when the process started is kept with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Process {
    pub(crate) pid: i32,
    started: String,
    pub(crate) port: Option<u16>,
    /// Whether its start went through to the end: an interrupted one is begun again.
    ready: bool,
}

impl Process {
    pub(crate) fn alive(&self) -> bool {
        started(self.pid).is_some_and(|started| started == self.started)
    }

    fn runs(&self) -> bool {
        self.ready && self.alive() && self.port.is_none_or(connects)
    }

    /// Asks its process group to end, and after `grace` makes it.
    pub(crate) fn stop(&self, signal: Signal, grace: Duration) {
        let Some(pid) = Pid::from_raw(self.pid).filter(|_| self.alive()) else {
            return;
        };
        _ = rustix::process::kill_process(pid, signal);
        if !wait(grace, || !self.alive()) {
            _ = rustix::process::kill_process_group(pid, Signal::KILL);
            wait(Duration::from_secs(5), || !self.alive());
        }
    }
}

/// What runs, by name; kept in `.dev/processes.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Processes(BTreeMap<String, Process>);

impl Processes {
    pub(crate) fn load(folder: &Folder) -> Result<Self> {
        Ok(read_json(&folder.dev("processes.json"))?.unwrap_or_default())
    }

    /// Whether it was started to the end, is alive, and takes connections where it has a port.
    pub(crate) fn runs(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(Process::runs)
    }

    /// After everything that belongs to its start is done, or when it has to be done again.
    pub(crate) fn set_ready(&mut self, folder: &Folder, name: &str, ready: bool) -> Result<()> {
        if let Some(process) = self.0.get_mut(name) {
            process.ready = ready;
            write_json(&folder.dev("processes.json"), self)?;
        }
        Ok(())
    }

    /// Name and process of those that are alive.
    pub(crate) fn alive(&self) -> impl Iterator<Item = (&str, &Process)> {
        self.0
            .iter()
            .filter(|(_, process)| process.alive())
            .map(|(name, process)| (name.as_str(), process))
    }

    /// Starts `command` detached, its output at the end of `.dev/logs/NAME.log`.
    pub(crate) fn start(
        &mut self,
        folder: &Folder,
        name: &str,
        command: &mut Command,
        port: Option<u16>,
    ) -> Result<Process> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(folder.log(name))?;
        command
            .env(MARK, &folder.root)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // A group of its own, so that Ctrl-C in the terminal reaches the command and not the stack.
            .process_group(0);
        let program = command.get_program().to_owned();
        let child = command
            .spawn()
            .with_context(|| format!("can't start {}", program.display()))?;
        let pid = i32::try_from(child.id())?;
        let process = Process {
            pid,
            started: started(pid).unwrap_or_default(),
            port,
            ready: false,
        };
        self.0.insert(name.to_owned(), process.clone());
        write_json(&folder.dev("processes.json"), self)?;
        Ok(process)
    }

    pub(crate) fn stop(
        &mut self,
        folder: &Folder,
        name: &str,
        signal: Signal,
        grace: Duration,
    ) -> Result<()> {
        if let Some(process) = self.0.remove(name) {
            process.stop(signal, grace);
            write_json(&folder.dev("processes.json"), self)?;
        }
        Ok(())
    }
}

/// Ends processes that carry the stack's mark but belong to no living process of it: the functions of a
/// `cargo lambda watch` that was killed would ask its successor for work, with an old environment. One may start another
/// while they are gone through, so that is done until none is left, for a second at most.
pub(crate) fn end_orphans(folder: &Folder, processes: &Processes) {
    for _ in 0..100 {
        if !kill_orphans(folder, processes) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Whether there were any.
fn kill_orphans(folder: &Folder, processes: &Processes) -> bool {
    let mark = format!("{MARK}={}", folder.root.display());
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return false;
    };
    let mut found = false;
    for entry in entries.flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<i32>().ok())
        else {
            continue;
        };
        let Ok(environment) = std::fs::read(entry.path().join("environ")) else {
            continue;
        };
        let marked = environment
            .split(|byte| *byte == 0)
            .any(|variable| variable == mark.as_bytes());
        if !marked
            || ancestry(pid).any(|pid| processes.alive().any(|(_, process)| process.pid == pid))
        {
            continue;
        }
        if let Some(pid) = Pid::from_raw(pid) {
            _ = rustix::process::kill_process(pid, Signal::KILL);
            found = true;
        }
    }
    found
}

/// The process, its parent, that one's parent …
fn ancestry(pid: i32) -> impl Iterator<Item = i32> {
    std::iter::successors(Some(pid), |pid| {
        stat(*pid)?
            .get(1)?
            .parse()
            .ok()
            .filter(|parent| *parent > 1)
    })
}

/// When the process started, in whatever unit the system counts; `None` for one that has ended.
fn started(pid: i32) -> Option<String> {
    if Path::new("/proc/self/stat").exists() {
        let stat = stat(pid)?;
        return (stat.first()? != "Z").then(|| stat.get(19).cloned())?;
    }
    let ps = Command::new("ps")
        .args(["-o", "lstart=", "-p", &pid.to_string()])
        .output()
        .ok()?;
    let line = String::from_utf8_lossy(&ps.stdout).trim().to_owned();
    (!line.is_empty()).then_some(line)
}

/// The fields of `/proc/PID/stat` from the third on: state, parent, process group … (proc(5)).
fn stat(pid: i32) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the program's name, in parentheses, with whatever it likes inside.
    Some(
        stat.rsplit_once(") ")?
            .1
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    )
}

fn local(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

pub(crate) fn connects(port: u16) -> bool {
    TcpStream::connect_timeout(&local(port), Duration::from_millis(500)).is_ok()
}

/// The preferred port where it is free, or another.
pub(crate) fn free_port(preferred: Option<u16>) -> Result<u16> {
    if let Some(port) = preferred.filter(|port| TcpListener::bind(local(*port)).is_ok()) {
        return Ok(port);
    }
    Ok(TcpListener::bind(local(0))?.local_addr()?.port())
}

/// The first free port from `first` on.
pub(crate) fn next_free_port(first: u16) -> Result<u16> {
    (first..=u16::MAX)
        .find(|port| TcpListener::bind(local(*port)).is_ok())
        .context("no port is free")
}

/// Waits until `done`, at most `limit`; whether it was in time.
pub(crate) fn wait(limit: Duration, mut done: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    loop {
        if done() {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits until the process takes connections; an error shows the end of its log.
pub(crate) fn wait_until_up(
    folder: &Folder,
    name: &str,
    process: &Process,
    limit: Duration,
) -> Result<()> {
    let port = process
        .port
        .context("a process without a port is never up")?;
    let mut alive = true;
    let up = wait(limit, || {
        alive = process.alive();
        !alive || connects(port)
    });
    if up && alive {
        return Ok(());
    }
    let log = std::fs::read_to_string(folder.log(name)).unwrap_or_default();
    let lines: Vec<_> = log.lines().collect();
    let tail = lines[lines.len().saturating_sub(8)..].join("\n    ");
    let what = if alive {
        "does not answer"
    } else {
        "ended at once"
    };
    bail!(
        "{name} {what}; the end of {}:\n    {tail}",
        folder.log(name).display()
    );
}

/// Runs a command to its end; an error carries what it said.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_owned();
    let output = command
        .output()
        .with_context(|| format!("can't start {}", program.display()))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    ensure!(
        output.status.success(),
        "{} failed ({}):\n{}\n{}",
        program.display(),
        output.status,
        said(&output.stdout),
        said(&output.stderr)
    );
    Ok(said(&output.stdout))
}

/// Ctrl-C, or the end of the terminal or of whoever started this.
pub(crate) async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let one = async |kind| match signal(kind) {
        Ok(mut signals) => _ = signals.recv().await,
        Err(_) => std::future::pending().await,
    };
    tokio::select! {
        () = one(SignalKind::interrupt()) => (),
        () = one(SignalKind::terminate()) => (),
        () = one(SignalKind::hangup()) => (),
    }
}
