//! The headers of a rate limit: with what costs money, where there is a limit, and with nothing else.

use serde_json::json;

use super::uploads::Announced;
use crate::{
    app::{User, answer::Answer, app, request::Request},
    database::run,
    runtime::Function,
};

const HEADERS: [&str; 3] = [
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];

/// In their order; empty where they are not there.
fn told(answer: &Answer) -> [&str; 3] {
    HEADERS.map(|name| answer.header(name))
}

/// Somebody whose present minute doesn't end while this runs, with what there is to ask for: function, request, and the
/// status of its success.
async fn costing(user: &User) -> Vec<(&'static str, Request, u16)> {
    let app = app();
    let mut database = app.database().await;
    let project = user.project("Costs").await;
    user.file_row(&mut database, &project).await;
    let upload = user.post(&format!("{project}/upload"));
    let text = upload.file("a.txt", b"Mills grind slowly.").send().await;
    let text = text.expect(201).id();
    let output = user.output_row(&mut database, &project, "completed").await;
    let file = Announced::new(user, &project, "b.txt", 4).await;
    file.put(&app, b"text").await;
    run(
        &mut database,
        &format!(
            "INSERT INTO private.rates VALUES ('{}', date_trunc('minute', now()) + INTERVAL '1 hour', 0)",
            user.id
        ),
    )
    .await;
    let generate = user.post(&format!("{project}/generate/blog"));
    vec![
        ("output-create", generate.clone().json(json!({})), 202),
        (
            "output-create",
            generate.json(json!({ "file_ids": [text], "dry_run": true })),
            200,
        ),
        (
            "output-regenerate",
            user.post(&format!("{project}/outputs/{output}/regenerate"))
                .json(json!({})),
            202,
        ),
        (
            "file-complete",
            user.post(&format!("{}/complete", file.path)),
            200,
        ),
    ]
}

async fn instance(name: &str, limit: &str) -> Function {
    app()
        .function(name, &[("RATE_LIMIT_PER_MINUTE", limit)])
        .await
}

#[tokio::test]
async fn with_a_limit_every_answer_of_what_costs_tells_it() {
    for at in 0..4 {
        let user = app().user();
        let (name, request, status) = costing(&user).await.swap_remove(at);
        let function = instance(name, "1").await;
        let answer = request.clone().send_to(&function).await.expect(status);
        let [limit, remaining, reset] = told(&answer);
        assert_eq!((limit, remaining), ("1", "0"), "{answer}");
        let refused = request.send_to(&function).await;
        let refused = refused.problem(429, "rate_limited");
        assert_eq!(told(&refused), ["1", "0", reset], "{refused}");
        let now = crate::signer::now();
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!(
            reset.parse::<u64>().unwrap().abs_diff(now + wait) <= 2,
            "{refused}"
        );
    }
}

#[tokio::test]
async fn without_a_limit_no_answer_does() {
    let user = app().user();
    for (name, request, status) in costing(&user).await {
        let function = instance(name, "0").await;
        let answer = request.send_to(&function).await.expect(status);
        assert_eq!(told(&answer), [""; 3], "{answer}");
    }
}

#[tokio::test]
async fn with_a_limit_what_costs_nothing_says_nothing() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Free").await;
    let output = user.output_row(&mut database, &project, "completed").await;
    let output = format!("{project}/outputs/{output}");
    for (name, request) in [
        (
            "project-create",
            user.post("/projects").json(json!({ "title": "Free" })),
        ),
        ("project-get", user.get(&project)),
        (
            "file-create",
            user.post(&format!("{project}/files"))
                .json(json!({ "filename": "a.txt", "size_bytes": 4 })),
        ),
        (
            "file-upload",
            user.post(&format!("{project}/upload"))
                .file("a.txt", b"text"),
        ),
        ("output-list", user.get(&format!("{project}/outputs"))),
        ("output-cancel", user.post(&format!("{output}/cancel"))),
        (
            "output-update",
            user.patch(&output).json(json!({ "body": "# Mills\n" })),
        ),
        ("output-delete", user.delete(&output)),
    ] {
        let function = instance(name, "1").await;
        for _ in 0..2 {
            let answer = request.clone().send_to(&function).await;
            assert_ne!(answer.status, 429, "{answer}");
            assert_eq!(told(&answer), [""; 3], "{answer}");
        }
    }
}
