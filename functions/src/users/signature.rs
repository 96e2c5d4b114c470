//! Whether an event comes from Clerk: Svix's signature, which has become Standard Webhooks.
//!
//! <https://docs.svix.com/receiving/verifying-payloads/how-manual>, <https://www.standardwebhooks.com>

use crate::event::problems::invalid_signature;
use domain::Env;
use standardwebhooks::{
    HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook,
};
use web::{HeaderMap, Problem, Request, limits};

/// The secrets of `CLERK_WEBHOOK_SECRET`: more than one while a new one takes the old one's place.
pub struct Secrets(Vec<Webhook>);

/// Svix's names of the headers, and the standard's.
const HEADERS: [(&str, &str); 3] = [
    ("svix-id", HEADER_WEBHOOK_ID),
    ("svix-timestamp", HEADER_WEBHOOK_TIMESTAMP),
    ("svix-signature", HEADER_WEBHOOK_SIGNATURE),
];
/// Digits of a time in seconds, for some thousand years.
const TIMESTAMP: usize = 11;

impl Secrets {
    /// `whsec_…`, separated by commas or spaces.
    pub fn from_env(env: &mut Env) -> Self {
        const NAME: &str = "CLERK_WEBHOOK_SECRET";
        let text = env.required(NAME);
        let mut secrets = Vec::new();
        for secret in text.split([',', ' ']).filter(|secret| !secret.is_empty()) {
            let key = secret.strip_prefix("whsec_").unwrap_or_default();
            match Webhook::new(key) {
                Ok(webhook) if !key.is_empty() => secrets.push(webhook),
                _ => env.problem(
                    NAME,
                    "has something in it that is no secret of Svix: whsec_…",
                ),
            }
        }
        Self(secrets)
    }

    /// The event's id, where one of the signatures is one of ours and not older than five minutes.
    pub fn verify<'a>(&self, request: &'a Request) -> Result<&'a str, Problem> {
        let forged = invalid_signature;
        let mut headers = HeaderMap::new();
        for (name, standard) in HEADERS {
            let value = request.header(name).ok_or_else(forged)?;
            headers.insert(standard, value.parse().map_err(|_| forged())?);
        }
        let length = |name| request.header(name).map_or(0, str::len);
        let bounded =
            length("svix-id") <= limits::WEBHOOK_ID && length("svix-timestamp") < TIMESTAMP;
        let signed = |secret: &Webhook| secret.verify(request.bytes(), &headers).is_ok();
        let id = request.header("svix-id").filter(|id| !id.is_empty());
        id.filter(|_| bounded && self.0.iter().any(signed))
            .ok_or_else(forged)
    }
}
