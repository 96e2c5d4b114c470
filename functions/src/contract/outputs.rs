//! What is generated.

use domain::{OutputKind, limits};
use export::Format;
use generation::DryRun;
use models::outputs::{ListedOutput, Output, Version};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;
use web::StatusCode;

use super::{
    example,
    operation::{Examples, Operation},
    parameter,
};
use crate::{
    OUTPUT_CANCEL, OUTPUT_CREATE, OUTPUT_CREATE_ALL, OUTPUT_DELETE, OUTPUT_EXPORT, OUTPUT_GET,
    OUTPUT_LIST, OUTPUT_LIST_ALL, OUTPUT_REGENERATE, OUTPUT_RESTORE, OUTPUT_UPDATE,
    OUTPUT_VERSIONS,
    outputs::{Edit, GenerationRequest, KindsRequest, RegenerationRequest},
};

pub(super) const TAG: &str = "Outputs";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        generation::<GenerationRequest>(
            Operation::new(OUTPUT_CREATE, TAG, "Ask for a blog post, a social set or an email")
                .says("The work is done afterwards: ask for the output until its `status` is final."),
            vec![
                ("request", example::generation_request()),
                ("dry_run", json!({ "topic": "AI and Content Creation", "dry_run": true })),
            ],
        )
        .ok::<DryRun>(
            "With `dry_run`, what the provider would be asked and may cost. Nothing is made, kept or billed.",
            vec![("dry_run", example::dry_run())],
        )
        .gives("output_id"),
        Operation::new(OUTPUT_CREATE_ALL, TAG, "Ask for several kinds at once")
            .named("output-create-all")
            .says(
                "Of each kind an output of its own, from the same request: all are accepted or none, and each counts against \
                 the plan and the rate limit.",
            )
            .body::<KindsRequest>(vec![(
                "all",
                json!({ "kinds": OutputKind::ALL.map(OutputKind::as_str), "topic": "AI and Content Creation" }),
            )])
            .answer(StatusCode::ACCEPTED, "The outputs, queued, in the order of `kinds`. `Location` is the project's list.")
            .with("application/json", queued_outputs, vec![("queued", json!([example::queued()]))])
            .with_header("ETag")
            .with_header("Location"),
        Operation::new(OUTPUT_LIST, TAG, "A project's outputs, newest first")
            .says(
                "Whatever their status, with their bodies. With `deleted` those that can be restored, with when each was deleted and \
                 until when it can be. With `Prefer: wait=N` as soon as all of the page are final, or after N seconds. With \
                 `If-None-Match` too as soon as one of them, or its `progress`, is another than you have, or else 304.",
            )
            .parameter(parameter::prefer())
            .parameter(parameter::if_none_match())
            .answer(StatusCode::NOT_MODIFIED, "You have it already.")
            .with_header("ETag")
            .page::<ListedOutput>("A page of outputs.", json!([example::output()]))
            .with_header("ETag")
            .header("Preference-Applied"),
        Operation::new(OUTPUT_LIST_ALL, TAG, "Your outputs of all projects, newest first")
            .named("output-list-all")
            .says(
                "With `q` those whose bodies, titles and subjects have each of its words, in any order. Where the request had \
                 a `language`, in whatever form the word stands: `run` finds `running`. In Chinese, Japanese, Thai, Lao, \
                 Burmese and Khmer a word is found by its characters that stand together.",
            )
            .refine("q", None, "content creation")
            .page::<Output>("A page of outputs.", json!([example::output()])),
        Operation::new(OUTPUT_GET, TAG, "One output")
            .says(
                "With `Prefer: wait=N` as soon as its status is final, or after N seconds. With `If-None-Match` too as soon as it, \
                 or its `progress`, is another than you have, or else 304. While it is worked on the part of the `ETag` after the \
                 dot is of its `progress`, with which `If-Match` has nothing to do.",
            )
            .parameter(parameter::prefer())
            .resource::<Output>(
                "The output.",
                [outputs(), vec![("processing", example::processing())]].concat(),
            )
            .header("Preference-Applied"),
        edit(),
        Operation::new(OUTPUT_DELETE, TAG, "Delete an output")
            .says(format!(
                "It is gone at once, with its versions, and can be restored for {} days; with `permanent` it is gone for good. A job in \
                 flight ends without writing. What was generated counts in its month all the same.",
                limits::RESTORABLE
            ))
            .no_content(),
        Operation::new(OUTPUT_RESTORE, TAG, "Restore a deleted output")
            .says(
                "As it was, with its versions. One that was being written is cancelled; where a source or the template has changed \
                 since, it is `stale`. One that is not deleted stays as it is.",
            )
            .resource::<Output>("The output.", vec![("output", example::output())]),
        Operation::new(OUTPUT_CANCEL, TAG, "Call an output off")
            .says("What is queued is cancelled at once. What is worked on is asked to stop; it may be completed before.")
            .resource::<Output>("It is over, cancelled or not.", outputs())
            .accepted::<Output>("It is asked to stop.", example::queued()),
        generation::<RegenerationRequest>(
            Operation::new(OUTPUT_REGENERATE, TAG, "Ask for an output once more")
                .says(
                    "A new attempt under the same id; what is not sent is as it was asked for before, and `null` takes \
                     it back. `body` stays the last good one until there is another.",
                ),
            vec![("shorter", json!({ "target_length": 800 }))],
        ),
        Operation::new(OUTPUT_VERSIONS, TAG, "The bodies that an output had before, newest first")
            .says("The newest 100 are kept.")
            .page::<Version>("A page of versions.", json!([example::version()])),
        export(),
    ]
}

fn export() -> Operation {
    let operation = Operation::new(OUTPUT_EXPORT, TAG, "An output as a file")
        .says("As it is now, edits and all. What has no body yet is 409.")
        .parameter(parameter::if_none_match())
        .answer(StatusCode::NOT_MODIFIED, "You have it already.")
        .with_header("ETag")
        .answer(StatusCode::OK, "The file, to be saved.")
        .with_header("ETag")
        .with_header("Content-Disposition");
    Format::ALL
        .into_iter()
        .fold(operation, |operation, format| {
            let media_type = format.media_type().split(';').next().unwrap_or_default();
            operation.with(media_type, file, Vec::new())
        })
}

fn file(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string" })
}

fn queued_outputs(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": generator.subschema_for::<Output>(),
        "minItems": 1,
        "maxItems": OutputKind::ALL.len(),
    })
}

fn outputs() -> Examples {
    vec![
        ("completed", example::output()),
        ("queued", example::queued()),
        ("failed", example::failed()),
    ]
}

/// What asks for the work of a generation.
fn generation<Body: JsonSchema>(operation: Operation, examples: Examples) -> Operation {
    operation.body::<Body>(examples).accepted::<Output>(
        "The output, queued. `Location` tells where to ask how far it is.",
        example::queued(),
    )
}

fn edit() -> Operation {
    let edit = json!({
        "body": "# AI and Content Creation\n\nWhat changes, and what does not.",
        "metadata": { "reviewed_by": "Jane" },
    });
    Operation::new(OUTPUT_UPDATE, TAG, "Edit an output")
        .says(
            "A merge patch (RFC 7396) of what is done. The version before is kept. The text is checked against its \
             sources as they are stored now; where they can't be read, `checks` and `provenance` go along with the paragraphs \
             that stay as they are, and those that are edited get a check `not_checked`, and no provenance.",
        )
        .merge_patch::<Edit>(vec![("edit", edit)])
        .resource::<Output>(
            "The output as it is now.",
            vec![("edited", example::output())],
        )
}
