//! A JSON Web Key Set (RFC 7517), and which of its keys may verify a session token.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde_json::{Map, Value};

use super::{object::Object, rsa};

/// By `kid`.
pub(super) type KeySet = HashMap<String, Arc<DecodingKey>>;

/// The usable keys of a set, of which there must be one at least; others are passed over.
pub(super) fn parse(body: &[u8]) -> Result<KeySet, &'static str> {
    let Object(set) = serde_json::from_slice(body).map_err(|_| "the key set is not JSON")?;
    let keys = set
        .get("keys")
        .and_then(Value::as_array)
        .ok_or("the key set has no keys")?;

    let mut usable = KeySet::new();
    let mut seen = HashSet::new();
    for key in keys.iter().filter_map(Value::as_object) {
        let Some(kid) = key
            .get("kid")
            .and_then(Value::as_str)
            .filter(|kid| !kid.is_empty())
        else {
            continue;
        };
        if !seen.insert(kid) {
            // Two keys of one name: no telling which one the issuer means.
            usable.remove(kid);
        } else if let Some(key) = verifying_key(key) {
            usable.insert(kid.to_owned(), Arc::new(key));
        }
    }
    if usable.is_empty() {
        Err("the key set has no usable key")
    } else {
        Ok(usable)
    }
}

/// RSA, for RS256 and for signatures, and public.
fn verifying_key(key: &Map<String, Value>) -> Option<DecodingKey> {
    let is = |name: &str, wanted: &str| key.get(name).is_some_and(|value| value == wanted);
    let may_be = |name: &str, wanted: &str| key.get(name).is_none_or(|value| value == wanted);
    let verifies = key.get("key_ops").is_none_or(|operations| {
        operations
            .as_array()
            .is_some_and(|operations| operations.iter().any(|operation| operation == "verify"))
    });
    if !is("kty", "RSA")
        || !may_be("use", "sig")
        || !may_be("alg", "RS256")
        || !verifies
        || key.contains_key("d")
    {
        return None;
    }
    let number = |name: &str| URL_SAFE_NO_PAD.decode(key.get(name)?.as_str()?).ok();
    rsa::from_components(&number("n")?, &number("e")?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn modulus(bytes: usize) -> String {
        URL_SAFE_NO_PAD.encode(vec![0xff; bytes])
    }

    /// A good key with `changes` over it; null removes.
    fn key(changes: &Value) -> Value {
        let mut key = json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "k", "n": modulus(256), "e": "AQAB"});
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                key.as_object_mut().unwrap().remove(name);
            } else {
                key[name] = value.clone();
            }
        }
        key
    }

    fn kids(keys: &[Value]) -> Vec<String> {
        let set = parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap_or_default();
        let mut kids: Vec<String> = set.into_keys().collect();
        kids.sort();
        kids
    }

    #[test]
    fn takes_rsa_keys_for_rs256_signatures() {
        for changes in [
            json!({}),
            json!({"use": null}),
            json!({"alg": null}),
            json!({"key_ops": ["verify"]}),
            json!({"n": modulus(512)}),
            json!({"x5c": ["ignored"], "x5t": "ignored"}),
        ] {
            assert_eq!(kids(&[key(&changes)]), ["k"], "{changes}");
        }
    }

    #[test]
    fn passes_over_every_other_key() {
        for changes in [
            json!({"kty": null}),
            json!({"kty": "EC", "crv": "P-256", "x": "AQAB", "y": "AQAB"}),
            json!({"kty": "oct", "k": "c2VjcmV0"}),
            json!({"use": "enc"}),
            json!({"use": ["sig"]}),
            json!({"alg": "RS512"}),
            json!({"alg": "RSA-OAEP"}),
            json!({"alg": "HS256"}),
            json!({"key_ops": ["encrypt"]}),
            json!({"key_ops": "verify"}),
            json!({"kid": null}),
            json!({"kid": ""}),
            json!({"kid": 1}),
            json!({"n": null}),
            json!({"n": modulus(128)}),
            json!({"n": modulus(255)}),
            json!({"n": modulus(1025)}),
            json!({"n": "+/=="}),
            json!({"e": null}),
            json!({"e": "AQ"}),
            json!({"e": 65537}),
            json!({"d": "AQAB"}),
        ] {
            let good = key(&json!({"kid": "good"}));
            assert_eq!(kids(&[key(&changes), good]), ["good"], "{changes}");
        }
    }

    #[test]
    fn a_kid_that_appears_twice_is_nobodys() {
        let (a, b) = (key(&json!({})), key(&json!({"kid": "b"})));
        assert_eq!(kids(&[a.clone(), b.clone(), a.clone()]), ["b"]);
        assert_eq!(kids(&[a.clone(), b.clone(), a.clone(), a.clone()]), ["b"]);
        assert_eq!(
            kids(&[key(&json!({"use": "enc"})), b, a]),
            ["b"],
            "even if one of them is not usable"
        );
    }

    #[test]
    fn a_set_without_a_usable_key_is_an_error() {
        for body in [
            "",
            "[]",
            "{}",
            r#"{"keys":{}}"#,
            r#"{"keys":[]}"#,
            r#"{"keys":[1,null,"a",{}]}"#,
            "<html>",
        ] {
            assert!(parse(body.as_bytes()).is_err(), "{body}");
        }
    }
}
