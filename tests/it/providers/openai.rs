//! `OpenAI`'s own endpoint, and the others that speak its protocol under this name.

use super::*;

pub(super) const DIALECT: Dialect = Dialect {
    name: "openai",
    completion,
    refusal,
    refusals,
    endings,
};

fn completion(content: &str) -> Value {
    json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "a-model-2026",
        "choices": [{
            "index": 0,
            "message": {"role": "assistant", "content": content, "refusal": null, "annotations": []},
            "logprobs": null,
            "finish_reason": "stop",
        }],
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 40,
            "total_tokens": 140,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 16, "accepted_prediction_tokens": 0},
        },
        "service_tier": "default",
        "system_fingerprint": "fp_1",
    })
}

fn refusal(status: u16, words: &str) -> Value {
    let kind = match status {
        429 => "requests",
        500.. => "server_error",
        _ => "invalid_request_error",
    };
    json!({"error": {"message": words, "type": kind, "param": null, "code": null}})
}

/// With a code, which is a word or a number.
fn with_code(status: u16, code: impl Into<Value>, words: &str) -> Refused {
    let mut body = refusal(status, &format!("{words} {THEIR_WORDS}"));
    body["error"]["code"] = code.into();
    Refused::new(status, body)
}

#[rustfmt::skip]
fn refusals() -> Vec<(&'static str, Refused)> {
    let others_type = json!({"error": {
        "code": 400, "type": "exceed_context_size_error", "n_ctx": 4096,
        "message": "request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it",
    }});
    let bare = json!({"object": "error", "message": "This model's maximum context length is 8192 tokens", "code": 400});
    vec![
        ("context_too_long", with_code(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens.")),
        ("context_too_long", with_code(400, Value::Null, "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.")),
        ("context_too_long", with_code(400, "string_above_max_length", "Invalid 'messages[1].content': string too long.")),
        ("context_too_long", with_code(429, "rate_limit_exceeded", "Request too large for a-model in organization org-1 on tokens per min (TPM): Limit 30000, Requested 39143.")),
        // Groq, vLLM, llama.cpp.
        ("context_too_long", with_code(400, 400, "Please reduce the length of the messages or completion.")),
        ("context_too_long", Refused::new(400, bare)),
        ("context_too_long", Refused::new(400, others_type)),
        ("context_too_long", with_code(500, 500, "Context size has been exceeded.")),
        ("provider_rejected_key", with_code(401, "invalid_api_key", "Incorrect API key provided: sk-…1f.")),
        ("provider_misconfigured", with_code(404, "model_not_found", "The model `a-model` does not exist or you do not have access to it.")),
        ("provider_misconfigured", with_code(400, "model_not_found", "The model does not exist")),
        // Ollama.
        ("provider_misconfigured", Refused::new(404, json!({"error": "model 'a-model' not found"}))),
        ("content_refused", with_code(400, "content_policy_violation", "Your request was rejected by our safety system.")),
        ("content_refused", with_code(400, "invalid_prompt", "Invalid prompt: your prompt was flagged as potentially violating our usage policy.")),
        // Azure.
        ("content_refused", with_code(400, "content_filter", "The response was filtered")),
        ("provider_out_of_credit", with_code(429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")),
        ("provider_out_of_credit", with_code(429, "billing_not_active", "Your account is not active, please check your billing details.")),
        ("provider_out_of_credit", with_code(400, "billing_hard_limit_reached", "Billing hard limit has been reached.")),
        ("provider_rate_limited", with_code(429, "rate_limit_exceeded", "Rate limit reached for a-model. Please try again in 20s.").after("retry-after", "20", 20)),
        ("provider_rate_limited", with_code(429, "rate_limit_exceeded", "Rate limit reached").after("retry-after-ms", "7000", 7)),
        ("provider_rejected_request", with_code(400, "invalid_value", "Invalid value")),
        ("provider_unavailable", with_code(503, "slow_down", "The engine is currently overloaded, please try again later.")),
        // OpenRouter, under 200.
        ("provider_rate_limited", with_code(200, 429, "Rate limited")),
        ("provider_unavailable", with_code(200, "overloaded", "No")),
    ]
}

fn endings() -> Vec<(&'static str, Value)> {
    let said = json!({"role": "assistant", "content": BLOG, "refusal": null});
    let refused = json!({"role": "assistant", "content": null, "refusal": THEIR_WORDS});
    vec![
        (
            "content_refused",
            json!({"message": said, "finish_reason": "content_filter"}),
        ),
        (
            "content_refused",
            json!({"message": refused, "finish_reason": "stop"}),
        ),
        // OpenRouter, where a model failed half-way.
        (
            "provider_unavailable",
            json!({"error": {"code": 502, "message": THEIR_WORDS}}),
        ),
    ]
}
