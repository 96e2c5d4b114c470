//! An answer under 200 that is none, or none that can be published.

use super::*;

#[tokio::test]
async fn an_answer_that_is_none_is_never_stored() {
    for speaker in DIALECTS {
        for (code, choice) in (speaker.endings)() {
            let answer = move |dialect: &'static Dialect| {
                changed(dialect, |answer| answer["choices"][0] = choice.clone())
            };
            let name = format!("an ending of {}", speaker.name);
            case(name, answer, code).spent().check().await;
        }
    }
    for (name, choices) in [
        ("no choices", json!([])),
        ("null choices", Value::Null),
        ("odd choices", json!("one")),
    ] {
        let answer = move |dialect: &'static Dialect| {
            changed(dialect, |answer| answer["choices"] = choices.clone())
        };
        case(name, answer, "invalid_output").spent().check().await;
    }
    for feedback in [
        json!({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}),
        json!({"prompt_feedback": {"block_reason": "SAFETY"}}),
    ] {
        let blocked = move |dialect: &'static Dialect| {
            changed(dialect, |answer| {
                let fields = answer.as_object_mut().unwrap();
                fields.remove("choices");
                fields.extend(feedback.as_object().unwrap().clone());
            })
        };
        let case = case("a blocked prompt", blocked, "content_refused");
        case.spent().check().await;
    }
}

/// Asked for once more and no better, it fails with what is wrong; its user may try again, and no attempt of ours does.
#[tokio::test]
async fn a_text_that_is_none_is_asked_for_once_more() {
    let text = |content: &str| json!({"message": {"content": content}, "finish_reason": "stop"});
    let ended = |content: &str, reason: &str| json!({"message": {"content": content}, "finish_reason": reason});
    let looping = format!("# About\n\n{}", "It goes on and on. ".repeat(9));
    let table = [
        ("no message", json!({}), "empty"),
        ("no content", json!({"message": {"content": null}}), "empty"),
        ("odd content", json!({"message": {"content": 7}}), "empty"),
        ("blank", text(" \n\u{0}"), "empty"),
        (
            "a tool",
            json!({"message": {"content": null, "tool_calls": []}}),
            "empty",
        ),
        (
            "Gemini's odd tool",
            json!({"finish_reason": "function_call_filter: MALFORMED_FUNCTION_CALL"}),
            "empty",
        ),
        ("only thoughts", text("<think>\n# Title\n\nText"), "empty"),
        ("truncated", ended(BLOG, "length"), "truncated"),
        ("truncated", ended(BLOG, "max_tokens"), "truncated"),
        ("truncated to nothing", ended("", "length"), "truncated"),
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
        ("a loop", text(&looping), "looping"),
    ];
    for (name, choice, code) in table {
        fails_twice(name, OutputKind::Blog, &choice, code).await;
    }
}

/// JSON that breaks off is broken off, whatever of it could be read, and where it breaks off.
#[tokio::test]
async fn json_that_breaks_off_is_truncated() {
    let letter = r#"{"subject":"A new nation","preview_text":"What was said","body":"Dear reader,\n\nit was short."}"#;
    let set = r#"{"posts":[{"platform":"twitter","parts":["Short."]},{"platform":"linkedin","parts":["Longer."]},{"platform":"instagram","parts":["Nice."]}]}"#;
    for (kind, whole) in [(OutputKind::Email, letter), (OutputKind::Social, set)] {
        for kept in [1, whole.len() / 2, whole.len() - 1, whole.len()] {
            let choice = json!({"message": {"content": whole[..kept]}, "finish_reason": "length"});
            let name = format!("{kept} bytes");
            fails_twice(&name, kind, &choice, "truncated").await;
        }
        // Said to be whole, it is no letter and no set.
        let half = whole.len() / 2;
        let choice = json!({"message": {"content": whole[..half]}, "finish_reason": "stop"});
        fails_twice("half", kind, &choice, "invalid_form").await;
    }
}

async fn fails_twice(name: &str, kind: OutputKind, choice: &Value, code: &'static str) {
    for dialect in DIALECTS {
        let said = || changed(dialect, |answer| answer["choices"][0] = choice.clone());
        let (written, calls) = dialect.write(vec![said(), said(), said()], kind).await;
        let error = written.unwrap_err();
        assert_eq!(
            (error.code, error.retryable, error.repair_exhausted),
            (code, true, true),
            "{}: {name}",
            dialect.name
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
    const JSON: (&str, &str) = ("content-type", "application/json");
    fn of(body: impl Fn(&[u8]) -> Answer + 'static) -> impl Fn(&'static Dialect) -> Answer {
        move |dialect| body((dialect.completion)(BLOG).to_string().as_bytes())
    }
    let none = |name: &str, answer: fn(&[u8]) -> Answer| case(name, of(answer), "invalid_output");
    // Good, but for its size.
    let large = |whole: &[u8]| [&vec![b' '; 10 * 1024 * 1024][..], whole].concat();
    for case in [
        none("half a body", |whole| {
            Answer::new(200, &[JSON], whole).without_last(whole.len() / 2)
        }),
        none("all but a byte", |whole| {
            Answer::new(200, &[JSON], whole).without_last(1)
        }),
        none("half of the chunks", |whole| {
            let head = "HTTP/1.1 200 -\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n";
            Answer::raw([head.as_bytes(), &whole[..5], b"\r\n"].concat())
        }),
        none("half the JSON", |whole| {
            Answer::new(200, &[JSON], &whole[..whole.len() / 2])
        }),
        none("no body", |_| Answer::new(200, &[JSON], b"")),
        none("no content", |_| Answer::raw("HTTP/1.1 204 -\r\n\r\n")),
        none("HTML", |whole| {
            Answer::new(200, &[("content-type", "text/html; charset=utf-8")], whole)
        }),
        none("events", |_| {
            let events = [("content-type", "text/event-stream")];
            Answer::new(200, &events, b"data: {}\n\n")
        }),
        none("no UTF-8", |_| {
            Answer::new(200, &[JSON], b"{\"choices\": \"\xff\xfe\"}")
        }),
        none("half a character", |_| {
            let half = br#"{"choices":[{"message":{"content":"\ud83d"}}]}"#;
            Answer::new(200, &[JSON], half)
        }),
        none("ten thousand brackets", |_| {
            Answer::new(200, &[JSON], &[b'['; 10_000])
        }),
        case(
            "10 MB",
            of(move |whole| Answer::new(200, &[JSON], &large(whole))),
            "invalid_output",
        ),
        case(
            "10 MB without a length",
            of(move |whole| {
                let head = b"HTTP/1.1 200 -\r\ncontent-type: application/json\r\n\r\n";
                Answer::raw([&head[..], &large(whole)].concat())
            }),
            "invalid_output",
        ),
    ] {
        case.check().await;
    }
}
