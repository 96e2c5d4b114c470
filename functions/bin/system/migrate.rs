//! On deployment: applies the migrations, sets the passwords of the login roles, closes a bucket that is to be
//! private, and switches broadcasts on or off, all under one lock. Weekly: `VACUUM ANALYZE`, which is the owner's right alone.

use domain::Env;
use functions::system::cloudformation;
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::owner;
use serde_json::{Value, json};
use web::{Error, log};

struct Owner {
    url: String,
    ca_file: Option<String>,
    /// Login roles and their passwords, out of the URLs that the other functions connect with.
    logins: Vec<(String, String)>,
    uploads_public: bool,
    realtime: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let owner = Owner {
        url: env.required("MIGRATION_DATABASE_URL"),
        ca_file: env.optional("DATABASE_CA_FILE"),
        logins: [
            "DATABASE_URL",
            "SERVICE_DATABASE_URL",
            "WEBHOOK_DATABASE_URL",
            "DELIVERY_DATABASE_URL",
        ]
        .into_iter()
        .filter_map(|name| login(&mut env, name))
        .collect(),
        uploads_public: env.parsed("UPLOADS_PUBLIC", true),
        realtime: env.switch("REALTIME"),
    };
    env.finish()?;
    let owner = &owner;
    run(service_fn(move |event: LambdaEvent<Value>| async move {
        handle(event.payload, owner).await
    }))
    .await
}

async fn handle(event: Value, owner: &Owner) -> Result<Value, Error> {
    if event.get("RequestType").is_some() {
        return cloudformation::answer(event, async || migrate(owner).await).await;
    }
    match event.get("task").and_then(Value::as_str) {
        Some("vacuum") => {
            let mut connection = owner::connect(&owner.url, owner.ca_file.clone()).await?;
            owner::vacuum(&mut connection).await?;
            Ok(json!({ "vacuumed": true }))
        }
        _ => migrate(owner).await,
    }
}

async fn migrate(owner: &Owner) -> Result<Value, Error> {
    let mut connection = owner::connect(&owner.url, owner.ca_file.clone()).await?;
    let applied = migrations::alone(&mut connection, async |session| {
        let applied = migrations::apply(session, |name| tracing::info!(name, "migrating")).await?;
        for (role, password) in &owner.logins {
            owner::set_password(session, role, password).await?;
        }
        // A bucket that somebody closed stays closed, whatever the setting says.
        if !owner.uploads_public {
            owner::close_bucket(session).await?;
        }
        migrations::set_realtime(session, owner.realtime).await?;
        Ok::<_, Error>(applied)
    })
    .await?;
    tracing::info!(?applied, "migrated");
    Ok(json!({ "applied": applied }))
}

/// Role and password of a URL. A pooler's user is `ROLE.PROJECT`.
fn login(env: &mut Env, name: &str) -> Option<(String, String)> {
    let url = env.required(name);
    match owner::login(&url) {
        Some(login) => Some(login),
        None if url.is_empty() => None,
        None => {
            env.problem(name, "has no user and password");
            None
        }
    }
}
