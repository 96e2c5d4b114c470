use std::time::Instant;

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::Source;

/// A brief with one source.
pub(crate) fn brief(kind: Kind, text: &str) -> Brief {
    Brief {
        kind,
        title: "A project".to_owned(),
        topic: None,
        tone_of_voice: None,
        target_length: None,
        language: None,
        audience: None,
        platforms: crate::Platform::ALL.to_vec(),
        thread: false,
        include_hashtags: true,
        include_quotes: false,
        subject_line: None,
        preview_text: None,
        variants: 1,
        templates: Vec::new(),
        prompt_overrides: None,
        sources: vec![Source {
            file_id: Uuid::nil(),
            filename: "talk.txt".to_owned(),
            text: text.to_owned(),
            sha256: None,
        }],
    }
}

fn config() -> Config {
    Config {
        provider: "openai".to_owned(),
        base_url: Some("https://example.com/v1/".to_owned()),
        api_key: Some("sk-secret".to_owned()),
        model: Some("a-model".to_owned()),
        context_tokens: 8_192,
        max_tokens: 1_024,
        temperature: 0.7,
        price_input: 0.15,
        price_output: 0.6,
    }
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let config = Config {
        base_url: Some("ftp://example.com".to_owned()),
        api_key: Some("sk-\u{7}".to_owned()),
        model: Some(" ".to_owned()),
        context_tokens: 10,
        max_tokens: 20,
        temperature: f32::NAN,
        price_input: -1.0,
        price_output: f64::INFINITY,
        ..config()
    };
    let error = OpenAi::new(config).unwrap_err().to_string();
    for name in [
        "BASE_URL",
        "API_KEY",
        "MODEL",
        "CONTEXT_TOKENS",
        "TEMPERATURE",
        "PRICE_INPUT",
        "PRICE_OUTPUT",
    ] {
        assert!(
            error.contains(&format!("GENERATION_{name}")),
            "{name}: {error}"
        );
    }
    assert!(!error.contains("sk-"));
    let error = OpenAi::new(Config {
        base_url: None,
        model: None,
        ..config_without_key()
    })
    .unwrap_err();
    assert_eq!(
        error.0,
        [
            "GENERATION_BASE_URL is missing",
            "GENERATION_MODEL is missing"
        ]
    );
}

fn config_without_key() -> Config {
    Config {
        api_key: None,
        ..config()
    }
}

/// Made to be slow: a worker has other jobs, and leases to renew. What takes the square of a length takes minutes.
#[test]
fn a_hostile_answer_takes_no_time() {
    let size = limits::ANSWER / 8;
    let mut brief = brief(Kind::Blog, "A source.");
    brief.thread = true;
    let evidence = crate::check::Evidence::of(&brief);
    for piece in [
        "{",
        "[Your",
        "## X\n",
        "\n---\n",
        "Subject: a\n",
        "e\u{301}",
        "a.b/",
    ] {
        let text = piece.repeat(size / piece.len());
        let parts = vec![piece; size / (piece.len() + 6)];
        let set = json!({"twitter": parts, "linkedin": parts, "instagram": text}).to_string();
        let letter = json!({"subject": text, "body": parts}).to_string();
        let blog = format!("# T\n\n{text}");
        for (kind, text) in [
            (Kind::Blog, blog),
            (Kind::Social, set),
            (Kind::Email, letter),
            (Kind::Email, text),
        ] {
            brief.kind = kind;
            let started = Instant::now();
            if let Ok(mut written) = form::read(&brief, &text) {
                crate::check::fit(&mut written);
                crate::check::check(&brief, &evidence, &written, true);
            }
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(30),
                "{piece:?} {kind:?}: {took:?}"
            );
        }
    }
}

#[test]
fn no_key_is_printed() {
    let openai = OpenAi::new(config()).unwrap();
    assert!(!format!("{openai:?} {:?}", config()).contains("sk-secret"));
}

#[test]
fn a_dry_run_says_what_would_be_sent_and_what_it_costs() {
    let openai = OpenAi::new(config()).unwrap();
    let run = openai.dry_run(&brief(Kind::Blog, "A source.")).unwrap();
    assert_eq!(
        run.prompt
            .iter()
            .map(|message| message.role)
            .collect::<Vec<_>>(),
        ["system", "user"]
    );
    assert_eq!(run.sources.len(), 1);
    let Usage {
        prompt_tokens,
        completion_tokens,
        cost_micros,
    } = run.estimate;
    assert!((200..1_500).contains(&prompt_tokens), "{prompt_tokens}");
    assert_eq!(
        completion_tokens, 1_024,
        "800 words may take more than the 1,024 tokens that are allowed"
    );
    assert_eq!(
        cost_micros,
        (prompt_tokens * 15 + completion_tokens * 60).div_ceil(100)
    );
}
