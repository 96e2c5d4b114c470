//! What runs, and where, for a person and for a program.

use anyhow::{Context, Result, bail, ensure};

use crate::{
    folder::Folder, issuer, lambda, ministack, postgres, process::Processes, schedule,
    settings::Settings, state::State, terminal::say,
};

/// Each part, and what it is to a person.
const PARTS: [(&str, &str); 5] = [
    (lambda::NAME, "the API and the workers"),
    (postgres::NAME, "the database"),
    (ministack::NAME, "queues and storage"),
    (issuer::NAME, "the stand-in for Clerk"),
    (schedule::NAME, "invokes maintenance each minute"),
];

/// Fails, after printing, where a part does not run, or the API does not answer.
pub(crate) async fn print(folder: &Folder, json: bool) -> Result<()> {
    let state = State::load(folder)?.context("there is no stack yet; `cargo dev up` makes one")?;
    if json {
        say!("{}", serde_json::to_string_pretty(&state)?);
    } else {
        table(folder, &state)?;
    }
    let missing: Vec<_> = PARTS
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !state.processes.contains_key(*name))
        .collect();
    if !missing.is_empty() {
        bail!(
            "not running: {}; `cargo dev up` starts it",
            missing.join(", ")
        );
    }
    let settings = Settings::load(folder)?.context("the stack has no settings")?;
    ensure!(
        lambda::answers(&settings).await,
        "the API takes connections and answers none; `cargo dev up` starts the functions anew"
    );
    Ok(())
}

fn table(folder: &Folder, state: &State) -> Result<()> {
    let processes = Processes::load(folder)?;
    for (name, what) in PARTS {
        let process = processes
            .alive()
            .find(|(alive, _)| *alive == name)
            .map(|(_, process)| process);
        let pid = process.map_or_else(
            || "stopped".to_owned(),
            |process| format!("pid {}", process.pid),
        );
        let port = process.and_then(|process| process.port);
        let place = port.map_or_else(String::new, |port| format!("127.0.0.1:{port}"));
        say!("  {name:<10} {pid:<11} {place:<16} {what}");
    }
    say!("");
    places(state);
    Ok(())
}

fn places(state: &State) {
    say!("  API       {}", state.api_url);
    say!("  Database  {}", state.migration_database_url);
    say!("  Storage   {}", state.storage_url);
    for (name, url) in &state.queues {
        say!("  Queue     {url}  ({name})");
    }
    say!("  JWKS      {}", state.jwks_url);
    if let Some(url) = &state.stripe_url {
        say!("  Stripe    {url}");
    }
}

/// After `up`: where things are, and a first request.
pub(crate) fn welcome(state: &State) {
    say!("\nThe stack is up.\n");
    places(state);
    say!("\nEvery route, to read and to try: {}/docs", state.api_url);
    say!("\nA first request, as a user of your choice:\n");
    say!(
        "  curl -H \"Authorization: Bearer $(cargo dev token user_1)\" {}/users/me",
        state.api_url
    );
    say!(
        "\nNext: `cargo dev demo`, `cargo dev logs --follow`, `cargo dev status`, `cargo dev down`."
    );
}
