//! The whole stack: up, down, reset.

use anyhow::{Context, Result};
use rustix::process::Signal;
use sqlx::Connection;

use crate::{
    cargo::Functions,
    environment::Environment,
    folder::Folder,
    issuer, lambda, localstripe, ministack, postgres,
    process::{Processes, end_orphans},
    schedule,
    settings::Settings,
    state::State,
};

/// Starts what does not run, and applies the migrations. A second time it finds everything running.
pub(crate) async fn up(folder: &Folder, mut options: lambda::StartOptions) -> Result<State> {
    let _lock = folder.lock()?;
    let mut settings = Settings::load_or_new(folder)?;
    let mut processes = Processes::load(folder)?;
    database(folder, &mut settings, &mut processes).await?;
    issuer::start(folder, &mut settings, &mut processes)?;
    if !processes.runs(ministack::NAME) {
        // The functions have to be connected to it again.
        processes.set_ready(folder, lambda::NAME, false)?;
    }
    ministack::start(folder, &mut settings, &mut processes).await?;
    let sells = options.stripe;
    if sells {
        localstripe::start(folder, &mut settings, &mut processes).await?;
        let mut overrides = localstripe::environment(&settings);
        overrides.append(&mut options.overrides);
        options.overrides = overrides;
    }
    // Before the functions: where they don't build, the rest is of use already.
    State::new(&settings, &processes).save(folder)?;
    let functions = Functions::find(folder)?;
    lambda::start(folder, &mut settings, &mut processes, &functions, options).await?;
    schedule::start(folder, &mut processes, &functions)?;
    let state = State::new(&settings, &processes);
    state.save(folder)?;
    if sells {
        localstripe::connect(&settings, &state.api_url).await?;
    }
    Ok(state)
}

/// The database alone, with the present schema.
pub(crate) async fn up_database(folder: &Folder) -> Result<Settings> {
    let _lock = folder.lock()?;
    let mut settings = Settings::load_or_new(folder)?;
    database(folder, &mut settings, &mut Processes::load(folder)?).await?;
    Ok(settings)
}

/// The database and the issuer, without anything that works for the queues; under the caller's lock.
pub(crate) async fn up_foundation(folder: &Folder) -> Result<Settings> {
    let mut settings = Settings::load_or_new(folder)?;
    let mut processes = Processes::load(folder)?;
    database(folder, &mut settings, &mut processes).await?;
    issuer::start(folder, &mut settings, &mut processes)?;
    Ok(settings)
}

async fn database(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
) -> Result<()> {
    postgres::start(folder, settings, processes).await?;
    let mut owner = postgres::connect(&postgres::owner_url(settings)).await?;
    postgres::migrate(&mut owner).await?;
    for (role, password) in [
        ("repostr_api", &settings.passwords.api),
        ("repostr_worker", &settings.passwords.worker),
        ("repostr_webhook", &settings.passwords.webhook),
        ("repostr_delivery", &settings.passwords.delivery),
    ] {
        postgres::set_password(&mut owner, role, password).await?;
    }
    Ok(owner.close().await?)
}

/// Stops everything and keeps the data.
pub(crate) async fn down(folder: &Folder) -> Result<()> {
    let _lock = folder.lock()?;
    let mut processes = Processes::load(folder)?;
    schedule::stop(folder, &mut processes)?;
    if let Some(settings) = Settings::load(folder)? {
        lambda::stop(folder, &settings, &mut processes).await?;
        ministack::stop(folder, &settings, &mut processes).await?;
    }
    localstripe::stop(folder, &mut processes)?;
    issuer::stop(folder, &mut processes)?;
    postgres::stop(folder, &mut processes)?;
    lambda::forget(folder);
    // And what else is alive, such as a rehearsal that broke off.
    end_orphans(folder, &Processes::default());
    Ok(())
}

/// Stops everything and forgets all data; what was installed stays.
pub(crate) async fn reset(folder: &Folder) -> Result<()> {
    if let Err(error) = down(folder).await {
        // What is damaged is about to be forgotten: then no part of it ends in good order, but it ends.
        eprintln!("  ! {error:#}");
        if let Ok(processes) = Processes::load(folder) {
            processes
                .alive()
                .for_each(|(_, process)| process.stop(Signal::KILL, std::time::Duration::ZERO));
        }
        end_orphans(folder, &Processes::default());
    }
    let _lock = folder.lock()?;
    for entry in std::fs::read_dir(folder.dev(""))?.flatten() {
        if entry.file_name() == "tools" || entry.file_name() == "lock" {
            continue;
        }
        let path = entry.path();
        let removed = if path.is_dir() {
            std::fs::remove_dir_all(&path)
        } else {
            std::fs::remove_file(&path)
        };
        removed.with_context(|| format!("can't remove {}", path.display()))?;
    }
    Ok(())
}

/// Whether any part of the stack is alive.
pub(crate) fn runs(folder: &Folder) -> bool {
    Processes::load(folder).is_ok_and(|processes| processes.alive().next().is_some())
}

/// The functions' environment, also of a stack that does not run.
pub(crate) fn environment(folder: &Folder) -> Result<Environment> {
    let settings =
        Settings::load(folder)?.context("there is no stack yet; `cargo dev up` makes one")?;
    crate::environment::environment(folder, &settings, &lambda::overrides(folder)?)
}
