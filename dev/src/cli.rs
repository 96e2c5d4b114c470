//! The commands.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{
    clerk, contract, demo,
    environment::{self, parse_pair},
    folder::Folder,
    issuer,
    lambda::StartOptions,
    logs::{self, Form},
    postgres, prepare,
    process::interrupted,
    rehearsal, schedule, stack, status,
    suite::{self, Figures},
    terminal::say,
};

/// The local stack: real Postgres, queues, storage and functions, on this machine alone
#[derive(Parser)]
#[command(
    name = "cargo dev",
    bin_name = "cargo dev",
    version,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Turn a text into a blog post, a social set and an email, starting what is not running
    Demo {
        /// The source, a txt or md file of at most 4 MB; without it a speech of 1863 that the project carries
        file: Option<PathBuf>,
    },
    /// Run all tests, starting what they need
    Test {
        /// Only the tests whose name contains this
        filter: Option<String>,
    },
    /// Rehearse the deployment: release build, `sam deploy` to an emulated AWS, the demo and the tests over HTTP there
    Rehearse,
    /// Measure size, start and memory of the functions, what a job costs, the queries at a million outputs, and growth
    Bench {
        /// One of them alone
        what: Option<Figures>,
        /// How many outputs the database of `queries` has
        #[arg(long)]
        outputs: Option<u32>,
    },
    /// Start everything, the API on port 8000 or the next free one
    ///
    /// Without --detach it shows the functions' logs, and stops everything with Ctrl-C.
    /// A second `up` finds everything running, and starts the functions anew where their code or environment is new.
    Up {
        /// Leave it running and return
        #[arg(long)]
        detach: bool,
        /// Set a variable of the functions, over `.env`, until `down`; other ones than before restart the functions
        #[arg(long = "env", value_name = "NAME=VALUE", value_parser = parse_pair)]
        env: Vec<(String, String)>,
        /// Sell plans by localstripe, which plays Stripe's subscriptions, invoices and webhooks; it has neither Checkout nor the
        /// portal
        #[arg(long)]
        stripe: bool,
        /// The API's port
        #[arg(long)]
        port: Option<u16>,
    },
    /// Stop everything, keeping the data
    Down,
    /// Stop everything and forget all data
    Reset,
    /// Show what runs, and where; exit code 1 where something does not
    Status {
        /// As JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Print a session token of the local issuer, in Clerk's format
    Token {
        /// Whose token, such as `user_1`
        user_id: String,
        /// The organization that they act for, such as `org_1`
        #[arg(long)]
        org: Option<String>,
        /// Their role in it, as Clerk's dashboard has it, without `org:`
        #[arg(long, requires = "org", default_value = "admin")]
        role: String,
        /// A JSON object, merged over the default claims; `null` removes a claim
        #[arg(long, value_name = "JSON")]
        claims: Option<String>,
    },
    /// Tell the webhook what Clerk would, signed as Clerk signs it
    Clerk {
        /// Such as `user.deleted`, `organizationMembership.created`, `organization.deleted`; with `up --env BILLING=clerk` also
        /// `subscriptionItem.active`, `.canceled`, `.pastDue`, `.ended`
        event: String,
        #[command(flatten)]
        about: clerk::About,
    },
    /// Print the functions' environment as NAME=VALUE
    Env,
    /// Show the functions' logs
    Logs {
        /// One function, such as `project-create`, or one of postgres, ministack, issuer, schedule
        name: Option<String>,
        /// Go on showing what comes, until Ctrl-C
        #[arg(long, short)]
        follow: bool,
        /// As JSON, a line each, for programs
        #[arg(long)]
        json: bool,
    },
    /// Apply the migrations to the database of `MIGRATION_DATABASE_URL`, by default the local one
    Migrate,
    /// Print the whole schema as one SQL file, to paste into an editor
    Schema,
    /// Renew what the database says: `.sqlx/`, the offline data of compile-time checked queries, and `docs/schema.sql`
    Prepare {
        /// Change nothing; exit code 1 where something would
        #[arg(long)]
        check: bool,
    },
    /// Write what is generated from the code: `openapi.json`, the routes of `cargo lambda watch`, the API's templates, who
    /// reads which variable
    #[command(alias = "openapi")]
    Contract {
        /// Change nothing; exit code 1 where something would
        #[arg(long)]
        check: bool,
    },
    #[command(hide = true)]
    Issuer { port: u16 },
    #[command(hide = true)]
    Schedule,
}

pub(crate) async fn run() -> Result<()> {
    let folder = Folder::of_workspace()?;
    match Cli::parse().command {
        Command::Demo { file } => demo::run(&folder, file).await,
        Command::Test { filter } => suite::run(&folder, filter.as_deref()).await,
        Command::Rehearse => rehearsal::run(&folder).await,
        Command::Bench { what, outputs } => suite::bench(&folder, what, outputs).await,
        Command::Up {
            detach,
            env,
            stripe,
            port,
        } => {
            up(
                &folder,
                detach,
                StartOptions {
                    port,
                    overrides: env.into_iter().collect(),
                    stripe,
                },
            )
            .await
        }
        Command::Down => down(&folder).await,
        Command::Reset => {
            stack::reset(&folder).await?;
            say!("Everything is stopped, and all data forgotten.");
            Ok(())
        }
        Command::Status { json } => status::print(&folder, json).await,
        Command::Token {
            user_id,
            org,
            role,
            claims,
        } => {
            let organization = org
                .as_deref()
                .map(|id| issuer::Organization { id, role: &role });
            let token = issuer::token(&folder, &user_id, organization, claims.as_deref())?;
            say!("{token}");
            Ok(())
        }
        Command::Clerk { event, about } => {
            let status = clerk::send(&folder, &event, &about).await?;
            say!("{event} was answered {status}.");
            Ok(())
        }
        Command::Env => {
            say!(
                "{}",
                environment::print(&stack::environment(&folder)?).trim_end()
            );
            Ok(())
        }
        Command::Logs { name, follow, json } => {
            let form = if json { Form::Json } else { Form::Text };
            logs::print(&folder, name.as_deref(), follow, form).await
        }
        Command::Migrate => migrate(&folder).await,
        Command::Schema => {
            say!("{}", migrations::whole().trim_end());
            Ok(())
        }
        Command::Prepare { check } => prepare::run(&folder, check).await,
        Command::Contract { check } => contract::run(&folder, check),
        Command::Issuer { port } => issuer::serve(&folder, port),
        Command::Schedule => schedule::serve(&folder).await,
    }
}

async fn up(folder: &Folder, detach: bool, options: StartOptions) -> Result<()> {
    let ran_before = stack::runs(folder);
    let state = stack::up(folder, options).await?;
    status::welcome(&state);
    if detach || ran_before {
        return Ok(());
    }
    say!("\nThe functions' logs follow; Ctrl-C stops everything.\n");
    tokio::select! {
        shown = logs::follow_new(folder) => shown?,
        () = interrupted() => (),
    }
    say!("");
    down(folder).await
}

async fn down(folder: &Folder) -> Result<()> {
    stack::down(folder).await?;
    say!(
        "Everything is stopped; `cargo dev up` finds the data again, `cargo dev reset` forgets it."
    );
    Ok(())
}

async fn migrate(folder: &Folder) -> Result<()> {
    let Some(url) = std::env::var("MIGRATION_DATABASE_URL")
        .ok()
        .filter(|url| !url.is_empty())
    else {
        stack::up_database(folder).await?;
        say!("The local database has the present schema.");
        return Ok(());
    };
    let mut owner = postgres::connect(&url).await?;
    for name in postgres::migrate(&mut owner).await? {
        eprintln!("  {name}");
    }
    say!("The database of MIGRATION_DATABASE_URL has the present schema.");
    Ok(())
}
