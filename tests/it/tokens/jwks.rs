//! The keys that tokens are verified with: fetched, kept, replaced, and what an outage does.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::task::JoinSet;
use web::auth::{AuthError, CacheTimes, Verifier};

use super::{jwks_server::Answer, outcome, with_server};
use crate::signer::{Signer, bearer, sign_with};

/// Fetches whenever a key is asked for.
fn always_fetch() -> CacheTimes {
    let zero = Duration::ZERO;
    CacheTimes {
        fresh: zero,
        pause: zero,
        retry: zero,
        miss: zero,
        ..CacheTimes::default()
    }
}

async fn is_in(verifier: &Verifier, authorization: &str) -> bool {
    outcome(verifier, authorization).await.is_ok()
}

async fn is_out(verifier: &Verifier, authorization: &str) -> bool {
    matches!(
        outcome(verifier, authorization).await,
        Err(AuthError::Unauthorized(_))
    )
}

async fn is_unavailable(verifier: &Verifier, authorization: &str) -> bool {
    matches!(
        outcome(verifier, authorization).await,
        Err(AuthError::KeysUnavailable(_))
    )
}

#[tokio::test]
async fn unknown_kids_cannot_hammer_the_jwks() {
    let signer = Signer::genuine();
    let (verifier, server) = with_server(&signer, CacheTimes::default()).await;
    let verifier = Arc::new(verifier);
    let claims = signer.claims().to_string();
    let forged = |number: usize| {
        let mut header = signer.header();
        header["kid"] = format!("ins_{number}").into();
        bearer(&sign_with(&header.to_string(), &claims, |_| vec![0; 256]))
    };

    let mut at_once = JoinSet::new();
    for number in 0..500 {
        let (verifier, forged) = (Arc::clone(&verifier), forged(number));
        at_once.spawn(async move { is_out(&verifier, &forged).await });
    }
    assert!(at_once.join_all().await.into_iter().all(|out| out));
    for number in 500..1000 {
        assert!(is_out(&verifier, &forged(number)).await);
    }
    assert!(
        (1..=2).contains(&server.requests()),
        "{} requests",
        server.requests()
    );
    assert!(is_in(&verifier, &signer.bearer()).await);
}

#[tokio::test]
async fn requests_that_come_at_once_share_one_fetch() {
    let signer = Signer::genuine();
    let (verifier, server) = with_server(&signer, CacheTimes::default()).await;
    let verifier = Arc::new(verifier);
    let mut at_once = JoinSet::new();
    for _ in 0..50 {
        let (verifier, bearer) = (Arc::clone(&verifier), signer.bearer());
        at_once.spawn(async move { is_in(&verifier, &bearer).await });
    }
    assert!(at_once.join_all().await.into_iter().all(|is_in| is_in));
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn warming_up_spares_the_first_request_the_fetch() {
    let signer = Signer::genuine();
    let (verifier, server) = with_server(&signer, CacheTimes::default()).await;
    verifier.warm().await;
    assert_eq!(server.requests(), 1);
    assert!(is_in(&verifier, &signer.bearer()).await);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn an_unknown_kid_is_asked_for_once() {
    let signer = Signer::genuine();
    let times = CacheTimes {
        pause: Duration::ZERO,
        ..CacheTimes::default()
    };
    let (verifier, server) = with_server(&signer, times).await;
    assert!(is_in(&verifier, &signer.bearer()).await);
    for kid in ["ins_a", "ins_b", "ins_a", "ins_b", "ins_a"] {
        assert!(is_out(&verifier, &signer.with_header("kid", kid)).await);
    }
    assert_eq!(server.requests(), 3, "the first, and one for each kid");
}

#[tokio::test]
async fn a_new_key_is_found_and_a_withdrawn_one_refused() {
    let old = Signer::genuine();
    let mut new = Signer::stranger(&old);
    new.kid = "ins_new".to_owned();
    let times = CacheTimes {
        pause: Duration::ZERO,
        ..CacheTimes::default()
    };
    let (verifier, server) = with_server(&old, times).await;
    assert!(is_in(&verifier, &old.bearer()).await);

    server.answer(Answer::keys(&[old.jwk(), new.jwk()]));
    assert!(is_in(&verifier, &new.bearer()).await, "both");
    assert!(is_in(&verifier, &old.bearer()).await, "both");
    assert_eq!(server.requests(), 2, "the old one is still fresh");

    let (verifier, server) = with_server(&old, always_fetch()).await;
    assert!(is_in(&verifier, &old.bearer()).await);
    server.answer(Answer::keys(&[new.jwk()]));
    assert!(is_out(&verifier, &old.bearer()).await, "withdrawn");
    assert!(is_in(&verifier, &new.bearer()).await);
}

#[tokio::test]
async fn a_key_may_change_under_its_kid() {
    let old = Signer::genuine();
    let new = Signer::stranger(&old);
    let (verifier, server) = with_server(&old, always_fetch()).await;
    assert!(is_in(&verifier, &old.bearer()).await);
    assert!(is_out(&verifier, &new.bearer()).await);
    server.answer(Answer::keys(&[new.jwk()]));
    assert!(is_in(&verifier, &new.bearer()).await);
    assert!(is_out(&verifier, &old.bearer()).await);
}

/// Everything but a JWKS that a JWKS endpoint may answer.
fn troubles(signer: &Signer) -> Vec<(&'static str, Answer)> {
    let Answer::Body(good) = Answer::keys(&[signer.jwk()]) else {
        unreachable!()
    };
    vec![
        ("closed", Answer::Closed),
        ("500", Answer::Status(500, good.clone())),
        ("404", Answer::Status(404, good.clone())),
        ("203", Answer::Status(203, good.clone())),
        ("elsewhere", Answer::Redirect(good.clone())),
        ("empty", Answer::Body(String::new())),
        ("HTML", Answer::Body("<html></html>".to_owned())),
        ("no keys", Answer::keys(&[])),
        ("cut off", Answer::Body(good[..good.len() - 1].to_owned())),
        ("over 64 KB", Answer::Body(padded(&good, 64 * 1024 + 1))),
        ("endless", Answer::Endless),
    ]
}

fn padded(body: &str, length: usize) -> String {
    format!("{body}{}", " ".repeat(length - body.len()))
}

#[tokio::test]
async fn without_keys_nobody_is_refused_for_good() {
    let signer = Signer::genuine();
    for (name, trouble) in troubles(&signer) {
        let (verifier, server) = with_server(&signer, always_fetch()).await;
        server.answer(trouble);
        assert!(is_unavailable(&verifier, &signer.bearer()).await, "{name}");
        assert!(
            is_out(&verifier, "Bearer x").await,
            "{name}: a broken token is no question of keys"
        );
        server.answer(Answer::keys(&[signer.jwk()]));
        assert!(
            is_in(&verifier, &signer.bearer()).await,
            "{name}: it is over"
        );
    }
}

#[tokio::test]
async fn an_outage_is_bridged_with_the_keys_at_hand() {
    let signer = Signer::genuine();
    for (name, trouble) in troubles(&signer) {
        let (verifier, server) = with_server(&signer, always_fetch()).await;
        assert!(is_in(&verifier, &signer.bearer()).await, "{name}: before");
        server.answer(trouble);
        let before = server.requests();
        assert!(is_in(&verifier, &signer.bearer()).await, "{name}: during");
        assert!(server.requests() > before, "{name}: it was asked");
        assert!(
            is_out(&verifier, &Signer::stranger(&signer).bearer()).await,
            "{name}: and they are still checked"
        );
    }
}

#[tokio::test]
async fn an_outage_is_not_bridged_for_ever() {
    let signer = Signer::genuine();
    let times = CacheTimes {
        stale: Duration::from_millis(200),
        ..always_fetch()
    };
    let (verifier, server) = with_server(&signer, times).await;
    assert!(is_in(&verifier, &signer.bearer()).await);
    server.answer(Answer::Status(503, String::new()));
    let began = Instant::now();
    while !is_unavailable(&verifier, &signer.bearer()).await {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "old keys are used on and on"
        );
    }
}

#[tokio::test]
async fn an_outage_is_not_made_worse() {
    let signer = Signer::genuine();
    let (verifier, server) = with_server(
        &signer,
        CacheTimes {
            fresh: Duration::ZERO,
            ..CacheTimes::default()
        },
    )
    .await;
    assert!(is_in(&verifier, &signer.bearer()).await);
    server.answer(Answer::Status(503, String::new()));
    for _ in 0..100 {
        assert!(is_in(&verifier, &signer.bearer()).await);
    }
    assert_eq!(server.requests(), 1, "one in 30 s");

    let retry = Duration::from_mins(1);
    let (verifier, server) = with_server(
        &signer,
        CacheTimes {
            retry,
            ..CacheTimes::default()
        },
    )
    .await;
    server.answer(Answer::Status(503, String::new()));
    for _ in 0..100 {
        assert!(is_unavailable(&verifier, &signer.bearer()).await);
    }
    assert_eq!(
        server.requests(),
        1,
        "without keys, one in the time between two tries"
    );
}

#[tokio::test]
async fn a_silent_server_holds_nobody_up() {
    let signer = Signer::genuine();
    let (verifier, server) = with_server(&signer, CacheTimes::default()).await;
    server.answer(Answer::Silent);
    let began = Instant::now();
    let verifier = Arc::new(verifier);
    let mut at_once = JoinSet::new();
    for _ in 0..20 {
        let (verifier, bearer) = (Arc::clone(&verifier), signer.bearer());
        at_once.spawn(async move { is_unavailable(&verifier, &bearer).await });
    }
    assert!(
        at_once
            .join_all()
            .await
            .into_iter()
            .all(|unavailable| unavailable)
    );
    assert!(
        began.elapsed() < Duration::from_secs(4),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(server.requests(), 1, "they waited for the same answer");
}

#[tokio::test]
async fn a_request_that_goes_away_leaves_nothing_locked() {
    let signer = Signer::genuine();
    let (verifier, server) = with_server(&signer, always_fetch()).await;
    server.answer(Answer::Silent);
    let gone = tokio::time::timeout(
        Duration::from_millis(50),
        is_in(&verifier, &signer.bearer()),
    )
    .await;
    assert!(gone.is_err());
    server.answer(Answer::keys(&[signer.jwk()]));
    assert!(is_in(&verifier, &signer.bearer()).await);
}

#[tokio::test]
async fn only_good_keys_of_a_set_are_used() {
    let signer = Signer::genuine();
    let mut other = Signer::genuine();
    let (verifier, server) = with_server(&signer, always_fetch()).await;
    other.kid = "ins_other".to_owned();
    let control = other.jwk();
    let with = |name: &str, value: serde_json::Value| {
        let mut key = other.jwk();
        key[name] = value;
        key
    };
    server.answer(Answer::keys(&[signer.jwk(), control.clone()]));
    assert!(is_in(&verifier, &other.bearer()).await, "the control");
    for (name, keys) in [
        ("for encryption", vec![with("use", json!("enc"))]),
        ("for another algorithm", vec![with("alg", json!("RS512"))]),
        ("a symmetric key", vec![with("kty", json!("oct"))]),
        ("twice", vec![control.clone(), control]),
    ] {
        server.answer(Answer::keys(&[&keys[..], &[signer.jwk()]].concat()));
        assert!(is_out(&verifier, &other.bearer()).await, "{name}");
        assert!(
            is_in(&verifier, &signer.bearer()).await,
            "{name}: the others stay"
        );
    }
}

#[tokio::test]
async fn a_set_may_have_64_kilobytes() {
    let signer = Signer::genuine();
    let Answer::Body(good) = Answer::keys(&[signer.jwk()]) else {
        unreachable!()
    };
    let (verifier, server) = with_server(&signer, always_fetch()).await;
    server.answer(Answer::Body(padded(&good, 64 * 1024)));
    assert!(is_in(&verifier, &signer.bearer()).await);
}
