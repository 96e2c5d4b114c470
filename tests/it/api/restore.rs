//! What was deleted by mistake is restored.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    app::{User, app},
    catalog::{assert_same, contents},
    database::{Database, run},
    isolation::tables::FIXTURE,
};

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

/// An output with versions before its present body.
async fn edited(user: &User, project: &str) -> String {
    let mut database = app().database().await;
    let output = user.output_row(&mut database, project, "completed").await;
    let path = format!("{project}/outputs/{output}");
    for body in ["# Once\n\nOver.", "# Twice\n\nWith zebras."] {
        let edit = user.patch(&path).json(json!({ "body": body }));
        edit.send().await.expect(200);
    }
    path
}

#[tokio::test]
async fn a_deleted_output_is_restored_with_its_versions() {
    let app = app();
    let (user, other, mut database) = (app.user(), app.user(), app.database().await);
    let project = user.project("Kept").await;
    let path = edited(&user, &project).await;
    let archive = "INSERT INTO outputs_archive SELECT * FROM outputs WHERE id = $1::uuid";
    let id = path.rsplit('/').next().unwrap().to_owned();
    let archive = sqlx::query(archive).bind(&id);
    archive.execute(&mut database).await.unwrap();
    let rows = user.rows(&mut database).await;
    let before = user.get(&path).send().await.expect(200);
    let versions = user.get(&format!("{path}/versions"));
    let versions_before = versions.clone().send().await.expect(200).json();
    assert_eq!(versions_before.as_array().unwrap().len(), 2);

    user.delete(&path).send().await.expect(204);
    user.delete(&path)
        .send()
        .await
        .problem(404, "output_not_found");
    user.get(&path)
        .send()
        .await
        .problem(404, "output_not_found");
    let listed = format!("{project}/outputs");
    for list in [&*listed, "/outputs", "/outputs?q=zebras"] {
        let none = user.get(list).send().await.expect(200);
        assert_eq!(none.json(), json!([]), "{list}");
    }
    let counts = user
        .get("/projects?include=counts")
        .send()
        .await
        .expect(200);
    assert_eq!(counts.json()[0]["counts"]["outputs"], 0);
    for table in [
        "public.outputs",
        "public.output_versions",
        "public.outputs_archive",
    ] {
        assert_eq!(user.rows(&mut database).await[table], 0, "{table}");
    }
    let row = user
        .get(&format!("{listed}?deleted=true"))
        .send()
        .await
        .expect(200)
        .json();
    let mut own = row[0].as_object().unwrap().clone();
    for name in ["deleted_at", "restorable_until"] {
        own.remove(name).unwrap();
    }
    assert_eq!(Value::Object(own), before.json());

    let restore = format!("{path}/restore");
    other
        .post(&restore)
        .send()
        .await
        .problem(404, "output_not_found");
    let restored = user.post(&restore).key("once").send().await.expect(200);
    assert_eq!(restored.json(), before.json());
    assert_eq!(restored.header("etag"), before.header("etag"));
    user.post(&restore).send().await.expect(200);
    assert_eq!(
        user.get(&path).send().await.expect(200).json(),
        before.json()
    );
    assert_eq!(versions.send().await.expect(200).json(), versions_before);
    let found = user.get("/outputs?q=zebras").send().await.expect(200);
    assert_eq!(found.json()[0]["id"], id.as_str());
    assert_eq!(deleted(&user, &listed).await, [""; 0]);
    let mut now = user.rows(&mut database).await;
    for table in ["private.audit", "private.idempotency_keys"] {
        now.insert(table.to_owned(), rows[table]);
    }
    assert_eq!(now, rows);
    // As any other it is written once more.
    let source = user.post(&format!("{project}/upload"));
    let source = source.file("a.txt", b"A text about zebras.");
    source.send().await.expect(201);
    let again = user
        .post(&format!("{path}/regenerate"))
        .json(json!({ "topic": "Zebras" }));
    again.send().await.expect(202);

    let audit = user.get("/audit").send().await.expect(200).json();
    let told = audit
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap());
    let told: Vec<_> = told
        .filter(|action| action.ends_with("ed") && !action.ends_with("generated"))
        .collect();
    assert_eq!(told, ["output.restored", "output.deleted"]);
}

/// Whoever adds a table with rows of an output finds out here whether they come back.
#[tokio::test]
async fn no_row_of_a_restored_output_is_missing_in_any_table() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, FIXTURE).await;
    run(
        &mut superuser,
        "UPDATE private.jobs SET state = 'completed'; UPDATE outputs SET body = 'About lamps.'",
    )
    .await;
    // What goes along with an output, but for its job: what was written once needs none.
    let tables: BTreeSet<String> = sqlx::query_scalar(
        "WITH RECURSIVE of_outputs AS (
           SELECT 'public.outputs'::regclass::oid AS tab
           UNION SELECT conrelid FROM pg_constraint JOIN of_outputs ON confrelid = tab
             WHERE contype = 'f' AND confdeltype = 'c' AND conrelid <> 'private.jobs'::regclass
         )
         SELECT tab::regclass::text FROM of_outputs",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap()
    .into_iter()
    .collect();
    assert!(tables.len() >= 3, "{tables:?}");
    let in_them = |mut rows: BTreeSet<String>| {
        rows.retain(|row| tables.contains(row.split(' ').next().unwrap()));
        rows
    };
    let output = "'user_owner', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000c1'";
    let mut api = database.login("repostr_api").await;

    let before = in_them(contents(&mut superuser).await);
    run(
        &mut api,
        &format!("SELECT private.delete_output({output}, 30)"),
    )
    .await;
    assert_ne!(in_them(contents(&mut superuser).await), before);
    run(
        &mut api,
        &format!("SELECT private.restore_output({output})"),
    )
    .await;
    assert_same(&before, &in_them(contents(&mut superuser).await));
}

#[tokio::test]
async fn a_project_comes_back_without_the_outputs_that_were_deleted_before() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Both").await;
    let outputs = format!("{project}/outputs");
    let (first, second) = (
        user.output_row(&mut database, &project, "completed").await,
        user.output_row(&mut database, &project, "completed").await,
    );
    user.delete(&format!("{outputs}/{first}"))
        .send()
        .await
        .expect(204);
    user.delete(&project).send().await.expect(204);
    for output in [&first, &second] {
        let restore = user.post(&format!("{outputs}/{output}/restore"));
        restore.send().await.problem(404, "output_not_found");
    }
    let list = user.get(&format!("{outputs}?deleted=true"));
    list.send().await.problem(404, "project_not_found");
    user.post(&format!("{project}/restore"))
        .send()
        .await
        .expect(200);
    let there = user.get(&outputs).send().await.expect(200).json();
    assert_eq!(there.as_array().unwrap().len(), 1);
    assert_eq!(there[0]["id"], second.as_str());
    assert_eq!(deleted(&user, &outputs).await, std::slice::from_ref(&first));
    user.post(&format!("{outputs}/{first}/restore"))
        .send()
        .await
        .expect(200);
}

#[tokio::test]
async fn deleted_outputs_are_listed_page_by_page_and_erased_where_it_is_asked_for() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Many").await;
    let outputs = format!("{project}/outputs");
    let mut ids = Vec::new();
    for _ in 0..5 {
        let output = user.output_row(&mut database, &project, "completed").await;
        user.delete(&format!("{outputs}/{output}"))
            .send()
            .await
            .expect(204);
        ids.insert(0, output);
    }
    assert_eq!(deleted(&user, &outputs).await, ids);
    let refused = user.get(&format!("{outputs}?deleted=true&kind=blog&status=failed"));
    refused.send().await.invalid(&["kind", "status"]);
    let gone = format!("{outputs}/{}", ids.remove(2));
    let permanently = user.delete(&format!("{gone}?permanent=true"));
    permanently.clone().send().await.expect(204);
    permanently.send().await.problem(404, "output_not_found");
    let restore = user.post(&format!("{gone}/restore"));
    restore.send().await.problem(404, "output_not_found");
    assert_eq!(deleted(&user, &outputs).await, ids);
    let there = user.output_row(&mut database, &project, "completed").await;
    let there = user.delete(&format!("{outputs}/{there}?permanent=true"));
    there.send().await.expect(204);
    assert_eq!(deleted(&user, &outputs).await, ids);
}
