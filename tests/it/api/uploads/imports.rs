//! An import is accepted by its address alone; what is at the address is the worker's.

use serde_json::json;

use crate::app::{app, request::Request};

#[tokio::test]
async fn an_import_is_processing_and_has_nothing_to_put() {
    let app = app();
    let user = app.user();
    let project = user.project("Imports").await;
    let import = user
        .post(&format!("{project}/files"))
        .json(json!({ "url": "https://example.com/a/winter%20bread?x=1#top", "episode": "e-1" }))
        .key("import-1");
    let created = import.clone().send().await.expect(201);
    let file = created.json();
    assert_eq!(file["status"], "processing", "{created}");
    assert_eq!(file["filename"], "winter bread");
    assert_eq!(
        file["source_url"],
        "https://example.com/a/winter%20bread?x=1#top"
    );
    assert_eq!(file["source_episode"], "e-1");
    for absent in ["mime_type", "size_bytes", "public_url", "sha256"] {
        assert!(file[absent].is_null(), "{created}");
    }
    assert!(file.get("upload").is_none(), "{created}");
    // The same key: the same file, and no second job.
    let again = import.send().await.expect(201);
    assert_eq!(again.json()["id"], file["id"]);
    let path = created.header("location");
    let got = user.get(path).send().await.expect(200).json();
    assert!(got["download"].is_null(), "{got}");
    user.delete(path).send().await.expect(204);
    user.get(path).send().await.problem(404, "file_not_found");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_public_is_refused() {
    let app = app();
    let user = app.user();
    let project = user.project("Imports").await;
    let closed = [("ALLOW_PRIVATE_ADDRESSES", "off")];
    let create = app.function("file-create", &closed).await;
    let feed = app.function("file-feed", &closed).await;
    for (url, code) in [
        (json!(null), "not_a_string"),
        (json!(7), "not_a_string"),
        (json!(""), "too_short"),
        (json!("example.com"), "invalid_address"),
        (json!("ftp://example.com/"), "invalid_address"),
        (json!("file:///etc/passwd"), "invalid_address"),
        (
            json!("https://user:password@example.com/"),
            "invalid_address",
        ),
        (json!("http://127.0.0.1/"), "invalid_address"),
        (json!("http://2130706433/"), "invalid_address"),
        (json!("http://[::ffff:169.254.169.254]/"), "invalid_address"),
        (
            json!("http://localhost:9001/2018-06-01/runtime/invocation/next"),
            "invalid_address",
        ),
        (json!("http://metadata.google.internal/"), "invalid_address"),
        (json!("https://example.com:22/"), "invalid_address"),
        (
            json!(format!("https://example.com/{}", "a".repeat(2_048))),
            "too_long",
        ),
        (json!("https://youtu.be/a"), "video_platform"),
    ] {
        for (function, path) in [(&create, "files"), (&feed, "feeds")] {
            let request = user.post(&format!("{project}/{path}"));
            let answer = request.json(json!({ "url": url })).send_to(function).await;
            let answer = answer.problem(422, "invalid_request").json();
            assert_eq!(answer["errors"][0]["pointer"], "#/url", "{url}: {answer}");
            assert_eq!(answer["errors"][0]["code"], code, "{url}: {answer}");
        }
    }
    let files = user.get(&format!("{project}/files")).send().await;
    assert_eq!(files.expect(200).json(), json!([]));
}

#[tokio::test]
async fn a_body_is_of_one_form() {
    let app = app();
    let user = app.user();
    let project = user.project("Imports").await;
    let create = |body| user.post(&format!("{project}/files")).json(body);
    let both = json!({ "url": "https://example.com/", "filename": "a.txt", "size_bytes": 4 });
    let answer = create(both).send().await;
    let answer = answer.problem(422, "invalid_request").json();
    assert_eq!(
        answer["errors"].as_array().map(Vec::len),
        Some(2),
        "{answer}"
    );
    create(json!({ "filename": "a.txt", "size_bytes": 4, "episode": "e" }))
        .send()
        .await
        .problem(422, "invalid_request");
    let nowhere = "/projects/00000000-0000-4000-8000-000000000000";
    for path in ["files", "feeds"] {
        let request: Request = user.post(&format!("{nowhere}/{path}"));
        let body = json!({ "url": "https://example.com/" });
        request
            .json(body)
            .send()
            .await
            .problem(404, "project_not_found");
    }
}
