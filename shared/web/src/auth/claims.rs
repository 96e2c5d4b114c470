//! What the claims of a token with a good signature must say.

use domain::{AccountId, MemberRole, Principal, UserId};
use jsonwebtoken::{Algorithm, Validation, errors::ErrorKind};
use serde_json::{Map, Value};

/// Clerk dates `nbf` ten seconds back by itself, so that this is for our own clock alone. Seconds.
const LEEWAY: u64 = 5;
/// `iat` guards nothing by itself: past this the issuer's clock or the token is broken. Seconds.
const MAX_ISSUED_AHEAD: u64 = 60;
/// The longest that Clerk lets a session's token live. Seconds.
const MAX_LIFETIME: u64 = 24 * 60 * 60;
/// Clerk signs tokens of machines and of organisations with the same key; they name no user.
const USER_PREFIX: &str = "user_";
const SESSION_PREFIX: &str = "sess_";
/// Of an actor, characters.
const MAX_ACTOR: usize = 255;

pub(super) struct Rules {
    validation: Validation,
    issuer: String,
    /// Origins of frontends; empty: any.
    authorized_parties: Vec<String>,
    template_tokens: bool,
}

impl Rules {
    pub(super) fn new(
        issuer: &str,
        authorized_parties: Vec<String>,
        template_tokens: bool,
    ) -> Self {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "sub"]);
        Self {
            validation,
            issuer: issuer.to_owned(),
            authorized_parties,
            template_tokens,
        }
    }

    /// What `jsonwebtoken` checks: the signature, `exp`, `nbf`, and that all four claims are there.
    pub(super) fn validation(&self) -> &Validation {
        &self.validation
    }

    /// What it lets through. Any `aud` is refused: a session token has none, and other tokens of the same key are for
    /// somebody else. `now` is in seconds since 1970. Also gives who has signed in as the user, where it is somebody else.
    pub(super) fn principal(
        &self,
        claims: &Map<String, Value>,
        now: u64,
    ) -> Result<(Principal, Option<String>), &'static str> {
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
        let seconds = |name: &str| claims.get(name).and_then(Value::as_u64);
        let issued = seconds("iat").ok_or("the token does not say when it was issued")?;
        if issued > now + MAX_ISSUED_AHEAD {
            return Err("the token is from the future");
        }
        if seconds("exp").is_none_or(|expires| expires.saturating_sub(issued) > MAX_LIFETIME) {
            return Err("the token lives for more than a day");
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
        self.check_session(claims)?;
        let subject = text("sub").ok_or("the subject is not a string")?;
        let user = UserId::parse(subject).map_err(|_| "the subject is not a user id")?;
        if !is_id(subject, USER_PREFIX) {
            return Err("the subject is not a person");
        }
        Ok((principal(user, issued, claims)?, actor(claims)?))
    }

    /// A session's token says which session and has version 2.
    fn check_session(&self, claims: &Map<String, Value>) -> Result<(), &'static str> {
        match (claims.get("v").map(Value::as_u64), claims.get("sid")) {
            (Some(Some(2)), Some(Value::String(session))) if is_id(session, SESSION_PREFIX) => {
                Ok(())
            }
            (None, None) if self.template_tokens => Ok(()),
            (None, None) => Err(
                "the token is of a JWT template: send the session's own, or set CLERK_TEMPLATE_TOKENS=on",
            ),
            (None | Some(Some(1)), Some(_)) => Err(
                "the token has version 1: in Clerk's dashboard, under Updates, switch session tokens to version 2",
            ),
            _ => Err("the token names no session of version 2"),
        }
    }
}

/// What a token of version 1 says of an organization. Where one has been put into a token of version 2 or of a template it is
/// not what counts there, and whoever put it there takes it for that.
const VERSION_1: [&str; 4] = ["org_id", "org_role", "org_slug", "org_permissions"];

/// The active organization's member, where there is one; else the person in their own account.
fn principal(
    user: UserId,
    issued_at: u64,
    claims: &Map<String, Value>,
) -> Result<Principal, &'static str> {
    if VERSION_1.iter().any(|name| claims.contains_key(*name)) {
        return Err("the token names an organization as version 1 does, not as `o`");
    }
    let Some(active) = claims.get("o") else {
        return Ok(Principal::of_user(user, issued_at));
    };
    let text = |name: &str| active.get(name).and_then(Value::as_str);
    let account = text("id").and_then(AccountId::of_organization);
    let account = account.ok_or("the organization is none")?;
    let role = text("rol").ok_or("the token names no role in the organization")?;
    Ok(Principal {
        user,
        account,
        role: MemberRole::of_clerk(role),
        issued_at,
        key: None,
    })
}

/// As Clerk makes ids: a prefix, and letters and digits.
fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn actor(claims: &Map<String, Value>) -> Result<Option<String>, &'static str> {
    let Some(act) = claims.get("act") else {
        return Ok(None);
    };
    match act.get("sub").and_then(Value::as_str) {
        Some(actor) if !actor.is_empty() && actor.len() <= MAX_ACTOR => Ok(Some(actor.to_owned())),
        _ => Err("the actor is nobody"),
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
        user_by(changes, false).map(|(user, _)| user)
    }

    fn user_by(
        changes: &Value,
        template_tokens: bool,
    ) -> Result<(String, Option<String>), &'static str> {
        let parties = vec!["https://app.example.com".to_owned()];
        let rules = Rules::new(ISSUER, parties, template_tokens);
        let mut claims = json!({
            "azp": "https://app.example.com", "exp": NOW + 60, "fva": [0, -1], "iat": NOW, "iss": ISSUER,
            "jti": "0123456789abcdef0123", "nbf": NOW - 10, "sid": "sess_1", "sub": "user_1", "v": 2,
        });
        json_merge(&mut claims, changes);
        let Value::Object(claims) = claims else {
            unreachable!()
        };
        rules
            .principal(&claims, NOW)
            .map(|(principal, actor)| (principal.user.as_str().to_owned(), actor))
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
            json!({"exp": NOW + MAX_LIFETIME}),
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
            json!({"iat": null}),
            json!({"exp": NOW + MAX_LIFETIME + 1}),
            json!({"iat": NOW - MAX_LIFETIME}),
            json!({"v": 3}),
            json!({"v": "2"}),
            json!({"sid": null}),
            json!({"sid": ""}),
            json!({"sid": "sess_"}),
            json!({"sid": "user_1"}),
            json!({"sid": 1}),
            json!({"act": "user_2"}),
            json!({"act": {}}),
            json!({"act": {"sub": ""}}),
            json!({"act": {"sub": 1}}),
            json!({"sub": "org_1"}),
            json!({"sub": "oat_1"}),
            json!({"sub": "1"}),
            json!({"sub": "user_"}),
            json!({"sub": "user_a-b"}),
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
            json!({"o": "org_1"}),
            json!({"o": []}),
            json!({"o": {}}),
            json!({"o": {"id": "org_1"}}),
            json!({"o": {"id": "org_1", "rol": null}}),
            json!({"o": {"id": "org_1", "rol": ["admin"]}}),
            json!({"o": {"rol": "admin"}}),
            json!({"o": {"id": "user_1", "rol": "admin"}}),
            json!({"o": {"id": "org_", "rol": "admin"}}),
            json!({"o": {"id": "org_1/", "rol": "admin"}}),
            json!({"o": {"id": "org_1' OR true", "rol": "admin"}}),
            json!({"o": {"id": format!("org_{}", "1".repeat(61)), "rol": "admin"}}),
            json!({"org_id": "org_1"}),
            json!({"org_id": "org_1", "org_role": "org:admin"}),
            json!({"org_role": "org:admin", "o": {"id": "org_1", "rol": "viewer"}}),
        ] {
            assert!(user(&changes).is_err(), "{changes}");
        }
    }

    /// A good token but for one claim.
    fn with(name: &str, value: &Value) -> Map<String, Value> {
        let mut claims = json!({
            "iss": ISSUER, "sub": "user_1", "exp": NOW + 60, "nbf": NOW, "iat": NOW, "sid": "sess_1", "v": 2,
        });
        claims[name] = value.clone();
        claims.as_object().unwrap().clone()
    }

    #[test]
    fn a_null_claim_is_not_a_missing_one() {
        let rules = Rules::new(ISSUER, Vec::new(), true);
        assert!(rules.principal(&with("v", &json!(2)), NOW).is_ok());
        for name in ["azp", "sts", "iat", "aud", "sid", "v", "act", "o", "org_id"] {
            assert!(
                rules.principal(&with(name, &json!(null)), NOW).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn without_authorized_parties_any_origin_is_good() {
        let rules = Rules::new(ISSUER, Vec::new(), false);
        assert!(
            rules
                .principal(&with("azp", &json!("https://any.example")), NOW)
                .is_ok()
        );
        assert!(rules.principal(&with("azp", &json!(1)), NOW).is_err());
    }

    #[test]
    fn a_token_of_a_template_is_taken_where_that_is_set() {
        let template = json!({"sid": null, "v": null});
        assert!(
            user(&template)
                .unwrap_err()
                .contains("CLERK_TEMPLATE_TOKENS")
        );
        assert_eq!(user_by(&template, true), Ok(("user_1".to_owned(), None)));
        for half in [json!({"sid": null}), json!({"v": null}), json!({"v": 1})] {
            assert!(user_by(&half, true).is_err(), "{half}");
        }
    }

    #[test]
    fn a_token_of_version_1_is_refused_with_what_to_do() {
        for old in [json!({"v": null}), json!({"v": 1})] {
            assert!(
                user(&old)
                    .unwrap_err()
                    .contains("switch session tokens to version 2"),
                "{old}"
            );
        }
    }

    #[test]
    fn the_active_organization_is_the_account() {
        let rules = Rules::new(ISSUER, Vec::new(), false);
        let principal = |o: Value| rules.principal(&with("o", &o), NOW).unwrap().0;
        for (role, may) in [
            ("admin", MemberRole::Admin),
            ("member", MemberRole::Member),
            ("viewer", MemberRole::Viewer),
            ("billing_manager", MemberRole::Viewer),
            ("", MemberRole::Viewer),
        ] {
            let principal = principal(json!({ "id": "org_1", "rol": role, "slg": "acme" }));
            assert_eq!(
                (
                    principal.account.as_str(),
                    principal.role,
                    principal.issued_at
                ),
                ("org_1", may, NOW)
            );
            assert_eq!(principal.user.as_str(), "user_1");
        }
        let alone = rules.principal(&with("v", &json!(2)), NOW).unwrap().0;
        assert_eq!(
            (alone.account.as_str(), alone.role, alone.is_member()),
            ("user_1", MemberRole::Admin, false)
        );
    }

    #[test]
    fn an_actor_is_told_from_the_user() {
        let impersonated = json!({"act": {"iss": "https://dashboard.clerk.com", "sub": "user_2"}});
        let (user, actor) = user_by(&impersonated, false).unwrap();
        assert_eq!(
            (user.as_str(), actor.as_deref()),
            ("user_1", Some("user_2"))
        );
    }
}
