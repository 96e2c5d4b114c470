//! Forged inside: signed by the right key, as by a careless issuer or for somebody else.

use serde_json::{Value, json};

use super::Group;
use crate::signer::{Signer, bearer, now};

/// Seconds.
const DAY: u64 = 24 * 60 * 60;

pub(super) fn dates(signer: &Signer) -> Group {
    let now = now();
    // Between two looks at the clock it may have gone on.
    let lasting = |seconds: u64| {
        let mut claims = signer.claims();
        (claims["iat"], claims["exp"]) = (now.into(), (now + seconds).into());
        bearer(&signer.sign(&signer.header().to_string(), &claims.to_string()))
    };
    Group {
        name: "date",
        controls: vec![
            signer.with_claim("exp", now + 30),
            signer.with_claim("exp", now - 1),
            signer.with_claim("nbf", now + 1),
            signer.with_claim("iat", now + 30),
            lasting(DAY),
        ],
        forged: vec![
            ("expired", signer.with_claim("exp", now - 10)),
            ("long expired", signer.with_claim("exp", 1)),
            ("no expiry", signer.without_claim("exp")),
            (
                "an expiry that is null",
                signer.with_claim("exp", Value::Null),
            ),
            (
                "an expiry that is a string",
                signer.with_claim("exp", (now + 60).to_string()),
            ),
            (
                "an expiry that is an array",
                signer.with_claim("exp", json!([now + 60])),
            ),
            ("an expiry that is negative", signer.with_claim("exp", -1)),
            (
                "an expiry with a fraction",
                signer.with_claim("exp", 9e9 + 0.5),
            ),
            (
                "an expiry past all numbers",
                signer.with_claim("exp", 1e300),
            ),
            ("not valid yet", signer.with_claim("nbf", now + 30)),
            ("no beginning", signer.without_claim("nbf")),
            (
                "a beginning that is null",
                signer.with_claim("nbf", Value::Null),
            ),
            (
                "a beginning that is a string",
                signer.with_claim("nbf", "0"),
            ),
            ("issued in an hour", signer.with_claim("iat", now + 3600)),
            ("issued at a string", signer.with_claim("iat", "now")),
            ("issued at no time", signer.without_claim("iat")),
            ("good for more than a day", lasting(DAY + 1)),
            ("good for a year", lasting(365 * DAY)),
        ],
    }
}

pub(super) fn parties(signer: &Signer) -> Group {
    let (issuer, party) = (&signer.issuer, &signer.party);
    Group {
        name: "party",
        controls: vec![
            signer.with_claim("iss", issuer.clone()),
            signer.with_claim("azp", party.clone()),
            signer.without_claim("azp"),
            signer.with_claim("sts", "active"),
            signer.without_claim("sts"),
        ],
        forged: vec![
            (
                "another issuer",
                signer.with_claim("iss", "https://evil.example"),
            ),
            (
                "an issuer that begins with ours",
                signer.with_claim("iss", format!("{issuer}.evil.example")),
            ),
            (
                "our issuer with a slash",
                signer.with_claim("iss", format!("{issuer}/")),
            ),
            (
                "our issuer in capitals",
                signer.with_claim("iss", issuer.to_uppercase()),
            ),
            (
                "our issuer in an array",
                signer.with_claim("iss", json!([issuer])),
            ),
            (
                "our issuer among others",
                signer.with_claim("iss", json!(["https://evil.example", issuer])),
            ),
            ("no issuer", signer.without_claim("iss")),
            (
                "an issuer that is null",
                signer.with_claim("iss", Value::Null),
            ),
            (
                "another party",
                signer.with_claim("azp", "https://evil.example"),
            ),
            (
                "a party that begins with ours",
                signer.with_claim("azp", format!("{party}.evil.example")),
            ),
            (
                "our party in an array",
                signer.with_claim("azp", json!([party])),
            ),
            ("an empty party", signer.with_claim("azp", "")),
            (
                "a party that is null",
                signer.with_claim("azp", Value::Null),
            ),
            (
                "for another audience",
                signer.with_claim("aud", "https://other.example"),
            ),
            (
                "for many audiences",
                signer.with_claim("aud", json!([issuer, party])),
            ),
            ("a pending session", signer.with_claim("sts", "pending")),
            (
                "a session of unknown status",
                signer.with_claim("sts", Value::Null),
            ),
        ],
    }
}

pub(super) fn subjects(signer: &Signer) -> Group {
    let user = &signer.user;
    Group {
        name: "subject",
        controls: vec![signer.with_claim("sub", user.clone())],
        forged: vec![
            ("none", signer.without_claim("sub")),
            ("null", signer.with_claim("sub", Value::Null)),
            ("empty", signer.with_claim("sub", "")),
            ("a number", signer.with_claim("sub", 1)),
            ("an array", signer.with_claim("sub", json!([user]))),
            ("an object", signer.with_claim("sub", json!({ "id": user }))),
            ("true", signer.with_claim("sub", true)),
            (
                "ending in NUL",
                signer.with_claim("sub", format!("{user}\0")),
            ),
            ("with a space", signer.with_claim("sub", format!("{user} "))),
            (
                "with a quote",
                signer.with_claim("sub", format!("{user}' OR true --")),
            ),
            ("a path", signer.with_claim("sub", format!("../{user}"))),
            ("a long one", signer.with_claim("sub", "u".repeat(65))),
            (
                "the owner of system templates",
                signer.with_claim("sub", "system"),
            ),
            ("a machine", signer.with_claim("sub", "mch_2abcdef")),
            ("an organisation", signer.with_claim("sub", "org_2abcdef")),
            ("no prefix", signer.with_claim("sub", "2abcdef")),
            ("a prefix alone", signer.with_claim("sub", "user_")),
        ],
    }
}

pub(super) fn sessions(signer: &Signer) -> Group {
    let without_both = {
        let mut claims = signer.claims();
        claims
            .as_object_mut()
            .unwrap()
            .retain(|name, _| name != "sid" && name != "v");
        bearer(&signer.sign(&signer.header().to_string(), &claims.to_string()))
    };
    Group {
        name: "session",
        controls: vec![
            signer.with_claim("sid", "sess_2abcdef"),
            signer.with_claim("act", json!({ "sub": "user_2abcdef" })),
        ],
        forged: vec![
            ("of a JWT template", without_both),
            ("version 1", signer.with_claim("v", 1)),
            ("version 1, without saying so", signer.without_claim("v")),
            ("version 3", signer.with_claim("v", 3)),
            ("no session", signer.without_claim("sid")),
            ("a session that is none", signer.with_claim("sid", "1")),
            (
                "a session in an array",
                signer.with_claim("sid", json!(["sess_1"])),
            ),
            (
                "an actor without a name",
                signer.with_claim("act", json!({})),
            ),
            (
                "an actor that is null",
                signer.with_claim("act", Value::Null),
            ),
        ],
    }
}

pub(super) fn payloads(signer: &Signer) -> Group {
    let header = signer.header().to_string();
    let claims = signer.claims().to_string();
    let raw = |payload: &str| bearer(&signer.sign(&header, payload));
    let and = |more: &str| raw(&format!("{},{more}}}", claims.trim_end_matches('}')));
    Group {
        name: "payload",
        controls: vec![
            raw(&claims),
            and(r#""note":"hello""#),
            and(r#""o":{"id":"org_1","rol":"admin"}"#),
        ],
        forged: vec![
            ("two subjects", and(r#""sub":"user_2""#)),
            ("two subjects, one escaped", and(r#""s\u0075b":"user_2""#)),
            ("two issuers", and(r#""iss":"https://evil.example""#)),
            ("two expiries", and(r#""exp":9999999999"#)),
            ("two statuses", and(r#""sts":"active""#)),
            (
                "two names of one organisation",
                and(r#""o":{"id":"org_1","id":"org_2"}"#),
            ),
            ("a lone surrogate", and(r#""note":"\ud800""#)),
            (
                "deeper than any claim",
                and(&format!(
                    r#""note":{}1{}"#,
                    "[".repeat(500),
                    "]".repeat(500)
                )),
            ),
            ("empty", raw("")),
            ("an empty object", raw("{}")),
            ("an array", raw(&format!("[{claims}]"))),
            ("a string", raw("\"claims\"")),
            ("null", raw("null")),
            ("more after its end", raw(&format!("{claims}{{}}"))),
            (
                "a byte order mark before it",
                raw(&format!("\u{feff}{claims}")),
            ),
        ],
    }
}
