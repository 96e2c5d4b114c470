//! Templates.

use models::templates::{NewTemplate, Template, TemplatePatch};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{
    TEMPLATE_CREATE, TEMPLATE_CREATE_CUSTOM, TEMPLATE_DELETE, TEMPLATE_GET, TEMPLATE_LIST,
    TEMPLATE_UPDATE,
};

pub(super) const TAG: &str = "Templates";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            TEMPLATE_LIST,
            TAG,
            "The system's templates and your own, newest first",
        )
        .says("Those of the system are everybody's to use and nobody's to change.")
        .page::<Template>("A page of templates.", json!([example::system_template()])),
        create(Operation::new(TEMPLATE_CREATE, TAG, "Create a template").says(PLACEHOLDERS)),
        create(
            Operation::new(TEMPLATE_CREATE_CUSTOM, TAG, "Create a template")
                .named("template-create-custom")
                .says("The same as `POST /templates`."),
        ),
        Operation::new(TEMPLATE_GET, TAG, "One template")
            .says("Yours, or one of the system's.")
            .resource::<Template>("The template.", vec![("template", example::template())]),
        Operation::new(TEMPLATE_UPDATE, TAG, "Change a template of yours")
            .says("JSON Merge Patch (RFC 7396): what is absent stays.")
            .merge_patch::<TemplatePatch>(vec![("change", json!({ "name": "Weekly post" }))])
            .resource::<Template>(
                "The template as it is now.",
                vec![("template", example::template())],
            ),
        Operation::new(TEMPLATE_DELETE, TAG, "Delete a template of yours")
            .says("What was written by it stays.")
            .no_content(),
    ]
}

const PLACEHOLDERS: &str = "In its prompt `{topic}`, `{tone_of_voice}`, `{source}`, `{title}`, `{target_length}`, \
    `{language}` and `{audience}` are replaced; `{{` and `}}` are braces.";

fn create(operation: Operation) -> Operation {
    let new = json!({
        "name": "Friday post",
        "type": "blog",
        "prompt": "Write a blog post about {topic} for {audience}, as one who was there.\n\n{source}",
    });
    operation
        .body::<NewTemplate>(vec![("new", new)])
        .created::<Template>("The new template.", example::template())
        .gives("template_id")
}
