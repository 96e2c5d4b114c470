//! What a page of another origin may read of an answer. API Gateway says so by the template's `CorsConfiguration` and drops
//! what functions say; `cargo lambda watch` says nothing of it, so the functions do.

/// The headers that are not safelisted (Fetch standard, "CORS-safelisted response-header name").
pub const EXPOSED_HEADERS: [&str; 14] = [
    "allow",
    "content-disposition",
    "etag",
    "idempotent-replayed",
    "link",
    "location",
    "preference-applied",
    "retry-after",
    "www-authenticate",
    "x-next-cursor",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-request-id",
];
