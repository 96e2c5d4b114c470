//! Multipart bodies.

use serde_json::json;

use super::Somebody;
use crate::{api::uploads::s3::keys, app::app};

const FORM: &str = "multipart/form-data; boundary=form";
const END: &str = "--form--\r\n";
const LIMIT: usize = 4 * 1024 * 1024;

fn part(disposition: &str, content: &str) -> String {
    format!("--form\r\ncontent-disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
}

#[tokio::test]
async fn an_upload_is_one_whole_file() {
    let app = app();
    let mut somebody = Somebody::new(&app).await;
    let upload = somebody.user.post(&format!("{}/upload", somebody.project));
    let file = part("name=\"file\"; filename=\"a.txt\"", "text");
    for (what, body) in [
        ("nothing", String::new()),
        ("no form", "hello".to_owned()),
        (
            "cut short in its content",
            file[..file.len() - 3].to_owned(),
        ),
        ("cut short in its head", file[..30].to_owned()),
        ("without its end", file.clone()),
        (
            "another boundary",
            file.replace("--form", "--other") + "--other--\r\n",
        ),
    ] {
        let sent = upload.clone().body(FORM, body);
        somebody.refused(what, sent, 400, "invalid_multipart").await;
    }
    for (what, parts) in [
        ("no parts", String::new()),
        (
            "another part",
            part("name=\"data\"; filename=\"a.txt\"", "text"),
        ),
        ("a part without a name", part("filename=\"a.txt\"", "text")),
        ("two files", file.repeat(2)),
        (
            "a file and a field",
            file.clone() + &part("name=\"note\"", "x"),
        ),
        (
            "an empty file",
            part("name=\"file\"; filename=\"a.txt\"", ""),
        ),
        ("no filename", part("name=\"file\"", "text")),
        (
            "an empty filename",
            part("name=\"file\"; filename=\"\"", "text"),
        ),
        (
            "a filename of marks",
            part("name=\"file\"; filename=\"\u{202e}\"", "text"),
        ),
        (
            "a folder",
            part("name=\"file\"; filename=\"a.txt/\"", "text"),
        ),
    ] {
        let sent = upload.clone().body(FORM, parts + END);
        somebody
            .refused(what, sent, 422, "invalid_request")
            .await
            .invalid(&["#/file"]);
    }
    let large = upload.clone().file("large.txt", &vec![b'a'; LIMIT + 1]);
    let answer = somebody
        .refused("4 MB and a byte", large, 413, "file_too_large")
        .await;
    assert!(
        answer.json()["detail"].as_str().unwrap().contains("/files"),
        "{answer}"
    );
    assert_eq!(keys(&somebody.user.id).await, [""; 0]);
}

#[tokio::test]
async fn an_upload_is_of_a_known_type() {
    let app = app();
    let mut somebody = Somebody::new(&app).await;
    let upload = somebody.user.post(&format!("{}/upload", somebody.project));
    for name in [
        "README",
        "a.exe",
        "a.txt.exe",
        "a.",
        "a.txt.",
        "txt",
        "a.t\u{202e}xt.exe",
    ] {
        let sent = upload.clone().file(name, b"text");
        somebody
            .refused(name, sent, 415, "unsupported_media_type")
            .await;
        let announced = somebody.user.post(&format!("{}/files", somebody.project));
        let announced = announced.json(json!({ "filename": name, "size_bytes": 4 }));
        somebody
            .refused(name, announced, 415, "unsupported_media_type")
            .await;
    }
    let file = part("name=\"file\"; filename=\"a.txt\"", "text") + END;
    for wrong in [
        "",
        "application/json",
        "multipart/form-data",
        "multipart/mixed; boundary=form",
        "text/plain",
    ] {
        let sent = upload.clone().body(wrong, file.clone());
        somebody
            .refused(wrong, sent, 415, "unsupported_media_type")
            .await;
    }
    assert_eq!(keys(&somebody.user.id).await, [""; 0]);
}

#[tokio::test]
async fn four_megabytes_fit() {
    let app = app();
    let user = app.user();
    let project = user.project("Large").await;
    let answer = user
        .post(&format!("{project}/upload"))
        .file("large.txt", &vec![b'a'; LIMIT])
        .send()
        .await;
    assert_eq!(answer.expect(201).json()["size_bytes"], LIMIT);
}

/// The name is shown and never a path: what could mislead is gone from it.
#[tokio::test]
async fn an_odd_filename_is_made_plain() {
    let app = app();
    let user = app.user();
    let project = user.project("Names").await;
    let long = "n".repeat(300);
    let cut = format!("{}.txt", "n".repeat(251));
    let mut paths = Vec::new();
    for (sent, kept) in [
        ("talk.txt", "talk.txt"),
        ("TALK.TXT", "TALK.TXT"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\\\..\\\\boot.txt", "boot.txt"),
        ("/etc/hosts.md", "hosts.md"),
        ("C:\\\\Users\\\\ada\\\\a.txt", "a.txt"),
        ("a\\\"b'c.txt", "a\"b'c.txt"),
        ("a\u{202e}txt.exe.md", "atxt.exe.md"),
        ("\u{200f}\u{2066}a\u{2069}.txt", "a.txt"),
        ("übung 🎤.txt", "übung 🎤.txt"),
        ("a\tb.txt", "ab.txt"),
        ("..txt", "..txt"),
        (&format!("{long}.txt"), &cut),
    ] {
        let answer = user
            .post(&format!("{project}/upload"))
            .file(sent, b"text")
            .send()
            .await
            .expect(201);
        let file = answer.json();
        assert_eq!(file["filename"], kept, "{sent}: {answer}");
        let (path, id) = (file["path"].as_str().unwrap(), answer.id());
        paths.push(path.to_owned());
        let (folder, name) = path.rsplit_once('/').unwrap();
        assert_eq!(
            folder,
            format!("{}/{}", user.id, project.trim_start_matches("/projects/")),
            "{answer}"
        );
        assert!(
            name == format!("{id}.txt") || name == format!("{id}.md"),
            "{answer}"
        );
    }
    paths.sort();
    assert_eq!(keys(&user.id).await, paths);
}
