//! Who has no good token gets nothing, on any route, and learns nothing.

use functions::ALL;
use serde_json::json;
use web::{Authentication, Route};

use crate::{
    app::app,
    signer::{Signer, now},
    tokens::forged,
};

/// Routes that anybody may ask.
const OPEN: [&str; 5] = ["/", "/health", "/docs", "/openapi.json", "/billing/plans"];

#[tokio::test]
async fn every_route_wants_a_token() {
    let app = app();
    let closed = |route: &&Route| route.policy.needs_token();
    let open = |route: &&Route| route.policy.authentication == Authentication::Public;
    let paths: Vec<_> = ALL.iter().filter(open).map(|route| route.path).collect();
    assert_eq!(paths, OPEN);
    for route in ALL.iter().filter(closed) {
        let path = route.path.replace(['{', '}'], "");
        app.request(route.method.as_str(), &path)
            .send()
            .await
            .problem(401, "unauthorized");
        let forged = Signer::stranger(&app.signer()).bearer();
        let answer = app
            .request(route.method.as_str(), &path)
            .header("authorization", forged)
            .send()
            .await;
        answer.problem(401, "unauthorized");
    }
    for path in OPEN {
        app.request("GET", path).send().await.expect(200);
    }
}

#[tokio::test]
async fn every_forged_token_gets_the_same_answer() {
    let app = app();
    let signer = app.signer();
    let bare = app
        .request("GET", "/users/me")
        .send()
        .await
        .problem(401, "unauthorized");
    let mut count = 0;
    for group in forged::groups(&signer) {
        for control in group.controls {
            let answer = app
                .request("GET", "/users/me")
                .header("authorization", control)
                .send()
                .await;
            assert_eq!(
                answer.expect(200).json()["user_id"],
                signer.user,
                "{}",
                group.name
            );
        }
        for (name, authorization) in group.forged {
            let answer = app
                .request("GET", "/users/me")
                .header("authorization", authorization)
                .send()
                .await;
            assert_eq!(answer.status, 401, "{}: {name}: {answer}", group.name);
            let answer = answer.problem(401, "unauthorized");
            assert_eq!(answer.without_id(), bare.without_id(), "{name}");
            assert!(
                answer.headers.keys().eq(bare.headers.keys()),
                "{name}: {answer}"
            );
            count += 1;
        }
    }
    assert!(count >= 100, "{count}");
}

#[tokio::test]
async fn a_token_says_who_asks() {
    let app = app();
    let signer = app.signer();
    let plain = app.user_with(&signer, &signer.claims());
    let me = plain.get("/auth/me").send().await.expect(200).json();
    assert_eq!(
        (&me["user_id"], &me["email"], &me["name"]),
        (&json!(signer.user), &json!(null), &json!(null))
    );
    assert_eq!(me["claims"]["iss"], signer.issuer.as_str());

    let mut claims = signer.claims();
    claims["email"] = json!("ada@example.com");
    claims["name"] = json!("Ada Example");
    claims["exp"] = json!(now() + 60);
    let user = app.user_with(&signer, &claims);
    let me = user.get("/auth/me").send().await.expect(200).json();
    assert_eq!(
        (&me["email"], &me["name"], &me["claims"]),
        (&claims["email"], &claims["name"], &claims)
    );
}
