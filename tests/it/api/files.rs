//! A file is a row and an object: what goes up comes down, and neither stays alone.

use ring::digest::{SHA256, digest};
use serde_json::json;

use crate::app::{app, stack::stack};

#[tokio::test]
async fn an_uploaded_file_is_stored_as_it_is() {
    let app = app();
    let user = app.user();
    let project = user.project("Files").await;
    let content = "Größe, naïve, 日本語\r\n--\n\u{1b}".as_bytes();
    let made = user
        .post(&format!("{project}/upload"))
        .file("talk.MD", content)
        .send()
        .await
        .expect(201);
    let file = made.json();
    let kept = file["sha256"].as_str().unwrap();
    let kept: Vec<u8> = (0..kept.len() / 2)
        .map(|n| u8::from_str_radix(&kept[2 * n..][..2], 16).unwrap())
        .collect();
    assert_eq!(kept, digest(&SHA256, content).as_ref());
    assert_eq!(file["size_bytes"], content.len());
    assert_eq!(
        (&file["filename"], &file["mime_type"]),
        (&json!("talk.MD"), &json!("text/markdown"))
    );
    assert_eq!(
        (&file["status"], &file["bucket"], &file["error"]),
        (&json!("ready"), &json!("uploads"), &json!(null))
    );
    let project_id = project.trim_start_matches("/projects/");
    assert_eq!(
        file["path"],
        format!("{}/{project_id}/{}.md", user.id, made.id())
    );
    let object = app.fetch(file["public_url"].as_str().unwrap()).await;
    assert_eq!(object.headers()["content-type"], "text/markdown");
    assert_eq!(object.bytes().await.unwrap(), content);
    let list = user
        .get(&format!("{project}/files"))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(list, json!([file]));
}

#[tokio::test]
async fn a_deleted_file_takes_its_object_along() {
    let app = app();
    let user = app.user();
    let project = user.project("Files").await;
    let made = user
        .post(&format!("{project}/upload"))
        .file("a.txt", b"text")
        .send()
        .await
        .expect(201);
    let kept = user
        .post(&format!("{project}/upload"))
        .file("a.txt", b"text")
        .send()
        .await
        .expect(201);
    let url = |answer: &crate::app::answer::Answer| {
        answer.json()["public_url"].as_str().unwrap().to_owned()
    };
    let path = made.header("location").to_owned();
    user.delete(&path)
        .header("if-match", "\"stale\"")
        .send()
        .await
        .problem(412, "precondition_failed");
    user.delete(&path)
        .header("if-match", made.header("etag"))
        .send()
        .await
        .expect(204);
    assert_eq!(app.fetch(&url(&made)).await.status(), 404);
    assert_eq!(app.fetch(&url(&kept)).await.status(), 200);
    user.delete(&path)
        .send()
        .await
        .problem(404, "file_not_found");
    assert_eq!(
        user.get(&format!("{project}/files")).send().await.json(),
        json!([kept.json()])
    );
}

/// Nothing is left behind where only one half can be done.
#[tokio::test]
async fn without_its_storage_a_file_is_neither_made_nor_deleted() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Files").await;
    let made = user
        .post(&format!("{project}/upload"))
        .file("a.txt", b"text")
        .send()
        .await
        .expect(201);
    let before = user.rows(&mut database).await;
    // A port on which nobody listens.
    let away = [("STORAGE_ENDPOINT", "http://127.0.0.1:9")];
    let upload = user
        .post(&format!("{project}/upload"))
        .file("b.txt", b"text")
        .key("k");
    let deletions = [
        ("file-delete", user.delete(made.header("location"))),
        (
            "project-delete",
            user.delete(&format!("{project}?permanent=true")),
        ),
    ];
    for (function, request) in [("file-upload", upload.clone())]
        .into_iter()
        .chain(deletions)
    {
        let function = app.function(function, &away).await;
        request
            .send_to(&function)
            .await
            .problem(503, "storage_unavailable");
        assert_eq!(user.rows(&mut database).await, before);
    }
    upload.send().await.expect(201);
}

#[tokio::test]
async fn in_a_private_bucket_nothing_has_an_address() {
    let app = app();
    let user = app.user();
    let project = user.project("Private").await;
    let private = [("UPLOADS_PUBLIC", "false"), ("STORAGE_PUBLIC_URL", "")];
    let function = app.function("file-upload", &private).await;
    let upload = user
        .post(&format!("{project}/upload"))
        .file("a.txt", b"text");
    let file = upload.send_to(&function).await.expect(201).json();
    assert_eq!(file["public_url"], json!(null));
    assert!(!stack().environment["STORAGE_PUBLIC_URL"].is_empty());
}
