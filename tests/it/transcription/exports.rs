//! GET …/transcription: to read, as subtitles, and while there is none yet.

use serde_json::json;

use super::fixture::sample;
use crate::app::{App, User, app};

/// Somebody with a project, and in it a recording with this status and these segments.
async fn recording(app: &App, status: &str, segments: serde_json::Value) -> (User, String) {
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let id = user.file_row(&mut database, &project).await;
    sqlx::query(
        "UPDATE files SET status = $2, filename = 'Q4: my \"talk\".mp3' WHERE id = $1::uuid",
    )
    .bind(&id)
    .bind(status)
    .execute(&mut database)
    .await
    .unwrap();
    if segments.is_array() {
        sqlx::query(
            "INSERT INTO transcriptions (user_id, file_id, language, duration_seconds, text, word_count, segments)
             VALUES ($1, $2::uuid, 'en', 3661.5, 'It is *one*. Two <b> --> three.', 7, $3)",
        )
        .bind(&user.id)
        .bind(&id)
        .bind(segments)
        .execute(&mut database)
        .await
        .unwrap();
    }
    (user, format!("{project}/files/{id}/transcription"))
}

#[tokio::test]
async fn a_transcription_is_there_to_read_and_as_subtitles() {
    let app = app();
    let segments = json!([
        { "start": 0.0, "end": 2.0004, "text": "It is *one*.", "speaker": "A & B" },
        { "start": 3659.9996, "end": 3661.5, "text": "Two <b> --> three.", "speaker": null },
    ]);
    let (user, path) = recording(&app, "ready", segments.clone()).await;
    let whole = user.get(&path).send().await.expect(200);
    let body = whole.json();
    assert_eq!(body["segments"], segments);
    assert_eq!(
        (&body["language"], &body["word_count"]),
        (&json!("en"), &json!(7))
    );
    assert!(body.get("user_id").is_none(), "{body}");
    let tag = whole.header("etag").to_owned();
    user.get(&path)
        .header("if-none-match", tag)
        .send()
        .await
        .expect(304);

    for (format, media_type, expected) in [
        ("txt", "text/plain", "It is *one*. Two <b> --> three.\n"),
        (
            "srt",
            "application/x-subrip",
            "1\n00:00:00,000 --> 00:00:02,000\nA & B: It is *one*.\n\n\
             2\n01:01:00,000 --> 01:01:01,500\nTwo <b> -> three.\n\n",
        ),
        (
            "vtt",
            "text/vtt",
            "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v A &amp; B>It is *one*.\n\n\
             01:01:00.000 --> 01:01:01.500\nTwo &lt;b&gt; --&gt; three.\n\n",
        ),
        (
            "md",
            "text/markdown",
            "# Q4: my \"talk\"\n\n**A & B \\[00:00:00\\]** It is \\*one\\*.\n\n\
             **\\[01:01:00\\]** Two \\<b\\> --\\> three.\n",
        ),
    ] {
        let file = user
            .get(&format!("{path}?format={format}"))
            .send()
            .await
            .expect(200);
        assert_eq!(String::from_utf8_lossy(&file.body), expected, "{format}");
        assert!(
            file.header("content-type").starts_with(media_type),
            "{file}"
        );
        let disposition = file.header("content-disposition");
        assert!(disposition.starts_with("attachment;"), "{disposition}");
        assert!(
            disposition.contains(&format!("Q4- my -talk-.{format}")),
            "{disposition}"
        );
    }
    // What we write as captions is read as captions.
    for format in ["srt", "vtt"] {
        let file = user
            .get(&format!("{path}?format={format}"))
            .send()
            .await
            .expect(200);
        let document = documents::read(format, &file.body).unwrap();
        assert_eq!(document.segments.len(), 2, "{document:?}");
    }
    let wrong = user.get(&format!("{path}?format=docx")).send().await;
    assert_eq!(wrong.problem(422, "invalid_request").places(), ["format"]);
}

#[tokio::test]
async fn a_document_has_pages_and_no_subtitles() {
    let app = app();
    let segments = json!([{ "page": 1, "text": "One." }, { "page": 3, "text": "Three." }]);
    let (user, path) = recording(&app, "ready", segments.clone()).await;
    assert_eq!(
        user.get(&path).send().await.expect(200).json()["segments"],
        segments
    );
    let markdown = user
        .get(&format!("{path}?format=md"))
        .send()
        .await
        .expect(200);
    let expected = "# Q4: my \"talk\"\n\n## Page 1\n\nOne.\n\n## Page 3\n\nThree.\n";
    assert_eq!(String::from_utf8_lossy(&markdown.body), expected);
    for format in ["srt", "vtt"] {
        let none = user.get(&format!("{path}?format={format}")).send().await;
        assert_eq!(none.problem(422, "invalid_request").places(), ["format"]);
    }
}

#[tokio::test]
async fn what_no_answer_can_hold_says_so() {
    let app = app();
    let said = "Much is said. ".repeat(310_000);
    let segments = json!([{ "start": 0.0, "end": 1.0, "text": said, "speaker": null }]);
    let (user, path) = recording(&app, "ready", segments).await;
    for url in [path.clone(), format!("{path}?format=srt")] {
        let answer = user.get(&url).send().await;
        answer.problem(409, "transcription_too_large");
    }
    let text = format!("{path}?format=txt");
    user.get(&text).send().await.expect(200);
}

/// An answer of Lambda's is JSON itself, in which each quotation mark of this one is four bytes; it has 6 MB at most.
#[tokio::test]
async fn what_grows_on_its_way_is_bounded_by_what_it_grows_to() {
    let app = app();
    let get = app.function("transcription-get", &[]).await;
    for (marks, fits) in [(1_430_000, true), (1_450_000, false)] {
        let said = "\"".repeat(marks);
        let segments = json!([{ "start": 0.0, "end": 1.0, "text": said, "speaker": null }]);
        let (user, path) = recording(&app, "ready", segments).await;
        let answer = user.get(&path).send_to(&get).await;
        if fits {
            let whole = answer.expect(200);
            let carried = json!(String::from_utf8_lossy(&whole.body)).to_string();
            assert!(carried.len() < 6 * 1024 * 1024, "{} bytes", carried.len());
            assert!(carried.len() > 5_700_000, "{} bytes", carried.len());
        } else {
            answer.problem(409, "transcription_too_large");
            let text = user.get(&format!("{path}?format=txt"));
            text.send_to(&get).await.expect(200);
        }
    }
}

#[tokio::test]
async fn before_it_is_ready_it_says_when_to_ask_again() {
    let app = app();
    for (status, code, later) in [
        ("processing", "transcription_not_ready", true),
        ("uploading", "transcription_not_ready", true),
        ("failed", "transcription_not_ready", false),
        ("ready", "no_transcription", false),
    ] {
        let (user, path) = recording(&app, status, json!(null)).await;
        let none = user.get(&path).send().await.problem(409, code);
        assert_eq!(none.headers.contains_key("retry-after"), later, "{none}");
    }
}

/// From the upload to the file's end, over HTTP, on a stack where no provider is configured.
#[tokio::test]
async fn an_upload_is_processing_until_a_worker_has_read_it() {
    let app = app();
    let user = app.user();
    let project = user.project("Talks").await;
    let upload = user.post(&format!("{project}/upload"));
    let captions = b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n";
    let read = upload
        .clone()
        .file("a.srt", captions)
        .send()
        .await
        .expect(201);
    let heard = upload.file("a.wav", &sample()).send().await.expect(201);
    for file in [&read, &heard] {
        assert_eq!(file.json()["status"], "processing", "{file}");
    }
    let read = until_over(&user, read.header("location")).await;
    assert_eq!(read["status"], "ready", "{read}");
    let path = format!(
        "{project}/files/{}/transcription",
        read["id"].as_str().unwrap()
    );
    assert_eq!(
        user.get(&path).send().await.expect(200).json()["text"],
        "Hello there."
    );
    let heard = until_over(&user, heard.header("location")).await;
    assert_eq!(
        heard["error"]["code"], "transcription_not_configured",
        "{heard}"
    );
    assert!(
        heard["download"]["url"].is_string(),
        "it is stored all the same: {heard}"
    );
    // Tried again, for the time when there is one.
    let path = format!("{project}/files/{}/complete", heard["id"].as_str().unwrap());
    let again = user.post(&path).send().await.expect(200);
    assert_eq!(
        (&again.json()["status"], &again.json()["error"]),
        (&json!("processing"), &json!(null))
    );
}

async fn until_over(user: &User, path: &str) -> serde_json::Value {
    let deadline = tokio::time::Instant::now() + crate::nothing_lost::fixture::LIMIT;
    loop {
        let file = user.get(path).send().await.expect(200).json();
        if file["status"] != "processing" {
            return file;
        }
        assert!(tokio::time::Instant::now() < deadline, "never over: {file}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// By the names that the existing frontend reads. A list is without the text, which may be long.
#[tokio::test]
async fn a_file_says_what_was_found_in_it() {
    let app = app();
    let (user, path) = recording(&app, "ready", json!([])).await;
    let path = path.trim_end_matches("/transcription");
    let file = user.get(path).send().await.expect(200).json();
    assert_eq!(file["transcription_status"], "completed", "{file}");
    assert_eq!(file["duration"], 3661.5, "{file}");
    assert_eq!(
        file["transcription_text"],
        "It is *one*. Two <b> --> three."
    );
    assert_eq!(file["error_message"], json!(null), "{file}");
    let list = path.rsplit_once('/').unwrap().0;
    let listed = user.get(list).send().await.expect(200).json();
    assert_eq!(listed[0]["transcription_status"], "completed", "{listed}");
    assert!(listed[0].get("transcription_text").is_none(), "{listed}");

    let mut database = app.database().await;
    let error = json!({ "code": "unreadable", "detail": "It is silent.", "retryable": false });
    for (status, error, said) in [
        ("uploading", json!(null), "pending"),
        ("processing", json!(null), "processing"),
        ("failed", error, "failed"),
    ] {
        sqlx::query("UPDATE files SET status = $2, error = $3 WHERE user_id = $1")
            .bind(&user.id)
            .bind(status)
            .bind(&error)
            .execute(&mut database)
            .await
            .unwrap();
        let file = user.get(path).send().await.expect(200).json();
        assert_eq!(file["transcription_status"], said, "{file}");
        assert_eq!(file["error_message"], error["detail"], "{file}");
    }
}

#[tokio::test]
async fn a_long_text_comes_with_its_transcription_alone() {
    let app = app();
    let (user, path) = recording(&app, "ready", json!([])).await;
    let mut database = app.database().await;
    let most = usize::try_from(domain::limits::FILE_TEXT).unwrap();
    for (length, is_there) in [(most, true), (most + 1, false)] {
        sqlx::query("UPDATE transcriptions SET text = $2 WHERE user_id = $1")
            .bind(&user.id)
            .bind("a".repeat(length))
            .execute(&mut database)
            .await
            .unwrap();
        let file = user
            .get(path.trim_end_matches("/transcription"))
            .send()
            .await;
        assert_eq!(
            file.expect(200).json()["transcription_text"].is_string(),
            is_there
        );
        let whole = user.get(&path).send().await.expect(200).json();
        assert_eq!(whole["text"].as_str().map(str::len), Some(length));
    }
}
