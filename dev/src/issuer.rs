//! The local stand-in for Clerk: an RSA key of its own, its public half as JWKS over HTTP, and session tokens.

use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    rand::SystemRandom,
    rsa::{KeyPair, PublicKeyComponents},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use rsa::{
    Generate, PrivateKey,
    pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding},
};
use rustix::process::Signal;
use serde_json::{Map, Value, json};

use crate::{
    folder::{Folder, write_json, write_private},
    process::{Processes, free_port, wait_until_up},
    settings::{Settings, hex, random},
    terminal::Step,
};

pub(crate) const NAME: &str = "issuer";
/// Where Clerk has it too, below its frontend API.
const JWKS_PATH: &str = "/.well-known/jwks.json";
/// Clerk's own last a minute and are renewed by the browser; a person at a terminal has no such help.
const LIFETIME: Duration = Duration::from_hours(24);
/// The origin that tokens are made out to, `azp`: the default of `CLERK_AUTHORIZED_PARTIES`.
pub(crate) const ORIGIN: &str = "http://localhost:3000";

pub(crate) fn issuer_url(settings: &Settings) -> String {
    format!(
        "http://127.0.0.1:{}",
        settings.ports.issuer.unwrap_or_default()
    )
}

pub(crate) fn jwks_url(settings: &Settings) -> String {
    issuer_url(settings) + JWKS_PATH
}

/// Starts the issuer unless it runs.
pub(crate) fn start(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
) -> Result<()> {
    if processes.runs(NAME) {
        return Ok(());
    }
    stop(folder, processes)?;
    let step = Step::start("Starting the issuer");
    make_key(folder)?;
    let port = free_port(settings.ports.issuer)?;
    let mut command = Command::new(std::env::current_exe()?);
    let process = processes.start(
        folder,
        NAME,
        command.args(["issuer", &port.to_string()]),
        Some(port),
    )?;
    wait_until_up(folder, NAME, &process, Duration::from_secs(10))?;
    settings.ports.issuer = Some(port);
    settings.save(folder)?;
    processes.set_ready(folder, NAME, true)?;
    step.done();
    Ok(())
}

pub(crate) fn stop(folder: &Folder, processes: &mut Processes) -> Result<()> {
    processes.stop(folder, NAME, Signal::TERM, Duration::from_secs(2))
}

/// `.dev/issuer/`: the key as PEM, its public half as PEM (what `CLERK_JWT_KEY` takes) and as JWKS.
fn make_key(folder: &Folder) -> Result<()> {
    if folder.dev("issuer/jwks.json").exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder.dev("issuer"))?;
    let key = PrivateKey::generate();
    write_private(
        &folder.dev("issuer/private.pem"),
        &key.to_pkcs8_pem(LineEnding::LF)?,
    )?;
    let public = key.to_public_key().to_public_key_pem(LineEnding::LF)?;
    write_private(&folder.dev("issuer/public.pem"), &public)?;
    let components = PublicKeyComponents::<Vec<u8>>::from(read_key(folder)?.public_key());
    let jwk = json!({
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": format!("local_{}", hex(&random::<8>()?)),
        "n": URL_SAFE_NO_PAD.encode(components.n),
        "e": URL_SAFE_NO_PAD.encode(components.e),
    });
    write_json(&folder.dev("issuer/jwks.json"), &json!({ "keys": [jwk] }))
}

fn read_key(folder: &Folder) -> Result<KeyPair> {
    let pem = std::fs::read_to_string(folder.dev("issuer/private.pem"))
        .context("there is no key yet; `cargo dev up` makes it")?;
    let base64: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let damaged = |error: &dyn std::fmt::Display| anyhow!("the issuer's key is damaged: {error}");
    let der = STANDARD.decode(base64).map_err(|error| damaged(&error))?;
    KeyPair::from_pkcs8(&der).map_err(|error| damaged(&error))
}

/// The organization that a token's user acts for.
#[derive(Clone, Copy)]
pub(crate) struct Organization<'a> {
    pub(crate) id: &'a str,
    pub(crate) role: &'a str,
}

/// A session token of the user, in Clerk's format, version 2. `claims` are merged over its own; `null` removes.
pub(crate) fn token(
    folder: &Folder,
    user_id: &str,
    organization: Option<Organization<'_>>,
    claims: Option<&str>,
) -> Result<String> {
    ensure!(
        is_clerks(user_id, "user_"),
        "Clerk's user ids are `user_` and letters and digits, as in user_2abcdef123456"
    );
    let settings =
        Settings::load(folder)?.context("there is no stack yet; `cargo dev up` makes one")?;
    let jwks: Value = crate::folder::read_json(&folder.dev("issuer/jwks.json"))?
        .context("there is no key yet; `cargo dev up` makes it")?;
    let now = chrono::Utc::now().timestamp();
    let lifetime = i64::try_from(LIFETIME.as_secs())?;
    let defaults = json!({
        "azp": ORIGIN,
        "exp": now + lifetime,
        "fva": [0, -1],
        "iat": now,
        "iss": issuer_url(&settings),
        "jti": uuid::Uuid::new_v4().simple().to_string(),
        "nbf": now - 10,
        "sid": format!("sess_{}", uuid::Uuid::new_v4().simple()),
        "sts": "active",
        "sub": user_id,
        "v": 2,
    });
    let Value::Object(mut payload) = defaults else {
        bail!("claims are an object")
    };
    if let Some(Organization { id, role }) = organization {
        ensure!(
            is_clerks(id, "org_"),
            "Clerk's organization ids are `org_` and letters and digits, as in org_2abcdef123456"
        );
        let active = json!({ "id": id, "rol": role, "slg": id.trim_start_matches("org_") });
        payload.insert("o".to_owned(), active);
    }
    let changes: Map<String, Value> = serde_json::from_str(claims.unwrap_or("{}")).context(
        "--claims takes a JSON object, as in '{\"email\": \"ada@example.com\", \"azp\": null}'",
    )?;
    for (name, value) in changes {
        if value.is_null() {
            payload.remove(&name);
        } else {
            payload.insert(name, value);
        }
    }
    let header = json!({ "alg": "RS256", "cat": "cl_B7d4PD111AAA", "kid": jwks["keys"][0]["kid"], "typ": "JWT" });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(&Value::Object(payload)));
    let key = read_key(folder)?;
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        signed.as_bytes(),
        &mut signature,
    )
    .map_err(|_| anyhow!("the issuer's key does not sign"))?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// As Clerk makes ids: a prefix, and letters and digits.
pub(crate) fn is_clerks(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Serves the JWKS; the hidden command behind the process `issuer`.
pub(crate) fn serve(folder: &Folder, port: u16) -> Result<()> {
    let jwks = std::fs::read_to_string(folder.dev("issuer/jwks.json"))?;
    for connection in TcpListener::bind((Ipv4Addr::LOCALHOST, port))?
        .incoming()
        .flatten()
    {
        let jwks = jwks.clone();
        std::thread::spawn(move || answer(&connection, &jwks));
    }
    Ok(())
}

fn answer(connection: &TcpStream, jwks: &str) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut lines = BufReader::new(connection).lines();
    let Some(request) = lines.next().transpose()? else {
        return Ok(());
    };
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    println!("{request}");
    let (status, body) = match request.split(' ').nth(1) {
        Some(JWKS_PATH) => ("200 OK", jwks),
        _ => ("404 Not Found", "{}"),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
    );
    { connection }.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes())
}
