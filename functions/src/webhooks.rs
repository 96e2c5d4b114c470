//! Webhooks out: endpoints of an account, the secrets that sign what they are sent, and what an address must be.

pub mod problems;
mod secrets;

use domain::{EventType, limits};
use imports::{AddressError, Reach};
use models::{
    schema::not_null,
    webhooks::{Delivery, Refusal, Requested, Webhook, WebhookChanges},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use web::{Fields, HandlerResult, InvalidValue, Problem, Response, boolean, text, trimmed};

pub use secrets::{SealingKeys, Secret};

/// The request of `webhook-create`.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "An endpoint of yours.")]
pub struct NewWebhook {
    /// It begins with https://, has a host of the public internet, by name, and no other port than 443 or one from 1024 on.
    #[schemars(length(min = 1, max = limits::WEBHOOK_URL))]
    pub url: String,
    /// What it is for.
    #[schemars(length(min = 1, max = limits::WEBHOOK_DESCRIPTION))]
    pub description: Option<String>,
    /// What it is told of. By default all.
    #[schemars(with = "Option<Vec<EventType>>", length(min = 1), extend("uniqueItems" = true))]
    pub types: Vec<EventType>,
}

/// The request of `webhook-update`.
#[derive(Debug, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    description = "What is to be another. What is left out stays as it is."
)]
pub struct ChangedWebhook {
    #[schemars(length(min = 1, max = limits::WEBHOOK_URL), transform = not_null)]
    pub url: Option<String>,
    #[schemars(length(min = 1, max = limits::WEBHOOK_DESCRIPTION))]
    pub description: Option<String>,
    #[schemars(length(min = 1), extend("uniqueItems" = true), transform = not_null)]
    pub types: Option<Vec<EventType>>,
    /// `false`: it is told nothing until it is `true` again.
    #[schemars(transform = not_null)]
    pub enabled: Option<bool>,
}

/// An endpoint, and the secret that signs what it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WebhookWithSecret<'a> {
    /// In this answer alone: whoever loses it has another made.
    pub secret: &'a str,
    #[serde(flatten)]
    pub webhook: &'a Webhook,
}

impl NewWebhook {
    pub fn read(body: &mut Fields, reach: Reach) -> Option<Self> {
        let url = body.required("url", |value| address(value, reach));
        let description = body.optional("description", trimmed(1..=limits::WEBHOOK_DESCRIPTION));
        let types = body.optional("types", types);
        Some(Self {
            url: url?,
            description: description?,
            types: types?.unwrap_or_else(|| EventType::ALL.to_vec()),
        })
    }
}

impl ChangedWebhook {
    pub fn read(body: &mut Fields, reach: Reach) -> Option<WebhookChanges> {
        let url = body.patch("url", |value| address(value, reach));
        let description =
            body.patch_nullable("description", trimmed(1..=limits::WEBHOOK_DESCRIPTION));
        let types = body.patch("types", types);
        let enabled = body.patch("enabled", boolean);
        Some(WebhookChanges {
            url: url?,
            description: description?,
            types: types?,
            enabled: enabled?,
        })
    }
}

fn address(value: &Value, reach: Reach) -> Result<String, InvalidValue> {
    let given = text(1..=limits::WEBHOOK_URL)(value)?;
    check_address(&given, reach).map_err(problems::invalid_address)?;
    Ok(given.trim().to_owned())
}

/// What can be seen of an address before its name is looked up: as of an import's, and that it is not without TLS.
pub(crate) fn check_address(given: &str, reach: Reach) -> Result<imports::Url, AddressError> {
    let url = imports::address(given, reach)?;
    match reach {
        Reach::Public if url.scheme() != "https" => Err(AddressError::Scheme),
        // Of an import without TLS.
        Reach::Public if url.port() == Some(80) => Err(AddressError::Port),
        Reach::Public | Reach::Everything => Ok(url),
    }
}

fn types(value: &Value) -> Result<Vec<EventType>, InvalidValue> {
    let known = |name: &Value| {
        let name = name.as_str()?;
        EventType::ALL.into_iter().find(|one| one.as_str() == name)
    };
    let given = value.as_array().ok_or_else(InvalidValue::not_an_array)?;
    let mut types: Vec<_> = given.iter().filter_map(known).collect();
    types.sort_unstable();
    types.dedup();
    if types.is_empty() || types.len() != given.len() {
        return Err(problems::not_types());
    }
    Ok(types)
}

/// The delivery that was asked for; `None`: there is nothing that it could be of.
pub fn requested(asked: Option<Requested>, what: &'static str) -> Result<Box<Delivery>, Problem> {
    match asked {
        None => Err(Problem::not_found(what)),
        Some(Requested::Made(delivery)) => Ok(delivery),
        Some(Requested::Refused {
            refused: Refusal::Disabled,
        }) => Err(problems::webhook_disabled()),
        Some(Requested::Refused {
            refused: Refusal::Pending,
        }) => Err(problems::delivery_pending()),
    }
}

/// 202: it is on its way.
pub fn on_its_way(delivery: &Delivery) -> HandlerResult {
    Ok(Response::json(web::StatusCode::ACCEPTED, delivery)?)
}
