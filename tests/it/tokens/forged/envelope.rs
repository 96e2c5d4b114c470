//! Forged around the claims: scheme, header, key, signature.

use std::iter;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA384,
        RSA_PKCS1_SHA512, RSA_PSS_SHA256,
    },
};
use serde_json::{Value, json};

use super::Group;
use crate::signer::{Signer, bearer, sign_with};

pub(super) fn schemes(signer: &Signer) -> Group {
    let token = signer.token();
    Group {
        name: "scheme",
        controls: vec![
            bearer(&token),
            format!("bearer {token}"),
            format!("BEARER  {token}"),
        ],
        forged: vec![
            ("nothing", String::new()),
            ("the scheme alone", "Bearer".to_owned()),
            ("no scheme", token.clone()),
            ("no space", format!("Bearer{token}")),
            ("basic", format!("Basic {token}")),
            ("null", "Bearer null".to_owned()),
            ("quoted", format!("Bearer \"{token}\"")),
            (
                "two headers joined",
                format!("Bearer {token},Bearer {token}"),
            ),
            (
                "two headers joined, the second bad",
                format!("Bearer {token}, Bearer x"),
            ),
            ("two tokens", format!("Bearer {token} {token}")),
            ("with a parameter", format!("Bearer {token}, realm=x")),
            ("a fourth part", format!("Bearer {token}.e30")),
            (
                "two parts",
                format!("Bearer {}", token.rsplit_once('.').unwrap().0),
            ),
            ("empty parts", "Bearer ..".to_owned()),
            (
                "an encrypted token",
                "Bearer eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn".to_owned(),
            ),
            (
                "longer than 8 KB",
                signer.with_claim("note", "x".repeat(8192)),
            ),
        ],
    }
}

/// Each is signed correctly, by the algorithm that it names.
pub(super) fn algorithms(signer: &Signer) -> Group {
    let header = |alg: Value| {
        let mut header = signer.header();
        header["alg"] = alg;
        header.to_string()
    };
    let payload = signer.claims().to_string();
    let unsigned = |alg: &str| bearer(&sign_with(&header(alg.into()), &payload, |_| Vec::new()));
    let hs256 = |secret: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        bearer(&sign_with(&header("HS256".into()), &payload, |message| {
            hmac::sign(&key, message).as_ref().to_vec()
        }))
    };
    let pem = signer.public_pem();
    let der = STANDARD
        .decode(
            pem.lines()
                .filter(|line| !line.starts_with('-'))
                .collect::<String>(),
        )
        .unwrap();
    let modulus = signer.jwk()["n"].as_str().unwrap().to_owned();
    let random = SystemRandom::new();
    let curve = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let elliptic = EcdsaKeyPair::generate_pkcs8(curve, &random).unwrap();
    let elliptic = EcdsaKeyPair::from_pkcs8(curve, elliptic.as_ref(), &random).unwrap();
    let edwards =
        Ed25519KeyPair::from_pkcs8(Ed25519KeyPair::generate_pkcs8(&random).unwrap().as_ref())
            .unwrap();
    let rsa = |alg: Value, encoding| bearer(&signer.sign_as(&header(alg), &payload, encoding));

    Group {
        name: "algorithm",
        controls: vec![bearer(&signer.sign(&header("RS256".into()), &payload))],
        forged: vec![
            ("none", unsigned("none")),
            ("None", unsigned("None")),
            ("NONE", unsigned("NONE")),
            ("no algorithm, unsigned", unsigned("")),
            ("RS256, unsigned", unsigned("RS256")),
            (
                "none, signed",
                bearer(&signer.sign(&header("none".into()), &payload)),
            ),
            ("HS256 with the public key as PEM", hs256(pem.as_bytes())),
            (
                "HS256 with the public key as PEM, no line break at its end",
                hs256(pem.trim().as_bytes()),
            ),
            ("HS256 with the public key as DER", hs256(&der)),
            (
                "HS256 with the modulus",
                hs256(&URL_SAFE_NO_PAD.decode(&modulus).unwrap()),
            ),
            ("HS256 with the modulus as text", hs256(modulus.as_bytes())),
            ("HS256 with an empty secret", hs256(b"")),
            ("RS384", rsa("RS384".into(), &RSA_PKCS1_SHA384)),
            ("RS512", rsa("RS512".into(), &RSA_PKCS1_SHA512)),
            ("PS256", rsa("PS256".into(), &RSA_PSS_SHA256)),
            ("PS256 called RS256", rsa("RS256".into(), &RSA_PSS_SHA256)),
            ("RS512 called RS256", rsa("RS256".into(), &RSA_PKCS1_SHA512)),
            (
                "rs256",
                bearer(&signer.sign(&header("rs256".into()), &payload)),
            ),
            (
                "an array",
                bearer(&signer.sign(&header(json!(["RS256"])), &payload)),
            ),
            ("null", bearer(&signer.sign(&header(Value::Null), &payload))),
            ("no algorithm", signer.without_header("alg")),
            (
                "ES256",
                bearer(&sign_with(&header("ES256".into()), &payload, |message| {
                    elliptic.sign(&random, message).unwrap().as_ref().to_vec()
                })),
            ),
            (
                "EdDSA",
                bearer(&sign_with(&header("EdDSA".into()), &payload, |message| {
                    edwards.sign(message).as_ref().to_vec()
                })),
            ),
        ],
    }
}

pub(super) fn keys(signer: &Signer) -> Group {
    let stranger = Signer::stranger(signer);
    let jwks = "https://keys.example/jwks.json";
    Group {
        name: "key",
        controls: vec![
            signer.bearer(),
            signer.with_header("kid", signer.kid.clone()),
        ],
        forged: vec![
            ("another key under a known kid", stranger.bearer()),
            (
                "another key under an unknown kid",
                stranger.with_header("kid", "ins_unknown"),
            ),
            (
                "another key, brought along",
                stranger.with_header("jwk", stranger.jwk()),
            ),
            ("another key, at a URL", stranger.with_header("jku", jwks)),
            (
                "another key, at a URL of certificates",
                stranger.with_header("x5u", jwks),
            ),
            (
                "another key, in a certificate",
                stranger.with_header("x5c", json!([STANDARD.encode("certificate")])),
            ),
            (
                "our key, brought along",
                signer.with_header("jwk", signer.jwk()),
            ),
            ("our key, at a URL", signer.with_header("jku", jwks)),
            (
                "our key, at a URL of certificates",
                signer.with_header("x5u", jwks),
            ),
            (
                "our key, in a certificate",
                signer.with_header("x5c", json!([])),
            ),
            ("no kid", signer.without_header("kid")),
            ("an empty kid", signer.with_header("kid", "")),
            ("a kid that is a number", signer.with_header("kid", 1)),
            (
                "a kid that is an array",
                signer.with_header("kid", json!([signer.kid])),
            ),
            ("a kid that is null", signer.with_header("kid", Value::Null)),
            (
                "a kid that is a path",
                stranger.with_header("kid", "../../../../dev/null"),
            ),
            (
                "a kid that is SQL",
                stranger.with_header("kid", "x' UNION SELECT 'key' --"),
            ),
            ("a long kid", signer.with_header("kid", "k".repeat(200))),
        ],
    }
}

pub(super) fn headers(signer: &Signer) -> Group {
    let (kid, claims) = (&signer.kid, signer.claims().to_string());
    let raw = |header: &str| bearer(&signer.sign(header, &claims));
    Group {
        name: "header",
        controls: vec![
            raw(&format!(r#"{{"alg":"RS256","kid":"{kid}"}}"#)),
            signer.without_header("typ"),
            signer.with_header("cat", "cl_anything"),
        ],
        forged: vec![
            (
                "two algorithms",
                raw(&format!(r#"{{"alg":"none","alg":"RS256","kid":"{kid}"}}"#)),
            ),
            (
                "the algorithm twice",
                raw(&format!(r#"{{"alg":"RS256","alg":"RS256","kid":"{kid}"}}"#)),
            ),
            (
                "two kids",
                raw(&format!(r#"{{"alg":"RS256","kid":"other","kid":"{kid}"}}"#)),
            ),
            (
                "two kids, one escaped",
                raw(&format!(
                    r#"{{"alg":"RS256","k\u0069d":"other","kid":"{kid}"}}"#
                )),
            ),
            ("not JSON", raw("RS256")),
            ("an array", raw(&format!(r#"["RS256","{kid}"]"#))),
            ("cut off", raw(&format!(r#"{{"alg":"RS256","kid":"{kid}""#))),
            (
                "more after its end",
                raw(&format!(r#"{{"alg":"RS256","kid":"{kid}"}}{{}}"#)),
            ),
            (
                "an access token of OAuth",
                signer.with_header("typ", "at+jwt"),
            ),
            ("a type that is a number", signer.with_header("typ", 1)),
            (
                "critical extensions",
                signer.with_header("crit", json!(["exp"])),
            ),
            (
                "no critical extension",
                signer.with_header("crit", json!([])),
            ),
            (
                "a payload that is not base64",
                signer.with_header("b64", false),
            ),
            ("a compressed payload", signer.with_header("zip", "DEF")),
            ("encryption", signer.with_header("enc", "A256GCM")),
        ],
    }
}

pub(super) fn signatures(signer: &Signer) -> Group {
    let token = signer.token();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, _) = message.split_once('.').unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let with = |bytes: &[u8]| format!("Bearer {message}.{}", URL_SAFE_NO_PAD.encode(bytes));
    let flipped = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        with(&bytes)
    };
    let mut other = signer.claims();
    other["sub"] = "user_2".into();
    let other = URL_SAFE_NO_PAD.encode(other.to_string());

    Group {
        name: "signature",
        controls: vec![with(&bytes)],
        forged: vec![
            ("its first bit flipped", flipped(0)),
            ("its last bit flipped", flipped(bytes.len() - 1)),
            ("cut off", with(&bytes[..bytes.len() - 1])),
            ("a byte longer", with(&[&bytes[..], &[0]].concat())),
            ("a byte longer in front", with(&[&[0], &bytes[..]].concat())),
            ("zeros", with(&vec![0; bytes.len()])),
            (
                "one",
                with(
                    &iter::repeat_n(0, bytes.len() - 1)
                        .chain([1])
                        .collect::<Vec<u8>>(),
                ),
            ),
            ("empty", format!("Bearer {message}.")),
            ("padded", format!("Bearer {token}==")),
            (
                "of another payload",
                format!("Bearer {header}.{other}.{signature}"),
            ),
            ("its last character another", {
                // Of a 2,048-bit key's it holds four unused bits, which a lax decoder overlooks.
                let (rest, last) = signature.split_at(signature.len() - 1);
                format!("Bearer {message}.{rest}{}", next_character(last))
            }),
        ],
    }
}

/// The next one in base64url's alphabet.
fn next_character(character: &str) -> &'static str {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let next = (ALPHABET.find(character).unwrap() + 1) % ALPHABET.len();
    &ALPHABET[next..=next]
}
