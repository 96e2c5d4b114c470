//! A transcript in a text file gets speakers and times, as captions do; any other text is its own.

use serde_json::{Value, json};

use super::fixture::TranscriptionFixture;
use crate::app::{User, answer::Answer, app};

const TALK: &str = "Repairs that last\n\n\
    Maya Torres  0:12\nWelcome to the workshop. What breaks first?\n\n\
    Jon Weber  1:02:03\nMost lamps break at the cable. A new plug costs eighty cents.\n\n\
    Maya Torres  1:02:15\nAnd what does it take?\n\nTranscribed by https://otter.ai\n";
const PAIRS: &str = "Q: What breaks first?\nA: Most lamps break at the cable.\n\
    Q: What does a plug cost?\nA: A new plug costs eighty cents.\n";

/// Uploads, works where there is work, and gives the file and the answer that its transcription is.
async fn read(
    transcriptions: &TranscriptionFixture,
    user: &User,
    project: &str,
    name: &str,
    text: &str,
) -> Answer {
    let upload = transcriptions.fixture.function("file-upload", &[]).await;
    let get = transcriptions
        .fixture
        .function("transcription-get", &[])
        .await;
    let uploaded = user
        .post(&format!("{project}/upload"))
        .file(name, text.as_bytes())
        .send_to(&upload)
        .await
        .expect(201);
    if uploaded.json()["status"] == "processing" {
        let worker = transcriptions.worker().await;
        transcriptions.work(&worker).await;
    }
    let path = format!("{}/transcription", uploaded.header("location"));
    user.get(&path).send_to(&get).await
}

#[tokio::test]
async fn a_transcript_in_a_text_file_has_speakers_and_times() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let user = app().user();
    let project = user.project_row(&mut transcriptions.fixture.rows).await;
    for name in ["talk.txt", "talk.md"] {
        let read = read(&transcriptions, &user, &project, name, TALK).await;
        let read = read.expect(200).json();
        assert_eq!(read["speakers"], json!(["Maya Torres", "Jon Weber"]));
        let segments = read["segments"].as_array().unwrap();
        assert_eq!(segments[0]["role"], "title", "{read}");
        assert_eq!(segments[0]["text"], "Repairs that last", "{read}");
        let said: Vec<(&Value, &Value)> = segments[1..]
            .iter()
            .map(|segment| (&segment["start"], &segment["speaker"]))
            .collect();
        let expected = [
            (json!(12.0), json!("Maya Torres")),
            (json!(3723.0), json!("Jon Weber")),
            (json!(3735.0), json!("Maya Torres")),
        ];
        assert_eq!(said.len(), expected.len(), "{read}");
        for (found, (start, speaker)) in said.into_iter().zip(&expected) {
            assert_eq!(found, (start, speaker), "{read}");
        }
        let text = read["text"].as_str().unwrap();
        assert!(!text.contains("Maya") && !text.contains("otter"), "{text}");
    }
}

#[tokio::test]
async fn a_transcript_without_times_has_speakers_and_no_subtitles() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let user = app().user();
    let project = user.project_row(&mut transcriptions.fixture.rows).await;
    let read = read(&transcriptions, &user, &project, "pairs.txt", PAIRS).await;
    let read = read.expect(200).json();
    assert_eq!(read["speakers"], json!(["Q", "A"]), "{read}");
    assert_eq!(read["segments"][1]["role"], "turn", "{read}");
    assert_eq!(read["segments"][1]["speaker"], "A", "{read}");
}

#[tokio::test]
async fn a_text_that_is_no_transcript_is_ready_at_once() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let user = app().user();
    let project = user.project_row(&mut transcriptions.fixture.rows).await;
    let text = "# Lamps\n\nMost lamps break at the cable: at 10:30 we had four of them.\n";
    let whole = read(&transcriptions, &user, &project, "talk.md", text).await;
    let whole = whole.expect(200).json();
    let said = "Most lamps break at the cable: at 10:30 we had four of them.";
    assert_eq!(whole["text"], format!("Lamps\n\n{said}"), "{whole}");
    assert_eq!(whole["word_count"], 14, "{whole}");
    assert_eq!(whole["segments"][0]["role"], "title", "{whole}");
    assert_eq!(whole["segments"][1]["text"], said, "{whole}");
    let file = whole["file_id"].as_str().unwrap();
    let path = format!("{project}/files/{file}/transcription");
    let get = transcriptions
        .fixture
        .function("transcription-get", &[])
        .await;
    let plain = user.get(&format!("{path}?format=txt")).send_to(&get).await;
    assert!(String::from_utf8_lossy(&plain.expect(200).body).contains(said));
    let timed = user.get(&format!("{path}?format=srt")).send_to(&get).await;
    timed.problem(422, "invalid_request");
}

/// Who speaks is shown to a model beside what is said, and the subtitles are those of the file.
#[tokio::test]
async fn a_prompt_says_who_speaks() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    let user = app().user();
    let project = user.project_row(&mut transcriptions.fixture.rows).await;
    read(&transcriptions, &user, &project, "talk.txt", TALK)
        .await
        .expect(200);
    let create = transcriptions.fixture.function("output-create", &[]).await;
    let request = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "dry_run": true }));
    let dry = request.send_to(&create).await.expect(200).json();
    let prompt = dry["prompt"][1]["content"].as_str().unwrap();
    for line in [
        "# Repairs that last\n\n",
        "Maya Torres: Welcome to the workshop. What breaks first?\n\n",
        "Jon Weber: Most lamps break at the cable.",
    ] {
        assert!(prompt.contains(line), "{line}: {prompt}");
    }
}
