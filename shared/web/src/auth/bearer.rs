//! The header `Authorization`, and the token's own header: all that is read before a signature is checked.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    api_key::{ApiKey, PREFIX},
    object::Object,
};

/// API Gateway takes 10,240 bytes for all headers together; a session token has some 900.
const MAX_LENGTH: usize = 8 * 1024;
/// Clerk's are 31 characters. It bounds what a list of unknown ones can take.
const MAX_KID_LENGTH: usize = 128;
/// Headers that bring a key along or say where to fetch one (RFC 7515, section 4.1): whoever signed the token chose it.
const FOREIGN_KEYS: [&str; 4] = ["jwk", "jku", "x5u", "x5c"];
/// Headers that change what the signature or the payload means: `crit` (RFC 7515, section 4.1.11), `b64` (RFC 7797),
/// and those of an encrypted token.
const CHANGED_MEANING: [&str; 4] = ["crit", "b64", "enc", "zip"];

/// A compact token that says it is signed with RS256 by the key `kid`. Nothing of it is verified yet.
#[derive(Debug)]
pub(super) struct Bearer<'a> {
    pub(super) token: &'a str,
    pub(super) kid: String,
}

impl<'a> Bearer<'a> {
    pub(super) fn parse(token: &'a str) -> Result<Self, &'static str> {
        let (header, _) = token.split_once('.').ok_or("not a compact token")?;
        let header = URL_SAFE_NO_PAD
            .decode(header)
            .map_err(|_| "the token's header is not base64url")?;
        let Object(header) =
            serde_json::from_slice(&header).map_err(|_| "the token's header is not JSON")?;

        if header.get("alg").and_then(|alg| alg.as_str()) != Some("RS256") {
            return Err("the algorithm is not RS256");
        }
        if header.get("typ").is_some_and(|typ| typ != "JWT") {
            return Err("the token's type is not JWT");
        }
        if FOREIGN_KEYS.iter().any(|name| header.contains_key(*name)) {
            return Err("the token brings its own key");
        }
        if CHANGED_MEANING
            .iter()
            .any(|name| header.contains_key(*name))
        {
            return Err("the token's header has an extension");
        }
        match header.get("kid").and_then(|kid| kid.as_str()) {
            Some(kid) if (1..=MAX_KID_LENGTH).contains(&kid.len()) => Ok(Self {
                token,
                kid: kid.to_owned(),
            }),
            _ => Err("the token names no key"),
        }
    }
}

/// The key of a program, where that is what is sent; `None` where it is something else, such as a session token.
pub(super) fn api_key(token: &str) -> Option<Result<ApiKey, &'static str>> {
    let key = || ApiKey::parse(token).ok_or("the key is not written as one");
    token.starts_with(PREFIX).then(key)
}

/// The one token after the scheme, whose case doesn't matter (RFC 9110, section 11.1).
pub(super) fn token(authorization: Option<&str>) -> Result<&str, &'static str> {
    let authorization = authorization.ok_or("no authorization header")?;
    if authorization.len() > MAX_LENGTH {
        return Err("the authorization header is too long");
    }
    let (scheme, token) = authorization.split_once(' ').ok_or("not a bearer token")?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err("not a bearer token");
    }
    let token = token.trim_start_matches(' ');
    // Payload 2.0 joins repeated headers with commas: two tokens show as a character that no token has.
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !token.bytes().all(allowed) || token.split('.').count() != 3 {
        return Err("not a compact token");
    }
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_header(header: &str) -> String {
        format!("Bearer {}.e30.c2ln", URL_SAFE_NO_PAD.encode(header))
    }

    fn kid(authorization: &str) -> Result<String, &'static str> {
        Bearer::parse(token(Some(authorization))?).map(|bearer| bearer.kid)
    }

    #[test]
    fn takes_the_scheme_in_any_case() {
        let header = with_header(r#"{"alg":"RS256","typ":"JWT","kid":"ins_1"}"#);
        for scheme in ["Bearer ", "bearer ", "BEARER ", "bEaReR   "] {
            assert_eq!(
                kid(&header.replace("Bearer ", scheme)).as_deref(),
                Ok("ins_1"),
                "{scheme}"
            );
        }
        assert_eq!(
            kid(&with_header(r#"{"alg":"RS256","kid":"k"}"#)).as_deref(),
            Ok("k"),
            "without typ"
        );
    }

    #[test]
    fn takes_one_compact_token_and_nothing_around_it() {
        let good = with_header(r#"{"alg":"RS256","kid":"k"}"#);
        assert_eq!(kid(&good).as_deref(), Ok("k"));
        let token = good.trim_start_matches("Bearer ").to_owned();
        for bad in [
            String::new(),
            "Bearer".to_owned(),
            "Bearer ".to_owned(),
            token.clone(),
            format!("Bearer{token}"),
            format!("Bearer\t{token}"),
            format!(" Bearer {token}"),
            format!("Basic {token}"),
            format!("Token {token}"),
            format!("Bearer {token} "),
            format!("Bearer {token},Bearer {token}"),
            format!("Bearer {token}, {token}"),
            format!("Bearer {token} {token}"),
            format!("Bearer Bearer {token}"),
            format!("Bearer \"{token}\""),
            format!("Bearer {token}="),
            format!("Bearer {token}."),
            format!("Bearer {token}.c2ln.c2ln"),
            format!("Bearer {}", token.replace('.', "")),
            format!(
                "Bearer .{}",
                token.split_once('.').map_or("", |(_, rest)| rest)
            ),
            format!("Bearer {token}{}", "A".repeat(MAX_LENGTH)),
        ] {
            assert!(kid(&bad).is_err(), "{}", &bad[..bad.len().min(200)]);
        }
        assert!(super::token(None).is_err());
    }

    #[test]
    fn refuses_headers_that_choose_key_or_algorithm() {
        for header in [
            r#"{"typ":"JWT","kid":"k"}"#,
            r#"{"alg":null,"kid":"k"}"#,
            r#"{"alg":["RS256"],"kid":"k"}"#,
            r#"{"alg":"none","kid":"k"}"#,
            r#"{"alg":"rs256","kid":"k"}"#,
            r#"{"alg":"HS256","kid":"k"}"#,
            r#"{"alg":"PS256","kid":"k"}"#,
            r#"{"alg":"RS512","kid":"k"}"#,
            r#"{"alg":"RS256","alg":"RS256","kid":"k"}"#,
            r#"{"alg":"RS256"}"#,
            r#"{"alg":"RS256","kid":""}"#,
            r#"{"alg":"RS256","kid":1}"#,
            r#"{"alg":"RS256","kid":null}"#,
            r#"{"alg":"RS256","kid":"k","kid":"k"}"#,
            r#"{"alg":"RS256","kid":"k","typ":"at+jwt"}"#,
            r#"{"alg":"RS256","kid":"k","typ":"jwt"}"#,
            r#"{"alg":"RS256","kid":"k","typ":null}"#,
            r#"{"alg":"RS256","kid":"k","jwk":{}}"#,
            r#"{"alg":"RS256","kid":"k","jku":"https://keys.example"}"#,
            r#"{"alg":"RS256","kid":"k","x5u":"https://keys.example"}"#,
            r#"{"alg":"RS256","kid":"k","x5c":[]}"#,
            r#"{"alg":"RS256","kid":"k","crit":[]}"#,
            r#"{"alg":"RS256","kid":"k","b64":false}"#,
            r#"{"alg":"RS256","kid":"k","zip":"DEF"}"#,
            r#"{"alg":"RS256","kid":"k","enc":"A256GCM"}"#,
            r#"["RS256"]"#,
            "RS256",
        ] {
            assert!(kid(&with_header(header)).is_err(), "{header}");
        }
        let kid_of = |length| format!(r#"{{"alg":"RS256","kid":"{}"}}"#, "k".repeat(length));
        assert!(kid(&with_header(&kid_of(MAX_KID_LENGTH))).is_ok());
        assert!(kid(&with_header(&kid_of(MAX_KID_LENGTH + 1))).is_err());
    }
}
