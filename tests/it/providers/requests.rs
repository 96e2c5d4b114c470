//! What a provider is asked, and what becomes of a good answer.

use super::*;

#[tokio::test]
async fn the_request_is_chat_completions() {
    for dialect in DIALECTS {
        is_chat_completions(dialect).await;
    }
}

async fn is_chat_completions(dialect: &Dialect) {
    let server = Scripted::start([dialect.answering(BLOG)]).await;
    let mut calls = Vec::new();
    let draft = dialect
        .provider(&server.url)
        .write(&brief(OutputKind::Blog), DEADLINE, &mut calls)
        .await
        .unwrap();
    assert_eq!(calls.len(), 1);
    assert_eq!((calls[0].outcome, calls[0].usage), ("completed", USAGE));

    let requests = server.requests();
    let [request] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v1/chat/completions")
    );
    assert_eq!(request.headers["authorization"], format!("Bearer {KEY}"));
    assert_eq!(request.headers["content-type"], "application/json");
    let body = request.json();
    assert_eq!(body["model"], "a-model");
    assert_eq!(body["max_tokens"], 2_048);
    assert_eq!(body["temperature"], 0.5);
    assert_eq!(body["stream"], false);
    assert_eq!(body["messages"][0]["role"], "system");
    let prompt = body["messages"][1]["content"].as_str().unwrap();
    assert!(prompt.contains(SOURCE) && prompt.contains("the main subject of the source"));

    assert_eq!(draft.body, BLOG);
    assert_eq!(draft.metadata.usage, USAGE);
    let metadata = json!(draft.metadata);
    assert_eq!(metadata["title"], "A new nation");
    assert_eq!(metadata["provider"], dialect.name);
    assert_eq!(metadata["model"], "a-model");
    assert_eq!(metadata["sources"][0]["file_id"], json!(Uuid::nil()));
    assert_eq!(metadata["usage"]["cost_micros"], 130);
    assert_eq!(metadata["checks"][0]["code"], "shorter_than_asked");
}

/// Where the endpoint has it, JSON is asked for by its schema; the text itself is checked in any case.
#[tokio::test]
async fn structured_output_is_asked_for_where_there_is_such_a_thing() {
    let letter = r#"{"subject":"A new nation","preview_text":"What was said","body":"Dear reader, it was short."}"#;
    for (name, kind, answer, asked) in [
        ("openai", OutputKind::Email, letter, true),
        ("gemini", OutputKind::Email, letter, true),
        ("anthropic", OutputKind::Email, letter, false),
        ("openai", OutputKind::Blog, BLOG, false),
    ] {
        let mut dialects = DIALECTS.into_iter();
        let dialect = dialects.find(|dialect| dialect.name == name).unwrap();
        let server = Scripted::start([dialect.answering(answer)]).await;
        let draft = dialect
            .provider(&server.url)
            .write(&brief(kind), DEADLINE, &mut Vec::new())
            .await
            .unwrap();
        assert_eq!(json!(draft.metadata)["provider"], name);
        let body = server.requests()[0].json();
        assert_eq!(body.get("response_format").is_some(), asked, "{name}");
        if asked {
            let format = &body["response_format"]["json_schema"];
            assert_eq!(format["strict"], true);
            assert_eq!(
                format["schema"]["required"],
                json!(["body", "preview_text", "subject"])
            );
        }
    }
}

#[tokio::test]
async fn an_endpoint_without_schemas_is_asked_without_one() {
    let letter = r#"{"subject":"A new nation","preview_text":"What was said","body":"Dear reader, it was short."}"#;
    let refusal =
        json!({"error": {"message": "This model does not support response_format json_schema"}});
    let server = Scripted::start([
        Answer::json(400, &refusal),
        Answer::json(200, &completion(letter)),
        Answer::json(200, &completion(letter)),
    ])
    .await;
    let provider = provider(&server.url);
    for _ in 0..2 {
        provider
            .write(&brief(OutputKind::Email), DEADLINE, &mut Vec::new())
            .await
            .unwrap();
    }
    let asked: Vec<bool> = server
        .requests()
        .iter()
        .map(|request| request.json().get("response_format").is_some())
        .collect();
    assert_eq!(asked, [true, false, false]);
}

#[tokio::test]
async fn without_a_key_none_is_sent() {
    let server = Scripted::start([Answer::json(200, &completion(BLOG))]).await;
    let config = Config {
        api_key: None,
        ..config(&server.url)
    };
    let provider = Provider::new(config).unwrap();
    provider
        .write(&brief(OutputKind::Blog), DEADLINE, &mut Vec::new())
        .await
        .unwrap();
    assert!(!server.requests()[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn what_a_model_does_not_take_is_left_out_from_then_on() {
    let refusal = |param: &str, code: &str, message: &str| {
        let error = json!({"message": message, "type": "invalid_request_error", "param": param, "code": code});
        Answer::json(400, &json!({ "error": error }))
    };
    let server = Scripted::start([
        refusal(
            "max_tokens",
            "unsupported_parameter",
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        ),
        refusal(
            "temperature",
            "unsupported_value",
            "Unsupported value: 'temperature' does not support 0.5 with this model.",
        ),
        Answer::json(200, &completion(BLOG)),
        Answer::json(200, &completion(BLOG)),
    ])
    .await;
    let provider = provider(&server.url);
    let mut calls = Vec::new();
    for _ in 0..2 {
        provider
            .write(&brief(OutputKind::Blog), DEADLINE, &mut calls)
            .await
            .unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    // Each request is a call of its own; a refusal costs nothing.
    let entered: Vec<_> = calls
        .iter()
        .map(|call| (call.outcome, call.usage))
        .collect();
    let refused = ("provider_rejected_request", Usage::default());
    assert_eq!(
        entered,
        [refused, refused, ("completed", USAGE), ("completed", USAGE)]
    );
    for request in &requests[2..] {
        let body = request.json();
        assert_eq!(body["max_completion_tokens"], 2_048);
        assert_eq!(body.get("max_tokens"), None);
        assert_eq!(body.get("temperature"), None);
    }
}

#[tokio::test]
async fn a_model_that_takes_nothing_is_not_asked_for_ever() {
    let refusal = || {
        let message =
            "Unsupported: 'temperature' is not supported; use 'max_completion_tokens' instead.";
        Answer::json(400, &json!({"error": {"message": message}}))
    };
    let server = Scripted::start(std::iter::repeat_with(refusal)).await;
    let error = provider(&server.url)
        .write(&brief(OutputKind::Blog), DEADLINE, &mut Vec::new())
        .await
        .unwrap_err();
    assert_eq!(error.code, "provider_rejected_request");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn tokens_that_nobody_counts_are_estimated() {
    let odd = [
        json!(null),
        json!({}),
        json!({"prompt_tokens": -1, "completion_tokens": "40"}),
        json!({"prompt_tokens": u64::MAX, "completion_tokens": 1e300}),
    ];
    for (dialect, usage) in DIALECTS
        .into_iter()
        .flat_map(|d| odd.iter().map(move |u| (d, u)))
    {
        let mut answer = (dialect.completion)(BLOG);
        answer["usage"] = usage.clone();
        let (written, _) = dialect
            .write(vec![Answer::json(200, &answer)], OutputKind::Blog)
            .await;
        let draft = written.unwrap();
        let Usage {
            prompt_tokens,
            completion_tokens,
            cost_micros,
        } = draft.metadata.usage;
        assert!((300..1_500).contains(&prompt_tokens), "{prompt_tokens}");
        assert!((20..60).contains(&completion_tokens), "{completion_tokens}");
        assert_eq!(
            cost_micros,
            prompt_tokens.div_ceil(2) + 2 * completion_tokens
        );
    }
}

/// Thoughts cost money: they are in the total, whether an endpoint counts them as a part of the completion or not.
#[tokio::test]
async fn thoughts_are_counted() {
    for (completion_tokens, total_tokens, counted) in [
        (40, 140, 40),
        (40, 1_040, 940),
        (40, 0, 40),
        (40, u64::MAX, 40),
        (0, 700, 600),
    ] {
        for dialect in DIALECTS {
            let mut answer = (dialect.completion)(BLOG);
            answer["usage"] = json!({"prompt_tokens": 100, "completion_tokens": completion_tokens, "total_tokens": total_tokens});
            let (_, calls) = dialect
                .write(vec![Answer::json(200, &answer)], OutputKind::Blog)
                .await;
            let usage = Usage {
                prompt_tokens: 100,
                completion_tokens: counted,
                cost_micros: 50 + 2 * counted,
            };
            assert_eq!(calls[0].usage, usage);
        }
    }
}

#[tokio::test]
async fn a_set_and_a_letter_come_back_in_their_form() {
    let set = r#"{"posts":[{"platform":"twitter","parts":["Short. #history"]},{"platform":"linkedin","parts":["Longer."]},{"platform":"instagram","parts":["Nice."]}]}"#;
    let letter = r#"{"subject":"A new nation","preview_text":"What was said","body":"Dear reader,\n\nit was short."}"#;
    for dialect in DIALECTS {
        let written = async |content: &str, kind| {
            let (written, _) = dialect.write(vec![dialect.answering(content)], kind).await;
            written.unwrap()
        };
        let draft = written(set, OutputKind::Social).await;
        assert_eq!(
            draft.body,
            "## X\n\nShort. #history\n\n## LinkedIn\n\nLonger.\n\n## Instagram\n\nNice.\n"
        );
        let metadata = json!(draft.metadata);
        assert_eq!(metadata["posts"][0]["platform"], "twitter");
        assert_eq!(metadata["posts"][0]["hashtags"], json!(["history"]));

        let draft = written(letter, OutputKind::Email).await;
        let metadata = json!(draft.metadata);
        assert_eq!(draft.body, "Dear reader,\n\nit was short.\n");
        assert_eq!(metadata["subject"], "A new nation");
        assert_eq!(metadata["preview_text"], "What was said");
    }
}

/// Nor fields that nobody knows, wherever they are.
#[tokio::test]
async fn thoughts_and_parts_are_no_trouble() {
    for dialect in DIALECTS {
        let mut parts = (dialect.completion)("");
        parts["choices"][0]["message"]["content"] = json!([{"type": "text", "text": BLOG}]);
        let thoughts = (dialect.completion)(&format!("<think>\n# No title\n</think>\n\n{BLOG}"));
        let mut strange = (dialect.completion)(BLOG);
        for place in ["", "/choices/0", "/choices/0/message", "/usage"] {
            let fields = strange.pointer_mut(place).unwrap();
            fields["error"] = json!(null);
            fields["new_field"] = json!({"error": ["?", {}], "content": "Nothing.", "refusal": 0});
        }
        for answer in [parts, thoughts, strange] {
            let answers = vec![Answer::json(200, &answer)];
            let (written, calls) = dialect.write(answers, OutputKind::Blog).await;
            assert_eq!(written.unwrap().body, BLOG);
            assert_eq!((calls[0].outcome, calls[0].usage), ("completed", USAGE));
        }
    }
}

#[tokio::test]
async fn an_answer_may_come_late_and_in_pieces() {
    let slow = Answer::json(200, &completion(BLOG)).dripping(Duration::from_micros(10));
    let (held, release) = slow.held();
    let server = Scripted::start([held]).await;
    let (provider, brief) = (provider(&server.url), brief(OutputKind::Blog));
    let mut calls = Vec::new();
    let writing = provider.write(&brief, DEADLINE, &mut calls);
    let releasing = async {
        server.asked(1).await;
        release.send(()).unwrap();
    };
    let (draft, ()) = tokio::join!(writing, releasing);
    assert_eq!(draft.unwrap().body, BLOG);
}
