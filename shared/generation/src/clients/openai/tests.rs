use super::*;
use crate::Provider;

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
    let error = Provider::new(config).unwrap_err().to_string();
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
    let error = Provider::new(Config {
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

#[test]
fn no_key_is_printed() {
    let provider = Provider::new(config()).unwrap();
    assert!(!format!("{provider:?} {:?}", config()).contains("sk-secret"));
}
