//! The part of `EventBridge`: `maintenance` is invoked each minute, as infra/workers.yaml has it.

use std::{process::Command, time::Duration};

use anyhow::Result;
use rustix::process::Signal;
use serde_json::json;

use crate::{
    cargo::Functions, folder::Folder, process::Processes, settings::Settings, terminal::say,
};

pub(crate) const NAME: &str = "schedule";
const FUNCTION: &str = "maintenance";
const MINUTE: Duration = Duration::from_mins(1);
/// A function that was killed never answers.
const PATIENCE: Duration = Duration::from_mins(2);
/// What is asked of it, as in infra/workers.yaml, and every how many minutes.
const TASKS: [(&str, u64); 7] = [
    ("minutely", 1),
    ("erasure", 1),
    ("deletions", 1),
    ("archive", 1),
    ("hourly", 60),
    ("daily", 24 * 60),
    ("monthly", 30 * 24 * 60),
];

/// Starts the schedule unless it runs; without the function there is nothing to do.
pub(crate) fn start(
    folder: &Folder,
    processes: &mut Processes,
    functions: &Functions,
) -> Result<()> {
    if processes.runs(NAME) || !functions.has(FUNCTION) {
        return Ok(());
    }
    let mut command = Command::new(std::env::current_exe()?);
    processes.start(folder, NAME, command.arg("schedule"), None)?;
    processes.set_ready(folder, NAME, true)
}

pub(crate) fn stop(folder: &Folder, processes: &mut Processes) -> Result<()> {
    processes.stop(folder, NAME, Signal::TERM, Duration::from_secs(2))
}

/// The hidden command behind the process `schedule`. Where the functions are it reads anew each time: they may have
/// been started again on another port. Days and months are counted from the start of the stack.
pub(crate) async fn serve(folder: &Folder) -> Result<()> {
    let client = crate::aws::client();
    let mut interval = tokio::time::interval(MINUTE);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    interval.tick().await;
    for minute in 1_u64.. {
        interval.tick().await;
        let port = Settings::load(folder)?
            .and_then(|settings| settings.ports.api)
            .unwrap_or_default();
        let url = format!("http://127.0.0.1:{port}/2015-03-31/functions/{FUNCTION}/invocations");
        for (task, _) in TASKS
            .into_iter()
            .filter(|(_, every)| minute.is_multiple_of(*every))
        {
            let request = client
                .post(&url)
                .timeout(PATIENCE)
                .json(&json!({ "tasks": [task] }));
            let answer = async { request.send().await?.text().await };
            let said = answer.await.unwrap_or_else(|error| error.to_string());
            say!("{} {FUNCTION}: {said}", chrono::Utc::now().to_rfc3339());
        }
    }
    Ok(())
}
