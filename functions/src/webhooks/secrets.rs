//! The secrets of endpoints. They are stored encrypted with a key of the environment: whoever reads the database signs nothing.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Env, WebhookId};
use models::webhooks::Sealed;
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand::{SecureRandom, SystemRandom},
};
use standardwebhooks::Webhook;

const NAME: &str = "WEBHOOK_ENCRYPTION_KEY";
/// Bytes, as the specification recommends 24 to 64.
const LENGTH: usize = 32;

/// Signs what an endpoint is sent.
pub struct Secret(Vec<u8>);

/// The keys of `WEBHOOK_ENCRYPTION_KEY`: the first seals, each opens.
pub struct SealingKeys(Vec<LessSafeKey>);

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one; `None` where this machine has no random bytes.
    #[must_use]
    pub fn generate() -> Option<Self> {
        let mut bytes = vec![0; LENGTH];
        SystemRandom::new().fill(&mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// As whoever verifies is given it: `whsec_…`.
    #[must_use]
    pub fn expose(&self) -> String {
        format!("whsec_{}", STANDARD.encode(&self.0))
    }

    /// `v1,…` of a message, at this time. `None`: it is not text.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> Option<String> {
        let webhook = Webhook::from_bytes(self.0.clone()).ok()?;
        webhook.sign(id, timestamp, body).ok()
    }
}

impl SealingKeys {
    /// 32 bytes in base64; more than one, separated by commas, while a new one takes the old one's place.
    pub fn from_env(env: &mut Env) -> Self {
        let text = env.required(NAME);
        let mut keys = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let key = STANDARD.decode(part.trim()).ok();
            match key.and_then(|key| UnboundKey::new(&AES_256_GCM, &key).ok()) {
                Some(key) => keys.push(LessSafeKey::new(key)),
                None => env.problem(NAME, "has something in it that is not 32 bytes in base64"),
            }
        }
        Self(keys)
    }

    /// Good for this endpoint alone. `None` where this machine has no random bytes.
    #[must_use]
    pub fn seal(&self, secret: &Secret, of: WebhookId) -> Option<Sealed> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).ok()?;
        let mut bytes = secret.0.clone();
        let of = Aad::from(of.0.as_bytes());
        let nonce_of_it = Nonce::assume_unique_for_key(nonce);
        self.0
            .first()?
            .seal_in_place_append_tag(nonce_of_it, of, &mut bytes)
            .ok()?;
        Some(Sealed([&nonce[..], &bytes].concat()))
    }

    /// The same of one in base64.
    #[must_use]
    pub fn open_text(&self, sealed: &str, of: WebhookId) -> Option<Secret> {
        let bytes = STANDARD.decode(sealed).ok()?;
        self.open(&Sealed(bytes), of)
    }

    /// `None`: sealed with none of these keys, or for another endpoint.
    #[must_use]
    pub fn open(&self, sealed: &Sealed, of: WebhookId) -> Option<Secret> {
        let (nonce, bytes) = sealed.0.split_first_chunk::<NONCE_LEN>()?;
        self.0.iter().find_map(|key| {
            let mut bytes = bytes.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let of = Aad::from(of.0.as_bytes());
            let opened = key.open_in_place(nonce, of, &mut bytes).ok()?;
            Some(Secret(opened.to_vec()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> SealingKeys {
        let mut env = Env::from_iter([(NAME.to_owned(), text.to_owned())]);
        let keys = SealingKeys::from_env(&mut env);
        env.finish().unwrap();
        keys
    }

    #[test]
    fn a_secret_opens_with_its_key_for_its_endpoint_alone() {
        let [one, two] = [[1; 32], [2; 32]].map(|key| STANDARD.encode(key));
        let (endpoint, other) = (WebhookId::random(), WebhookId::random());
        let secret = Secret::generate().unwrap();
        let sealed = keys(&one).seal(&secret, endpoint).unwrap();
        assert!(!sealed.0.windows(8).any(|part| secret.0.starts_with(part)));
        let opened = |keys: &SealingKeys, of| keys.open(&sealed, of).map(|secret| secret.0);
        assert_eq!(opened(&keys(&one), endpoint), Some(secret.0.clone()));
        assert_eq!(opened(&keys(&one), other), None);
        assert_eq!(opened(&keys(&two), endpoint), None);
        let while_changed = keys(&format!("{two},{one}"));
        assert_eq!(opened(&while_changed, endpoint), Some(secret.0));
        for bytes in [0, 11, 12, sealed.0.len() - 1] {
            assert!(
                while_changed
                    .open(&Sealed(sealed.0[..bytes].to_vec()), endpoint)
                    .is_none()
            );
        }
    }

    #[test]
    fn what_is_no_key_is_told() {
        for text in ["", "short", "AAAA", &STANDARD.encode([1; 31])] {
            let mut env = Env::from_iter([(NAME.to_owned(), text.to_owned())]);
            let _ = SealingKeys::from_env(&mut env);
            assert!(env.finish().is_err(), "{text}");
        }
    }
}
