//! What no HTTP client sends but API Gateway may hand on: to an instance of its own, as the event.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    app::{answer::Answer, app, request::answer_of},
    runtime::Function,
};

async fn answer(function: &Function, event: Value) -> Answer {
    answer_of(event.to_string(), function.invoke(event).await)
}

#[tokio::test]
async fn an_odd_query_is_no_crash() {
    let app = app();
    let (user, function) = (app.user(), app.function("project-list", &[]).await);
    for query in [
        "limit=1 0",
        "limit=\"1\"",
        "<script>",
        "a=\u{1}",
        "%",
        "%zz",
        "%ff=%fe",
        "&&&",
        "=",
        "==",
        "limit",
        "a=b=c",
        "\u{1f600}",
        "cursor=\u{0}",
        "{}",
        "a[]=1",
        "+",
        ";",
        "?",
        "#",
        &"a=1&".repeat(2000),
    ] {
        let mut event = user.get("/projects").event();
        event["rawQueryString"] = json!(query);
        let answer = answer(&function, event).await;
        assert!(matches!(answer.status, 200 | 422), "{query}: {answer}");
    }
}

#[tokio::test]
async fn an_odd_event_is_no_crash() {
    let app = app();
    let (user, function) = (app.user(), app.function("project-create", &[]).await);
    let good = user
        .post("/projects")
        .json(json!({ "title": "Good" }))
        .event();
    let with = |pointer: &str, value: Value| {
        let mut event = good.clone();
        *event.pointer_mut(pointer).unwrap() = value;
        event
    };
    let with_bytes = |bytes: &[u8]| {
        let mut event = with("/body", json!(STANDARD.encode(bytes)));
        event["isBase64Encoded"] = json!(true);
        event
    };
    for (what, event, status) in [
        (
            "body that is no text",
            with_bytes(b"{\"title\":\"\xff\"}"),
            400,
        ),
        ("body missing", with("/body", Value::Null), 400),
        ("no headers", with("/headers", json!({})), 401),
        ("no headers at all", with("/headers", Value::Null), 401),
        (
            "no method",
            with("/requestContext/http/method", json!("")),
            400,
        ),
        (
            "a method with a space",
            with("/requestContext/http/method", json!("PO ST")),
            400,
        ),
        (
            "another method",
            with("/requestContext/http/method", json!("PATCH")),
            404,
        ),
        (
            "an unknown method",
            with("/requestContext/http/method", json!("BREW")),
            404,
        ),
        ("another path", with("/rawPath", json!("/projects/")), 404),
        (
            "a path around",
            with("/rawPath", json!("/x/../projects")),
            404,
        ),
        (
            "a path with two slashes",
            with("/rawPath", json!("//projects")),
            404,
        ),
        ("an empty path", with("/rawPath", json!("")), 404),
        ("no query at all", with("/rawQueryString", Value::Null), 201),
        ("not an event", json!({ "hello": "world" }), 400),
        (
            "an event of a queue",
            crate::runtime::sqs_event(&[("1", "{}")]),
            400,
        ),
        ("null", Value::Null, 400),
        ("an array", json!([1]), 400),
    ] {
        let answer = answer(&function, event).await;
        assert_eq!(answer.status, status, "{what}: {answer}");
        if status >= 400 {
            let code = answer.json()["code"].as_str().unwrap().to_owned();
            answer.problem(status, &code);
        }
    }
    let broken = answer(&function, with("/isBase64Encoded", json!(true))).await;
    broken.problem(400, "invalid_base64");
    // And after all that, as ever.
    assert_eq!(answer(&function, good).await.status, 201);
}

#[tokio::test]
async fn headers_come_in_any_case_and_joined_by_commas() {
    let app = app();
    let (user, function) = (app.user(), app.function("project-list", &[]).await);
    let mut event = user.get("/projects").event();
    event["headers"] = json!({ "Authorization": user.authorization });
    assert_eq!(answer(&function, event.clone()).await.status, 200);
    event["headers"] = json!({ "authorization": format!("{0},{0}", user.authorization) });
    answer(&function, event).await.problem(401, "unauthorized");
}
