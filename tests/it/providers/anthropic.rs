//! Anthropic's endpoint for `OpenAI`'s protocol: <https://platform.claude.com/docs/en/api/openai-sdk>, its errors
//! <https://platform.claude.com/docs/en/api/errors>.

use super::*;

pub(super) const DIALECT: Dialect = Dialect {
    name: "anthropic",
    completion,
    refusal,
    refusals,
    endings,
};

fn completion(content: &str) -> Value {
    json!({
        "id": "msg_1",
        "choices": [{
            "finish_reason": "stop",
            "index": 0,
            "logprobs": null,
            "message": {"content": content, "refusal": null, "role": "assistant", "annotations": null, "audio": null,
                        "function_call": null, "tool_calls": null},
        }],
        "created": 1_700_000_000,
        "model": "a-model",
        "object": "chat.completion",
        "service_tier": null,
        "system_fingerprint": null,
        "usage": {
            "completion_tokens": 40,
            "prompt_tokens": 100,
            "total_tokens": 140,
            "completion_tokens_details": null,
            "prompt_tokens_details": null,
        },
    })
}

fn refusal(status: u16, words: &str) -> Value {
    let kind = match status {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 => "overloaded_error",
        500.. => "api_error",
        _ => "invalid_request_error",
    };
    json!({"type": "error", "error": {"type": kind, "message": words}, "request_id": "req_1"})
}

fn said(status: u16, words: &str) -> Refused {
    Refused::new(status, refusal(status, &format!("{words} {THEIR_WORDS}")))
}

#[rustfmt::skip]
fn refusals() -> Vec<(&'static str, Refused)> {
    let mut compatible = refusal(529, &format!("Overloaded {THEIR_WORDS}"));
    compatible.as_object_mut().unwrap().remove("type");
    compatible["error"]["code"] = Value::Null;
    vec![
        ("context_too_long", said(400, "prompt is too long: 207791 tokens > 200000 maximum")),
        ("context_too_long", said(400, "input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000, decrease input length or `max_tokens` and try again")),
        ("context_too_long", said(413, "Request exceeds the maximum size")),
        ("provider_rejected_key", said(401, "invalid x-api-key")),
        ("provider_rejected_key", said(403, "Your API key does not have permission to use the specified resource.")),
        ("provider_out_of_credit", said(400, "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.")),
        ("provider_out_of_credit", said(400, "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.")),
        ("provider_out_of_credit", said(402, "There's an issue with your billing or payment information.")),
        ("provider_misconfigured", said(404, "model: a-model")),
        ("content_refused", said(400, "Output blocked by content filtering policy")),
        ("provider_rejected_request", said(400, "max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens for a-model")),
        ("provider_rate_limited", said(429, "This request would exceed your organization's rate limit.").after("retry-after", "7", 7)),
        ("provider_unavailable", said(500, "Overloaded")),
        ("provider_unavailable", said(529, "Overloaded")),
        ("provider_unavailable", Refused::new(529, compatible)),
    ]
}

fn endings() -> Vec<(&'static str, Value)> {
    let message = |content: &str| json!({"role": "assistant", "content": content});
    vec![
        (
            "content_refused",
            json!({"message": message(""), "finish_reason": "refusal"}),
        ),
        (
            "content_refused",
            json!({"message": message("Four score"), "finish_reason": "content_filter"}),
        ),
    ]
}
