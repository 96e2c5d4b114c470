//! Multipart bodies.

use super::Somebody;
use crate::app::app;

const FORM: &str = "multipart/form-data; boundary=form";
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
    let end = "--form--\r\n";
    for (what, body, status, code) in [
        ("nothing", String::new(), 400, "invalid_multipart"),
        ("no form", "hello".to_owned(), 400, "invalid_multipart"),
        (
            "cut short in its content",
            file[..file.len() - 3].to_owned(),
            400,
            "invalid_multipart",
        ),
        (
            "cut short in its head",
            file[..30].to_owned(),
            400,
            "invalid_multipart",
        ),
        ("without its end", file.clone(), 400, "invalid_multipart"),
        (
            "another boundary",
            file.replace("--form", "--other") + "--other--\r\n",
            400,
            "invalid_multipart",
        ),
        ("no parts", end.to_owned(), 422, "invalid_request"),
        (
            "another part",
            part("name=\"data\"; filename=\"a.txt\"", "text") + end,
            422,
            "invalid_request",
        ),
        (
            "a part without a name",
            part("filename=\"a.txt\"", "text") + end,
            422,
            "invalid_request",
        ),
        ("two files", file.repeat(2) + end, 422, "invalid_request"),
        (
            "a file and a field",
            file.clone() + &part("name=\"note\"", "x") + end,
            422,
            "invalid_request",
        ),
        (
            "an empty file",
            part("name=\"file\"; filename=\"a.txt\"", "") + end,
            422,
            "invalid_request",
        ),
        (
            "no filename",
            part("name=\"file\"", "text") + end,
            422,
            "invalid_request",
        ),
        (
            "an empty filename",
            part("name=\"file\"; filename=\"\"", "text") + end,
            422,
            "invalid_request",
        ),
        (
            "a filename of marks",
            part("name=\"file\"; filename=\"\u{202e}\"", "text") + end,
            422,
            "invalid_request",
        ),
        (
            "a folder",
            part("name=\"file\"; filename=\"a.txt/\"", "text") + end,
            422,
            "invalid_request",
        ),
        (
            "no extension",
            part("name=\"file\"; filename=\"README\"", "text") + end,
            415,
            "unsupported_media_type",
        ),
        (
            "a program",
            part("name=\"file\"; filename=\"a.exe\"", "text") + end,
            415,
            "unsupported_media_type",
        ),
        (
            "a program behind a text",
            part("name=\"file\"; filename=\"a.txt.exe\"", "x") + end,
            415,
            "unsupported_media_type",
        ),
        (
            "an ending alone",
            part("name=\"file\"; filename=\"a.\"", "text") + end,
            415,
            "unsupported_media_type",
        ),
    ] {
        let answer = somebody
            .refused(what, upload.clone().body(FORM, body), status, code)
            .await;
        assert_eq!(
            answer.places(),
            if status == 422 {
                vec!["#/file"]
            } else {
                vec![]
            },
            "{what}: {answer}"
        );
    }
    for wrong in [
        "",
        "application/json",
        "multipart/form-data",
        "multipart/mixed; boundary=form",
        "text/plain",
    ] {
        let sent = upload.clone().body(wrong, file.clone() + end);
        somebody
            .refused(wrong, sent, 415, "unsupported_media_type")
            .await;
    }
    let sent = upload.clone().file("large.txt", &vec![b'a'; LIMIT + 1]);
    let answer = somebody
        .refused("4 MB and a byte", sent, 413, "file_too_large")
        .await;
    assert!(
        answer.json()["detail"].as_str().unwrap().contains("/files"),
        "{answer}"
    );
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
}
