//! Tokens whose signature was checked already: checking it is most of what a small request costs.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use jsonwebtoken::DecodingKey;
use ring::digest::{SHA256, digest};

use super::{AuthError, Session};

/// A process answers one request at a time, and a session's token is good for a minute.
const MAX: usize = 64;

/// The last that were good, the oldest first. Their tokens themselves are not kept.
#[derive(Default)]
pub(super) struct VerifiedTokens(Mutex<VecDeque<VerifiedToken>>);

struct VerifiedToken {
    sha256: Vec<u8>,
    /// The very key that it was checked with: where the issuer was asked again, another has taken its place.
    key: Arc<DecodingKey>,
    /// Seconds since 1970.
    expires_at: u64,
    session: Session,
}

impl VerifiedTokens {
    /// The session of a token that was good under this key, until it expires; else what `verify` makes of it, with the
    /// time at which it expires.
    pub(super) fn session(
        &self,
        token: &str,
        key: &Arc<DecodingKey>,
        now: u64,
        verify: impl FnOnce() -> Result<(Session, u64), AuthError>,
    ) -> Result<Session, AuthError> {
        let sha256 = digest(&SHA256, token.as_bytes());
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|known| known.expires_at > now);
        let known = tokens
            .iter()
            .find(|known| known.sha256 == sha256.as_ref() && Arc::ptr_eq(&known.key, key));
        if let Some(known) = known {
            return Ok(known.session.clone());
        }
        let (session, expires_at) = verify()?;
        if tokens.len() == MAX {
            tokens.pop_front();
        }
        tokens.push_back(VerifiedToken {
            sha256: sha256.as_ref().to_vec(),
            key: Arc::clone(key),
            expires_at,
            session: session.clone(),
        });
        Ok(session)
    }
}

#[cfg(test)]
mod tests {
    use domain::{Principal, UserId};
    use serde_json::Map;

    use super::*;

    const NOW: u64 = 1_800_000_000;

    fn key() -> Arc<DecodingKey> {
        Arc::new(DecodingKey::from_rsa_raw_components(&[], &[]))
    }

    /// Whether the token was verified once more.
    fn asks(tokens: &VerifiedTokens, token: &str, key: &Arc<DecodingKey>, now: u64) -> bool {
        let mut asked = false;
        let session = tokens.session(token, key, now, || {
            asked = true;
            let session = Session {
                principal: Principal::of_user(UserId::parse(token).unwrap(), NOW),
                actor: None,
                claims: Map::new(),
            };
            Ok((session, NOW + 60))
        });
        assert_eq!(session.unwrap().principal.user.as_str(), token);
        asked
    }

    #[test]
    fn a_token_is_verified_once_until_it_expires() {
        let (tokens, key) = (VerifiedTokens::default(), key());
        assert!(asks(&tokens, "user_1", &key, NOW));
        assert!(!asks(&tokens, "user_1", &key, NOW));
        assert!(asks(&tokens, "user_2", &key, NOW), "another");
        assert!(!asks(&tokens, "user_1", &key, NOW + 59));
        assert!(asks(&tokens, "user_1", &key, NOW + 60));
    }

    #[test]
    fn a_token_is_verified_anew_under_another_key() {
        let (tokens, old) = (VerifiedTokens::default(), key());
        assert!(asks(&tokens, "user_1", &old, NOW));
        let new = key();
        assert!(asks(&tokens, "user_1", &new, NOW));
        assert!(!asks(&tokens, "user_1", &new, NOW));
    }

    #[test]
    fn a_bad_token_is_never_remembered() {
        let (tokens, key) = (VerifiedTokens::default(), key());
        let refused = tokens.session("user_1", &key, NOW, || Err(AuthError::Unauthorized("bad")));
        assert!(refused.is_err());
        assert!(asks(&tokens, "user_1", &key, NOW));
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let (tokens, key) = (VerifiedTokens::default(), key());
        for number in 0..=MAX {
            assert!(asks(&tokens, &format!("user_{number}"), &key, NOW));
        }
        assert_eq!(tokens.0.lock().unwrap().len(), MAX);
        assert!(!asks(&tokens, &format!("user_{MAX}"), &key, NOW));
        assert!(asks(&tokens, "user_0", &key, NOW));
    }
}
