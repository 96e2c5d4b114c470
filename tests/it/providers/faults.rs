//! Every way in which a provider fails, and what a job makes of it.

use super::*;

/// In every body that a provider sends here, and in nothing that we say.
const THEIR_WORDS: &str = "zebra-crossing";

struct Case {
    name: String,
    answer: Answer,
    code: &'static str,
    retryable: bool,
    retry_after: Option<u64>,
    usage: Usage,
}

fn case(name: impl Into<String>, answer: Answer, code: &'static str, retryable: bool) -> Case {
    Case {
        name: name.into(),
        answer,
        code,
        retryable,
        retry_after: None,
        usage: Usage::default(),
    }
}

impl Case {
    fn after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// What was told is kept.
    fn spent(self) -> Self {
        Self {
            usage: USAGE,
            ..self
        }
    }

    async fn check(self) {
        let name = &self.name;
        let started = Instant::now();
        let (written, calls) = metered(vec![self.answer], Kind::Blog).await;
        let error = written.unwrap_err();
        assert!(started.elapsed() < DEADLINE / 2, "{name}");
        assert_eq!(
            (error.code, error.retryable),
            (self.code, self.retryable),
            "{name}"
        );
        assert_eq!(
            error.retry_after,
            self.retry_after.map(Duration::from_secs),
            "{name}"
        );
        let entered: Vec<_> = calls
            .iter()
            .map(|call| (call.outcome, call.usage))
            .collect();
        assert_eq!(entered, [(self.code, self.usage)], "{name}");
        says_nothing(&error);
    }
}

fn says_nothing(error: &ProviderError) {
    let said = format!("{error:?} {error}");
    for secret in [KEY, THEIR_WORDS, SOURCE, "Gettysburg", "<<<"] {
        assert!(!said.contains(secret), "{said}");
    }
}

fn refusal(status: u16, mut error: Value) -> Answer {
    let words = format!(
        "{THEIR_WORDS} {}",
        error["message"].as_str().unwrap_or_default()
    );
    error["message"] = json!(words);
    Answer::json(status, &json!({ "error": error }))
}

fn plain(status: u16, headers: &[(&str, &str)]) -> Answer {
    let echo = format!("{THEIR_WORDS} {KEY} {SOURCE}");
    Answer::new(status, headers, echo.as_bytes())
}

fn answer(change: impl FnOnce(&mut Value)) -> Answer {
    let mut answer = completion(BLOG);
    answer["words"] = json!(THEIR_WORDS);
    change(&mut answer);
    Answer::json(200, &answer)
}

#[tokio::test]
async fn a_status_says_whether_to_come_back_and_when() {
    for status in [500, 501, 502, 503, 504, 520, 529, 599, 409, 425] {
        case(
            status.to_string(),
            plain(status, &[]),
            "provider_unavailable",
            true,
        )
        .check()
        .await;
    }
    for (status, header) in [(429, "retry-after"), (503, "Retry-After")] {
        let code = if status == 429 {
            "provider_rate_limited"
        } else {
            "provider_unavailable"
        };
        case("seconds", plain(status, &[(header, "7")]), code, true)
            .after(7)
            .check()
            .await;
        case(
            "the past",
            plain(status, &[(header, "Sun, 06 Nov 1994 08:49:37 GMT")]),
            code,
            true,
        )
        .after(0)
        .check()
        .await;
        case("nonsense", plain(status, &[(header, "soon")]), code, true)
            .check()
            .await;
        case(
            "no end",
            plain(status, &[(header, "18446744073709551615")]),
            code,
            true,
        )
        .after(86_400)
        .check()
        .await;
    }
    case("429", plain(429, &[]), "provider_rate_limited", true)
        .check()
        .await;
    case("408", plain(408, &[]), "provider_timeout", true)
        .check()
        .await;
    case("401", plain(401, &[]), "provider_rejected_key", false)
        .check()
        .await;
    case(
        "403",
        plain(403, &[("retry-after", "7")]),
        "provider_rejected_key",
        false,
    )
    .check()
    .await;
    case("402", plain(402, &[]), "provider_out_of_credit", false)
        .check()
        .await;
    case("413", plain(413, &[]), "context_too_long", false)
        .check()
        .await;
    for status in [400, 418, 422, 451] {
        case(
            status.to_string(),
            plain(status, &[]),
            "provider_rejected_request",
            false,
        )
        .check()
        .await;
    }
    for status in [301, 307, 404, 405, 410] {
        let elsewhere = plain(status, &[("location", "http://127.0.0.1:9/")]);
        case(
            status.to_string(),
            elsewhere,
            "provider_misconfigured",
            false,
        )
        .check()
        .await;
    }
}

#[tokio::test]
async fn a_date_to_come_back_at_is_kept() {
    let at = (models::now() + Duration::from_mins(1))
        .format("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    let error = write(vec![plain(429, &[("retry-after", &at)])], Kind::Blog)
        .await
        .unwrap_err();
    let wait = error.retry_after.unwrap();
    assert!((50..=60).contains(&wait.as_secs()), "{wait:?}");
}

#[tokio::test]
async fn a_refusal_is_understood_in_each_dialect() {
    let too_long = [
        json!({"code": "context_length_exceeded", "type": "invalid_request_error"}),
        json!({"code": 400, "type": "exceed_context_size_error", "message": "request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it", "n_ctx": 4096}),
        json!({"code": null, "message": "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens."}),
        json!({"code": 400, "message": "Please reduce the length of the messages or completion."}),
    ];
    for error in too_long {
        case(
            error.to_string(),
            refusal(400, error),
            "context_too_long",
            false,
        )
        .check()
        .await;
    }
    let bare = json!({"object": "error", "message": "This model's maximum context length is 8192 tokens", "code": 400});
    case("vLLM", Answer::json(400, &bare), "context_too_long", false)
        .check()
        .await;
    let list = json!([{"error": {"code": 400, "message": "The prompt is too long", "status": "INVALID_ARGUMENT"}}]);
    case(
        "in a list",
        Answer::json(400, &list),
        "context_too_long",
        false,
    )
    .check()
    .await;
    let size =
        json!({"code": 500, "message": "Context size has been exceeded.", "type": "server_error"});
    case("llama.cpp", refusal(500, size), "context_too_long", false)
        .check()
        .await;

    let key = json!({"code": 400, "message": "API key not valid. Please pass a valid API key."});
    case("Gemini", refusal(400, key), "provider_rejected_key", false)
        .check()
        .await;
    let model = json!({"error": "model 'a-model' not found"});
    case(
        "Ollama",
        Answer::json(404, &model),
        "provider_misconfigured",
        false,
    )
    .check()
    .await;
    let model = json!({"code": "model_not_found", "message": "The model does not exist"});
    case(
        "model",
        refusal(400, model),
        "provider_misconfigured",
        false,
    )
    .check()
    .await;
    let filter = json!({"code": "content_filter", "message": "The response was filtered"});
    case("Azure", refusal(400, filter), "content_refused", false)
        .check()
        .await;
    let quota = json!({"code": "insufficient_quota", "message": "You exceeded your current quota"});
    case(
        "quota",
        refusal(429, quota),
        "provider_out_of_credit",
        false,
    )
    .check()
    .await;
    let other = json!({"code": "invalid_value", "message": "Invalid value"});
    case(
        "other",
        refusal(400, other),
        "provider_rejected_request",
        false,
    )
    .check()
    .await;

    let limited = json!({"code": 429, "message": "Rate limited"});
    case(
        "200, but",
        refusal(200, limited),
        "provider_rate_limited",
        true,
    )
    .check()
    .await;
    let down = json!({"code": "overloaded", "message": "No"});
    case("200, but", refusal(200, down), "provider_unavailable", true)
        .check()
        .await;
    let half =
        answer(|a| a["choices"][0] = json!({"error": {"code": 502, "message": THEIR_WORDS}}));
    case("half-way", half, "provider_unavailable", true)
        .spent()
        .check()
        .await;
}

#[tokio::test]
async fn an_answer_that_is_none_is_never_stored() {
    let refused = [
        answer(|a| a["choices"][0]["finish_reason"] = json!("content_filter")),
        answer(|a| a["choices"][0]["message"] = json!({"content": null, "refusal": THEIR_WORDS})),
    ];
    for answer in refused {
        case("refused", answer, "content_refused", false)
            .spent()
            .check()
            .await;
    }
    for (name, choices) in [
        ("no choices", json!([])),
        ("null choices", Value::Null),
        ("odd choices", json!("one")),
    ] {
        let answer = answer(|a| a["choices"] = choices);
        case(name, answer, "invalid_output", true)
            .spent()
            .check()
            .await;
    }
}

/// Asked for once more and no better, it fails with what is wrong; its user may try again, and no attempt of ours does.
#[tokio::test]
async fn a_text_that_is_none_is_asked_for_once_more() {
    let text = |content: &str| json!({"message": {"content": content}, "finish_reason": "stop"});
    for (name, choice, code) in [
        ("no message", json!({}), "empty"),
        ("no content", json!({"message": {"content": null}}), "empty"),
        ("odd content", json!({"message": {"content": 7}}), "empty"),
        ("blank", text(" \n\u{0}"), "empty"),
        (
            "a tool",
            json!({"message": {"content": null, "tool_calls": []}}),
            "empty",
        ),
        ("only thoughts", text("<think>\n# Title\n\nText"), "empty"),
        (
            "truncated",
            json!({"message": {"content": BLOG}, "finish_reason": "length"}),
            "truncated",
        ),
        ("no blog post", text("I'm sorry, I can't."), "invalid_form"),
        (
            "a placeholder",
            text("# About {topic}\n\nText."),
            "leftover",
        ),
        ("a name", text("# About\n\nYours, [Your Name]"), "leftover"),
        (
            "a confession",
            text("# About\n\nAs an AI language model, I can't."),
            "leftover",
        ),
        (
            "a loop",
            text(&format!("# About\n\n{}", "It goes on and on. ".repeat(9))),
            "looping",
        ),
    ] {
        let said = || answer(|a| a["choices"][0] = choice.clone());
        let (written, calls) = metered(vec![said(), said()], Kind::Blog).await;
        let error = written.unwrap_err();
        assert_eq!(
            (error.code, error.retryable, error.repaired_in_vain),
            (code, true, true),
            "{name}"
        );
        let entered: Vec<_> = calls
            .iter()
            .map(|call| (call.outcome, call.usage))
            .collect();
        assert_eq!(entered, [(code, USAGE), (code, USAGE)], "{name}");
        says_nothing(&error);
    }
}

#[tokio::test]
async fn half_an_answer_is_none() {
    let json = ("content-type", "application/json");
    let whole = completion(BLOG).to_string();
    let half = &whole.as_bytes()[..whole.len() / 2];
    let chunked = format!(
        "HTTP/1.1 200 -\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{}\r\n",
        &whole[..5]
    );
    // Good, but for its size.
    let large = [&vec![b' '; 10 * 1024 * 1024][..], whole.as_bytes()].concat();
    for (name, answer) in [
        (
            "half a body",
            Answer::new(200, &[json], whole.as_bytes()).without_last(whole.len() / 2),
        ),
        (
            "all but a byte",
            Answer::new(200, &[json], whole.as_bytes()).without_last(1),
        ),
        ("half of the chunks", Answer::raw(chunked)),
        ("half the JSON", Answer::new(200, &[json], half)),
        ("no body", Answer::new(200, &[json], b"")),
        ("no content", Answer::raw("HTTP/1.1 204 -\r\n\r\n")),
        (
            "HTML",
            Answer::new(
                200,
                &[("content-type", "text/html; charset=utf-8")],
                whole.as_bytes(),
            ),
        ),
        (
            "events",
            Answer::new(
                200,
                &[("content-type", "text/event-stream")],
                b"data: {}\n\n",
            ),
        ),
        (
            "no UTF-8",
            Answer::new(200, &[json], b"{\"choices\": \"\xff\xfe\"}"),
        ),
        (
            "half a character",
            Answer::new(
                200,
                &[json],
                br#"{"choices":[{"message":{"content":"\ud83d"}}]}"#,
            ),
        ),
        (
            "ten thousand brackets",
            Answer::new(200, &[json], &[b'['; 10_000]),
        ),
        ("10 MB", Answer::new(200, &[json], &large)),
        (
            "10 MB without a length",
            Answer::raw(
                [
                    b"HTTP/1.1 200 -\r\ncontent-type: application/json\r\n\r\n",
                    &large[..],
                ]
                .concat(),
            ),
        ),
    ] {
        case(name, answer, "invalid_output", true).check().await;
    }
}

#[tokio::test]
async fn no_answer_at_all_is_tried_again() {
    for (name, answer) in [
        ("nothing", Answer::nothing()),
        ("no HTTP", Answer::raw("zebra-crossing\r\n\r\n")),
        (
            "half a header",
            Answer::raw("HTTP/1.1 200 OK\r\ncontent-ty"),
        ),
    ] {
        case(name, answer, "provider_unavailable", true)
            .check()
            .await;
    }
    let error = provider(&Scripted::nowhere().await)
        .write(&brief(Kind::Blog), DEADLINE, &mut Vec::new())
        .await
        .unwrap_err();
    assert_eq!(
        (error.code, error.retryable),
        ("provider_unavailable", true)
    );
    says_nothing(&error);
}

#[tokio::test]
async fn a_deadline_is_kept_whatever_comes() {
    let good = || Answer::json(200, &completion(BLOG));
    let slow = Duration::from_millis(20);
    let (held, _release) = good().held();
    for (name, answer) in [
        ("silence", Answer::hang()),
        ("held", held),
        ("no end", good().stalls_before_last(1)),
        (
            "no body",
            good().stalls_before_last(completion(BLOG).to_string().len()),
        ),
        ("a drip", good().dripping(slow)),
        (
            "a drip of 10 MB",
            Answer::new(
                200,
                &[("content-type", "application/json")],
                &vec![b' '; 10 * 1024 * 1024],
            )
            .dripping(slow),
        ),
    ] {
        let server = Scripted::start([answer]).await;
        let (started, deadline) = (Instant::now(), Duration::from_millis(300));
        let error = provider(&server.url)
            .write(&brief(Kind::Blog), deadline, &mut Vec::new())
            .await
            .unwrap_err();
        assert_eq!(
            (error.code, error.retryable),
            ("provider_timeout", true),
            "{name}"
        );
        let took = started.elapsed();
        assert!(
            took >= deadline && took < deadline + Duration::from_secs(1),
            "{name}: {took:?}"
        );
    }
}

#[tokio::test]
async fn a_status_counts_even_where_its_words_never_come() {
    let stalled = plain(401, &[]).stalls_before_last(3);
    case("401", stalled, "provider_rejected_key", false)
        .check()
        .await;
}

#[tokio::test]
async fn after_a_failure_the_next_call_is_as_good_as_new() {
    let server = Scripted::start([
        plain(500, &[]),
        Answer::nothing(),
        Answer::json(200, &completion(BLOG)).without_last(9),
        Answer::json(200, &completion(BLOG)),
    ])
    .await;
    let provider = provider(&server.url);
    let brief = brief(Kind::Blog);
    for _ in 0..3 {
        provider
            .write(&brief, DEADLINE, &mut Vec::new())
            .await
            .unwrap_err();
    }
    assert_eq!(
        provider
            .write(&brief, DEADLINE, &mut Vec::new())
            .await
            .unwrap()
            .body,
        BLOG
    );
}
