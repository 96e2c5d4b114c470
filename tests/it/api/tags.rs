//! The tag that comes with a change is the one that reading it has: who has just written need not read to write again.

use serde_json::json;

use super::uploads::Announced;
use crate::{
    app::{answer::Answer, app},
    nothing_lost::fixture::WorkerFixture,
};

#[track_caller]
fn same(changed: &Answer, read: &Answer) {
    let tag = changed.header("etag");
    assert!(!tag.is_empty(), "{changed}");
    assert_eq!(tag, read.header("etag"), "{changed}{read}");
}

/// The same of what is being worked on: how far that is stands in the second part of the tag.
fn same_kept(changed: &Answer, read: &Answer) {
    let tag = changed.header("etag").trim_end_matches('"');
    let (kept, progress) = read.header("etag").split_once('.').unwrap();
    assert!(!progress.is_empty() && tag == kept, "{changed}{read}");
}

#[tokio::test]
async fn what_is_written_has_the_tag_that_it_is_read_with() {
    let app = app();
    let user = app.user();
    let profile = user.patch("/users/me").json(json!({ "name": "Ada" }));
    let profile = profile.send().await.expect(200);
    same(&profile, &user.get("/users/me").send().await);

    let created = user.post("/projects").json(json!({ "title": "Tagged" }));
    let created = created.send().await.expect(201);
    let project = created.header("location");
    same(&created, &user.get(project).send().await);
    let changed = user.patch(project).json(json!({ "title": "Tagged anew" }));
    let changed = changed.send().await.expect(200);
    same(&changed, &user.get(project).send().await);

    let upload = user.post(&format!("{project}/upload"));
    let uploaded = upload.file("a.txt", b"text").send().await.expect(201);
    same(
        &uploaded,
        &user.get(uploaded.header("location")).send().await,
    );
    let announced = user.post(&format!("{project}/files"));
    let announced = announced.json(json!({ "filename": "a.md", "size_bytes": 4 }));
    let announced = announced.send().await.expect(201);
    same(
        &announced,
        &user.get(announced.header("location")).send().await,
    );
    let file = Announced::new(&user, project, "b.md", 4).await;
    file.put(&app, b"text").await;
    let completed = file.complete(&user).await.expect(200);
    same(&completed, &user.get(&file.path).send().await);

    let template = json!({ "name": "Mine", "type": "blog", "prompt": "{source}" });
    let template = user
        .post("/templates")
        .json(template)
        .send()
        .await
        .expect(201);
    let path = template.header("location");
    same(&template, &user.get(path).send().await);
    let renamed = user.patch(path).json(json!({ "name": "Still mine" }));
    let renamed = renamed.send().await.expect(200);
    same(&renamed, &user.get(path).send().await);
}

/// What is asked for again and again is sent again where it has changed.
#[tokio::test]
async fn what_is_ones_own_is_asked_about_by_its_tag() {
    let user = app().user();
    for path in ["/usage", "/auth/me", "/users/me"] {
        let first = user.get(path).send().await.expect(200);
        let again = user.get(path).header("if-none-match", first.header("etag"));
        let again = again.send().await.expect(304);
        assert!(again.body.is_empty(), "{path}");
    }
}

/// What is one user's stays in no cache that another could read, and is taken for nothing but what it says that it is. A tag
/// promises that it can be asked about: for that a browser keeps what it is the tag of, for itself, and asks each time.
#[tokio::test]
async fn what_is_ones_own_is_kept_by_nobody_else() {
    let app = app();
    let user = app.user();
    let project = user.project("Mine").await;
    let mine = user.get(&project).send().await.expect(200);
    let tag = mine.header("etag").to_owned();
    let unchanged = user.get(&project).header("if-none-match", &tag);
    for answer in [&mine, &unchanged.send().await.expect(304)] {
        assert_eq!(
            answer.header("cache-control"),
            "private, no-cache",
            "{answer}"
        );
    }
    let changed = user.patch(&project).header("if-match", &tag);
    let changed = changed.json(json!({ "title": "Still mine" }));
    for answer in [
        // A list has no tag.
        user.get("/projects").send().await.expect(200),
        changed.send().await.expect(200),
        user.post("/projects")
            .json(json!({}))
            .send()
            .await
            .expect(422),
        user.get("/projects/none").send().await.expect(404),
        app.request("GET", "/projects").send().await.expect(401),
        user.delete(&project).send().await.expect(204),
    ] {
        assert_eq!(answer.header("cache-control"), "no-store", "{answer}");
    }
    for path in [
        "/projects",
        "/projects/none",
        "/health",
        "/docs",
        "/nowhere",
    ] {
        let answer = user.get(path).send().await;
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{answer}"
        );
    }
}

/// No worker takes what is asked for here.
#[tokio::test]
async fn so_has_what_is_asked_for() {
    let mut fixture = WorkerFixture::start([]).await;
    let create = fixture.function("output-create", &[]).await;
    let get = fixture.function("output-get", &[]).await;
    let cancel = fixture.function("output-cancel", &[]).await;
    let regenerate = fixture.function("output-regenerate", &[]).await;
    let update = fixture.function("output-update", &[]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;

    let asked = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Mills" }));
    let asked = asked.send_to(&create).await.expect(202);
    let path = asked.header("location");
    same_kept(&asked, &user.get(path).send_to(&get).await);

    fixture
        .sql("UPDATE outputs SET status = 'processing'; UPDATE private.jobs SET state = 'processing'")
        .await;
    let stopping = user.post(&format!("{path}/cancel"));
    let stopping = stopping.send_to(&cancel).await.expect(202);
    same_kept(&stopping, &user.get(path).send_to(&get).await);

    fixture
        .sql("UPDATE outputs SET status = 'failed', body = '# Mills'; UPDATE private.jobs SET state = 'failed'")
        .await;
    let again = user.post(&format!("{path}/regenerate")).json(json!({}));
    let again = again.send_to(&regenerate).await.expect(202);
    same_kept(&again, &user.get(path).send_to(&get).await);

    let cancelled = user.post(&format!("{path}/cancel"));
    let cancelled = cancelled.send_to(&cancel).await.expect(200);
    same(&cancelled, &user.get(path).send_to(&get).await);
    let edited = user
        .patch(path)
        .header("if-match", cancelled.header("etag"))
        .json(json!({ "body": "# Two mills\n" }));
    let edited = edited.send_to(&update).await.expect(200);
    same(&edited, &user.get(path).send_to(&get).await);
}
