//! What other programs may know about the running stack: `cargo dev status --json`, kept in `.dev/state.json`.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::{
    folder::{Folder, read_json, write_json},
    issuer, localstripe, ministack, postgres,
    process::{Process, Processes},
    settings::Settings,
};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) api_url: String,
    /// The login `repostr_api`.
    pub(crate) database_url: String,
    /// The login `repostr_worker`.
    pub(crate) service_database_url: String,
    /// The login `postgres`, the owner.
    pub(crate) migration_database_url: String,
    /// The login `supabase_admin`, a superuser, for tests that make databases of their own.
    pub(crate) admin_database_url: String,
    /// Name → URL.
    pub(crate) queues: BTreeMap<String, String>,
    pub(crate) storage_url: String,
    pub(crate) jwks_url: String,
    /// Where plans are sold by localstripe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stripe_url: Option<String>,
    /// Name → process id.
    pub(crate) processes: BTreeMap<String, i32>,
}

impl State {
    pub(crate) fn new(settings: &Settings, processes: &Processes) -> Self {
        let passwords = &settings.passwords;
        Self {
            api_url: format!(
                "http://127.0.0.1:{}",
                settings.ports.api.unwrap_or_default()
            ),
            database_url: postgres::url(settings, "repostr_api", &passwords.api),
            service_database_url: postgres::url(settings, "repostr_worker", &passwords.worker),
            migration_database_url: postgres::owner_url(settings),
            admin_database_url: postgres::admin_url(settings),
            queues: ministack::queue_urls(settings).collect(),
            storage_url: ministack::url(settings),
            jwks_url: issuer::jwks_url(settings),
            stripe_url: processes
                .runs(localstripe::NAME)
                .then(|| localstripe::url(settings)),
            processes: pids(processes),
        }
    }

    pub(crate) fn save(&self, folder: &Folder) -> Result<()> {
        write_json(&folder.state(), self)
    }

    /// As it was kept, with the processes that live now; `None` where there is no stack.
    pub(crate) fn load(folder: &Folder) -> Result<Option<Self>> {
        let state: Option<Self> = read_json(&folder.state())?;
        let processes = Processes::load(folder)?;
        Ok(state.map(|state| Self {
            processes: pids(&processes),
            ..state
        }))
    }
}

fn pids(processes: &Processes) -> BTreeMap<String, i32> {
    processes
        .alive()
        .map(|(name, process): (&str, &Process)| (name.to_owned(), process.pid))
        .collect()
}
