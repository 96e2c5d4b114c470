//! Files.

use http::{FieldError, Problem};
use models::{files::File, limits, media};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{FILE_DELETE, FILE_LIST, FILE_UPLOAD};

pub(super) const TAG: &str = "Files";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(FILE_UPLOAD, TAG, "Upload a file of at most 4 MB")
            .says("One part, named `file`, with a filename. What is larger goes straight to the storage.")
            .content("multipart/form-data", form, Vec::new())
            .invalid(vec![FieldError::body("#/file", "required", "Send the file as the part `file`.")])
            .problem(Problem::bad_request(
                "invalid_multipart",
                "The multipart body is cut short or malformed.",
            ))
            .problem(Problem::too_large(
                "file_too_large",
                "This way takes files of up to 4 MB. Larger ones go straight to the storage: \
                 POST /projects/{project_id}/files gives the URL.",
            ))
            .problem(Problem::unsupported_media_type(
                "Send the file as multipart/form-data with a boundary.",
            ))
            .write_storing()
            .storage()
            .created::<File>("The new file.", example::file())
            .gives("file_id"),
        Operation::new(FILE_LIST, TAG, "A project's files, newest first")
            .read()
            .page::<File>("A page of files.", json!([example::file()])),
        Operation::new(FILE_DELETE, TAG, "Delete a file")
            .says("Its row and its stored object.")
            .write()
            .conditional()
            .storage()
            .no_content(),
    ]
}

fn form(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = media::ACCEPTED
        .iter()
        .map(|(extension, _)| *extension)
        .collect();
    json_schema!({
        "type": "object",
        "properties": {
            "file": {
                "type": "string",
                "format": "binary",
                "minLength": 1,
                "maxLength": limits::DIRECT_UPLOAD,
                "description": format!("Its name's extension tells what it is: {}.", known.join(", ")),
            },
        },
        "required": ["file"],
        "additionalProperties": false,
    })
}
