//! Files.

use domain::limits;
use models::{files::File, transcriptions::Transcription};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;
use web::StatusCode;

use transcription::FORMATS;

use super::{example, operation::Operation, parameter};
use crate::{
    FILE_COMPLETE, FILE_CREATE, FILE_DELETE, FILE_FEED, FILE_GET, FILE_LIST, FILE_UPLOAD,
    TRANSCRIPTION_GET, TRANSCRIPTION_UPDATE,
    files::uploads::{FileWithDownload, FileWithUpload, NewFile},
    files::{
        Correction, FeedContents, FeedRequest,
        problems::{ORIGINAL, VOCABULARY, accepted},
    },
};

pub(super) const TAG: &str = "Files";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        create(),
        Operation::new(FILE_FEED, TAG, "The episodes of a podcast's feed")
            .says("Fetched at this moment, and not kept: import an episode by the feed's address and the episode's id.")
            .body::<FeedRequest>(vec![("feed", json!({ "url": "https://example.com/podcast.xml" }))])
            .ok::<FeedContents>("The newest 100 with a recording.", vec![("feed", example::feed())]),
        complete(),
        Operation::new(FILE_UPLOAD, TAG, "Upload a file of at most 4 MB")
            .says("A part named `file`, with a filename. What is larger goes straight to the storage.")
            .content("multipart/form-data", form, Vec::new())
            .created::<File>("The new file.", example::file())
            .gives("file_id"),
        Operation::new(FILE_LIST, TAG, "A project's files, newest first")
            .says("Whatever their status; without what is said in them.")
            .page::<File>("A page of files.", json!([example::file()])),
        Operation::new(FILE_GET, TAG, "One file")
            .says(format!(
                "With a signed URL to download it by, for {}. With `Prefer: wait=N` as soon as it is `ready` or `failed`, or after N \
                 seconds. With `If-None-Match` too as soon as it, or its `progress`, is another than you have, or else 304.",
                minutes(limits::DOWNLOAD_URL)
            ))
            .parameter(parameter::prefer())
            .resource::<FileWithDownload>(
                "The file.",
                vec![("file", example::file_with_download())],
            )
            .header("Preference-Applied"),
        Operation::new(FILE_DELETE, TAG, "Delete a file")
            .says("Its row and its stored object.")
            .no_content(),
        transcription(),
        correction(),
    ]
}

fn transcription() -> Operation {
    let version = json!({ "oneOf": [{ "const": ORIGINAL }, { "type": "integer", "minimum": 1, "maximum": i32::MAX }] });
    let operation = Operation::new(TRANSCRIPTION_GET, TAG, "What is said or written in a file")
        .says(
            "With where: the times in a recording or a transcript, the pages or paragraphs of a document. `provenance` of \
             an output counts the characters of its `text`. A .txt or .md file that is no transcript is read anew; its \
             `id` is the file's, and it can't be corrected.",
        )
        .refine("format", None, "vtt")
        .refine("version", Some(version), ORIGINAL)
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

fn correction() -> Operation {
    let most = limits::TRANSCRIPTION_VERSIONS;
    let edit = json!({
        "speakers": { "SPEAKER_00": "Maya Torres" },
        "segments": [{ "segment": 1, "text": "What breaks first?" }],
    });
    let parts =
        json!({ "split": [{ "segment": 2, "at": 11 }], "merge": [{ "first": 0, "last": 1 }] });
    Operation::new(TRANSCRIPTION_UPDATE, TAG, "Put a transcription right")
        .says(format!(
            "Texts of segments, names of speakers, splits and merges, all at once. What is written from the file afterwards \
             is written from the corrected text; what was written before is `stale`. The original is kept, and so are the \
             newest {most} corrections: read them with `version`, and `restore` them.",
        ))
        .body::<Correction>(vec![
            ("names", edit),
            ("parts", parts),
            ("restore", json!({ "restore": ORIGINAL })),
        ])
        .resource::<Transcription>(
            "The transcription as it is now.",
            vec![("talk", example::transcription())],
        )
}

fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string" })
}

fn create() -> Operation {
    Operation::new(FILE_CREATE, TAG, "Announce a file of any size, or import one from an address")
        .says(
            "Announced: the answer says where its bytes are to be put, with which method and headers; then call \
             `complete`. A text, with marks or without (txt, md, html, srt, vtt), has at most 8 MB, as much as one \
             generation reads. What is asked for again with the same `Idempotency-Key` has its URL signed anew, as long as \
             nothing has been completed or deleted.\n\n\
             Imported, by `url`: a page, a document, a recording, or the newest episode of a podcast's feed (another one by \
             `episode`) is fetched from a public address; the file is `processing` meanwhile. The site's robots.txt is \
             kept to. Why one could not be fetched is in its `error`; `complete` tries again. An import takes a place in the \
             rate limit.",
        )
        .body::<NewFile>(vec![
            (
                "audio",
                json!({ "filename": "talk.mp3", "mime_type": "audio/mpeg", "size_bytes": 10_485_760 }),
            ),
            ("page", json!({ "url": "https://example.com/winter-bread" })),
            (
                "episode",
                json!({ "url": "https://example.com/podcast.xml", "episode": "episode-12" }),
            ),
        ])
        .created::<FileWithUpload>(
            "Announced, and its bytes are waited for; or to be fetched.",
            example::file_with_upload(),
        )
        .gives("file_id")
}

fn complete() -> Operation {
    Operation::new(FILE_COMPLETE, TAG, "Say that a file is uploaded")
        .says(
            "What was uploaded is looked at: what is of another size or content than was announced is removed, and what \
             is good goes to where it is kept, so that the upload's URL can't change it any more. \
             Text can be used at once; what is to be read or transcribed first is `processing`, and then `ready` or \
             `failed`. Once more does nothing, except that what has failed is tried again.",
        )
        .resource::<File>("The file, checked.", vec![("file", example::file())])
}

fn form(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {
            "file": {
                "type": "string",
                "format": "binary",
                "minLength": 1,
                "maxLength": limits::DIRECT_UPLOAD,
                "description": format!("Its name's extension tells what it is: {}.", accepted()),
            },
            VOCABULARY: {
                "type": "string",
                "contentMediaType": "application/json",
                "description": format!(
                    "A JSON list of up to {} names and terms that are said in it, in the spelling that is right.",
                    limits::VOCABULARY
                ),
            },
        },
        "required": ["file"],
        "additionalProperties": false,
    })
}

fn minutes(time: std::time::Duration) -> String {
    format!("{} minutes", time.as_secs() / 60)
}
