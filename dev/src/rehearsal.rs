//! The deployment, rehearsed without AWS: `cargo dev rehearse`.
//!
//! docs/deploy.md's own commands, the release build and `sam deploy` of the templates, against a server that answers as
//! CloudFormation, Lambda, API Gateway, SQS and the rest do, with the functions' own roles and rights. The database is
//! empty before, and `migrate` makes its schema. Then the demo and the tests that speak HTTP run against that API. Last, another
//! deployment has switched on what is off by default; the server can't update one that is there.

mod browser;
mod deployment;
mod gateway;
mod options;
mod template;
mod yaml;

use std::{path::PathBuf, time::Duration};

use anyhow::{Result, anyhow};
use rustix::process::Signal;

use crate::{
    aws::Aws,
    cargo, demo,
    environment::{self, Environment},
    folder::{Folder, write_json, write_private},
    ministack, postgres,
    process::{Processes, end_orphans, free_port, interrupted, wait_until_up},
    settings::Settings,
    stack,
    state::State,
    suite,
    terminal::{Step, say},
    tools,
};

const NAME: &str = "rehearsal";
/// Its name on AWS, as in docs/deploy.md.
const STACK: &str = "repostr";
/// The tests that reach the functions through the API alone. Two have a page imported from loopback, which what is deployed
/// doesn't ask.
const TESTS: [&str; 8] = [
    "api::",
    "api_keys::",
    "mcp::",
    "teams::routes",
    "--skip",
    "mcp::an_assistant_takes_a_page_to_a_blog_post",
    "--skip",
    "mcp::an_address_is_imported_once",
];

/// Succeeds only if the deployment, the demo and the tests do; everything that it made is gone afterwards.
pub(crate) async fn run(folder: &Folder) -> Result<()> {
    cargo::release(folder, &folder.dev(NAME).join("target/lambda"), &[])?;
    deployment::check(folder)?;
    let sandbox = Sandbox::create(folder).await?;
    let outcome = tokio::select! {
        // Asked first, so that Ctrl-C is heard from the beginning.
        biased;
        () = interrupted() => Err(anyhow!("interrupted")),
        outcome = sandbox.run() => outcome,
    };
    sandbox.destroy().await?;
    outcome?;
    say!("\nThe rehearsal went well: deployed, demonstrated and tested as it will be on AWS.");
    Ok(())
}

/// What the rehearsal has for itself: a server, a database and a folder.
struct Sandbox<'a> {
    folder: &'a Folder,
    home: PathBuf,
    /// The stack's, but for the server.
    settings: Settings,
    /// What the secret's keys and the settings outside of the stack are here.
    local: Environment,
    aws: Aws,
}

impl<'a> Sandbox<'a> {
    async fn create(folder: &'a Folder) -> Result<Self> {
        let program = tools::ministack(folder)?;
        let _lock = folder.lock()?;
        let mut settings = stack::up_foundation(folder).await?;
        let mut processes = Processes::load(folder)?;
        stop(folder, &mut processes)?;
        let step = Step::start("Starting the emulated AWS");
        postgres::create_database(&settings, NAME).await?;
        let home = folder.dev(NAME);
        _ = std::fs::remove_dir_all(home.join("server"));
        let port = free_port(None)?;
        settings.ports.ministack = Some(port);
        let mut server = ministack::server(&program, &home.join("server"), &settings)?;
        // The functions ask it, and not AWS.
        server.env("AWS_ENDPOINT_URL", ministack::url(&settings));
        let process = processes.start(folder, NAME, &mut server, Some(port))?;
        wait_until_up(folder, NAME, &process, Duration::from_secs(30))?;
        step.done();
        Ok(Self {
            folder,
            home,
            local: local(&settings),
            aws: Aws::new(&settings),
            settings,
        })
    }

    async fn run(&self) -> Result<()> {
        ministack::buckets(&self.settings).await?;
        let mut parameters = deployment::prepare(self).await?;
        let template = deployment::deploy(self, STACK, &parameters)?;
        let path = gateway::open(&self.aws, STACK, &template).await?;
        let state = self.state(ministack::url(&self.settings) + &path)?;
        browser::check(&state.api_url, &template).await?;
        demo::rehearse(self.folder, &state.api_url).await?;
        suite::test(
            self.folder,
            &state,
            &self.home.join("state.json"),
            &TESTS,
            Some(&self.home.join("target/lambda")),
        )?;
        options::switch_on(&mut parameters);
        let template = deployment::deploy(self, options::STACK, &parameters)?;
        let path = gateway::open(&self.aws, options::STACK, &template).await?;
        let api_url = ministack::url(&self.settings) + &path;
        options::check(self, &api_url, &state.admin_database_url).await
    }

    /// What the tests know the stack by.
    fn state(&self, api_url: String) -> Result<State> {
        let _lock = self.folder.lock()?;
        let processes = Processes::load(self.folder)?;
        let own = |url: &str| postgres::in_database(url, NAME);
        let state = State::new(&self.settings, &processes);
        let state = State {
            api_url,
            database_url: own(&state.database_url),
            service_database_url: own(&state.service_database_url),
            migration_database_url: own(&state.migration_database_url),
            admin_database_url: own(&state.admin_database_url),
            ..state
        };
        let mut local = self.local.clone();
        local.insert("API_URL".to_owned(), state.api_url.clone());
        write_json(&self.home.join("state.json"), &state)?;
        for shared in ["issuer", "tools"] {
            let link = self.home.join(shared);
            _ = std::fs::remove_file(&link);
            std::os::unix::fs::symlink(self.folder.dev(shared), link)?;
        }
        write_private(
            &self.home.join("functions.env"),
            &environment::print(&local),
        )?;
        Ok(state)
    }

    async fn destroy(&self) -> Result<()> {
        let _lock = self.folder.lock()?;
        let mut processes = Processes::load(self.folder)?;
        stop(self.folder, &mut processes)?;
        end_orphans(self.folder, &processes);
        postgres::drop_database(&self.settings, NAME).await
    }
}

/// Ends its server, and with it the functions.
fn stop(folder: &Folder, processes: &mut Processes) -> Result<()> {
    processes.stop(folder, NAME, Signal::TERM, Duration::from_secs(10))
}

fn local(settings: &Settings) -> Environment {
    let mut local = environment::stack_environment(settings);
    for (name, url) in &mut local {
        if name.ends_with("DATABASE_URL") {
            *url = postgres::in_database(url, NAME);
        }
    }
    for (name, _) in ministack::queue_variables(settings) {
        if let Some(url) = local.get_mut(&name)
            && let Some((server, queue)) = url.rsplit_once('/')
        {
            *url = format!("{server}/{STACK}-{queue}");
        }
    }
    local
}
