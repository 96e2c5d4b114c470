//! What the claims of a token with a good signature must say.

use domain::UserId;
use jsonwebtoken::{Algorithm, Validation, errors::ErrorKind};
use serde_json::{Map, Value};

/// Clerk dates `nbf` ten seconds back by itself, so that this is for our own clock alone. Seconds.
const LEEWAY: u64 = 5;
/// `iat` guards nothing by itself: past this the issuer's clock or the token is broken. Seconds.
const MAX_ISSUED_AHEAD: u64 = 60;
/// Clerk signs tokens of machines with the same key; they name no user.
const MACHINE_PREFIX: &str = "mch_";

pub(super) struct Rules {
    validation: Validation,
    issuer: String,
    /// Origins of frontends; empty: any.
    authorized_parties: Vec<String>,
}

impl Rules {
    pub(super) fn new(issuer: &str, authorized_parties: Vec<String>) -> Self {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "sub"]);
        Self {
            validation,
            issuer: issuer.to_owned(),
            authorized_parties,
        }
    }

    /// What `jsonwebtoken` checks: the signature, `exp`, `nbf`, and that all four claims are there.
    pub(super) fn validation(&self) -> &Validation {
        &self.validation
    }

    /// What it lets through. Any `aud` is refused: a session token has none, and other tokens of the same key are for
    /// somebody else. `now` is in seconds since 1970.
    pub(super) fn user(
        &self,
        claims: &Map<String, Value>,
        now: u64,
    ) -> Result<UserId, &'static str> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);

        if text("iss") != Some(&self.issuer) {
            return Err("the issuer is another");
        }
        if claims.contains_key("aud") {
            return Err("the token is for another audience");
        }
        for date in ["exp", "nbf", "iat"] {
            if claims.get(date).is_some_and(|date| !date.is_u64()) {
                return Err("a date is not in whole seconds");
            }
        }
        if claims
            .get("iat")
            .and_then(Value::as_u64)
            .is_some_and(|issued| issued > now + MAX_ISSUED_AHEAD)
        {
            return Err("the token is from the future");
        }
        if let Some(party) = claims.get("azp") {
            let known = party.as_str().is_some_and(|party| {
                self.authorized_parties.is_empty()
                    || self.authorized_parties.iter().any(|known| known == party)
            });
            if !known {
                return Err("the authorized party is another");
            }
        }
        if claims.get("sts").is_some_and(|status| status != "active") {
            return Err("the session is not active");
        }
        let subject = text("sub").ok_or("the subject is not a string")?;
        if subject.starts_with(MACHINE_PREFIX) {
            return Err("the subject is a machine");
        }
        UserId::parse(subject).map_err(|_| "the subject is not a user id")
    }
}

/// For the log: `jsonwebtoken`'s own words may quote the token.
pub(super) fn reason(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidSignature => "the signature is wrong",
        ErrorKind::ExpiredSignature => "the token is expired",
        ErrorKind::ImmatureSignature => "the token is not valid yet",
        ErrorKind::InvalidAudience => "the token is for another audience",
        ErrorKind::MissingRequiredClaim(_) => "a required claim is missing or malformed",
        _ => "the token is malformed",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: u64 = 1_800_000_000;
    const ISSUER: &str = "https://clerk.example.com";

    /// What the rules make of a session token with `changes` merged over it; null removes.
    fn user(changes: &Value) -> Result<String, &'static str> {
        let rules = Rules::new(ISSUER, vec!["https://app.example.com".to_owned()]);
        let mut claims = json!({
            "azp": "https://app.example.com", "exp": NOW + 60, "fva": [0, -1], "iat": NOW, "iss": ISSUER,
            "jti": "0123456789abcdef0123", "nbf": NOW - 10, "sid": "sess_1", "sub": "user_1", "v": 2,
        });
        json_merge(&mut claims, changes);
        let Value::Object(claims) = claims else {
            unreachable!()
        };
        rules
            .user(&claims, NOW)
            .map(|user| user.as_str().to_owned())
    }

    fn json_merge(claims: &mut Value, changes: &Value) {
        for (name, value) in changes.as_object().into_iter().flatten() {
            match (value, claims.as_object_mut()) {
                (Value::Null, Some(claims)) => drop(claims.remove(name)),
                (value, Some(claims)) => drop(claims.insert(name.clone(), value.clone())),
                (_, None) => unreachable!(),
            }
        }
    }

    #[test]
    fn session_tokens_of_all_kinds_are_good() {
        for changes in [
            json!({}),
            json!({"azp": null}),
            json!({"iat": null}),
            json!({"iat": NOW + MAX_ISSUED_AHEAD}),
            json!({"sts": "active"}),
            json!({"o": {"id": "org_1", "rol": "admin"}, "act": {"sub": "user_2"}}),
        ] {
            assert_eq!(user(&changes).as_deref(), Ok("user_1"), "{changes}");
        }
    }

    #[test]
    fn what_jsonwebtoken_lets_through_is_refused() {
        for changes in [
            json!({"iss": [ISSUER]}),
            json!({"iss": "https://clerk.example.com/"}),
            json!({"iss": null}),
            json!({"aud": []}),
            json!({"exp": 1_900_000_000.5}),
            json!({"exp": "1900000000"}),
            json!({"nbf": -1}),
            json!({"iat": "now"}),
            json!({"iat": NOW + MAX_ISSUED_AHEAD + 1}),
            json!({"azp": "https://evil.example"}),
            json!({"azp": "https://app.example.com/"}),
            json!({"azp": "HTTPS://app.example.com"}),
            json!({"azp": ["https://app.example.com"]}),
            json!({"azp": ""}),
            json!({"azp": 1}),
            json!({"sts": "pending"}),
            json!({"sts": ""}),
            json!({"sts": true}),
            json!({"sub": null}),
            json!({"sub": ""}),
            json!({"sub": 1}),
            json!({"sub": ["user_1"]}),
            json!({"sub": "system"}),
            json!({"sub": "mch_1"}),
            json!({"sub": "user_1\u{0}"}),
            json!({"sub": "user_1'; drop table projects"}),
            json!({"sub": "../user_1"}),
            json!({"sub": "u".repeat(65)}),
        ] {
            assert!(user(&changes).is_err(), "{changes}");
        }
    }

    #[test]
    fn a_null_claim_is_not_a_missing_one() {
        let rules = Rules::new(ISSUER, Vec::new());
        for name in ["azp", "sts", "iat", "aud"] {
            let claims =
                json!({"iss": ISSUER, "sub": "user_1", "exp": NOW, "nbf": NOW, name: null});
            assert!(
                rules.user(claims.as_object().unwrap(), NOW).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn without_authorized_parties_any_origin_is_good() {
        let rules = Rules::new(ISSUER, Vec::new());
        let claims = json!({"iss": ISSUER, "sub": "user_1", "azp": "https://any.example"});
        assert!(rules.user(claims.as_object().unwrap(), NOW).is_ok());
        let claims = json!({"iss": ISSUER, "sub": "user_1", "azp": 1});
        assert!(rules.user(claims.as_object().unwrap(), NOW).is_err());
    }
}
