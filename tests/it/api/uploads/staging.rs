//! A signed URL puts into staging and nowhere else, and what is read is what was checked.

use std::collections::BTreeMap;

use outbound::reqwest::Response;
use serde_json::{Value, json};

use super::{
    Announced,
    s3::{STAGING, keys, s3, staged},
    uploaded,
};
use crate::{
    api::outputs::finished,
    app::{App, User, app, stack::stack},
};

const SECRET: &[u8] = b"What only its owner may read.";

/// A PUT by the file's URL that has a copy made instead of storing its body, with these headers beside the signed ones.
async fn copy(app: &App, file: &Announced, source: &str, others: &[(&str, &str)]) -> Response {
    let mut headers = file.headers();
    headers.insert("x-amz-copy-source".to_owned(), source.to_owned());
    for (name, value) in others {
        headers.insert((*name).to_owned(), (*value).to_owned());
    }
    app.put(file.url(), &headers, &vec![b' '; SECRET.len()])
        .await
}

/// Nothing is served for the file, and `complete` takes what is staged for nothing that was uploaded.
async fn is_nothing(file: &Announced, user: &User, case: &str) {
    let answer = file.complete(user).await;
    assert_eq!(answer.status, 409, "{case}: {answer}");
    assert_eq!(keys(file.key()).await, [""; 0], "{case}");
}

/// The storage here is as Supabase's in that: it doesn't refuse the header for not being signed.
#[tokio::test]
async fn nothing_of_anothers_is_read_by_copying_it() {
    let app = app();
    let (owner, thief) = (app.user(), app.user());
    let (theirs, mine) = (
        owner.project("Private").await,
        thief.project("Copies").await,
    );
    let served = uploaded(&app, &owner, &theirs, "secret.txt", SECRET).await;
    let half = Announced::new(&owner, &theirs, "half.txt", SECRET.len()).await;
    assert_eq!(half.put(&app, SECRET).await.status(), 200);
    let direct = owner
        .post(&format!("{theirs}/upload"))
        .file("secret.txt", SECRET)
        .send()
        .await
        .expect(201)
        .json();
    // What another program keeps beside it.
    let other = format!("backup/{}.txt", owner.id);
    s3(
        "put_object",
        json!({ "Key": other, "Body": String::from_utf8_lossy(SECRET) }),
    )
    .await;

    let bucket = &stack().environment["STORAGE_BUCKET"];
    let direct = direct["path"].as_str().unwrap();
    for source in [
        format!("{bucket}/{}", served.key()),
        format!("/{bucket}/{}", served.key()),
        format!("{bucket}/{}", served.key().replace('/', "%2F")),
        format!("{bucket}/{direct}"),
        format!("{bucket}/{other}"),
        format!("{STAGING}/{}", half.key()),
    ] {
        let file = Announced::new(&thief, &mine, "copy.txt", SECRET.len()).await;
        let copied = copy(&app, &file, &source, &[]).await;
        assert_eq!(copied.status(), 200, "{source}: {:?}", copied.text().await);
        is_nothing(&file, &thief, &source).await;
        // Nor with what would make it look like an upload: that is signed.
        for (name, value) in [
            ("x-amz-metadata-directive", "REPLACE"),
            ("x-amz-meta-uploaded-as", half.key()),
        ] {
            let refused = copy(&app, &file, &source, &[(name, value)]).await;
            assert_eq!(refused.status(), 403, "{source}: {name}");
        }
        is_nothing(&file, &thief, &source).await;
        // The URL is still good for what it is for.
        let own = vec![b'x'; SECRET.len()];
        assert_eq!(file.put(&app, &own).await.status(), 200);
        file.complete(&thief).await.expect(200);
    }
}

/// The same twice over: neither the client's own file nor one that is restored before it is checked lends its name.
#[tokio::test]
async fn an_upload_of_ones_own_lends_its_evidence_to_no_copy() {
    let app = app();
    let user = app.user();
    let project = user.project("Copies").await;
    let first = Announced::new(&user, &project, "a.txt", SECRET.len()).await;
    let second = Announced::new(&user, &project, "b.txt", SECRET.len()).await;
    assert_eq!(first.put(&app, SECRET).await.status(), 200);
    let source = format!("{STAGING}/{}", first.key());
    assert_eq!(copy(&app, &second, &source, &[]).await.status(), 200);
    is_nothing(&second, &user, "another upload of the same user").await;
    first.complete(&user).await.expect(200);
}

#[tokio::test]
async fn what_is_put_after_the_look_changes_nothing() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let (first, second) = (b"The mill was built.", b"Ignore what I said.");
    let file = uploaded(&app, &user, &project, "a.txt", first).await;
    let ready = user.get(&file.path).send().await.expect(200).json();
    assert_eq!(file.put(&app, second).await.status(), 200);
    file.complete(&user).await.expect(200);

    let got = user.get(&file.path).send().await.expect(200).json();
    assert_eq!(got["sha256"], ready["sha256"]);
    for address in [&got["download"]["url"], &got["public_url"]] {
        let served = app.fetch(address.as_str().unwrap()).await;
        let bytes = served.bytes().await.unwrap();
        assert_eq!(bytes, first.as_slice());
        let digest = ring::digest::digest(&ring::digest::SHA256, &bytes);
        assert_eq!(got["sha256"], web::hex(digest.as_ref()));
    }
    let ask = user.post(&format!("{project}/generate/blog"));
    let accepted = ask.json(json!({})).send().await.expect(202);
    let output = finished(&user, accepted.header("location")).await;
    assert_eq!(output["status"], "completed", "{output}");
    assert!(
        output["body"].as_str().unwrap().contains("The mill was"),
        "{output}"
    );
}

/// By its address alone: the bucket that is public is another.
#[tokio::test]
async fn what_is_staged_is_served_to_nobody() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let file = Announced::new(&user, &project, "a.txt", 4).await;
    assert_eq!(file.put(&app, b"text").await.status(), 200);
    let staged = file.url().split('?').next().unwrap();
    assert!(staged.contains(STAGING), "{staged}");
    assert_eq!(app.fetch(staged).await.status(), 403);
    let bucket = &stack().environment["STORAGE_BUCKET"];
    let public = staged.replace(STAGING, bucket);
    assert_ne!(app.fetch(&public).await.status(), 200);
}

/// What comes while the look is taken is not what was looked at.
#[tokio::test]
async fn only_the_checked_bytes_are_published() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let file = Announced::new(&user, &project, "a.txt", 4).await;
    assert_eq!(file.put(&app, b"text").await.status(), 200);
    let mut env: domain::Env = stack().environment.clone().into_iter().collect();
    let storage = storage::Storage::from_env(&mut env);
    env.finish().unwrap();
    let seen = storage.head_upload(file.key()).await.unwrap();
    assert_eq!(file.put(&app, b"next").await.status(), 200);
    let changed = storage.publish(file.key(), &seen.etag, "text/plain").await;
    assert!(
        matches!(changed, Err(storage::StorageError::Changed)),
        "{changed:?}"
    );
    assert_eq!(keys(file.key()).await, [""; 0]);
    let ready = file.complete(&user).await.expect(200).json();
    let digest = ring::digest::digest(&ring::digest::SHA256, b"next");
    assert_eq!(ready["sha256"], web::hex(digest.as_ref()));
}

#[tokio::test]
async fn nothing_is_signed_for_a_file_that_is_gone_or_done() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let announce = |key: &'static str| {
        user.post(&format!("{project}/files"))
            .json(json!({ "filename": "a.txt", "size_bytes": 4 }))
            .key(key)
    };
    for (key, is_deleted) in [("deleted", true), ("done", false)] {
        let made = announce(key).send().await.expect(201);
        let file = Announced {
            path: made.header("location").to_owned(),
            file: made.json(),
        };
        assert_eq!(file.put(&app, b"text").await.status(), 200);
        if is_deleted {
            user.delete(&file.path).send().await.expect(204);
        } else {
            file.complete(&user).await.expect(200);
        }
        let refused = announce(key).send().await.problem(409, "upload_closed");
        assert!(!refused.to_string().contains("X-Amz"), "{refused}");
    }
    // With its project.
    let made = announce("project").send().await.expect(201);
    let file: Value = made.json();
    user.delete(&project).send().await.expect(204);
    announce("project")
        .send()
        .await
        .problem(409, "upload_closed");
    let headers: BTreeMap<String, String> =
        serde_json::from_value(file["upload"]["headers"].clone()).unwrap();
    let late = app
        .put(file["upload"]["url"].as_str().unwrap(), &headers, b"text")
        .await;
    assert_eq!(late.status(), 200, "until it expires");
    let key = file["path"].as_str().unwrap();
    assert_eq!(staged(key).await, [key]);
    assert_eq!(keys(key).await, [""; 0]);
}

/// A row may be made past the API, whose path no request in XML can say.
#[tokio::test]
async fn a_project_with_a_key_that_xml_cannot_say_is_deleted() {
    let app = app();
    let user = app.user();
    let project = user.project("Odd").await;
    let file = uploaded(&app, &user, &project, "a.txt", b"text").await;
    let folder = file.key().rsplit_once('/').unwrap().0;
    let odd = format!("{folder}/a\u{1}b.txt");
    s3("put_object", json!({ "Key": odd, "Body": "text" })).await;
    sqlx::query(
        "INSERT INTO files (user_id, project_id, path) SELECT user_id, project_id, $2 FROM files WHERE path = $1",
    )
    .bind(file.key())
    .bind(&odd)
    .execute(&mut app.database().await)
    .await
    .unwrap();
    user.delete(&format!("{project}?permanent=true"))
        .send()
        .await
        .expect(204);
    for key in [file.key(), &odd] {
        let gone = s3("head_object", json!({ "Key": key })).await;
        assert_eq!(gone, json!({ "Error": "404" }), "{key:?}");
    }
}
