//! What a request about files can be rejected with.

use domain::{Failure, limits, media};
use imports::{AddressError, ImportError};
use models::files::{CONTENT_MISMATCH, FileStatus, SIZE_MISMATCH};
use web::{FieldError, InvalidValue, Problem, limits::RETRY_AFTER};

use super::{Mismatch, NameError};

/// The extensions of [`media::ACCEPTED`] and [`media::ALIASES`], for a sentence.
pub(crate) fn accepted() -> String {
    let known = media::ACCEPTED.iter().map(|(known, _)| *known);
    let aliases = media::ALIASES.iter().map(|(alias, _)| *alias);
    known.chain(aliases).collect::<Vec<_>>().join(", ")
}

/// A file's name with an extension that is none of [`media::ACCEPTED`].
#[must_use]
pub fn unknown_kind() -> Problem {
    Problem::unsupported_media_type(&format!(
        "The file's extension must be one of {}.",
        accepted()
    ))
}

/// What is wrong with a file's name; `None` of an unknown kind, which is no fault of a field's, but 415.
#[must_use]
pub fn bad_name(error: NameError) -> Option<InvalidValue> {
    let (code, detail) = match error {
        NameError::Unknown => return None,
        NameError::Empty => ("filename_required", "Give the file a name.".to_owned()),
        NameError::TooLong(length) => (
            "too_long",
            format!(
                "A file's name has at most {} characters; this has {length}. Shorten it.",
                limits::FILENAME
            ),
        ),
        NameError::Path => (
            "invalid_filename",
            "Give the file's name alone, without folders: no slash, no backslash, not only dots."
                .to_owned(),
        ),
        NameError::Encoding => (
            "invalid_filename",
            "The file's name is not in UTF-8. Send it in UTF-8, or rename the file.".to_owned(),
        ),
        NameError::Hidden => (
            "invalid_filename",
            "The file's name holds a control character or a mark of text direction, which nobody sees. \
             Rename the file."
                .to_owned(),
        ),
    };
    Some(InvalidValue::new(code, detail))
}

/// An address that nobody is sent to.
#[must_use]
pub fn invalid_address(error: AddressError) -> InvalidValue {
    InvalidValue::new("invalid_address", error.to_string())
}

/// An address of a platform whose terms allow no import.
#[must_use]
pub fn video_platform() -> InvalidValue {
    let detail =
        "This platform's terms allow no import. Download your own recording there and upload it.";
    InvalidValue::new("video_platform", detail)
}

/// Nothing came of an address.
#[must_use]
pub fn bad_address(error: &ImportError) -> Problem {
    let invalid = InvalidValue::new(error.code(), error.to_string());
    Problem::invalid(vec![invalid.at("#/url")])
}

/// A media type that is not the one of the name's extension.
#[must_use]
pub fn type_mismatch(extension: &str) -> InvalidValue {
    InvalidValue::new(
        "type_mismatch",
        format!("This is not the type of a .{extension} file. Leave it out."),
    )
}

/// A file that is announced, of so many bytes.
#[must_use]
pub fn file_too_large(most: u64, bytes: i64) -> Problem {
    let detail = format!("A file has at most {most} bytes; this has {bytes}.");
    Problem::too_large("file_too_large", &detail)
}

/// A text of which no generation could read all.
#[must_use]
pub fn text_too_large(bytes: i64) -> Problem {
    let most = limits::SOURCE;
    let detail = format!(
        "A text has at most {most} bytes, as much as one generation reads; this has {bytes}. Split it into several files."
    );
    Problem::too_large("file_too_large", &detail)
}

/// A file that comes through a function.
#[must_use]
pub fn direct_upload_too_large() -> Problem {
    let most = limits::DIRECT_UPLOAD / 1024 / 1024;
    let detail = format!(
        "This way takes files of up to {most} MB. Larger ones go straight to the storage: \
         POST /projects/{{project_id}}/files gives the URL."
    );
    Problem::too_large("file_too_large", &detail)
}

#[must_use]
pub fn not_multipart() -> Problem {
    Problem::unsupported_media_type("Send the file as multipart/form-data with a boundary.")
}

#[must_use]
pub fn invalid_multipart() -> Problem {
    Problem::bad_request(
        "invalid_multipart",
        "The multipart body is cut short or malformed.",
    )
}

/// Of the part `file`.
#[must_use]
pub fn invalid_part(invalid: InvalidValue) -> Problem {
    Problem::invalid(vec![invalid.at("#/file")])
}

/// The part of a form that is a list of names and terms.
pub const VOCABULARY: &str = "vocabulary";

#[must_use]
pub fn no_part() -> InvalidValue {
    InvalidValue::new("required", "Send the file as the part `file`.")
}

#[must_use]
pub fn unknown_part() -> InvalidValue {
    InvalidValue::new(
        "unknown_part",
        "Send one part named `file`, and at most one named `vocabulary`.",
    )
}

#[must_use]
pub fn empty_file() -> InvalidValue {
    InvalidValue::new("empty_file", "The file is empty.")
}

/// The bytes of the part `file` are not what its name says.
#[must_use]
pub fn part_mismatch(mismatch: Mismatch) -> Problem {
    let invalid = InvalidValue::new(CONTENT_MISMATCH, mismatch.0);
    Problem::unprocessable(invalid.at("#/file"))
}

/// As it is kept in the file's row.
#[must_use]
pub fn content_mismatch(mismatch: Mismatch) -> Failure {
    Failure::permanent(CONTENT_MISMATCH, mismatch.0)
}

/// As it is kept in the file's row.
#[must_use]
pub fn size_mismatch(announced: u64, stored: u64) -> Failure {
    let detail = format!(
        "{announced} bytes were announced, and {stored} are there. Announce and upload the file again."
    );
    Failure::permanent(SIZE_MISMATCH, detail)
}

/// What is stored is not what was announced: what the path names is bad, for the request itself has no field.
#[must_use]
pub fn bad_upload(failure: Failure) -> Problem {
    let invalid = InvalidValue::new(failure.code, failure.detail);
    Problem::unprocessable(invalid.of("file_id"))
}

#[must_use]
pub fn upload_incomplete() -> Problem {
    let detail = "The upload has not arrived. PUT the file to the URL that you were given; \
                  when that has expired, announce the file again.";
    Problem::conflict("upload_incomplete", detail)
}

/// A file that was announced with this idempotency key, and that nothing can be put to any more.
#[must_use]
pub fn upload_closed() -> Problem {
    let detail = "The file that was announced with this Idempotency-Key has been uploaded or deleted. \
                  Announce another with another key.";
    Problem::conflict("upload_closed", detail)
}

/// Why there is no transcription of a file with this status.
#[must_use]
pub fn no_transcription(status: FileStatus) -> Problem {
    let not_ready = |detail| Problem::conflict("transcription_not_ready", detail);
    match status {
        FileStatus::Processing => {
            not_ready("The file is still being read. Ask again when its status is `ready`.")
                .header("retry-after", RETRY_AFTER.to_string())
        }
        FileStatus::Uploading => {
            not_ready("The upload was not completed. PUT the file to its URL and call `complete`.")
                .header("retry-after", RETRY_AFTER.to_string())
        }
        FileStatus::Failed => not_ready(
            "The file could not be read; its `error` says why. Call `complete` to try again.",
        ),
        FileStatus::Ready => Problem::conflict(
            "no_transcription",
            "Nothing of this file is stored that could be corrected. A .txt or .md file that is no transcript is its own \
             text: upload it again to change it.",
        ),
    }
}

/// Of a file that is its own text.
#[must_use]
pub fn unreadable_prose(why: &str) -> Problem {
    let detail = format!("The file can't be read: {why}.");
    Problem::conflict("no_transcription", &detail)
}

/// Why it can't, where its bytes are gone.
pub const NOT_STORED: &str = "it is not stored any more; upload it again";

/// The name of a text as it was read.
pub const ORIGINAL: &str = "original";

/// Of an earlier text.
#[must_use]
pub fn not_a_version() -> InvalidValue {
    let detail = format!("Give `{ORIGINAL}`, or the number of a version.");
    InvalidValue::new("invalid_version", detail)
}

/// The parameter that names an earlier text.
#[must_use]
pub fn bad_version(invalid: InvalidValue) -> Problem {
    Problem::invalid(vec![invalid.of("version")])
}

/// An earlier text that there was not, or is not any more.
#[must_use]
pub fn not_kept() -> InvalidValue {
    let detail = format!(
        "This version is not kept. `{ORIGINAL}` is, and so are the newest {} corrections.",
        limits::TRANSCRIPTION_VERSIONS
    );
    InvalidValue::new("version_not_kept", detail)
}

#[must_use]
pub fn restores_and_corrects() -> FieldError {
    let detail = "Restore a version, or correct this one: not both in one request.";
    InvalidValue::new("not_alone", detail).at("#/restore")
}

/// All that is wrong with a correction of this transcription.
#[must_use]
pub fn bad_correction(errors: Vec<FieldError>) -> Problem {
    Problem::invalid(errors)
}

#[must_use]
pub fn no_such_segment(there: usize) -> InvalidValue {
    let detail = match there.checked_sub(1) {
        Some(last) => format!("The segments of this transcription are 0 to {last}."),
        None => "This transcription has no segments.".to_owned(),
    };
    InvalidValue::new("no_such_segment", detail)
}

#[must_use]
pub fn segment_twice() -> InvalidValue {
    let detail = "Name a segment once, and neither merge nor split one that is split or taken out.";
    InvalidValue::new("segment_repeated", detail)
}

#[must_use]
pub fn no_such_speaker() -> InvalidValue {
    InvalidValue::new(
        "no_such_speaker",
        "Nobody is called so in this transcription; see its `speakers`.",
    )
}

#[must_use]
pub fn no_place_to_split(characters: usize) -> InvalidValue {
    let detail = format!(
        "Split it where there are words on both sides; its text has {characters} characters."
    );
    InvalidValue::new("no_place_to_split", detail)
}

#[must_use]
pub fn time_outside(start: f64, end: f64) -> InvalidValue {
    let detail = format!("Give a time between {start} and {end} seconds.");
    InvalidValue::new("out_of_range", detail)
}

#[must_use]
pub fn no_time_to_split() -> InvalidValue {
    InvalidValue::new("no_times", "This segment has no times; leave it out.")
}

#[must_use]
pub fn not_in_order() -> InvalidValue {
    InvalidValue::new("not_in_order", "`last` comes after `first`.")
}

#[must_use]
pub fn not_of_one_speaker() -> InvalidValue {
    let detail = "Only segments of one speaker and one role can be merged. Name the speaker in the same request.";
    InvalidValue::new("not_of_one_speaker", detail)
}

#[must_use]
pub fn nothing_left() -> InvalidValue {
    InvalidValue::new(
        "nothing_left",
        "Leave at least one segment, or delete the file.",
    )
}

#[must_use]
pub fn too_much_text() -> InvalidValue {
    let most = limits::SOURCE / 1024 / 1024;
    InvalidValue::new("too_long", format!("The whole text has at most {most} MB."))
}

/// Subtitles of a document.
#[must_use]
pub fn no_times() -> Problem {
    let detail = "A document has no times to show subtitles at. Give one of: json, txt, md.";
    let invalid = InvalidValue::new("no_times", detail);
    Problem::invalid(vec![invalid.of("format")])
}

/// More than a response can hold.
#[must_use]
pub fn transcription_too_large() -> Problem {
    let most = limits::PAGE_BYTES / 1024 / 1024;
    let detail = format!(
        "This transcription has more than {most} MB in this format. Ask for `txt`, or split the file."
    );
    Problem::conflict("transcription_too_large", &detail)
}
