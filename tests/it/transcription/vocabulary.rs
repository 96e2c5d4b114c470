//! Names and terms are written as they are spelled, heard, read and written alike.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    fixture::{PHRASES, TranscriptionFixture, sample, transcript},
    said::ask,
};
use crate::{
    nothing_lost::fixture::USER,
    scripted::{Answer, Scripted},
};

/// What a form has in the part `prompt`.
fn prompt(body: &[u8]) -> Option<String> {
    let form = String::from_utf8_lossy(body).into_owned();
    let (_, part) = form.split_once("name=\"prompt\"\r\n\r\n")?;
    Some(part.split("\r\n").next().unwrap_or_default().to_owned())
}

/// A recording with these names and terms, beside those of the profile.
async fn recording(
    transcriptions: &mut TranscriptionFixture,
    own: &[&str],
    profile: Value,
) -> Uuid {
    let project = transcriptions.project().await;
    sqlx::query("INSERT INTO profiles (user_id, preferences) VALUES ($1, $2)")
        .bind(USER)
        .bind(profile)
        .execute(&mut transcriptions.fixture.rows)
        .await
        .unwrap();
    let file = transcriptions.file(project, "wav", &sample()).await;
    sqlx::query("UPDATE files SET vocabulary = $2 WHERE id = $1")
        .bind(file)
        .bind(own)
        .execute(&mut transcriptions.fixture.rows)
        .await
        .unwrap();
    file
}

#[tokio::test]
async fn a_provider_is_told_the_names_of_the_file_and_of_the_profile() {
    let provider = Scripted::start([transcript("english", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let kept = json!({ "vocabulary": ["Repostr", "Dashwood", 7], "language": "en" });
    let own = ["John Dashwood", "Repostr"];
    let file = recording(&mut transcriptions, &own, kept).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    assert_eq!(transcriptions.row(file).await["status"], "ready");
    let [request] = provider.requests().try_into().unwrap();
    assert_eq!(
        prompt(&request.body).as_deref(),
        Some("John Dashwood, Repostr, Dashwood")
    );
}

#[tokio::test]
async fn without_names_there_is_no_prompt() {
    let provider = Scripted::start([transcript("english", &PHRASES)]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    recording(&mut transcriptions, &[], json!({ "vocabulary": "none" })).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    let [request] = provider.requests().try_into().unwrap();
    assert_eq!(prompt(&request.body), None);
}

/// A model that tells speakers apart takes none: then it is asked without.
#[tokio::test]
async fn a_model_that_takes_no_prompt_is_asked_without() {
    let refusal = json!({ "error": { "message": "Prompt is not supported for diarization models.", "param": "prompt" } });
    let answers = [Answer::json(400, &refusal), transcript("english", &PHRASES)];
    let provider = Scripted::start(answers).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let file = recording(&mut transcriptions, &["Dashwood"], json!({})).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    assert_eq!(transcriptions.row(file).await["status"], "ready");
    let [first, second] = provider.requests().try_into().unwrap();
    assert_eq!(prompt(&first.body).as_deref(), Some("Dashwood"));
    assert_eq!(prompt(&second.body), None);
    assert_eq!(
        transcriptions.calls(file).await,
        ["provider_rejected_request", "completed"]
    );
}

#[tokio::test]
async fn a_model_is_told_the_spelling_and_no_check_minds_the_names() {
    let body =
        "# The will\n\nMister John Dashwood met Eleanor Roosevelt and Kubernetes Operators there.";
    let answer = json!({ "choices": [{ "message": { "content": body }, "finish_reason": "stop" }], "usage": {} });
    for (names, unknown) in [
        (json!(["Eleanor Roosevelt", "Kubernetes"]), 0),
        (json!([]), 1),
    ] {
        let mut transcriptions = TranscriptionFixture::start(
            "",
            [Answer::json(200, &answer), Answer::json(200, &answer)],
        )
        .await;
        let project = transcriptions.project().await;
        let text =
            b"And Mister John Dashwood had then leisure to consider the operators and the will.";
        let file = transcriptions
            .file(
                project,
                "srt",
                &[b"1\n00:00:01,000 --> 00:00:09,000\n", &text[..]].concat(),
            )
            .await;
        let reader = transcriptions.worker().await;
        transcriptions.work(&reader).await;
        let request = json!({ "vocabulary": names, "file_ids": [file] });
        let output = ask(&mut transcriptions, project, &request).await;
        let writer = transcriptions.fixture.worker().await;
        transcriptions
            .fixture
            .queue
            .send(&json!({ "output_id": output }).to_string())
            .await;
        transcriptions.fixture.queue.work(&writer).await;
        let output = transcriptions.fixture.output(output).await;
        assert_eq!(output["status"], "completed", "{output}");
        let checks = output["metadata"]["checks"].as_array().unwrap().iter();
        let found: Vec<_> = checks
            .filter(|check| check["code"] == "name_not_in_source")
            .collect();
        assert_eq!(found.is_empty(), unknown == 0, "{names}: {found:?}");
        let asked = transcriptions.fixture.provider.requests()[0].json();
        let system = asked["messages"][0]["content"].as_str().unwrap();
        let told = system.contains("Spell these names and terms so");
        assert_eq!(told, unknown == 0, "{system}");
        assert_eq!(
            system.contains("Eleanor Roosevelt; Kubernetes"),
            told,
            "{system}"
        );
    }
}
