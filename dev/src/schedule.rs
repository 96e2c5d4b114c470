//! The part of `EventBridge`: `maintenance` is invoked each minute, as `template.yaml` has it.

use std::{process::Command, time::Duration};

use anyhow::Result;
use rustix::process::Signal;
use serde_json::json;

use crate::{cargo::Functions, folder::Folder, process::Processes, settings::Settings};

pub(crate) const NAME: &str = "schedule";
const FUNCTION: &str = "maintenance";
const EVERY: Duration = Duration::from_mins(1);

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
/// been started again on another port.
pub(crate) async fn serve(folder: &Folder) -> Result<()> {
    let client = crate::aws::client();
    let mut minute = tokio::time::interval(EVERY);
    minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    minute.tick().await;
    loop {
        minute.tick().await;
        let port = Settings::load(folder)?
            .and_then(|settings| settings.ports.api)
            .unwrap_or_default();
        let url = format!("http://127.0.0.1:{port}/2015-03-31/functions/{FUNCTION}/invocations");
        let event = json!({
            "version": "0",
            "id": uuid::Uuid::new_v4(),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": crate::aws::ACCOUNT,
            "time": chrono::Utc::now(),
            "region": crate::aws::REGION,
            "resources": [],
            "detail": {},
        });
        let answer = async {
            client
                .post(url)
                .timeout(EVERY)
                .json(&event)
                .send()
                .await?
                .text()
                .await
        };
        println!(
            "{} {FUNCTION}: {}",
            chrono::Utc::now().to_rfc3339(),
            match answer.await {
                Ok(answer) => answer,
                Err(error) => error.to_string(),
            }
        );
    }
}
