//! A forged token lets someone into another's account; a key server in trouble locks everybody out.

pub(crate) mod forged;
mod jwks;
mod jwks_server;

use serde_json::json;
use web::auth::{AuthError, CacheTimes, Config, KeyConfig, Verifier};

use self::jwks_server::{Answer, JwksServer};
use crate::signer::Signer;

fn verifier(signer: &Signer, keys: KeyConfig, cache: CacheTimes) -> Verifier {
    let authorized_parties = vec!["https://www.example.com".to_owned(), signer.party.clone()];
    Verifier::new(Config {
        issuer: signer.issuer.clone(),
        keys,
        authorized_parties,
        template_tokens: false,
        cache,
    })
    .unwrap()
}

/// A verifier and the server that it has its keys from, which knows the signer's.
async fn with_server(signer: &Signer, cache: CacheTimes) -> (Verifier, JwksServer) {
    let server = JwksServer::start(Answer::keys(&[signer.jwk()])).await;
    (
        verifier(signer, KeyConfig::Jwks(server.url.clone()), cache),
        server,
    )
}

async fn outcome(verifier: &Verifier, authorization: &str) -> Result<String, AuthError> {
    verifier
        .verify(Some(authorization))
        .await
        .map(|session| session.principal.user.as_str().to_owned())
}

#[tokio::test]
async fn every_forged_token_is_refused_and_every_genuine_one_taken() {
    let signer = Signer::genuine();
    let (by_jwks, _server) = with_server(&signer, CacheTimes::default()).await;
    let by_pem = verifier(
        &signer,
        KeyConfig::Pem(signer.public_pem().to_owned()),
        CacheTimes::default(),
    );

    let mut failures = Vec::new();
    let mut count = 0;
    for (source, verifier) in [("JWKS", by_jwks), ("PEM", by_pem)] {
        for group in forged::groups(&signer) {
            for (number, control) in group.controls.iter().enumerate() {
                match outcome(&verifier, control).await {
                    Ok(user) if user == signer.user => {}
                    other => failures.push(format!(
                        "{source}: {}: control {number}: {other:?}",
                        group.name
                    )),
                }
            }
            for (name, authorization) in group.forged {
                count += 1;
                match outcome(&verifier, &authorization).await {
                    Err(AuthError::Unauthorized(_)) => {}
                    other => failures.push(format!("{source}: {}: {name}: {other:?}", group.name)),
                }
            }
        }
        assert!(verifier.verify(None).await.is_err(), "no header at all");
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(count >= 2 * 40, "{count}");
}

#[tokio::test]
async fn a_session_has_the_claims_of_its_token() {
    let signer = Signer::genuine();
    let (verifier, _server) = with_server(&signer, CacheTimes::default()).await;
    let session = verifier
        .verify(Some(&signer.with_claim("email", "ada@example.com")))
        .await
        .unwrap();
    assert_eq!(session.principal.user.as_str(), signer.user);
    assert_eq!(session.claims["email"], "ada@example.com");
    assert_eq!(session.claims["fva"], json!([0, -1]));
}
