//! docs/deploy.md: build, check, the secret, `sam deploy`.

use std::{collections::BTreeMap, fs::File, process::Command};

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use ring::digest::{SHA256, digest};
use serde_json::{Map, json};

use super::{STACK, Sandbox, template::Template};
use crate::{
    aws::{ACCESS_KEY_ID, REGION, field},
    folder::Folder,
    issuer, ministack,
    settings::hex,
    terminal::Step,
    tools,
};

/// Where `sam deploy` puts the functions' zips.
const ZIPS: &str = "deployment";
/// Where the templates are that template.yaml consists of.
const PARTS: &str = "infra";
/// The keys of the secret, as docs/deploy.md has them.
const SECRET: [&str; 8] = [
    "DATABASE_URL",
    "SERVICE_DATABASE_URL",
    "WEBHOOK_DATABASE_URL",
    "DELIVERY_DATABASE_URL",
    "MIGRATION_DATABASE_URL",
    "STORAGE_SECRET_ACCESS_KEY",
    "CLERK_WEBHOOK_SECRET",
    "WEBHOOK_ENCRYPTION_KEY",
];

/// template.yaml as SAM and cfn-lint see it. It installs SAM, too.
pub(super) fn check(folder: &Folder) -> Result<()> {
    let mut check = Command::new(tools::python()?);
    let status = check
        .arg(folder.root.join("dev/check-template"))
        .current_dir(&folder.root)
        .status()?;
    ensure!(status.success(), "dev/check-template found something");
    Ok(())
}

/// The parameters of a deployment, each with its value.
pub(super) type Parameters = BTreeMap<&'static str, String>;

pub(super) fn deploy(
    sandbox: &Sandbox<'_>,
    stack: &str,
    parameters: &Parameters,
) -> Result<Template> {
    let path = sandbox.folder.root.join("template.yaml");
    let text = std::fs::read_to_string(&path).context("template.yaml")?;
    let template = Template::read(&text, parameters, &sandbox.local)?;
    std::fs::write(sandbox.home.join("template.json"), template.text())?;
    write_parts(sandbox, &template)?;
    let certificates = sandbox.home.join("certificates");
    std::fs::create_dir_all(&certificates)?;
    let unread = "The database is on loopback, without TLS: nothing reads this.\n";
    std::fs::write(certificates.join("database-ca.crt"), unread)?;
    let step = Step::start("Deploying");
    let log = sandbox.folder.log("sam-deploy");
    let mut sam = sam(sandbox);
    sam.args([
        "deploy",
        "--template-file=template.json",
        "--no-progressbar",
    ])
    .args(["--stack-name", stack, "--s3-bucket", ZIPS])
    .args(["--capabilities", "CAPABILITY_IAM", "--parameter-overrides"])
    .args(
        parameters
            .iter()
            .map(|(name, value)| format!("{name}={value}")),
    );
    let said = File::create(&log)?;
    let status = sam.stdout(said.try_clone()?).stderr(said).status()?;
    ensure!(
        status.success(),
        "sam deploy failed ({status}); {} says why",
        log.display()
    );
    step.done();
    Ok(template)
}

/// The templates under infra/.
fn write_parts(sandbox: &Sandbox, template: &Template) -> Result<()> {
    let (from, into) = (sandbox.folder.root.join(PARTS), sandbox.home.join(PARTS));
    std::fs::create_dir_all(&into)?;
    for part in std::fs::read_dir(from)? {
        let part = part?;
        let text = std::fs::read_to_string(part.path())?;
        std::fs::write(into.join(part.file_name()), template.part(&text))?;
    }
    Ok(())
}

/// Without anything of the shell's: no profile of a real account is to be found.
fn sam(sandbox: &Sandbox) -> Command {
    let sam = sandbox.folder.dev("tools/check-template/bin/sam");
    let mut command = Command::new(sam);
    command
        .current_dir(&sandbox.home)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", &sandbox.home)
        .envs([("SAM_CLI_TELEMETRY", "0"), ("LC_ALL", "C.UTF-8")])
        .env("AWS_ENDPOINT_URL", ministack::url(&sandbox.settings))
        .env("AWS_DEFAULT_REGION", REGION)
        .env("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("AWS_SECRET_ACCESS_KEY", &sandbox.settings.secret_access_key);
    command
}

/// Makes what a deployment finds there: the bucket for the zips, and the secret. The parameters that have no default follow.
pub(super) async fn prepare(sandbox: &Sandbox<'_>) -> Result<Parameters> {
    sandbox
        .aws
        .s3(Method::PUT, &format!("/{ZIPS}"), String::new())
        .await?;
    let key = std::fs::read_to_string(sandbox.folder.dev("issuer/public.pem"))?;
    let key = key.lines().filter(|line| !line.contains("-----")).collect();
    let hash = digest(&SHA256, migrations::whole().as_bytes());
    let architecture = match std::env::consts::ARCH {
        "aarch64" => "arm64",
        other => other,
    };
    let parameters = [
        ("Architecture", architecture.to_owned()),
        ("Environment", super::NAME.to_owned()),
        ("MigrationsHash", hex(hash.as_ref())),
        ("SecretVersion", secret(sandbox).await?),
        (
            "AllowedOrigins",
            format!("{},https://app.example.com", issuer::ORIGIN),
        ),
        ("ClerkJwtKey", key),
        // What these three make of settings is the local stack's: they only have to be well-formed.
        ("ClerkIssuer", "https://clerk.example.com".to_owned()),
        ("StorageAccessKeyId", "0123456789abcdef".to_owned()),
        ("SupabaseProject", "abcdefghijklmnopqrst".to_owned()),
        // As the schema reference has it, and the local stack.
        ("UploadsPublic", "true".to_owned()),
    ];
    Ok(parameters.into())
}

/// Its version.
async fn secret(sandbox: &Sandbox<'_>) -> Result<String> {
    let mut secret = Map::new();
    for name in SECRET {
        secret.insert(name.to_owned(), sandbox.local[name].as_str().into());
    }
    secret.insert("GENERATION_API_KEY".to_owned(), "".into());
    secret.insert("TRANSCRIPTION_API_KEY".to_owned(), "".into());
    let request = json!({
        "Name": STACK,
        "SecretString": serde_json::to_string(&secret)?,
        "ClientRequestToken": uuid::Uuid::new_v4().to_string(),
    });
    let made = sandbox
        .aws
        .json("secretsmanager", "secretsmanager.CreateSecret", &request)
        .await?;
    Ok(field(&made, "VersionId")?.to_owned())
}
