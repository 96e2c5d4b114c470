//! Gemini's endpoint for `OpenAI`'s protocol: <https://ai.google.dev/gemini-api/docs/openai>; it refuses as Google's other
//! services do, <https://cloud.google.com/apis/design/errors>, in a list.

use super::*;

pub(super) const DIALECT: Dialect = Dialect {
    name: "gemini",
    completion,
    refusal,
    refusals,
    endings,
};

/// The total has the thoughts in it, the tokens of the completion don't.
fn completion(content: &str) -> Value {
    json!({
        "choices": [{
            "finish_reason": "stop",
            "index": 0,
            "message": {"content": content, "role": "assistant",
                        "extra_content": {"google": {"thought_signature": "c2ln"}}},
        }],
        "created": 1_700_000_000,
        "id": "a1",
        "model": "a-model",
        "object": "chat.completion",
        "usage": {"completion_tokens": 24, "prompt_tokens": 100, "total_tokens": 140},
    })
}

fn refusal(status: u16, words: &str) -> Value {
    let name = match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        500 => "INTERNAL",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "UNKNOWN",
    };
    json!([{"error": {"code": status, "message": words, "status": name}}])
}

fn said(status: u16, words: &str) -> Refused {
    detailed(status, words, &[])
}

fn detailed(status: u16, words: &str, details: &[Value]) -> Refused {
    let mut body = refusal(status, &format!("{words} {THEIR_WORDS}"));
    if !details.is_empty() {
        body[0]["error"]["details"] = json!(details);
    }
    Refused::new(status, body)
}

#[rustfmt::skip]
fn refusals() -> Vec<(&'static str, Refused)> {
    let bad_key = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID",
                         "domain": "googleapis.com", "metadata": {"service": "generativelanguage.googleapis.com"}});
    let quota = json!({"@type": "type.googleapis.com/google.rpc.QuotaFailure",
                       "violations": [{"quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]});
    let wait = json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"});
    vec![
        ("context_too_long", said(400, "The input token count (2845475) exceeds the maximum number of tokens allowed (1048576).")),
        ("context_too_long", said(400, "Request payload size exceeds the limit: 20971520 bytes.")),
        ("provider_rejected_key", detailed(400, "API key not valid. Please pass a valid API key.", std::slice::from_ref(&bad_key))),
        ("provider_rejected_key", detailed(400, "API key expired. Please renew the API key.", &[bad_key])),
        ("provider_rejected_key", said(400, "Missing or invalid Authorization header.")),
        ("provider_rejected_key", said(403, "Permission denied: Consumer has been suspended.")),
        ("provider_misconfigured", said(404, "models/a-model is not found for API version v1main, or is not supported for generateContent.")),
        ("provider_out_of_credit", said(429, "Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.")),
        ("provider_rejected_request", said(400, "Request contains an invalid argument.")),
        ("provider_rate_limited", said(429, "Resource has been exhausted (e.g. check quota).")),
        ("provider_rate_limited", Refused {
            retry_after: Some(7),
            ..detailed(429, "You exceeded your current quota, please check your plan and billing details.", &[quota, wait])
        }),
        ("provider_unavailable", said(500, "An internal error has occurred.")),
        ("provider_unavailable", said(503, "The model is overloaded. Please try again later.")),
        ("provider_unavailable", said(504, "Deadline expired before operation could complete.")),
    ]
}

fn endings() -> Vec<(&'static str, Value)> {
    let filtered = |reason: &str| json!({"index": 0, "finish_reason": reason});
    vec![
        (
            "content_refused",
            filtered("content_filter: PROHIBITED_CONTENT"),
        ),
        ("content_refused", filtered("content_filter: SAFETY")),
        (
            "content_refused",
            json!({"message": {"role": "assistant", "content": "Four score"}, "finish_reason": "content_filter: RECITATION"}),
        ),
        ("content_refused", filtered("SAFETY")),
    ]
}
