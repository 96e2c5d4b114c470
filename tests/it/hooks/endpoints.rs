//! Endpoints are an account's, made by its admins, at addresses of the public internet, and their secrets are shown once.

use serde_json::{Value, json};

use super::fixture::{HookFixture, verifies};
use crate::{
    app::app,
    runtime::Function,
    scripted::{Answer, Scripted},
};

#[tokio::test]
async fn an_endpoint_is_made_changed_and_deleted() {
    let app = app();
    let user = app.user();
    let made = user.webhook("https://example.com/hook").await;
    let secret = made["secret"].as_str().unwrap();
    assert!(
        secret.starts_with("whsec_") && secret.len() == 50,
        "{secret}"
    );
    let path = format!("/webhooks/{}", made["id"].as_str().unwrap());
    let listed = user.get("/webhooks").send().await.expect(200);
    assert_eq!(listed.json()[0]["id"], made["id"]);
    assert!(!listed.to_string().contains("secret\""), "{listed}");
    let got = user.get(&path).send().await.expect(200).json();
    assert_eq!(
        (&got["url"], &got["enabled"]),
        (&json!("https://example.com/hook"), &json!(true))
    );
    assert_eq!(got["types"].as_array().unwrap().len(), 5);

    let change = json!({ "description": "Ours", "types": ["file.ready"], "enabled": false });
    let changed = user
        .patch(&path)
        .json(change)
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&changed["description"], &changed["disabled_reason"]),
        (&json!("Ours"), &json!("asked"))
    );
    assert_eq!(changed["types"], json!(["file.ready"]));
    assert_eq!(changed["url"], made["url"]);
    let ping = format!("{path}/ping");
    user.post(&ping)
        .send()
        .await
        .problem(409, "webhook_disabled");
    let cleared = json!({ "description": null });
    let changed = user
        .patch(&path)
        .json(cleared)
        .send()
        .await
        .expect(200)
        .json();
    assert!(
        changed["description"].is_null() && changed["enabled"] == false,
        "{changed}"
    );

    let stranger = app.user();
    for request in [
        stranger.get(&path),
        stranger.patch(&path).json(json!({ "enabled": true })),
        stranger.delete(&path),
        stranger.post(&ping),
        stranger.post(&format!("{path}/rotate")),
        stranger.get(&format!("{path}/deliveries")),
    ] {
        request.send().await.problem(404, "webhook_not_found");
    }
    user.delete(&path).send().await.expect(204);
    user.get(&path)
        .send()
        .await
        .problem(404, "webhook_not_found");
}

#[tokio::test]
async fn an_account_has_five() {
    let app = app();
    let user = app.user();
    for _ in 0..5 {
        user.webhook("https://example.com/hook").await;
    }
    let create = user
        .post("/webhooks")
        .json(json!({ "url": "https://example.com/hook" }));
    create.send().await.problem(409, "too_many_webhooks");
}

/// As on AWS, where nothing private is reached.
async fn in_public(fixture: &mut HookFixture, name: &str) -> Function {
    fixture.environment.remove("ALLOW_PRIVATE_ADDRESSES");
    fixture.function(name).await
}

#[tokio::test]
async fn an_address_is_public_by_name_and_with_tls() {
    let mut fixture = HookFixture::start().await;
    let create = in_public(&mut fixture, "webhook-create").await;
    let update = in_public(&mut fixture, "webhook-update").await;
    for bad in [
        "http://example.com/hook",
        "ftp://example.com/hook",
        "example.com/hook",
        "https://example.com:80/hook",
        "https://example.com:22/hook",
        "https://example.com:1023/hook",
        "https://user@example.com/hook",
        "https://user:secret@example.com/hook",
        "https://127.0.0.1/hook",
        "https://127.1/hook",
        "https://2130706433/hook",
        "https://0x7f000001/hook",
        "https://0177.0.0.1/hook",
        "https://8.8.8.8/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/hook",
        "https://[::ffff:127.0.0.1]/hook",
        "https://[fd00:ec2::254]/hook",
        "https://[64:ff9b::7f00:1]/hook",
        "https://[2002:7f00:1::]/hook",
        "https://localhost/hook",
        "https://LOCALHOST:9001/2018-06-01/runtime/invocation/next",
        "https://localhost./hook",
        "https://a.localhost/hook",
        "https://printer.local/hook",
        "https://metadata.google.internal/hook",
        "https://intranet/hook",
        "https://",
        "",
        &format!("https://example.com/{}", "a".repeat(2_048)),
    ] {
        let body = json!({ "url": bad });
        let refused = fixture
            .user
            .post("/webhooks")
            .json(body.clone())
            .send_to(&create)
            .await;
        refused.invalid(&["#/url"]);
        let path = "/webhooks/550e8400-e29b-41d4-a716-446655440000";
        let refused = fixture.user.patch(path).json(body).send_to(&update).await;
        refused.invalid(&["#/url"]);
    }
    for good in [
        "https://example.com/hook?a=b",
        "https://example.com:8443/hook",
        "https://bücher.example/",
    ] {
        let body = json!({ "url": good });
        let made = fixture
            .user
            .post("/webhooks")
            .json(body)
            .send_to(&create)
            .await;
        made.expect(201);
    }
}

/// What got past the API, or has another address by now, is not reached all the same: counted at the socket.
#[tokio::test]
async fn a_worker_connects_to_nothing_private() {
    let mut fixture = HookFixture::start().await;
    let receiver = Scripted::replying(|_| Some(Answer::new(200, &[], b""))).await;
    let endpoint = fixture.endpoint(&receiver, &[]).await;
    let port = receiver.url.rsplit(':').next().unwrap().to_owned();
    let worker = in_public(&mut fixture, "delivery-worker").await;
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "127.0.0.1.nip.invalid",
    ] {
        for scheme in ["http", "https"] {
            let move_it = format!(
                "UPDATE private.webhook_endpoints SET url = '{scheme}://{host}:{port}/'; DELETE FROM private.webhook_messages"
            );
            fixture.sql(&move_it).await;
            fixture.happen(1).await;
            fixture.minute().await;
            fixture.queue.work(&worker).await;
            let [delivery] = fixture.deliveries(&endpoint).await.try_into().unwrap();
            assert_eq!(
                delivery["error"]["code"], "endpoint_refused",
                "{host}: {delivery}"
            );
        }
    }
    assert!(receiver.requests().is_empty());
}

/// For a day both secrets verify what is sent, whichever of them a receiver has; then the new one alone.
#[tokio::test]
async fn a_rotation_loses_nothing() {
    let mut fixture = HookFixture::start().await;
    let receiver = Scripted::replying(|_| Some(Answer::new(200, &[], b""))).await;
    let first = fixture.endpoint(&receiver, &[]).await;
    let rotate = fixture.function("webhook-rotate").await;
    let path = format!("/webhooks/{}/rotate", first["id"].as_str().unwrap());
    let worker = fixture.worker().await;
    let sent = async |fixture: &mut HookFixture| {
        fixture.happen(1).await;
        fixture.minute().await;
        fixture.queue.work(&worker).await;
        receiver.requests().pop().unwrap()
    };
    let before = sent(&mut fixture).await;
    let second: Value = fixture
        .user
        .post(&path)
        .send_to(&rotate)
        .await
        .expect(200)
        .json();
    assert_ne!(first["secret"], second["secret"]);
    assert!(second["previous_secret_until"].is_string());
    let both = sent(&mut fixture).await;
    fixture
        .sql("UPDATE private.webhook_endpoints SET previous_secret_until = now()")
        .await;
    let after = sent(&mut fixture).await;
    for (request, by_first, by_second) in [
        (&before, true, false),
        (&both, true, true),
        (&after, false, true),
    ] {
        assert_eq!(
            (verifies(request, &first), verifies(request, &second)),
            (by_first, by_second)
        );
    }
    assert_eq!(both.headers["webhook-signature"].split(' ').count(), 2);
    // Whoever reads the database, or the logs, signs nothing.
    let secret = second["secret"].as_str().unwrap();
    assert!(!worker.log().contains(&secret[6..]) && !rotate.log().contains(&secret[6..]));
    let stored: String = sqlx::query_scalar("SELECT string_agg(encode(secret, 'escape') || endpoint::text, '') FROM private.webhook_endpoints AS endpoint")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert!(!stored.contains(&secret[6..]));
}

/// A test of it, which says what it is.
#[tokio::test]
async fn a_ping_is_sent_at_once() {
    let fixture = HookFixture::start().await;
    let receiver = Scripted::replying(|_| Some(Answer::new(200, &[], b""))).await;
    let endpoint = fixture.endpoint(&receiver, &["file.ready"]).await;
    let ping = fixture.function("webhook-ping").await;
    let path = format!("/webhooks/{}/ping", endpoint["id"].as_str().unwrap());
    let delivery = fixture
        .user
        .post(&path)
        .send_to(&ping)
        .await
        .expect(202)
        .json();
    assert_eq!(
        (&delivery["type"], &delivery["status"]),
        (&json!("ping"), &json!("pending"))
    );
    fixture.queue.work(&fixture.worker().await).await;
    let [request] = receiver.requests().try_into().unwrap();
    assert!(verifies(&request, &endpoint));
    assert_eq!(request.json()["type"], "ping");
    assert_eq!(
        request.headers["webhook-id"],
        delivery["message_id"].as_str().unwrap()
    );
}
