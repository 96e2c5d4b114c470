//! What Clerk says of its users is heard once, in the right order, and from nobody else.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::hmac;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    app::{App, User, answer::Answer, app, request::Request, stack::stack},
    signer::now,
};

const CREATED_AT: i64 = 1_704_067_200_000;

/// An event on its way, by default a good one.
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) seconds: i64,
    pub(crate) body: String,
}

impl Event {
    pub(crate) fn new(kind: &str, data: &Value) -> Self {
        let body =
            json!({ "type": kind, "object": "event", "timestamp": CREATED_AT, "data": data });
        Self {
            id: format!("msg_{}", Uuid::new_v4().simple()),
            seconds: i64::try_from(now()).unwrap(),
            body: body.to_string(),
        }
    }

    /// `updated_at`: milliseconds after [`CREATED_AT`].
    fn updated(user: &User, first: &str, last: &str, updated_at: i64) -> Self {
        let data = json!({
            "id": user.id, "object": "user", "first_name": first, "last_name": last,
            "email_addresses": [{ "email_address": "somebody@example.com" }],
            "created_at": CREATED_AT, "updated_at": CREATED_AT + updated_at,
        });
        Self::new("user.updated", &data)
    }

    pub(crate) fn deleted(user: &str) -> Self {
        let data = json!({ "id": user, "object": "user", "deleted": true });
        Self::new("user.deleted", &data)
    }

    /// `v1,…`, as Svix makes it.
    fn signature(&self, secret: &str) -> String {
        let key = STANDARD
            .decode(secret.trim_start_matches("whsec_"))
            .unwrap();
        let signed = format!("{}.{}.{}", self.id, self.seconds, self.body);
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), signed.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    }

    fn request(&self, app: &App, signature: &str) -> Request {
        app.request("POST", "/auth/webhook")
            .body("application/json", self.body.clone())
            .header("svix-id", &self.id)
            .header("svix-timestamp", self.seconds.to_string())
            .header("svix-signature", signature)
    }

    /// Signed with the stack's secret.
    pub(crate) fn signed(&self, app: &App) -> Request {
        self.request(app, &self.signature(secret()))
    }

    async fn send(&self, app: &App) -> Answer {
        self.signed(app).send().await
    }
}

fn secret() -> &'static str {
    &stack().environment["CLERK_WEBHOOK_SECRET"]
}

async fn name(user: &User) -> Value {
    user.get("/users/me").send().await.expect(200).json()["name"].clone()
}

/// Somebody, and what the database holds of them.
async fn nobody_yet(app: &App) -> (User, PgConnection, BTreeMap<String, i64>) {
    let (user, mut database) = (app.user(), app.database().await);
    let before = user.rows(&mut database).await;
    assert!(before.values().all(|count| *count == 0), "{before:?}");
    (user, database, before)
}

/// <https://docs.svix.com/receiving/verifying-payloads/how-manual>, and Svix's own test of its libraries.
#[test]
fn the_signature_is_svixs() {
    let event = Event {
        id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk".into(),
        seconds: 1_649_367_553,
        body: r#"{"email":"test@example.com","username":"test_user"}"#.into(),
    };
    let signature = event.signature("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
    assert_eq!(signature, "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");
}

#[tokio::test]
async fn a_new_user_has_a_profile() {
    let app = app();
    let (user, mut database, _) = nobody_yet(&app).await;
    let mut event = Event::updated(&user, " Ada ", "Example\u{0}", 0);
    event.body = event.body.replace("user.updated", "user.created");
    event.send(&app).await.expect(204);
    assert_eq!(user.rows(&mut database).await["public.profiles"], 1);
    assert_eq!(name(&user).await, "Ada  Example");
}

#[tokio::test]
async fn forged_and_old_events_are_refused() {
    let app = app();
    let (user, mut database, before) = nobody_yet(&app).await;
    let event = Event::updated(&user, "Mallory", "", 0);
    let genuine = event.signature(secret());
    let at = |seconds: i64| Event {
        seconds: event.seconds + seconds,
        ..event.clone()
    };
    let other_id = Event {
        id: "msg_other".into(),
        ..event.clone()
    };
    let other_body = Event {
        body: event.body.replace("Mallory", "Malory"),
        ..event.clone()
    };
    let empty_id = Event {
        id: String::new(),
        ..event.clone()
    };
    let long_id = Event {
        id: "m".repeat(256),
        ..event.clone()
    };
    let stranger = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    let good = || event.signed(&app);
    let cases = [
        (
            "another secret",
            event.request(&app, &event.signature(stranger)),
        ),
        ("another id", other_id.request(&app, &genuine)),
        ("another body", other_body.request(&app, &genuine)),
        ("another time", at(1).request(&app, &genuine)),
        ("too old", at(-302).signed(&app)),
        ("from the future", at(302).signed(&app)),
        ("no id", empty_id.signed(&app)),
        ("a long id", long_id.signed(&app)),
        (
            "a later version",
            event.request(&app, &genuine.replace("v1,", "v2,")),
        ),
        (
            "no version",
            event.request(&app, &genuine.replace("v1,", "")),
        ),
        ("a piece", event.request(&app, &genuine[..20])),
        ("nothing", event.request(&app, "v1,")),
        (
            "commas for spaces",
            event.request(&app, &format!("{genuine},{genuine}")),
        ),
        (
            "no signature at all",
            good().without_header("svix-signature"),
        ),
        ("no id at all", good().without_header("svix-id")),
        ("no time at all", good().without_header("svix-timestamp")),
        ("a time of 1e9", good().header("svix-timestamp", "1e9")),
        (
            "the first time",
            good().header("svix-timestamp", i64::MIN.to_string()),
        ),
        (
            "the last time",
            good().header("svix-timestamp", i64::MAX.to_string()),
        ),
        (
            "a time that is none",
            good().header("svix-timestamp", "now"),
        ),
        (
            "an id twice",
            good().header("svix-id", format!("{0},{0}", event.id)),
        ),
        (
            "a header that is no text",
            good().header("svix-id", "\u{e9}"),
        ),
        ("no body", app.request("POST", "/auth/webhook")),
    ];
    for (case, request) in cases {
        let answer = request.send().await;
        assert_eq!(answer.status, 400, "{case}: {answer}");
        answer.problem(400, "invalid_signature");
    }
    let large = Event {
        body: " ".repeat(1024 * 1024 + 1),
        ..event.clone()
    };
    large.send(&app).await.problem(413, "body_too_large");
    assert_eq!(user.rows(&mut database).await, before);

    // Nothing but what was wrong was refused.
    at(-290).send(&app).await.expect(204);
    assert_eq!(name(&user).await, "Mallory");
}

#[tokio::test]
async fn while_a_secret_is_rotated_both_are_good() {
    let app = app();
    let [old, new, other] = [1, 2, 3].map(|byte| format!("whsec_{}", STANDARD.encode([byte; 24])));
    let both = app
        .function(
            "clerk-webhook",
            &[("CLERK_WEBHOOK_SECRET", &format!("{old}, {new}"))],
        )
        .await;
    let event = || Event::new("session.created", &json!({}));
    for secret in [&old, &new] {
        let event = event();
        let request = event.request(&app, &event.signature(secret));
        request.send_to(&both).await.expect(204);
    }
    let one = app
        .function("clerk-webhook", &[("CLERK_WEBHOOK_SECRET", &new)])
        .await;
    let signed_by = |event: &Event, secrets: &[&String]| {
        let signatures: Vec<_> = secrets
            .iter()
            .map(|secret| event.signature(secret))
            .collect();
        event.request(&app, &signatures.join(" "))
    };
    let (good, bad) = (event(), event());
    signed_by(&good, &[&old, &new])
        .send_to(&one)
        .await
        .expect(204);
    signed_by(&bad, &[&old, &other])
        .send_to(&one)
        .await
        .problem(400, "invalid_signature");
}

#[tokio::test]
async fn without_a_good_secret_it_does_not_start() {
    let app = app();
    for secret in ["", "whsec_", "c2VjcmV0", "whsec_*", "whsec_AAAA,c2VjcmV0"] {
        let environment = app.environment(&[("CLERK_WEBHOOK_SECRET", secret)]);
        let started = crate::runtime::Function::try_start("clerk-webhook", &environment).await;
        let Err(log) = started else {
            panic!("started with {secret:?}");
        };
        assert!(log.contains("CLERK_WEBHOOK_SECRET"), "{log}");
        assert!(!log.contains("c2VjcmV0") && !log.contains("AAAA"), "{log}");
    }
}

#[tokio::test]
async fn an_event_is_heard_once() {
    let app = app();
    let (user, mut database, _) = nobody_yet(&app).await;
    let first = Event::updated(&user, "Ada", "", 0);
    first.send(&app).await.expect(204);
    let before = user.rows(&mut database).await;
    // Sent again by Svix it has the same id, and the time and signature of another try.
    let again = Event {
        seconds: first.seconds + 30,
        body: Event::updated(&user, "Replayed", "", 1000).body,
        ..first.clone()
    };
    for event in [&first, &again] {
        event.send(&app).await.expect(204);
        assert_eq!(name(&user).await, "Ada");
    }
    assert_eq!(user.rows(&mut database).await, before);
    // The same news under an id of its own counts.
    let new = Event {
        id: Event::updated(&user, "", "", 0).id,
        ..again
    };
    new.send(&app).await.expect(204);
    assert_eq!(name(&user).await, "Replayed");
}

#[tokio::test]
async fn events_count_in_the_order_of_what_they_tell() {
    let app = app();
    let (user, ..) = nobody_yet(&app).await;
    for (first, updated_at, expected) in [
        ("Second", 2000, "Second"),
        ("First", 1000, "Second"),
        ("Same moment", 2000, "Second"),
        ("Third", 2001, "Third"),
        ("Second", 2000, "Third"),
    ] {
        Event::updated(&user, first, "", updated_at)
            .send(&app)
            .await
            .expect(204);
        assert_eq!(name(&user).await, expected, "{first}");
    }
    // Many at once: the last one wins, whichever comes last.
    let mut sending = tokio::task::JoinSet::new();
    for number in 0..10 {
        let event = Event::updated(&user, &format!("N{number}"), "", 3000 + number);
        sending.spawn(event.signed(&app).send());
    }
    for answer in sending.join_all().await {
        answer.expect(204);
    }
    assert_eq!(name(&user).await, "N9");
}

#[tokio::test]
async fn what_a_user_has_set_stays() {
    let app = app();
    let set = async |user: &User, change: Value| {
        user.patch("/users/me")
            .json(change)
            .send()
            .await
            .expect(200);
    };
    let event = async |user: &User, first: &str, updated_at: i64| {
        let event = Event::updated(user, first, "", updated_at);
        event.send(&app).await.expect(204);
    };

    // A name of one's own, before the first event and between two; and none at all.
    let before = app.user();
    set(
        &before,
        json!({ "name": "Mine", "preferences": { "a": 1 }, "tone_of_voice": "warm" }),
    )
    .await;
    event(&before, "Theirs", 0).await;
    let profile = before.get("/users/me").send().await.expect(200).json();
    assert_eq!(
        [
            &profile["name"],
            &profile["preferences"],
            &profile["tone_of_voice"]
        ],
        [&json!("Mine"), &json!({ "a": 1 }), &json!("warm")]
    );
    for own in [json!("Mine"), Value::Null] {
        let user = app.user();
        event(&user, "Theirs", 0).await;
        set(&user, json!({ "name": own })).await;
        event(&user, "Theirs, again", 1000).await;
        event(&user, "Theirs, at last", 2000).await;
        assert_eq!(name(&user).await, own);
    }

    // What is set beside the name does not make the name one's own.
    let user = app.user();
    event(&user, "Theirs", 0).await;
    set(&user, json!({ "tone_of_voice": "warm" })).await;
    event(&user, "Theirs, again", 1000).await;
    assert_eq!(name(&user).await, "Theirs, again");

    // A name that came with a token is from there, too.
    let signer = app.signer();
    let mut claims = signer.claims();
    claims["name"] = json!("From a token");
    let user = app.user_with(&signer, &claims);
    assert_eq!(name(&user).await, "From a token");
    event(&user, "Theirs", 0).await;
    assert_eq!(name(&user).await, "Theirs");
}

#[tokio::test]
async fn events_about_anything_else_change_nothing() {
    let app = app();
    let (user, mut database, before) = nobody_yet(&app).await;
    for kind in [
        "session.created",
        "organization.created",
        "user.",
        "USER.DELETED",
        "",
    ] {
        let data = json!({ "id": user.id, "user_id": user.id });
        Event::new(kind, &data).send(&app).await.expect(204);
    }
    assert_eq!(user.rows(&mut database).await, before);
}

#[tokio::test]
async fn a_signed_event_that_is_none_is_told_so() {
    let app = app();
    let user = app.user();
    let good = Event::updated(&user, "Ada", "", 0).body;
    let id = format!("\"{}\"", user.id);
    for body in [
        String::new(),
        "null".into(),
        "[]".into(),
        "{}".into(),
        r#"{"type": "user.deleted"}"#.into(),
        r#"{"type": 1, "data": {}}"#.into(),
        r#"{"type": "user.deleted", "data": {"id": ""}}"#.into(),
        r#"{"type": "user.deleted", "data": {"id": "system"}}"#.into(),
        r#"{"type": "user.deleted", "data": {"id": "../x"}}"#.into(),
        good.replace(&id, "null"),
        good.replace(&id, "\"a b\""),
        good.replace(&CREATED_AT.to_string(), "\"2024\""),
        good.replace(&CREATED_AT.to_string(), "9223372036854775807"),
        good.replace(&CREATED_AT.to_string(), "-1"),
        good.replace("\"Ada\"", "1"),
        "[".repeat(10_000),
    ] {
        let event = Event {
            body: body.clone(),
            ..Event::new("", &json!({}))
        };
        let answer = event.send(&app).await;
        assert_eq!(answer.status, 400, "{body:.80}: {answer}");
        answer.problem(400, "invalid_event");
    }
}

/// Svix tries again what gets no answer with 2xx, for three days.
#[tokio::test]
async fn where_the_database_is_away_it_is_to_come_again() {
    let app = app();
    let user = app.user();
    let event = Event::updated(&user, "Ada", "", 0);
    let away = "postgres://repostr_webhook:x@127.0.0.1:1/postgres";
    let function = app
        .function("clerk-webhook", &[("WEBHOOK_DATABASE_URL", away)])
        .await;
    let answer = event.signed(&app).send_to(&function).await;
    answer.problem(503, "database_unavailable");
    event.send(&app).await.expect(204);
    assert_eq!(name(&user).await, "Ada");
}
