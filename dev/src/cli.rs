//! The commands.

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};

use crate::{
    environment::{self, parse_pair},
    folder::Folder,
    issuer,
    lambda::Wish,
    migrations, postgres, schedule, stack,
    state::State,
};

/// The local stack: real Postgres, queues, storage and functions on this machine alone
#[derive(Parser)]
#[command(
    name = "cargo dev",
    bin_name = "cargo dev",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything, the API on port 8000 or the next free one
    Up {
        /// Leave it running and return
        #[arg(long)]
        detach: bool,
        /// Set a variable of the functions, over `.env`; other ones than before restart the functions
        #[arg(long = "env", value_name = "NAME=VALUE", value_parser = parse_pair)]
        env: Vec<(String, String)>,
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
        /// A JSON object, merged over the default claims; `null` removes a claim
        #[arg(long, value_name = "JSON")]
        claims: Option<String>,
    },
    /// Print the functions' environment as NAME=VALUE
    Env,
    /// Apply the migrations to the database of `MIGRATION_DATABASE_URL`, by default the local one
    Migrate,
    /// Print the whole schema as one SQL file, to paste into an editor
    Schema,
    #[command(hide = true)]
    Issuer { port: u16 },
    #[command(hide = true)]
    Schedule,
}

pub(crate) async fn run() -> Result<()> {
    let folder = Folder::of_the_workspace()?;
    match Cli::parse().command {
        Command::Up {
            detach: _,
            env,
            port,
        } => {
            let wish = Wish {
                port,
                overrides: env.into_iter().collect(),
            };
            let state = stack::up(&folder, wish).await?;
            println!("{}", serde_json::to_string_pretty(&state)?);
            Ok(())
        }
        Command::Down => stack::down(&folder).await,
        Command::Reset => stack::reset(&folder).await,
        Command::Status { json: _ } => {
            let state =
                State::load(&folder)?.context("there is no stack; `cargo dev up` makes one")?;
            println!("{}", serde_json::to_string_pretty(&state)?);
            ensure!(
                !state.processes.is_empty(),
                "the stack is down; `cargo dev up` starts it"
            );
            Ok(())
        }
        Command::Token { user_id, claims } => {
            println!("{}", issuer::token(&folder, &user_id, claims.as_deref())?);
            Ok(())
        }
        Command::Env => {
            print!("{}", environment::print(&stack::environment(&folder)?));
            Ok(())
        }
        Command::Migrate => migrate(&folder).await,
        Command::Schema => {
            print!("{}", migrations::whole(&folder)?);
            Ok(())
        }
        Command::Issuer { port } => issuer::serve(&folder, port),
        Command::Schedule => schedule::serve(&folder).await,
    }
}

async fn migrate(folder: &Folder) -> Result<()> {
    let Ok(url) = std::env::var("MIGRATION_DATABASE_URL") else {
        stack::up_database(folder).await?;
        eprintln!("  ✓ The local database has the present schema");
        return Ok(());
    };
    let mut owner = postgres::connect(&url).await?;
    migrations::apply(folder, &mut owner, |name| eprintln!("  {name}")).await
}
