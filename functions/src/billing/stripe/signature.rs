//! Whether an event comes from Stripe.
//!
//! <https://docs.stripe.com/webhooks/signature>

use domain::Env;
use ring::hmac;
use web::{Problem, Request};

use crate::event::problems::invalid_signature;

/// The secrets of `STRIPE_WEBHOOK_SECRET`: more than one while a new one takes the old one's place.
pub struct StripeSecrets(Vec<hmac::Key>);

/// Seconds that an event may be old, or early by another clock.
const TOLERANCE: i64 = 300;
/// Signatures of one event that are looked at: one for each secret that Stripe knows.
const SIGNATURES: usize = 8;

impl StripeSecrets {
    /// `whsec_…`, separated by commas or spaces. As they stand, with their prefix, they are the key.
    pub fn from_env(env: &mut Env) -> Self {
        let text = env.optional("STRIPE_WEBHOOK_SECRET").unwrap_or_default();
        let secrets = text.split([',', ' ']).filter(|secret| !secret.is_empty());
        let key = |secret: &str| hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        Self(secrets.map(key).collect())
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Stripe-Signature: t=1492774577,v1=5257a8…,v1=…`, over the time and the raw body.
    pub fn verify(&self, request: &Request) -> Result<(), Problem> {
        let header = request.header("stripe-signature").unwrap_or_default();
        let now = domain::now().timestamp();
        if self.signed(header, request.bytes(), now) {
            Ok(())
        } else {
            Err(invalid_signature())
        }
    }

    fn signed(&self, header: &str, body: &[u8], now: i64) -> bool {
        let parts = header
            .split(',')
            .filter_map(|part| part.trim().split_once('='));
        let of = |wanted: &str| {
            parts
                .clone()
                .filter(move |(name, _)| *name == wanted)
                .map(|(_, value)| value)
                .collect::<Vec<_>>()
        };
        let [time] = of("t")[..] else { return false };
        let digits = time.bytes().all(|byte| byte.is_ascii_digit());
        let Some(at) = time.parse::<i64>().ok().filter(|_| digits) else {
            return false;
        };
        if now.saturating_sub(at).abs() > TOLERANCE {
            return false;
        }
        let signed = [time.as_bytes(), b".", body].concat();
        let tags = of("v1").into_iter().take(SIGNATURES).filter_map(from_hex);
        let mut tags = tags;
        tags.any(|tag| {
            self.0
                .iter()
                .any(|key| hmac::verify(key, &signed, &tag).is_ok())
        })
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id": "evt_1"}"#;
    const NOW: i64 = 1_700_000_000;

    fn secrets(text: &str) -> StripeSecrets {
        let variable = ("STRIPE_WEBHOOK_SECRET".to_owned(), text.to_owned());
        StripeSecrets::from_env(&mut Env::from_iter([variable]))
    }

    fn sign(secret: &str, at: i64, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, &[format!("{at}.").as_bytes(), body].concat());
        web::hex(tag.as_ref())
    }

    #[test]
    fn an_event_is_stripes_by_any_secret_and_not_older_than_five_minutes() {
        let (old, new) = (sign("whsec_old", NOW, BODY), sign("whsec_new", NOW, BODY));
        let both = secrets("whsec_old, whsec_new");
        for good in [
            format!("t={NOW},v1={old}"),
            format!("t={NOW},v1={new},v0=6ffbb59b"),
            format!(
                "t={NOW},v1=00,v1={},v1={new}",
                sign("whsec_other", NOW, BODY)
            ),
            format!("v1={new}, t={NOW}"),
        ] {
            assert!(both.signed(&good, BODY, NOW), "{good}");
            assert!(both.signed(&good, BODY, NOW + 300), "{good}");
            assert!(both.signed(&good, BODY, NOW - 300), "{good}");
            assert!(!both.signed(&good, BODY, NOW + 301), "{good}");
            assert!(!both.signed(&good, BODY, NOW - 301), "{good}");
            assert!(!both.signed(&good, b"{}", NOW), "{good}");
            assert!(!secrets("").signed(&good, BODY, NOW), "{good}");
        }
        for bad in [
            String::new(),
            format!("t={NOW}"),
            format!("v1={new}"),
            format!("t={NOW},v0={new}"),
            format!("t={NOW},t={},v1={new}", NOW + 1),
            format!("t={},v1={new}", NOW + 1),
            format!("t=+{NOW},v1={new}"),
            format!("t={NOW},v1={}", &new[..62]),
            format!("t={NOW},v1=é{new}"),
            format!("t={NOW},v1={}", "0".repeat(64)),
        ] {
            assert!(!both.signed(&bad, BODY, NOW), "{bad}");
        }
    }
}
