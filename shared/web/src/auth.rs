//! Who is asking: verifies Clerk's session tokens, and knows the keys of programs by their form.
//!
//! What may live here: the bearer token, its header, its claims, and the keys it is signed with. What may not:
//! what a user may do. That is for row-level security and the functions.
//!
//! A token is RS256 and nothing else, and must be Clerk's *session* token, version 2 (`azp exp fva iat iss jti nbf
//! sid sub v`). `jsonwebtoken` checks signature, `exp` and `nbf`; what it lets through is refused here.
//! <https://clerk.com/docs/backend-requests/resources/session-tokens>, RFC 7515, RFC 7519, RFC 8725.

mod api_key;
mod bearer;
mod cache;
mod claims;
mod config;
mod jwks;
mod object;
mod rsa;
mod verified;

use std::sync::Arc;

use domain::Principal;
use jsonwebtoken::{DecodingKey, decode};
use serde_json::{Map, Value};

pub use api_key::ApiKey;
pub use config::{CacheTimes, Config, ConfigError, KeyConfig};

use self::{bearer::Bearer, cache::Cache, claims::Rules, object::Object, verified::VerifiedTokens};

/// The signed-in user in the account that they act for, and everything the token says of them.
#[derive(Debug, Clone)]
pub struct Session {
    pub principal: Principal,
    /// Who has signed in as this user, where it is somebody else (`act`).
    pub actor: Option<String>,
    pub claims: Map<String, Value>,
}

/// Why nobody is signed in. What it displays is safe to show; the reason is for the log alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// The token is missing, or isn't one of ours: 401.
    #[error("not signed in")]
    Unauthorized(&'static str),
    /// No token can be verified, since the keys could not be fetched: 503.
    #[error("tokens cannot be verified at the moment")]
    KeysUnavailable(&'static str),
}

impl AuthError {
    /// For the log: holds nothing of the token.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Unauthorized(reason) | Self::KeysUnavailable(reason) => reason,
        }
    }
}

/// Verifies tokens; one per process, built while it starts.
pub struct Verifier {
    keys: KeySource,
    rules: Rules,
    verified: VerifiedTokens,
}

enum KeySource {
    /// `CLERK_JWT_KEY`: nothing to fetch, and whatever `kid` the token names.
    Pem(Arc<DecodingKey>),
    Jwks(Box<Cache>),
}

impl Verifier {
    /// Builds the client for the JWKS too, but fetches nothing; without a JWKS there is no client.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        config.check()?;
        rsa::install();
        let rules = Rules::new(
            &config.issuer,
            config.authorized_parties,
            config.template_tokens,
        );
        let keys = match config.keys {
            KeyConfig::Pem(pem) => {
                let key =
                    rsa::from_pem(&pem).map_err(|what| ConfigError::of("CLERK_JWT_KEY", what))?;
                KeySource::Pem(Arc::new(key))
            }
            KeyConfig::Jwks(url) => KeySource::Jwks(Box::new(Cache::new(&url, config.cache)?)),
        };
        Ok(Self {
            keys,
            rules,
            verified: VerifiedTokens::default(),
        })
    }

    /// Fetches the JWKS ahead of the first request, in 2 s at most. A failure shows at the first request.
    pub async fn warm(&self) {
        if let KeySource::Jwks(cache) = &self.keys {
            cache.warm().await;
        }
    }

    /// Takes the value of the header `Authorization`, as received. Of a key it is known whose it would be; whether it is good is
    /// for the database to say, in the first message of the request.
    pub async fn verify(&self, authorization: Option<&str>) -> Result<Session, AuthError> {
        let token = bearer::token(authorization).map_err(AuthError::Unauthorized)?;
        if let Some(key) = bearer::api_key(token) {
            let key = key.map_err(AuthError::Unauthorized)?;
            return Ok(Session {
                principal: key.principal(),
                actor: None,
                claims: Map::new(),
            });
        }
        let bearer = Bearer::parse(token).map_err(AuthError::Unauthorized)?;
        let key = match &self.keys {
            KeySource::Pem(key) => Arc::clone(key),
            KeySource::Jwks(cache) => cache.find(&bearer.kid).await?,
        };
        let now = jsonwebtoken::get_current_timestamp();
        self.verified.session(bearer.token, &key, now, || {
            let claims = decode::<Object>(bearer.token, &key, self.rules.validation())
                .map_err(|error| AuthError::Unauthorized(claims::reason(error.kind())))?
                .claims
                .0;
            let (principal, actor) = self
                .rules
                .principal(&claims, now)
                .map_err(AuthError::Unauthorized)?;
            let expires_at = claims.get("exp").and_then(Value::as_u64).unwrap_or(now);
            Ok((
                Session {
                    principal,
                    actor,
                    claims,
                },
                expires_at,
            ))
        })
    }
}
