//! What a user has said about themselves.

use serde_json::json;
use tokio::task::JoinSet;

use crate::app::app;

#[tokio::test]
async fn a_profile_is_there_on_first_sight() {
    let app = app();
    let (signer, mut database) = (app.signer(), app.database().await);
    let mut claims = signer.claims();
    claims["name"] = json!("Ada Example");
    let user = app.user_with(&signer, &claims);
    // Many at once, as a browser's first page asks.
    let mut requests = JoinSet::new();
    for number in 0..8 {
        let request = if number % 2 == 0 {
            user.get("/users/me")
        } else {
            user.patch("/users/me").json(json!({}))
        };
        requests.spawn(request.send());
    }
    for answer in requests.join_all().await {
        let profile = answer.expect(200).json();
        assert_eq!(
            (&profile["user_id"], &profile["name"]),
            (&json!(signer.user), &json!("Ada Example"))
        );
        assert_eq!(
            (&profile["preferences"], &profile["tone_of_voice"]),
            (&json!({}), &json!(null))
        );
    }
    assert_eq!(user.rows(&mut database).await["public.profiles"], 1);
    // What the user has set, the token doesn't take back.
    user.patch("/users/me")
        .json(json!({ "name": "Countess" }))
        .send()
        .await
        .expect(200);
    assert_eq!(
        user.get("/users/me").send().await.json()["name"],
        "Countess"
    );
    user.patch("/users/me")
        .json(json!({ "name": null }))
        .send()
        .await
        .expect(200);
    assert_eq!(
        user.get("/users/me").send().await.json()["name"],
        json!(null)
    );
}

/// RFC 7396: an object is merged, anything else replaces, null removes.
#[tokio::test]
async fn preferences_are_merged() {
    let app = app();
    let user = app.user();
    let patch = async |preferences| {
        let patch = user
            .patch("/users/me")
            .json(json!({ "preferences": preferences }));
        patch.send().await.expect(200).json()["preferences"].clone()
    };
    assert_eq!(
        patch(json!({ "a": { "b": 1, "c": [1, 2] }, "d": 1 })).await,
        json!({ "a": { "b": 1, "c": [1, 2] }, "d": 1 })
    );
    assert_eq!(
        patch(json!({ "a": { "c": [3], "e": null } })).await,
        json!({ "a": { "b": 1, "c": [3] }, "d": 1 })
    );
    assert_eq!(
        patch(json!({ "a": { "b": null }, "d": { "f": null, "g": "x" } })).await,
        json!({ "a": { "c": [3] }, "d": { "g": "x" } })
    );
    assert_eq!(
        patch(json!({ "a": null, "d": "plain" })).await,
        json!({ "d": "plain" })
    );
    assert_eq!(patch(json!({})).await, json!({ "d": "plain" }));
    let kept = user
        .patch("/users/me")
        .json(json!({ "tone_of_voice": " warm " }))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&kept["preferences"], &kept["tone_of_voice"]),
        (&json!({ "d": "plain" }), &json!("warm"))
    );
    let cleared = user
        .patch("/users/me")
        .json(json!({ "tone_of_voice": null }))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&cleared["preferences"], &cleared["tone_of_voice"]),
        (&json!({ "d": "plain" }), &json!(null))
    );
}

#[tokio::test]
async fn preferences_have_a_bound_as_a_whole() {
    let app = app();
    let user = app.user();
    let chunk = |name: &str| json!({ "preferences": { name: "x".repeat(10_000) } });
    user.patch("/users/me")
        .json(chunk("a"))
        .send()
        .await
        .expect(200);
    let before = user.get("/users/me").send().await.json();
    user.patch("/users/me")
        .json(chunk("b"))
        .send()
        .await
        .invalid(&["#/preferences"]);
    assert_eq!(user.get("/users/me").send().await.json(), before);
}

/// Each merges into what the other has written, none into what it was before.
#[tokio::test]
async fn merges_at_once_lose_nothing() {
    let app = app();
    let user = app.user();
    let mut requests = JoinSet::new();
    for number in 0..10 {
        requests.spawn(
            user.patch("/users/me")
                .json(json!({ "preferences": { number.to_string(): number } }))
                .send(),
        );
    }
    for answer in requests.join_all().await {
        answer.expect(200);
    }
    let profile = user.get("/users/me").send().await.expect(200).json();
    assert_eq!(
        profile["preferences"].as_object().unwrap().len(),
        10,
        "{profile}"
    );
}
