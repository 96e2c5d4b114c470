//! Every way in which a provider fails, and what the file says of it.

use std::time::{Duration, Instant};

use serde_json::json;
use transcription::{Config, Provider, Recording};

use super::fixture::{PHRASES, TranscriptionFixture, sample, transcript};
use crate::scripted::{Answer, Scripted};

fn refusal(status: u16, headers: &[(&str, &str)], code: &str) -> Answer {
    let body = json!({ "error": { "code": code, "message": "zebra-crossing" } });
    Answer::new(status, headers, body.to_string().as_bytes())
}

fn said(body: &str) -> Answer {
    Answer::new(
        200,
        &[("content-type", "application/json")],
        body.as_bytes(),
    )
}

#[tokio::test]
async fn what_is_permanent_fails_at_once() {
    for (answer, code) in [
        (
            refusal(401, &[], "invalid_api_key"),
            "provider_rejected_key",
        ),
        (refusal(403, &[], "forbidden"), "provider_rejected_key"),
        (
            refusal(402, &[], "payment_required"),
            "provider_out_of_credit",
        ),
        (
            refusal(429, &[], "insufficient_quota"),
            "provider_out_of_credit",
        ),
        (
            refusal(404, &[], "model_not_found"),
            "provider_misconfigured",
        ),
        (
            refusal(301, &[("location", "https://example.com")], ""),
            "provider_misconfigured",
        ),
        (refusal(413, &[], "too_large"), "file_too_large"),
        (
            refusal(400, &[], "invalid_file_format"),
            "provider_rejected_request",
        ),
    ] {
        let provider = Scripted::start([answer]).await;
        let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
        let project = transcriptions.project().await;
        let file = transcriptions.file(project, "wav", &sample()).await;
        let worker = transcriptions.worker().await;
        transcriptions.work(&worker).await;
        let row = transcriptions.row(file).await;
        assert_eq!(row["status"], "failed", "{code}: {row}");
        assert_eq!(row["error"]["code"], code, "{row}");
        assert_eq!(row["error"]["retryable"], false, "{row}");
        assert_eq!(transcriptions.calls(file).await, [code]);
        assert_eq!(row["calls"][0]["cost_micros"], 0, "{row}");
        let told = format!("{row} {}", worker.log());
        assert!(
            !told.contains("zebra-crossing") && !told.contains("a-key"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let cut = transcript("en", &PHRASES).without_last(20);
    for (answer, code) in [
        (
            refusal(429, &[("retry-after", "120")], "rate_limit"),
            "provider_rate_limited",
        ),
        (refusal(500, &[], ""), "provider_unavailable"),
        (
            refusal(503, &[("retry-after", "7")], ""),
            "provider_unavailable",
        ),
        (Answer::nothing(), "provider_unavailable"),
        (Answer::raw("garbage\r\n\r\n"), "provider_unavailable"),
        (cut, "invalid_output"),
        (said("{\"text\": \"cut"), "invalid_output"),
        (said("[]"), "invalid_output"),
        (said("<html>"), "invalid_output"),
        (
            said(&format!(
                "{{\"text\": \"{}\"}}",
                "x".repeat(17 * 1024 * 1024)
            )),
            "invalid_output",
        ),
    ] {
        let provider = Scripted::start([answer, transcript("en", &PHRASES)]).await;
        let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
        let project = transcriptions.project().await;
        let file = transcriptions.file(project, "wav", &sample()).await;
        let worker = transcriptions.worker().await;
        transcriptions.work(&worker).await;
        let row = transcriptions.row(file).await;
        assert_eq!(row["status"], "processing", "{code}: {row}");
        assert_eq!(row["job"]["state"], "queued", "{code}: {row}");
        assert_eq!(transcriptions.calls(file).await, [code]);
        if code == "provider_rate_limited" {
            transcriptions
                .fixture
                .until("(SELECT not_before > now() + interval '110 seconds' FROM private.jobs)")
                .await;
        }
        transcriptions.pause_is_over().await;
        transcriptions
            .queue
            .send(&super::fixture::message(file))
            .await;
        transcriptions.work(&worker).await;
        let row = transcriptions.row(file).await;
        assert_eq!(row["status"], "ready", "{code}: {row}");
        assert_eq!(transcriptions.calls(file).await, [code, "completed"]);
    }
}

#[tokio::test]
async fn after_the_last_attempt_it_has_failed_and_complete_tries_again() {
    let always = std::iter::repeat_with(|| said("[]")).take(5);
    let provider = Scripted::start(
        always
            .chain([transcript("en", &PHRASES)])
            .collect::<Vec<_>>(),
    )
    .await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    for attempt in 1..=5 {
        if attempt > 1 {
            transcriptions.pause_is_over().await;
            transcriptions
                .queue
                .send(&super::fixture::message(file))
                .await;
        }
        transcriptions.work(&worker).await;
    }
    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(row["error"]["code"], "invalid_output", "{row}");
    assert_eq!(row["error"]["retryable"], true, "{row}");

    transcriptions.enqueue(file).await;
    let row = transcriptions.row(file).await;
    assert_eq!(
        (&row["status"], &row["error"]),
        (&json!("processing"), &json!(null)),
        "{row}"
    );
    transcriptions
        .queue
        .send(&super::fixture::message(file))
        .await;
    transcriptions.work(&worker).await;
    assert_eq!(transcriptions.row(file).await["status"], "ready");
}

#[tokio::test]
async fn whoever_is_slow_is_given_up_in_time() {
    let drip = transcript("en", &PHRASES).dripping(Duration::from_millis(50));
    let stall = transcript("en", &PHRASES).stalls_before_last(20);
    for answer in [Answer::hang(), drip, stall] {
        let provider = Scripted::start([answer]).await;
        let config = Config {
            base_url: provider.url.clone(),
            api_key: None,
            model: Some("whisper-1".to_owned()),
            price_minute: 0.006,
        };
        let recording = Recording {
            filename: "recording.wav".to_owned(),
            media_type: "audio/wav",
            bytes: sample(),
            duration: None,
            prompt: None,
        };
        let started = Instant::now();
        let error = Provider::new(&config)
            .unwrap()
            .transcribe(&recording, Duration::from_millis(500))
            .await
            .unwrap_err();
        assert_eq!((error.code, error.retryable), ("provider_timeout", true));
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn what_is_wrong_with_the_configuration_is_named() {
    let config = Config {
        base_url: "https://user:password@example.com".to_owned(),
        api_key: Some("a\nkey".to_owned()),
        model: Some(" ".to_owned()),
        price_minute: f64::NAN,
    };
    let wrong = Provider::new(&config).unwrap_err().to_string();
    for name in ["BASE_URL", "API_KEY", "MODEL", "PRICE_MINUTE"] {
        assert!(wrong.contains(&format!("TRANSCRIPTION_{name}")), "{wrong}");
    }
    assert!(!wrong.contains("user:password"), "{wrong}");
}

/// `gpt-4o-transcribe` gives a text alone.
#[tokio::test]
async fn a_model_without_times_is_asked_for_the_text_alone() {
    let message = "response_format 'verbose_json' is not compatible with model 'gpt-4o-transcribe'";
    let no_times = json!({ "error": { "code": "unsupported_value", "message": message } });
    let answers = [
        Answer::json(400, &no_times),
        Answer::json(200, &json!({ "text": "All of it. At once." })),
    ];
    let provider = Scripted::start(answers).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    let row = transcriptions.row(file).await;
    assert_eq!(row["transcription"]["text"], "All of it. At once.", "{row}");
    let asked = provider.requests();
    assert!(!String::from_utf8_lossy(&asked[1].body).contains("verbose_json"));
    let each = ["provider_rejected_request", "completed"];
    assert_eq!(transcriptions.calls(file).await, each);
}
