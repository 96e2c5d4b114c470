//! Multipart bodies.

use serde_json::json;

use super::Account;
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
    let mut somebody = Account::new(&app).await;
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
    let mut somebody = Account::new(&app).await;
    let upload = somebody.user.post(&format!("{}/upload", somebody.project));
    for name in ["README", "a.exe", "a.txt.exe", "a.", "a.txt.", "txt"] {
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

/// Refused, as every program can be told, by either way: what is put right silently is another name than its user knows.
#[tokio::test]
async fn a_name_that_misleads_is_refused() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let long = format!("{}.txt", "n".repeat(252));
    let mut names: Vec<(String, &str)> = [
        "../../etc/passwd.txt",
        "..\\boot.txt",
        "/etc/hosts.md",
        "C:\\fakepath\\a.txt",
        "a/b.txt",
        "a.txt/",
        ".",
        "..",
        "a\u{85}.txt",
        "a\tb.txt",
        "a.txt\t",
    ]
    .map(|name| (name.to_owned(), "invalid_filename"))
    .into();
    // Unicode's Bidi_Control, but for the marks that macOS writes.
    let marks = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
    for mark in marks.chain(['\u{61c}']) {
        names.push((format!("a{mark}txt.exe.md"), "invalid_filename"));
    }
    names.push((long, "too_long"));
    names.push((format!("{}.exe", "n".repeat(300)), "too_long"));
    names.push((String::new(), "filename_required"));
    names.push(("  ".to_owned(), "filename_required"));
    for (name, code) in names {
        let announced = json!({ "filename": name, "size_bytes": 4 });
        let announced = somebody
            .user
            .post(&format!("{}/files", somebody.project))
            .json(announced);
        // In a form a backslash stands before what is meant as it is (RFC 2183).
        let quoted = name.replace('\\', "\\\\");
        let sent = somebody
            .user
            .post(&format!("{}/upload", somebody.project))
            .file(&quoted, b"text");
        for (request, place) in [(announced, "#/filename"), (sent, "#/file")] {
            let answer = somebody
                .refused(&name, request, 422, "invalid_request")
                .await
                .invalid(&[place]);
            assert_eq!(
                answer.json()["errors"][0]["code"],
                code,
                "{name:?}: {answer}"
            );
        }
    }
    // Which no header of a part can hold.
    for name in ["a\0.txt", "a\n.txt", "a\u{7f}.txt"] {
        let announced = json!({ "filename": name, "size_bytes": 4 });
        let announced = somebody
            .user
            .post(&format!("{}/files", somebody.project))
            .json(announced);
        somebody
            .refused(name, announced, 422, "invalid_request")
            .await
            .invalid(&["#/filename"]);
    }
    assert_eq!(keys(&somebody.user.id).await, [""; 0]);
}

/// A browser sends what its page's encoding is; a name that could be any other is not guessed.
#[tokio::test]
async fn a_name_that_is_no_utf8_is_told_so() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let body = [
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"caf\xE9.txt\"\r\n\r\n"
            .as_slice(),
        b"text\r\n--b--\r\n",
    ]
    .concat();
    let sent = somebody
        .user
        .post(&format!("{}/upload", somebody.project))
        .body("multipart/form-data; boundary=b", body);
    let answer = somebody
        .refused("Latin-1", sent, 422, "invalid_request")
        .await
        .invalid(&["#/file"]);
    let error = &answer.json()["errors"][0];
    assert_eq!(error["code"], "invalid_filename", "{answer}");
    assert!(
        error["detail"].as_str().unwrap().contains("UTF-8"),
        "{answer}"
    );
}

/// The name is shown as it was given; where the object is says nothing of it.
#[tokio::test]
async fn an_odd_filename_is_kept_and_is_no_path() {
    let app = app();
    let user = app.user();
    let project = user.project("Names").await;
    let longest = format!("{}.txt", "ü".repeat(251));
    let mut paths = Vec::new();
    for (name, plain) in [
        ("talk.txt", "talk.txt"),
        ("TALK.TXT", "TALK.TXT"),
        ("a\"b'c.txt", "a-b'c.txt"),
        ("übung 🎤.txt", "_bung _.txt"),
        ("..txt", "untitled.txt"),
        ("50% off; a=b.md", "50_ off; a=b.md"),
        // As macOS writes the time of a recording.
        ("Talk at 9\u{202f}AM\u{200e}.txt", "Talk at 9 AM.txt"),
        (&longest, ""),
    ] {
        let quoted = name.replace('"', "\\\"");
        let sent = user.post(&format!("{project}/upload"));
        let sent = sent.file(&quoted, b"text").send().await.expect(201);
        let announced = user.post(&format!("{project}/files"));
        let announced = announced.json(json!({ "filename": name, "size_bytes": 4 }));
        let announced = announced.send().await.expect(201);
        for answer in [&sent, &announced] {
            assert_eq!(answer.json()["filename"], name, "{answer}");
        }
        let (file, id) = (sent.json(), sent.id());
        let path = file["path"].as_str().unwrap();
        let folder = format!("{}/{}", user.id, project.trim_start_matches("/projects/"));
        let extension = name.rsplit('.').next().unwrap().to_lowercase();
        assert_eq!(path, format!("{folder}/{id}.{extension}"), "{sent}");
        paths.push(path.to_owned());
        // Saved, it has a name that every file system takes: no quote ends it early.
        let got = user.get(&format!("{project}/files/{id}")).send().await;
        let url = got.expect(200).json()["download"]["url"].clone();
        let download = app.fetch(url.as_str().unwrap()).await;
        let disposition = download.headers()["content-disposition"].to_str().unwrap();
        let start = format!("attachment; filename=\"{plain}");
        assert!(disposition.starts_with(&start), "{disposition}");
        assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
    }
    paths.sort();
    assert_eq!(keys(&user.id).await, paths);
}
