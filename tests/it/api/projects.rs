//! A project is what all the rest hangs from.

use serde_json::json;

use crate::app::app;

#[tokio::test]
async fn a_project_is_made_read_changed_and_deleted() {
    let app = app();
    let user = app.user();
    let body = json!({ "title": "  A title \n", "description": " as it is " });
    let made = user.post("/projects").json(body).send().await.expect(201);
    let project = made.json();
    assert_eq!(project["title"], "A title");
    assert_eq!(project["description"], " as it is ");
    assert_eq!(project["user_id"], user.id.as_str());
    assert_eq!(project["created_by"], user.id.as_str());
    assert_eq!(project["created_at"], project["updated_at"]);
    assert!(
        project["created_at"].as_str().unwrap().ends_with('Z'),
        "UTC: {project}"
    );
    let mut fields: Vec<_> = project.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "created_at",
            "created_by",
            "description",
            "id",
            "title",
            "updated_at",
            "user_id"
        ]
    );

    let path = made.header("location").to_owned();
    let changed = user
        .patch(&path)
        .json(json!({ "title": "Another" }))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&changed["title"], &changed["description"]),
        (&json!("Another"), &project["description"])
    );
    assert_eq!(changed["created_at"], project["created_at"]);
    assert_ne!(changed["updated_at"], project["updated_at"]);

    user.delete(&path).send().await.expect(204);
    user.get(&path)
        .send()
        .await
        .problem(404, "project_not_found");
    user.delete(&path)
        .send()
        .await
        .problem(404, "project_not_found");
}

#[tokio::test]
async fn null_clears_what_can_be_empty() {
    let app = app();
    let user = app.user();
    let body = json!({ "title": "Kept", "description": "Gone" });
    let path = user
        .post("/projects")
        .json(body)
        .send()
        .await
        .expect(201)
        .header("location")
        .to_owned();
    user.patch(&path)
        .json(json!({ "title": null }))
        .send()
        .await
        .invalid(&["#/title"]);
    let both = json!({ "title": null, "description": null });
    user.patch(&path)
        .json(both)
        .send()
        .await
        .invalid(&["#/title"]);
    assert_eq!(
        user.get(&path).send().await.json()["description"],
        "Gone",
        "refused as a whole"
    );
    let null = user
        .patch(&path)
        .body("application/merge-patch+json", r#"{"description":null}"#);
    let cleared = null.send().await.expect(200).json();
    assert_eq!(
        (&cleared["title"], &cleared["description"]),
        (&json!("Kept"), &json!(null))
    );
    let nothing = user
        .patch(&path)
        .json(json!({}))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&nothing["title"], &nothing["description"]),
        (&json!("Kept"), &json!(null))
    );
}

#[tokio::test]
async fn a_title_may_be_in_any_script_and_of_any_marks() {
    let app = app();
    let user = app.user();
    for title in [
        "日本語のタイトル",
        "<script>alert(1)</script>",
        "'; DROP TABLE projects; --",
        r"\', E'\\",
        "a\u{202e}b",
        "🎙️👩‍💻",
        "{}%s$1",
    ] {
        let made = user
            .post("/projects")
            .json(json!({ "title": title }))
            .key(title.len().to_string().as_str())
            .send()
            .await;
        assert_eq!(made.expect(201).json()["title"], title);
    }
    let longest = "ä".repeat(200);
    let made = user
        .post("/projects")
        .json(json!({ "title": longest }))
        .send()
        .await
        .expect(201);
    assert_eq!(made.json()["title"], longest.as_str());
    assert_eq!(
        user.get("/projects")
            .send()
            .await
            .json()
            .as_array()
            .unwrap()
            .len(),
        8
    );
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_included() {
    let app = app();
    let user = app.user();
    let project = user.project("Bare").await;
    let bare = user.get(&project).send().await.expect(200).json();
    assert!(
        bare.get("files").is_none() && bare.get("outputs").is_none(),
        "{bare}"
    );
    let files = user
        .get(&format!("{project}?include=files"))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&files["files"], &files["files_next"], files.get("outputs")),
        (&json!([]), &json!(null), None)
    );
    let outputs = user
        .get(&format!("{project}?include=outputs"))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (
            &outputs["outputs"],
            &outputs["outputs_next"],
            outputs.get("files")
        ),
        (&json!([]), &json!(null), None)
    );
}

#[tokio::test]
async fn nothing_of_a_deleted_project_is_left() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    user.get("/users/me").send().await.expect(200);
    let before = user.rows(&mut database).await;
    let project = user.project("To be deleted").await;
    let mut urls = Vec::new();
    for name in ["a.txt", "b.md"] {
        let file = user
            .post(&format!("{project}/upload"))
            .file(name, b"A text to read.")
            .send()
            .await;
        urls.push(
            file.expect(201).json()["public_url"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    user.post(&format!("{project}/generate/blog"))
        .json(json!({}))
        .send()
        .await
        .expect(202);
    user.output_row(&mut database, &project, "completed").await;
    for url in &urls {
        assert_eq!(app.fetch(url).await.status(), 200);
    }
    user.delete(&format!("{project}?permanent=true"))
        .send()
        .await
        .expect(204);
    for url in &urls {
        assert_eq!(app.fetch(url).await.status(), 404, "{url}");
    }
    // But what the provider was paid for stays in the ledger, what a month has had in its account, and what was deleted in
    // the audit.
    let mut after = user.rows(&mut database).await;
    for kept in [
        "private.provider_calls",
        "private.reservations",
        "private.audit",
    ] {
        after.insert(kept.to_owned(), before[kept]);
    }
    assert_eq!(after, before);
}
