//! The functions' environment: what the local stack is, then `.env`, then `--env`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::{
    aws::{ACCESS_KEY_ID, REGION},
    folder::Folder,
    issuer, ministack, postgres,
    settings::{API_PORT, Settings},
};

pub(crate) type Environment = BTreeMap<String, String>;

/// It names every variable that a function reads; those of the SDK come in addition.
const EXAMPLE: &str = include_str!("../../.env.example");
const OF_THE_SDK: [&str; 3] = ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"];

/// Every variable that means something to a function, and so every one that must not reach it from the shell behind
/// the back of `cargo dev env`.
pub(crate) fn variables() -> impl Iterator<Item = &'static str> {
    let lines = EXAMPLE
        .lines()
        .filter_map(|line| line.trim_start_matches(['#', ' ']).split_once('='));
    let is_name = |name: &str| {
        name.chars()
            .all(|character| character.is_ascii_uppercase() || character == '_')
    };
    lines
        .map(|(name, _)| name)
        .filter(move |name| is_name(name))
        .chain(OF_THE_SDK)
}

/// `overrides`: what `--env` said.
pub(crate) fn environment(
    folder: &Folder,
    settings: &Settings,
    overrides: &Environment,
) -> Result<Environment> {
    let mut environment = stack_environment(settings);
    let file = folder.root.join(".env");
    if file.exists() {
        for pair in dotenvy::from_path_iter(&file).with_context(|| format!("{}", file.display()))? {
            let (name, value) = pair.with_context(|| format!("{}", file.display()))?;
            environment.insert(name, value);
        }
    }
    environment.extend(overrides.clone());
    Ok(environment)
}

/// As the stack is by itself.
pub(crate) fn stack_environment(settings: &Settings) -> Environment {
    let (storage, passwords) = (ministack::url(settings), &settings.passwords);
    let variables = [
        (
            "DATABASE_URL",
            postgres::url(settings, "repostr_api", &passwords.api),
        ),
        (
            "SERVICE_DATABASE_URL",
            postgres::url(settings, "repostr_worker", &passwords.worker),
        ),
        (
            "WEBHOOK_DATABASE_URL",
            postgres::url(settings, "repostr_webhook", &passwords.webhook),
        ),
        (
            "DELIVERY_DATABASE_URL",
            postgres::url(settings, "repostr_delivery", &passwords.delivery),
        ),
        ("MIGRATION_DATABASE_URL", postgres::owner_url(settings)),
        ("AWS_ENDPOINT_URL", storage.clone()),
        ("AWS_REGION", REGION.into()),
        ("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID.into()),
        ("AWS_SECRET_ACCESS_KEY", settings.secret_access_key.clone()),
        ("STORAGE_ENDPOINT", storage.clone()),
        ("STORAGE_REGION", REGION.into()),
        ("STORAGE_ACCESS_KEY_ID", ACCESS_KEY_ID.into()),
        (
            "STORAGE_SECRET_ACCESS_KEY",
            settings.secret_access_key.clone(),
        ),
        ("STORAGE_BUCKET", ministack::BUCKET.into()),
        (
            "STORAGE_PUBLIC_URL",
            format!("{storage}/{}", ministack::BUCKET),
        ),
        ("CLERK_ISSUER", issuer::issuer_url(settings)),
        ("CLERK_JWKS_URL", issuer::jwks_url(settings)),
        ("CLERK_AUTHORIZED_PARTIES", issuer::ORIGIN.into()),
        ("CLERK_WEBHOOK_SECRET", settings.webhook_secret.clone()),
        (
            "WEBHOOK_ENCRYPTION_KEY",
            settings.webhook_encryption_key.clone(),
        ),
        ("GENERATION_PROVIDER", "extractive".into()),
        ("ALLOWED_ORIGINS", issuer::ORIGIN.into()),
        ("ALLOW_PRIVATE_ADDRESSES", "on".into()),
        ("ENVIRONMENT", "local".into()),
        (
            "API_URL",
            format!(
                "http://127.0.0.1:{}",
                settings.ports.api.unwrap_or(API_PORT)
            ),
        ),
    ];
    variables
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .chain(ministack::queue_variables(settings))
        .collect()
}

/// One `NAME=VALUE` of the command line.
pub(crate) fn parse_pair(text: &str) -> Result<(String, String)> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => bail!("NAME=VALUE is expected"),
    }
}

/// One `NAME=VALUE` a line, quoted where a shell or `cargo lambda watch --env-file` would misread the value.
pub(crate) fn print(environment: &Environment) -> String {
    let lines: Vec<_> = environment
        .iter()
        .map(|(name, value)| format!("{name}={}", quoted(value)))
        .collect();
    lines.join("\n") + "\n"
}

fn quoted(value: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./:@,+%".contains(character);
    if value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "\\'"))
    }
}
