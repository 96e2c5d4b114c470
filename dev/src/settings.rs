//! What a stack keeps from one start to the next: its ports and its passwords, drawn once, at random.

use std::fmt::Write;

use anyhow::{Result, anyhow};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};

use crate::folder::{Folder, read_json, write_json};

/// The API's port, or the first free one after it.
pub(crate) const API_PORT: u16 = 8000;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) ports: Ports,
    pub(crate) passwords: Passwords,
    /// Of the queue and storage server; its key id is [`crate::aws::ACCESS_KEY_ID`].
    pub(crate) secret_access_key: String,
    pub(crate) webhook_secret: String,
    /// 32 bytes in base64; empty in settings from before there was one.
    #[serde(default)]
    pub(crate) webhook_encryption_key: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Ports {
    pub(crate) api: Option<u16>,
    pub(crate) postgres: Option<u16>,
    pub(crate) ministack: Option<u16>,
    pub(crate) issuer: Option<u16>,
    pub(crate) localstripe: Option<u16>,
}

/// Of the logins of the database.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Passwords {
    /// `supabase_admin`, the superuser.
    pub(crate) admin: String,
    /// `postgres`, the owner.
    pub(crate) owner: String,
    /// `repostr_api`.
    pub(crate) api: String,
    /// `repostr_worker`.
    pub(crate) worker: String,
    /// `repostr_webhook`; empty in settings from before there was one.
    #[serde(default)]
    pub(crate) webhook: String,
    /// `repostr_delivery`; the same.
    #[serde(default)]
    pub(crate) delivery: String,
}

impl Settings {
    pub(crate) fn load(folder: &Folder) -> Result<Option<Self>> {
        read_json(&folder.dev("settings.json"))
    }

    pub(crate) fn load_or_new(folder: &Folder) -> Result<Self> {
        if let Some(mut settings) = Self::load(folder)? {
            let passwords = &mut settings.passwords;
            for password in [&mut passwords.webhook, &mut passwords.delivery] {
                if password.is_empty() {
                    *password = secret()?;
                }
            }
            if settings.webhook_encryption_key.is_empty() {
                settings.webhook_encryption_key = encryption_key()?;
            }
            settings.save(folder)?;
            return Ok(settings);
        }
        let settings = Self {
            ports: Ports::default(),
            passwords: Passwords {
                admin: secret()?,
                owner: secret()?,
                api: secret()?,
                worker: secret()?,
                webhook: secret()?,
                delivery: secret()?,
            },
            secret_access_key: secret()?,
            webhook_secret: webhook_secret()?,
            webhook_encryption_key: encryption_key()?,
        };
        settings.save(folder)?;
        Ok(settings)
    }

    pub(crate) fn save(&self, folder: &Folder) -> Result<()> {
        write_json(&folder.dev("settings.json"), self)
    }
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| anyhow!("the system has no random numbers"))?;
    Ok(bytes)
}

/// 48 hexadecimal digits: they need no escaping in a URL, in SQL or in an environment file.
fn secret() -> Result<String> {
    Ok(hex(&random::<24>()?))
}

/// In the form that Svix, and so Clerk, gives out.
fn webhook_secret() -> Result<String> {
    Ok(format!("whsec_{}", STANDARD.encode(random::<24>()?)))
}

fn encryption_key() -> Result<String> {
    Ok(STANDARD.encode(random::<32>()?))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}
