//! Files.

use domain::{limits, media};
use models::{
    files::{self, File},
    transcriptions::Transcription,
};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;
use web::{FieldError, Problem, StatusCode};

use transcription::FORMATS;

use super::{
    example,
    operation::{Operation, counted},
    parameter::{self, Parameter},
};
use crate::{
    FILE_COMPLETE, FILE_CREATE, FILE_DELETE, FILE_GET, FILE_LIST, FILE_UPLOAD, TRANSCRIPTION_GET,
    files::uploads::{FileWithDownload, FileWithUpload, NewUpload},
};

pub(super) const TAG: &str = "Files";

const MISMATCH: &str = "The content is not that of a .txt file.";

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
            .problem(Problem::unprocessable(FieldError::body(
                "#/file",
                files::CONTENT_MISMATCH,
                MISMATCH,
            )))
            .upload()
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
            )
            .header("Cache-Control"),
        Operation::new(FILE_DELETE, TAG, "Delete a file")
            .says("Its row and its stored object.")
            .write()
            .conditional()
            .storage()
            .no_content(),
        transcription(),
    ]
}

fn transcription() -> Operation {
    let names = FORMATS.map(|(name, _)| name);
    let format = Parameter::query(
        "format",
        "By default `json`. Subtitles, `srt` and `vtt`, are there where there are times.",
        json!({ "type": "string", "enum": names, "default": names[0] }),
    );
    let operation = Operation::new(TRANSCRIPTION_GET, TAG, "What is said or written in a file")
        .says(
            "With where: the times in a recording, the pages or paragraphs of a document. A .txt or .md file is its \
             own text and has none.",
        )
        .read()
        .query(
            format.example("vtt"),
            "unknown_value",
            &format!("Give one of: {}.", names.join(", ")),
        )
        .problem(
            Problem::conflict(
                "transcription_not_ready",
                "The file is still being read. Ask again when its status is `ready`.",
            )
            .header("retry-after", web::limits::RETRY_AFTER.to_string()),
        )
        .problem(Problem::transcription_too_large())
        .problem(Problem::conflict(
            "no_transcription",
            "A .txt or .md file is its own text and has no transcription. Download it.",
        ))
        .parameter(parameter::if_none_match())
        .answer(StatusCode::NOT_MODIFIED, "You have it already.")
        .with_header("ETag")
        .ok::<Transcription>(
            "The transcription; in another format than JSON a file, to be saved.",
            vec![("talk", example::transcription())],
        )
        .with_header("ETag")
        .with_header("Content-Disposition");
    FORMATS
        .into_iter()
        .filter_map(|(_, format)| format)
        .fold(operation, |operation, format| {
            let media_type = format.media_type().split(';').next().unwrap_or_default();
            operation.with(media_type, text, Vec::new())
        })
}

fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string" })
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
        .upload()
        .created::<FileWithUpload>("Announced; its bytes are waited for.", example::file_with_upload())
        .header("Cache-Control")
        .gives("file_id")
}

fn complete() -> Operation {
    Operation::new(FILE_COMPLETE, TAG, "Say that a file is uploaded")
        .says(
            "What is stored is looked at: what is of another size or content than was announced is removed. \
             Text can be used at once; what is to be read or transcribed first is `processing`, and then `ready` or \
             `failed`. Once more does nothing, except that what has failed is tried again.",
        )
        .problem(Problem::conflict(
            "upload_incomplete",
            "The upload has not arrived. PUT the file to the URL that you were given; when that has expired, announce \
             the file again.",
        ))
        .problem(counted(Problem::unprocessable(FieldError::parameter(
            "file_id",
            files::CONTENT_MISMATCH,
            MISMATCH,
        ))))
        .problem(counted(Problem::unprocessable(FieldError::parameter(
            "file_id",
            files::SIZE_MISMATCH,
            "10485760 bytes were announced, and 1024 are there. Announce and upload the file again.",
        ))))
        .rate_limited_write()
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
