//! The headers of answers.

use serde_json::{Value, json};

/// Name, and the Header Object.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    let number = |least: u8| json!({ "type": "integer", "minimum": least });
    vec![
        (
            "X-Request-Id",
            json!({
                "description": "This request's id, for questions to us.",
                "required": true, "schema": { "type": "string" }, "example": super::example::REQUEST_ID,
            }),
        ),
        (
            "ETag",
            json!({
                "description": "This representation's tag.",
                "required": true,
                "schema": { "type": "string", "pattern": r#"^(W/)?"[0-9a-f]{32}(\.[0-9a-f]{32})?(-gzip)?"$"# },
                "example": "\"5d41402abc4b2a76b9719d911017c592\"",
            }),
        ),
        (
            "Location",
            json!({
                "description": "Where the resource is.",
                "required": true,
                "schema": { "type": "string", "format": "uri-reference" },
                "example": "/projects/550e8400-e29b-41d4-a716-446655440000",
            }),
        ),
        (
            "Link",
            json!({
                "description": "The next page (RFC 8288); missing on the last.",
                "schema": { "type": "string", "pattern": r#"^<[^>]+>; rel="next"$"# },
                "example": "</projects?limit=100&cursor=AAYN>; rel=\"next\"",
            }),
        ),
        (
            "X-Next-Cursor",
            json!({
                "description": "The next page's `cursor`; missing on the last.",
                "schema": { "type": "string", "pattern": super::parameter::CURSOR },
                "example": super::example::CURSOR,
            }),
        ),
        (
            "Idempotent-Replayed",
            json!({
                "description": "`true`: this is the first answer to the key, given again.",
                "schema": { "type": "string", "enum": ["true"] },
            }),
        ),
        (
            "Preference-Applied",
            json!({
                "description": "The preference that was followed.",
                "schema": { "type": "string" }, "example": "wait",
            }),
        ),
        (
            "Retry-After",
            json!({ "description": "Seconds after which to try again.", "schema": number(1), "example": 5 }),
        ),
        (
            "WWW-Authenticate",
            json!({
                "description": "How to sign in.",
                "required": true, "schema": { "type": "string", "enum": ["Bearer"] },
            }),
        ),
        (
            "Allow",
            json!({ "description": "The path's methods.", "schema": { "type": "string" }, "example": "GET, POST" }),
        ),
        (
            "Cache-Control",
            json!({ "description": "Who may keep it and for how long: nobody (`no-store`), or who asked, if they ask again each time before they use it.", "schema": { "type": "string" }, "example": "private, no-cache" }),
        ),
        (
            "Content-Disposition",
            json!({
                "description": "The name to save a file under (RFC 6266); missing on what is JSON.",
                "schema": { "type": "string" },
                "example": "attachment; filename=\"ai-and-content-creation.md\"",
            }),
        ),
        (
            "X-RateLimit-Limit",
            json!({ "description": "Requests a minute; only where there is a limit.", "schema": number(1) }),
        ),
        (
            "X-RateLimit-Remaining",
            json!({ "description": "Requests left in this minute.", "schema": number(0) }),
        ),
        (
            "X-RateLimit-Reset",
            json!({ "description": "When the next minute begins: Unix time.", "schema": number(0) }),
        ),
    ]
}

/// Of what webhook endpoints are sent.
pub(super) fn of_webhooks() -> Value {
    let header = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "header", "required": true, "description": description, "schema": schema });
    json!([
        header(
            "webhook-id",
            "The same however often it is sent.",
            json!({ "type": "string", "pattern": r"^msg_[0-9a-f]{32}$" })
        ),
        header(
            "webhook-timestamp",
            "When it was sent, in seconds since 1970.",
            json!({ "type": "string", "pattern": "^[0-9]+$" })
        ),
        header(
            "webhook-signature",
            "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two, while a secret is changed, with a space between.",
            json!({ "type": "string" }),
        ),
    ])
}
