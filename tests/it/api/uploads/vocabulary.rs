//! Names and terms are kept as they are sent, whichever way, and bounded.

use serde_json::{Value, json};

use crate::app::{app, request::Request};

/// A form with a file, and this as its part `vocabulary`.
fn form(upload: &Request, vocabulary: &str) -> Request {
    let body = format!(
        "--form\r\ncontent-disposition: form-data; name=\"vocabulary\"\r\n\r\n{vocabulary}\r\n\
         --form\r\ncontent-disposition: form-data; name=\"file\"; filename=\"talk.txt\"\r\n\r\nHello.\r\n--form--\r\n"
    );
    upload
        .clone()
        .body("multipart/form-data; boundary=form", body)
}

#[tokio::test]
async fn a_vocabulary_is_kept_whichever_way_it_comes() {
    let app = app();
    let user = app.user();
    let names = json!([" Maya Torres ", "Repostr", "Repostr"]);
    let kept = json!(["Maya Torres", "Repostr"]);
    let patch = |value: &Value| {
        user.patch("/users/me")
            .json(json!({ "preferences": { "vocabulary": value, "theme": "dark" } }))
    };
    let profile = patch(&names).send().await.expect(200).json();
    assert_eq!(
        profile["preferences"],
        json!({ "vocabulary": kept, "theme": "dark" })
    );

    let project = user.project("A talk").await;
    let files = user.post(&format!("{project}/files"));
    let upload = user.post(&format!("{project}/upload"));
    for request in [
        files
            .clone()
            .json(json!({ "filename": "talk.mp3", "size_bytes": 9, "vocabulary": names })),
        files
            .clone()
            .json(json!({ "url": "https://example.com/talk.mp3", "vocabulary": names })),
        form(&upload, &names.to_string()),
    ] {
        let created = request.send().await.expect(201);
        assert_eq!(created.json()["vocabulary"], kept, "{created}");
        let got = user
            .get(created.header("location"))
            .send()
            .await
            .expect(200);
        assert_eq!(got.json()["vocabulary"], kept, "{got}");
    }
    let without = upload.file("talk.txt", b"Hello.").send().await.expect(201);
    assert_eq!(without.json()["vocabulary"], json!([]));

    let cleared = patch(&Value::Null).send().await.expect(200).json();
    assert_eq!(cleared["preferences"], json!({ "theme": "dark" }));
}

#[tokio::test]
async fn a_vocabulary_is_a_short_list_of_short_names() {
    let app = app();
    let user = app.user();
    let project = user.project("A talk").await;
    let many: Vec<String> = (0..101).map(|number| format!("Name {number}")).collect();
    for bad in [
        json!("Maya"),
        json!({}),
        json!([7]),
        json!([" "]),
        json!(["a\u{0}b"]),
        json!(["x".repeat(81)]),
        json!(many),
    ] {
        user.patch("/users/me")
            .json(json!({ "preferences": { "vocabulary": bad } }))
            .send()
            .await
            .invalid(&["#/preferences/vocabulary"]);
        for (path, body) in [
            (
                "files",
                json!({ "filename": "talk.mp3", "size_bytes": 9, "vocabulary": bad }),
            ),
            (
                "files",
                json!({ "url": "https://example.com/", "vocabulary": bad }),
            ),
            ("generate/blog", json!({ "vocabulary": bad })),
        ] {
            let request = user.post(&format!("{project}/{path}"));
            request.json(body).send().await.invalid(&["#/vocabulary"]);
        }
        let upload = user.post(&format!("{project}/upload"));
        form(&upload, &bad.to_string())
            .send()
            .await
            .invalid(&["#/vocabulary"]);
    }
    let upload = user.post(&format!("{project}/upload"));
    for unread in ["", "null", "Maya, Jon", "[\"Maya\""] {
        form(&upload, unread)
            .send()
            .await
            .invalid(&["#/vocabulary"]);
    }
}

/// Other names make another request of it.
#[tokio::test]
async fn an_idempotency_key_is_good_for_one_vocabulary() {
    let app = app();
    let user = app.user();
    let project = user.project("A talk").await;
    let upload = user.post(&format!("{project}/upload")).key("talk-1");
    let first = form(&upload, "[\"Maya\"]").send().await.expect(201).json();
    let again = form(&upload, "[\"Maya\"]").send().await.expect(201).json();
    assert_eq!(first["id"], again["id"]);
    let other = form(&upload, "[\"Jon\"]").send().await;
    other.problem(422, "idempotency_key_reused");
}
