//! Templates that everybody has, and one's own.

use std::collections::HashSet;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::app::{User, answer::Answer, app, request::Request};

const SYSTEM: &str = "/templates/00000000-0000-4000-8000-000000000001";

fn create(user: &User, name: &str, prompt: &str) -> Request {
    user.post("/templates")
        .json(json!({ "name": name, "type": "blog", "prompt": prompt }))
}

#[tokio::test]
async fn there_is_a_template_of_each_type() {
    let app = app();
    let user = app.user();
    let all = user.get("/templates").send().await.expect(200).json();
    let types: HashSet<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        HashSet::from(["blog", "linkedin", "twitter", "instagram", "email"])
    );
    for row in all.as_array().unwrap() {
        assert_eq!(
            (row["is_custom"].as_bool(), row["user_id"].as_str()),
            (Some(false), Some("system")),
            "{row}"
        );
    }
    create(&user, "Mine", "{source}").send().await.expect(201);
    let blogs = user
        .get("/templates?type=blog")
        .send()
        .await
        .expect(200)
        .json();
    let blogs = blogs.as_array().unwrap();
    assert!(blogs.iter().all(|row| row["type"] == "blog"));
    assert_eq!(
        (blogs[0]["name"].as_str(), blogs[0]["is_custom"].as_bool()),
        (Some("Mine"), Some(true)),
        "newest first"
    );
}

#[tokio::test]
async fn a_template_is_made_read_changed_and_deleted() {
    let app = app();
    let user = app.user();
    for path in ["/templates", "/templates/custom"] {
        let body = json!({ "name": format!("  {path} "), "type": "email", "prompt": "Write {{plainly}} about {topic}." });
        let made = user.post(path).json(body).send().await.expect(201);
        let (here, row) = (made.header("location").to_owned(), made.json());
        assert_eq!(here, format!("/templates/{}", made.id()));
        assert_eq!(
            row,
            json!({
                "id": row["id"], "user_id": user.id, "name": path, "type": "email", "is_custom": true,
                "prompt": "Write {{plainly}} about {topic}.", "created_at": row["created_at"],
                "created_by": user.id,
            })
        );
        let read = user.get(&here).send().await.expect(200);
        assert_eq!(
            (read.json(), read.header("etag")),
            (row, made.header("etag"))
        );
        let unchanged = user.get(&here).header("if-none-match", read.header("etag"));
        unchanged.send().await.expect(304);

        let changed = user.patch(&here).json(json!({ "prompt": "{source}" }));
        let changed = changed.header("if-match", read.header("etag")).send().await;
        let mut expected = read.json();
        expected["prompt"] = json!("{source}");
        assert_eq!(changed.expect(200).json(), expected);
        // What was read first is no longer what is there.
        for stale in [
            user.patch(&here).json(json!({ "name": "Lost" })),
            user.delete(&here),
        ] {
            let stale = stale.header("if-match", read.header("etag")).send().await;
            stale.problem(412, "precondition_failed");
        }
        let all = json!({ "name": format!("{path} again"), "type": "blog", "prompt": "{title}" });
        let changed = user.patch(&here).json(all.clone()).send().await.expect(200);
        for field in ["name", "type", "prompt"] {
            assert_eq!(changed.json()[field], all[field], "{changed}");
        }
        // A patch of nothing.
        let same = user.patch(&here).json(json!({})).send().await.expect(200);
        assert_eq!(same.body, changed.body);

        user.delete(&here).send().await.expect(204);
        for request in [user.get(&here), user.delete(&here)] {
            request.send().await.problem(404, "template_not_found");
        }
    }
}

#[tokio::test]
async fn a_name_is_ones_own_once() {
    let app = app();
    let (user, other) = (app.user(), app.user());
    let first = create(&user, "Weekly", "{source}").send().await.expect(201);
    create(&user, " Weekly ", "{topic}")
        .send()
        .await
        .problem(409, "template_name_taken");
    create(&other, "Weekly", "{source}")
        .send()
        .await
        .expect(201);
    // The system's names are nobody's.
    let second = create(&user, "Blog post", "{source}")
        .send()
        .await
        .expect(201);
    user.patch(second.header("location"))
        .json(json!({ "name": "Weekly" }))
        .send()
        .await
        .problem(409, "template_name_taken");
    user.patch(first.header("location"))
        .json(json!({ "name": "Weekly" }))
        .send()
        .await
        .expect(200);
    // The name is free again.
    user.delete(first.header("location"))
        .send()
        .await
        .expect(204);
    let mut requests = JoinSet::new();
    for _ in 0..6 {
        requests.spawn(create(&user, "Weekly", "{source}").send());
    }
    let mut statuses: Vec<_> = requests.join_all().await;
    statuses.sort_by_key(|answer| answer.status);
    let statuses: Vec<_> = statuses.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
}

/// The one error of a prompt: its code and what it says.
fn of_the_prompt(answer: Answer) -> (String, String) {
    let error = &answer.invalid(&["#/prompt"]).json()["errors"][0];
    let text = |name: &str| error[name].as_str().unwrap().to_owned();
    (text("code"), text("detail"))
}

#[tokio::test]
async fn a_prompt_that_cannot_be_filled_in_says_all_that_is_wrong() {
    let app = app();
    let user = app.user();
    let fine = create(
        &user,
        "Fine",
        "{topic}{tone_of_voice}{source}{title}{target_length}{language}{audience}",
    );
    let fine = fine.send().await.expect(201).header("location").to_owned();
    for (prompt, code, told, not_told) in [
        (
            "{topic} {Topic} { topic } {}\n{tpoic} {tpoic}",
            "unknown_placeholder",
            &[
                "no placeholder {Topic}, { topic }, {}, {tpoic}.",
                "{topic}, {tone_of_voice}, {source}",
                "{{ or }}",
            ][..],
            "alone",
        ),
        (
            "one\n{ two\n} three\n{{ {topic} }}}",
            "lone_brace",
            &["alone in line 2, 3, 4.", "{{ or }}"],
            "placeholder",
        ),
        (
            "{\"a\": {topic}, \"b\": {nothing}}",
            "unknown_placeholder",
            &["no placeholder {nothing}.", "alone in line 1."],
            "{a}",
        ),
    ] {
        let answers = [
            create(&user, "Bad", prompt).send().await,
            user.patch(&fine)
                .json(json!({ "prompt": prompt }))
                .send()
                .await,
        ];
        for answer in answers {
            let (said, detail) = of_the_prompt(answer);
            assert_eq!(said, code, "{prompt}: {detail}");
            assert!(
                told.iter().all(|part| detail.contains(part)),
                "{prompt}: {detail}"
            );
            assert!(!detail.contains(not_told), "{prompt}: {detail}");
        }
    }
    // Doubled braces are braces.
    create(
        &user,
        "JSON",
        "Answer as {{\"post\": \"…\"}} about {topic}.",
    )
    .send()
    .await
    .expect(201);
}

#[tokio::test]
async fn the_systems_templates_are_read_and_nobody_changes_them() {
    let app = app();
    let user = app.user();
    let before = user.get(SYSTEM).send().await.expect(200);
    assert_eq!(before.json()["user_id"], "system");
    for request in [
        user.patch(SYSTEM).json(json!({ "name": "Taken" })),
        user.patch(SYSTEM).json(json!({})),
        user.delete(SYSTEM),
    ] {
        for request in [
            request.clone(),
            request.clone().header("if-match", before.header("etag")),
            request.header("if-match", "\"another\""),
        ] {
            request.send().await.problem(403, "system_template");
        }
    }
    assert_eq!(user.get(SYSTEM).send().await.expect(200).body, before.body);
}

/// `custom` has a route of its own for POST, and for the rest it is an id that never was.
#[tokio::test]
async fn custom_is_no_template() {
    let app = app();
    let user = app.user();
    for (method, function) in [
        ("GET", "template-get"),
        ("PATCH", "template-update"),
        ("DELETE", "template-delete"),
    ] {
        let request = user.request(method, "/templates/custom").json(json!({}));
        let function = app.function(function, &[]).await;
        for answer in [
            request.clone().send().await,
            request.send_to(&function).await,
        ] {
            answer.problem(404, "template_not_found");
        }
    }
    let fallback = app.function("fallback", &[]).await;
    for answer in [
        user.request("PUT", "/templates/custom").send().await,
        user.request("PUT", "/templates/custom")
            .send_to(&fallback)
            .await,
    ] {
        let answer = answer.problem(405, "method_not_allowed");
        assert_eq!(answer.header("allow"), "POST, GET, HEAD, PATCH, DELETE");
    }
}

#[tokio::test]
async fn an_output_is_written_with_ones_own_template() {
    let app = app();
    let user = app.user();
    let project = user.project("Templates").await;
    let source = user.post(&format!("{project}/upload"));
    source
        .file("a.txt", b"One. Two. Three.")
        .send()
        .await
        .expect(201);
    let template = create(&user, "Mine", "About {topic}")
        .send()
        .await
        .expect(201);
    let generate = async |kind: &str| {
        let path = format!("{project}/generate/{kind}");
        let body: Value = json!({ "template_id": template.id() });
        user.post(&path).json(body).send().await
    };
    generate("blog").await.expect(202);
    generate("email")
        .await
        .problem(422, "template_type_mismatch");
}
