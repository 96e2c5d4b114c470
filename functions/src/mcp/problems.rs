//! What a request to the MCP server can be rejected with, before a tool is called.

use web::{Problem, StatusCode};

/// 403: a page of another site, by whatever it could make its reader's browser send.
#[must_use]
pub fn origin_not_allowed() -> Problem {
    let detail = "Pages of this origin may not ask here. A program sends no `Origin`.";
    Problem::new(StatusCode::FORBIDDEN, "origin_not_allowed", detail)
}

/// 503: what the tools ask does not answer.
#[must_use]
pub fn api_unavailable() -> Problem {
    Problem::unavailable("api_unavailable", "The API")
}
