//! The system itself.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;
use web::StatusCode;

use super::{operation::Operation, parameter};
use crate::{DOCS, HEALTH, Health, OPENAPI, ROOT};

pub(super) const TAG: &str = "System";

pub(super) fn operations() -> Vec<Operation> {
    let health = |operation: Operation| {
        let up = json!({ "status": "ok", "env": "production", "version": "0.1.0" });
        operation
            .refine("deep", None, "1")
            .ok::<Health>("It is up.", vec![("up", up)])
    };
    let summary = "Whether the system is up";
    vec![
        health(Operation::new(ROOT, TAG, summary).named("health-root")).says("The same as `GET /health`."),
        health(Operation::new(HEALTH, TAG, summary)).says(
            "With `?deep=1` the database and the queue are asked too, and 503 names what fails; that answer is kept for \
             10 s.",
        ),
        document(Operation::new(OPENAPI, TAG, "This document").named("openapi"))
            .says("OpenAPI 3.1, as the code has it that answers.")
            .with("application/json", any_object, Vec::new()),
        document(Operation::new(DOCS, TAG, "A page to read it"))
            .says("Each route can be tried there. It loads nothing from another host.")
            .with("text/html", text, Vec::new()),
    ]
}

fn document(operation: Operation) -> Operation {
    operation
        .parameter(parameter::if_none_match())
        .answer(StatusCode::NOT_MODIFIED, "You have it already.")
        .with_header("ETag")
        .answer(StatusCode::OK, "It may be kept for 5 minutes.")
        .with_header("ETag")
        .with_header("Cache-Control")
}

fn any_object(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string" })
}
