//! The API as tools.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;
use web::StatusCode;

use super::operation::{Examples, Operation};
use crate::{MCP, mcp::BATCH};

pub(super) const TAG: &str = "MCP";

const JSON: &str = "application/json";

pub(super) fn operations() -> Vec<Operation> {
    let listed = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let unknown = json!({ "code": -32601, "message": "tasks/new" });
    let refused = json!({ "code": -32600, "message": "A batch has 1 to 10 messages." });
    vec![
        Operation::new(MCP, TAG, "The API as tools, for assistants")
            .says(
                "The Model Context Protocol over Streamable HTTP, without sessions and streams: each message is one request. It \
                 takes an API key as any route does, and each tool does what its route does, for whom it does. Without the \
                 scope `write` no tool that writes is shown or can be called. GET and DELETE are 405.",
            )
            .content(JSON, messages, vec![("tools", listed)])
            .answer(StatusCode::OK, "What a request is answered with. That a tool's call failed is in its result.")
            .with(JSON, answers, vec![("empty", json!({ "jsonrpc": "2.0", "id": 1, "result": {} }))])
            .answer(StatusCode::ACCEPTED, "A notification: there is no answer to it.")
            .answer(StatusCode::BAD_REQUEST, "No message, or not one of the revision that its headers name.")
            .with(JSON, answers, error(&refused))
            .answer(StatusCode::NOT_FOUND, "From the revision 2026-07-28 on, a method that there isn't.")
            .with(JSON, answers, error(&unknown)),
    ]
}

fn error(error: &serde_json::Value) -> Examples {
    vec![(
        "error",
        json!({ "jsonrpc": "2.0", "id": 1, "error": error }),
    )]
}

/// One, or several at once.
fn messages(_: &mut SchemaGenerator) -> Schema {
    let message = json!({
        "type": "object",
        "properties": {
            "jsonrpc": { "const": "2.0" },
            "id": { "type": ["string", "integer"] },
            "method": { "type": "string" },
            "params": { "type": "object" },
        },
        "required": ["jsonrpc"],
    });
    json_schema!({
        "anyOf": [message, { "type": "array", "items": message, "minItems": 1, "maxItems": BATCH }],
    })
}

fn answers(_: &mut SchemaGenerator) -> Schema {
    let answer = json!({
        "type": "object",
        "properties": {
            "jsonrpc": { "const": "2.0" },
            "id": { "type": ["string", "integer", "null"] },
            "result": { "type": "object" },
            "error": {
                "type": "object",
                "properties": { "code": { "type": "integer" }, "message": { "type": "string" } },
                "required": ["code", "message"],
            },
        },
        "required": ["jsonrpc"],
    });
    json_schema!({ "anyOf": [answer, { "type": "array", "items": answer }] })
}
