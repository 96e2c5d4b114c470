//! What a signed URL lets through.

use std::time::Duration;

use domain::{AccountId, Env, FileId, ProjectId, now};
use serde_json::{Value, json};
use storage::{Key, Storage};
use tokio::time::{Instant, sleep};

use super::{
    Announced, announce,
    s3::{keys, s3, staged},
    uploaded,
};
use crate::app::{app, stack::stack};

#[tokio::test]
async fn a_browser_puts_what_was_announced_and_gets_it_back() {
    let (app, content) = (app(), b"ID3\x04\0\0\0\0\0\0 a talk");
    let user = app.user();
    let project = user.project("Uploads").await;
    let before = now();
    let talk = Announced::new(&user, &project, "My \"talk\".MP3", content.len()).await;
    let file = &talk.file;
    assert_eq!(
        (&file["filename"], &file["mime_type"], &file["size_bytes"]),
        (
            &json!("My \"talk\".MP3"),
            &json!("audio/mpeg"),
            &json!(content.len())
        )
    );
    assert_eq!(
        (&file["status"], &file["error"], &file["sha256"]),
        (&json!("uploading"), &json!(null), &json!(null))
    );
    let expires: domain::Timestamp = file["upload"]["expires_at"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    // In whole seconds, as a signature has its time.
    let seconds = (expires - before).num_seconds();
    assert!((899..960).contains(&seconds), "{seconds} s");
    assert!(talk.url().contains("X-Amz-Expires=900"), "{}", talk.url());

    // From another origin a browser asks first.
    let headers: Vec<_> = talk.headers().into_keys().collect();
    let asked = app.preflight(talk.url(), "PUT", &headers.join(",")).await;
    assert!(asked.status().is_success(), "{asked:?}");
    let allowed = |name: &str| asked.headers()[name].to_str().unwrap().to_owned();
    let origin = allowed("access-control-allow-origin");
    assert!(
        origin == "*" || origin == stack().environment["ALLOWED_ORIGINS"],
        "{origin}"
    );
    assert!(allowed("access-control-allow-methods").contains("PUT"));
    for header in &headers {
        assert!(
            allowed("access-control-allow-headers").contains(header),
            "{header}"
        );
    }

    assert_eq!(talk.put(&app, content).await.status(), 200);
    assert_eq!(keys(talk.key()).await, [""; 0], "nothing is served yet");
    assert_eq!(staged(talk.key()).await, [talk.key()]);
    let listed = user.get(&format!("{project}/files")).send().await.json();
    assert_eq!(
        listed[0]["status"], "uploading",
        "nobody has looked at it yet"
    );

    let looked_at = talk.complete(&user).await.expect(200);
    assert_eq!(looked_at.json()["status"], "processing", "{looked_at}");
    let stored = s3("head_object", json!({ "Key": talk.key() })).await;
    assert_eq!(
        (
            &stored["ContentType"],
            &stored["ContentLength"],
            &stored["Metadata"]
        ),
        (&json!("audio/mpeg"), &json!(content.len()), &json!({}))
    );
    assert_eq!(staged(talk.key()).await, [""; 0]);
    let etag: Option<String> = sqlx::query_scalar("SELECT etag FROM files WHERE path = $1")
        .bind(talk.key())
        .fetch_one(&mut app.database().await)
        .await
        .unwrap();
    assert_eq!(etag.map(Value::from).as_ref(), Some(&stored["ETag"]));

    let got = user.get(&talk.path).send().await.expect(200).json();
    let download = app.fetch(got["download"]["url"].as_str().unwrap()).await;
    assert_eq!(
        download.headers()["content-disposition"],
        "attachment; filename=\"My -talk-.MP3\"; filename*=UTF-8''My%20-talk-.MP3"
    );
    assert_eq!(download.bytes().await.unwrap(), content.as_slice());
}

#[tokio::test]
async fn a_signed_url_is_for_one_key_one_size_and_one_type() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let (file, other) = (
        Announced::new(&user, &project, "a.txt", 4).await,
        Announced::new(&user, &project, "b.txt", 4).await,
    );
    let url = file.url();
    let kind = "text/plain";
    let signature = url.split("X-Amz-Signature=").nth(1).unwrap();
    let flipped = if signature.starts_with('0') { "1" } else { "0" };
    for (what, url, kind, bytes) in [
        ("another type", url.to_owned(), "text/html", "text"),
        ("a byte more", url.to_owned(), kind, "text!"),
        ("a byte less", url.to_owned(), kind, "tex"),
        ("nothing", url.to_owned(), kind, ""),
        (
            "another's key",
            url.replace(file.key(), other.key()),
            kind,
            "text",
        ),
        (
            "a longer time",
            url.replace("X-Amz-Expires=900", "X-Amz-Expires=9000"),
            kind,
            "text",
        ),
        (
            "another time",
            url.replace("X-Amz-Date=2", "X-Amz-Date=3"),
            kind,
            "text",
        ),
        (
            "fewer signed headers",
            url.replace("content-length%3B", ""),
            kind,
            "text",
        ),
        (
            "another signature",
            url.replace(signature, &format!("{flipped}{}", &signature[1..])),
            kind,
            "text",
        ),
        (
            "no signature",
            url.split('?').next().unwrap().to_owned(),
            kind,
            "text",
        ),
    ] {
        let mut headers = file.headers();
        headers.insert("content-type".to_owned(), kind.to_owned());
        let answer = app.put(&url, &headers, bytes.as_bytes()).await;
        assert_eq!(answer.status(), 403, "{what}: {:?}", answer.text().await);
    }
    for name in file.headers().keys() {
        for value in [None, Some("another")] {
            let mut headers = file.headers();
            headers.remove(name);
            headers.extend(value.map(|value| (name.clone(), value.to_owned())));
            let answer = app.put(url, &headers, b"text").await;
            assert_eq!(answer.status(), 403, "{name}: {value:?}");
        }
    }
    for method in ["GET", "DELETE", "HEAD"] {
        let answer = app.raw(method, url).await;
        assert_eq!(answer.status(), 403, "{method}");
    }
    let folder = file.key().rsplit_once('/').unwrap().0;
    assert_eq!(staged(folder).await, [""; 0]);
    assert_eq!(file.put(&app, b"text").await.status(), 200);
    assert_eq!(staged(folder).await, [file.key()]);
    assert_eq!(keys(folder).await, [""; 0]);
}

/// As the API signs, but for a second.
#[tokio::test]
async fn a_signed_url_expires() {
    let app = app();
    let mut env: Env = stack().environment.clone().into_iter().collect();
    let storage = Storage::from_env(&mut env);
    env.finish().unwrap();
    let account = AccountId::parse(&app.user().id).unwrap();
    let key = Key::new(&account, ProjectId::random(), FileId::random(), "txt");
    let signed = storage
        .sign_put(key.as_str(), "text/plain", 4, Duration::from_secs(1))
        .unwrap();
    let headers = signed.headers.into_iter();
    let headers = headers.map(|(name, value)| (name.to_owned(), value));
    let (signed, headers) = (signed.url, headers.collect());
    let deadline = Instant::now() + Duration::from_secs(10);
    let refused = loop {
        let answer = app.put(&signed.url, &headers, b"text").await;
        if answer.status() != 200 {
            break answer;
        }
        assert!(Instant::now() < deadline, "it does not expire");
        sleep(Duration::from_millis(100)).await;
    };
    assert_eq!(refused.status(), 403);
    assert!(refused.text().await.unwrap().contains("expired"));
    assert!(now() >= signed.expires_at);
}

#[tokio::test]
async fn a_file_is_known_by_its_tag_whatever_its_url() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let file = Announced::new(&user, &project, "a.md", 4).await;
    let none = user.get(&file.path).send().await.expect(200);
    assert_eq!(
        none.json()["download"],
        json!(null),
        "there is nothing to fetch"
    );
    file.put(&app, b"text").await;
    let ready = file.complete(&user).await.expect(200);
    let got = user.get(&file.path).send().await.expect(200);
    assert_ne!(none.header("etag"), got.header("etag"));
    assert_eq!(ready.header("etag"), got.header("etag"));
    // No cache may keep a URL that expires.
    assert_eq!(got.header("cache-control"), "no-store");
    user.get(&file.path)
        .header("if-none-match", got.header("etag"))
        .send()
        .await
        .expect(304);
    user.delete(&file.path)
        .header("if-match", got.header("etag"))
        .send()
        .await
        .expect(204);
    assert_eq!(
        s3("head_object", json!({ "Key": file.key() })).await,
        json!({ "Error": "404" })
    );
    user.get(&file.path)
        .send()
        .await
        .problem(404, "file_not_found");
}

/// The page is shown as its text, wherever it is.
#[tokio::test]
async fn a_page_does_not_run_where_it_is_stored() {
    let (app, page) = (app(), b"<!doctype html><script>alert(1)</script>");
    let user = app.user();
    let project = user.project("Uploads").await;
    let way = uploaded(&app, &user, &project, "page.html", page).await;
    assert_eq!(way.file["mime_type"], "text/html");
    let direct = user
        .post(&format!("{project}/upload"))
        .file("page.html", page)
        .send()
        .await
        .expect(201)
        .json();
    for file in [&way.file, &direct] {
        let object = app.fetch(file["public_url"].as_str().unwrap()).await;
        assert_eq!(object.headers()["content-type"], "text/plain");
    }
}

#[tokio::test]
async fn a_private_bucket_is_read_by_signed_urls_alone() {
    let app = app();
    let user = app.user();
    let project = user.project("Private").await;
    let private = [("UPLOADS_PUBLIC", "false"), ("STORAGE_PUBLIC_URL", "")];
    let create = app.function("file-create", &private).await;
    let announce = user
        .post(&format!("{project}/files"))
        .json(json!({ "filename": "a.txt", "size_bytes": 4 }));
    let made = announce.send_to(&create).await.expect(201);
    let file = Announced {
        path: made.header("location").to_owned(),
        file: made.json(),
    };
    assert_eq!(file.file["public_url"], json!(null));
    file.put(&app, b"text").await;
    let complete = app.function("file-complete", &private).await;
    let completed = user.post(&format!("{}/complete", file.path));
    let completed = completed.send_to(&complete).await.expect(200).json();
    assert_eq!(completed["public_url"], json!(null));
    let get = app.function("file-get", &private).await;
    let got = user.get(&file.path).send_to(&get).await.expect(200).json();
    let object = app.fetch(got["download"]["url"].as_str().unwrap()).await;
    assert_eq!(object.text().await.unwrap(), "text");
}

#[tokio::test]
async fn a_signed_url_is_signed_anew_and_never_kept() {
    let app = app();
    let user = app.user();
    let project = user.project("Uploads").await;
    let request = user
        .post(&format!("{project}/files"))
        .json(json!({ "filename": "a.txt", "size_bytes": 4 }))
        .key("one");
    let first = request.clone().send().await.expect(201);
    let kept: String =
        sqlx::query_scalar("SELECT body FROM private.idempotency_keys WHERE user_id = $1")
            .bind(&user.id)
            .fetch_one(&mut app.database().await)
            .await
            .unwrap();
    assert!(kept.contains("a.txt") && !kept.contains("X-Amz"), "{kept}");
    let again = request.send().await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    for header in ["location", "etag", "cache-control"] {
        assert!(!again.header(header).is_empty(), "{header}: {again}");
        assert_eq!(again.header(header), first.header(header), "{header}");
    }
    let without = |mut file: Value| {
        file.as_object_mut().unwrap().remove("upload");
        file
    };
    assert_eq!(without(again.json()), without(first.json()));
    let file = Announced {
        path: again.header("location").to_owned(),
        file: again.json(),
    };
    assert_eq!(file.put(&app, b"text").await.status(), 200);
    file.complete(&user).await.expect(200);
    let rows = user.rows(&mut app.database().await).await;
    assert_eq!(rows["public.files"], 1);
    user.post(&format!("{project}/files"))
        .json(json!({ "filename": "a.txt", "size_bytes": 5 }))
        .key("one")
        .send()
        .await
        .problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn a_file_has_a_size_that_can_be_stored() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Uploads").await;
    let before = user.rows(&mut database).await;
    let most = 50 * 1024 * 1024;
    let refused = announce(&user, &project, "a.mp4", most + 1).await;
    refused.problem(413, "file_too_large");
    assert_eq!(user.rows(&mut database).await, before);
    announce(&user, &project, "a.mp4", most).await.expect(201);
    // No generation could read all of it.
    for name in ["a.txt", "a.md", "a.html", "a.srt", "a.vtt"] {
        let long = announce(&user, &project, name, 20 * 1024 * 1024).await;
        let long = long.problem(413, "file_too_large").json();
        assert!(
            long["detail"].as_str().unwrap().contains("Split it"),
            "{long}"
        );
        announce(&user, &project, name, domain::limits::SOURCE)
            .await
            .expect(201);
    }

    let larger = app
        .function("file-create", &[("MAX_UPLOAD_BYTES", "100")])
        .await;
    let post = |size| {
        user.post(&format!("{project}/files"))
            .json(json!({ "filename": "a.mp4", "size_bytes": size }))
    };
    post(101)
        .send_to(&larger)
        .await
        .problem(413, "file_too_large");
    post(100).send_to(&larger).await.expect(201);
}
