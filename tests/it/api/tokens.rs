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

/// Whoever helps a user by signing in as them sees what they see; what can't be undone is the user's own.
#[tokio::test]
async fn an_impersonator_neither_deletes_nor_spends() {
    let app = app();
    let signer = app.signer();
    let mut claims = signer.claims();
    claims["exp"] = json!(now() + 600);
    let user = app.user_with(&signer, &claims);
    let project = user.project("Of the user").await;
    claims["act"] = json!({ "iss": "https://dashboard.clerk.com", "sub": "user_2helper" });
    let helper = app.user_with(&signer, &claims);

    let seen = helper.get(&project).send().await.expect(200);
    let renamed = helper.patch(&project).json(json!({ "title": "Renamed" }));
    renamed
        .header("if-match", seen.header("etag"))
        .send()
        .await
        .expect(200);
    let mut refused = 0;
    for route in ALL.iter().filter(|route| route.policy.needs_token()) {
        let id = "00000000-0000-4000-8000-0000000000ff";
        let path = route
            .path
            .replace("{kind}", "blog")
            .replace("{project_id}", project.trim_start_matches("/projects/"))
            .replace("{file_id}", id)
            .replace("{output_id}", id)
            .replace("{template_id}", id)
            .replace("{api_key_id}", id)
            .replace("{user_id}", &user.id);
        let answer = helper.request(route.method.as_str(), &path).send().await;
        if route.policy.is_withheld_from_actors(&route.method) {
            answer.problem(403, "impersonated");
            refused += 1;
        } else {
            assert_ne!(answer.status, 403, "{answer}");
        }
    }
    assert_eq!(refused, 23);
    user.get(&project).send().await.expect(200);
}

#[tokio::test]
async fn nobody_administers_as_somebody_else() {
    let app = app();
    let signer = app.signer();
    let mut claims = signer.claims();
    let admins = [("ADMIN_USER_IDS", signer.user.as_str())];
    let function = app.function("admin-metrics", &admins).await;
    let metrics = |claims| app.user_with(&signer, &claims).get("/admin/metrics");
    metrics(claims.clone()).send_to(&function).await.expect(200);
    claims["act"] = json!({ "sub": "user_2helper" });
    let answer = metrics(claims).send_to(&function).await;
    let answer = answer.problem(404, "route_not_found");
    // Who it was is in the log.
    let log = function.log();
    let id = answer.header("x-request-id");
    let line = log
        .lines()
        .find(|line| line.contains("\"impersonated\"") && line.contains(id));
    assert!(
        line.is_some_and(|line| line.contains("user_2helper")),
        "{log}"
    );
}

#[tokio::test]
async fn a_token_of_a_template_is_taken_where_that_is_set() {
    let app = app();
    let signer = app.signer();
    let mut claims = signer.claims();
    claims
        .as_object_mut()
        .unwrap()
        .retain(|name, _| name != "sid" && name != "v");
    let user = app.user_with(&signer, &claims);
    let me = user.get("/users/me");
    me.clone().send().await.problem(401, "unauthorized");
    let set = [("CLERK_TEMPLATE_TOKENS", "on")];
    let function = app.function("profile-get", &set).await;
    me.send_to(&function).await.expect(200);

    // One of version 1 gets the same answer as any other; the log says what to do.
    let mut claims = signer.claims();
    claims.as_object_mut().unwrap().remove("v");
    let old = app.user_with(&signer, &claims).get("/users/me");
    let answer = old.send_to(&function).await;
    answer.problem(401, "unauthorized");
    let log = function.log();
    assert!(log.contains("switch session tokens to version 2"), "{log}");
}
