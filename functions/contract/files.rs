//! Files.

use http::{FieldError, Problem};
use models::{
    files::{self, File},
    limits, media,
};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{
    FILE_COMPLETE, FILE_CREATE, FILE_DELETE, FILE_GET, FILE_LIST, FILE_UPLOAD,
    uploads::{FileWithDownload, FileWithUpload, NewUpload},
};

pub(super) const TAG: &str = "Files";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        create(),
        complete(),
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
            .problem(mismatch())
            .write_storing()
            .storage()
            .created::<File>("The new file.", example::file())
            .gives("file_id"),
        Operation::new(FILE_LIST, TAG, "A project's files, newest first")
            .read()
            .page::<File>("A page of files.", json!([example::file()])),
        Operation::new(FILE_GET, TAG, "One file")
            .says("With a signed URL to download it by, for an hour.")
            .read()
            .resource::<FileWithDownload>(
                "The file.",
                vec![("file", example::file_with_download())],
            ),
        Operation::new(FILE_DELETE, TAG, "Delete a file")
            .says("Its row and its stored object.")
            .write()
            .conditional()
            .storage()
            .no_content(),
    ]
}

fn create() -> Operation {
    Operation::new(FILE_CREATE, TAG, "Announce a file of any size")
        .says(
            "The answer says where its bytes are to be put, with which method and headers; then call \
             `complete`. What is asked for again with the same `Idempotency-Key` has its URL signed anew.",
        )
        .invalid(vec![FieldError::body("#/size_bytes", "required", "This field is required.")])
        .body::<NewUpload>(vec![(
            "audio",
            json!({ "filename": "talk.mp3", "mime_type": "audio/mpeg", "size_bytes": 10_485_760 }),
        )])
        .problem(unknown_kind())
        .problem(Problem::too_large(
            "file_too_large",
            "A file has at most 52428800 bytes; this has 104857600.",
        ))
        .write_storing()
        .created::<FileWithUpload>("Announced; its bytes are waited for.", example::file_with_upload())
        .gives("file_id")
}

fn complete() -> Operation {
    Operation::new(FILE_COMPLETE, TAG, "Say that a file is uploaded")
        .says(
            "What is stored is looked at: what is of another size or content than was announced is removed. \
             Text can be used at once. Once more does nothing.",
        )
        .problem(Problem::conflict(
            "upload_incomplete",
            "The upload has not arrived. PUT the file to the URL that you were given; when that has expired, announce \
             the file again.",
        ))
        .problem(mismatch())
        .problem(Problem::unprocessable(
            files::SIZE_MISMATCH,
            "10485760 bytes were announced, and 1024 have arrived.",
        ))
        .write_costing()
        .storage()
        .resource::<File>("The file, checked.", vec![("file", example::file())])
}

fn unknown_kind() -> Problem {
    let known: Vec<_> = media::ACCEPTED
        .iter()
        .map(|(extension, _)| *extension)
        .collect();
    Problem::unsupported_media_type(&format!(
        "The file's extension must be one of {}.",
        known.join(", ")
    ))
}

fn mismatch() -> Problem {
    Problem::unprocessable(
        files::CONTENT_MISMATCH,
        "The content is none of a .txt file.",
    )
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
