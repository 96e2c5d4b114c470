//! What was deleted by mistake is restored.

use serde_json::{Value, json};

use crate::app::{User, app};

/// The ids of what can be restored, page by page.
pub(crate) async fn deleted(user: &User, list: &str) -> Vec<String> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("{list}?deleted=true&limit=2{cursor}");
        let page = user.get(&path).send().await.expect(200);
        let rows = page.json();
        ids.extend(
            rows.as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        match page.headers.get("x-next-cursor") {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

async fn storage(user: &User) -> Value {
    user.get("/usage").send().await.expect(200).json()["storage_bytes"].clone()
}

#[tokio::test]
async fn a_deleted_project_is_listed_until_it_is_restored() {
    let app = app();
    let (user, other) = (app.user(), app.user());
    let project = user.project("By mistake").await;
    let file = user
        .post(&format!("{project}/upload"))
        .file("a.txt", b"A text to read.");
    let file = file.send().await.expect(201);
    let before = user.get(&project).send().await.expect(200);
    let bytes = storage(&user).await;

    user.delete(&project).send().await.expect(204);
    for path in [
        project.clone(),
        file.header("location").to_owned(),
        format!("{project}/outputs"),
    ] {
        user.get(&path).send().await.expect(404);
    }
    assert_eq!(
        user.get("/projects").send().await.expect(200).json(),
        json!([])
    );
    assert_eq!(storage(&user).await, bytes, "it is still stored");
    assert_eq!(
        app.fetch(file.json()["public_url"].as_str().unwrap())
            .await
            .status(),
        200
    );

    let listed = user
        .get("/projects?deleted=true")
        .send()
        .await
        .expect(200)
        .json();
    let row = &listed.as_array().unwrap()[0];
    let mut own = row.as_object().unwrap().clone();
    let times = ["deleted_at", "restorable_until"].map(|name| own.remove(name).unwrap());
    let times = times.map(|time| time.as_str().unwrap().parse::<domain::Timestamp>().unwrap());
    assert_eq!((times[1] - times[0]).num_days(), 30);
    assert_eq!(Value::Object(own), before.json());
    assert_eq!(deleted(&other, "/projects").await, [""; 0]);

    let restore = format!("{project}/restore");
    other
        .post(&restore)
        .send()
        .await
        .problem(404, "project_not_found");
    let restored = user.post(&restore).send().await.expect(200);
    assert_eq!(restored.json(), before.json());
    assert_eq!(restored.header("etag"), before.header("etag"));
    user.post(&restore).send().await.expect(200);
    assert_eq!(
        user.get(&project).send().await.expect(200).json(),
        before.json()
    );
    user.get(file.header("location")).send().await.expect(200);
    assert_eq!(deleted(&user, "/projects").await, [""; 0]);
    let conditional = user
        .delete(&project)
        .header("if-match", before.header("etag"));
    conditional.send().await.expect(204);
}

#[tokio::test]
async fn what_was_deleted_is_listed_page_by_page_the_last_first() {
    let app = app();
    let user = app.user();
    let mut ids = Vec::new();
    for title in ["a", "b", "c", "d", "e"] {
        let project = user.project(title).await;
        user.delete(&project).send().await.expect(204);
        ids.insert(0, project.trim_start_matches("/projects/").to_owned());
    }
    assert_eq!(deleted(&user, "/projects").await, ids);
    let refused = user
        .get("/projects?deleted=true&q=a&sort=title&order=asc&include=counts")
        .send()
        .await;
    refused.invalid(&["include", "order", "q", "sort"]);
    user.get("/projects?deleted=yes")
        .send()
        .await
        .invalid(&["deleted"]);
    let live = user
        .get("/projects?deleted=false&sort=title")
        .send()
        .await
        .expect(200);
    assert_eq!(live.json(), json!([]));
}

#[tokio::test]
async fn who_wants_nothing_left_says_so() {
    let app = app();
    let user = app.user();
    let (first, second) = (user.project("First").await, user.project("Second").await);
    let file = user
        .post(&format!("{first}/upload"))
        .file("a.txt", b"A text to read.");
    let url = file.send().await.expect(201).json()["public_url"]
        .as_str()
        .unwrap()
        .to_owned();
    let permanently = |project: &str| user.delete(&format!("{project}?permanent=true"));
    user.delete(&first).send().await.expect(204);
    // Another request than the one before, though the key is the same.
    user.delete(&second).key("k").send().await.expect(204);
    permanently(&second)
        .key("k")
        .send()
        .await
        .problem(422, "idempotency_key_reused");
    for project in [&first, &second] {
        permanently(project).send().await.expect(204);
        permanently(project)
            .send()
            .await
            .problem(404, "project_not_found");
        user.post(&format!("{project}/restore"))
            .send()
            .await
            .problem(404, "project_not_found");
    }
    assert_eq!(app.fetch(&url).await.status(), 404);
    assert_eq!(storage(&user).await, 0);
    assert_eq!(deleted(&user, "/projects").await, [""; 0]);
}

#[tokio::test]
async fn the_audit_tells_who_deleted_and_who_restored() {
    let app = app();
    let user = app.user();
    let project = user.project("Told").await;
    let restore = user.post(&format!("{project}/restore")).key("once");
    user.delete(&project).send().await.expect(204);
    restore.clone().send().await.expect(200);
    let replayed = restore.send().await.expect(200);
    assert_eq!(replayed.header("idempotent-replayed"), "true");
    // What was not deleted is not restored.
    user.post(&format!("{project}/restore"))
        .send()
        .await
        .expect(200);
    user.delete(&format!("{project}?permanent=true"))
        .send()
        .await
        .expect(204);
    let audit = user.get("/audit").send().await.expect(200).json();
    let told: Vec<_> = audit
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            assert_eq!(entry["actor_id"], user.id.as_str());
            assert_eq!(
                entry["subject_id"],
                project.trim_start_matches("/projects/")
            );
            entry["action"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        told,
        ["project.erased", "project.restored", "project.deleted"]
    );
}
