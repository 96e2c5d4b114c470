//! What a request about outputs can be rejected with.

use domain::{Failure, FileId, OutputKind, Platform, limits};
use export::ExportError;
use generation::{ContentError, ProviderError};
use models::outputs::{BadFiles, BadTemplate, OutputStatus};
use web::{FieldError, InvalidValue, Problem, Violation, limits::RETRY_AFTER};

use crate::files::problems::accepted;

const FILE_IDS: &str = "#/file_ids";
const SOURCE_PROCESSING: &str = "source_processing";
const SOURCE_FAILED: &str = "source_failed";

/// Why the template that is named can't be used.
#[must_use]
pub fn bad_template(bad: BadTemplate, kind: OutputKind) -> Problem {
    let at = "#/template_id";
    match bad {
        BadTemplate::Unknown => {
            let detail = "There is no such template, or it is not yours.";
            let invalid = InvalidValue::new("template_not_found", detail);
            Problem::invalid(vec![invalid.at(at)])
        }
        BadTemplate::Type(of) => {
            let kind = kind.as_str();
            let detail = format!("This template is for {of}, and a {kind} was asked for.");
            let invalid = InvalidValue::new("template_type_mismatch", detail);
            Problem::unprocessable(invalid.at(at))
        }
    }
}

/// Why there are no sources to write from.
#[must_use]
pub fn bad_files(bad: BadFiles) -> Problem {
    let no_source = |detail| InvalidValue::new("no_usable_source", detail);
    let (unknown, unreadable) = match bad {
        BadFiles::Named {
            unknown,
            unreadable,
        } => (unknown, unreadable),
        BadFiles::None { failed } => {
            let detail = if failed.is_empty() {
                format!(
                    "The project has no source to write from. Upload a file first: {}.",
                    accepted()
                )
            } else {
                let why = failed.join(" ");
                format!("None of the project's files can be read. {why}")
            };
            return Problem::unprocessable(no_source(detail).of("project_id"));
        }
    };
    let not_here = format!("Not in this project: {}.", list(&unknown));
    let no_text = format!(
        "Can't be read as a source: {}. Its upload was not completed, or it has failed.",
        list(&unreadable)
    );
    match (unknown.is_empty(), unreadable.is_empty()) {
        (true, _) => Problem::unprocessable(no_source(no_text).at(FILE_IDS)),
        (false, none) => {
            let detail = if none {
                not_here
            } else {
                format!("{not_here} {no_text}")
            };
            let invalid = InvalidValue::new("file_not_found", detail);
            Problem::invalid(vec![invalid.at(FILE_IDS)])
        }
    }
}

fn list(ids: &[FileId]) -> String {
    let ids: Vec<_> = ids.iter().map(FileId::to_string).collect();
    ids.join(", ")
}

/// A file that is read once more: a job waits for what was being read when it was made.
#[must_use]
pub fn source_processing(filename: &str) -> Failure {
    Failure::passing(
        SOURCE_PROCESSING,
        format!("{filename} is still being read. Try again when it is ready."),
    )
}

#[must_use]
pub fn source_gone(filename: &str) -> Failure {
    let detail = format!("{filename} is not stored any more. Upload it again.");
    Failure::permanent(SOURCE_FAILED, detail)
}

#[must_use]
pub fn source_changed(filename: &str) -> Failure {
    let detail = format!("{filename} was uploaded again after it was checked. Upload it anew.");
    Failure::permanent(SOURCE_FAILED, detail)
}

#[must_use]
pub fn source_unreadable(filename: &str, why: &str) -> Failure {
    let detail = format!("{filename} could not be read: {why}");
    Failure::permanent(SOURCE_FAILED, detail)
}

/// Of all sources together.
#[must_use]
pub fn sources_too_large(filename: &str) -> Failure {
    let most = limits::SOURCE / 1024 / 1024;
    let detail = format!(
        "The sources have more than {most} MB, from {filename} on. Name fewer in `file_ids`."
    );
    Failure::permanent(SOURCE_FAILED, detail)
}

/// Why a dry run can't read its sources.
#[must_use]
pub fn bad_source(failure: Failure) -> Problem {
    if failure.code == SOURCE_PROCESSING {
        Problem::conflict("transcription_not_ready", &failure.detail)
            .header("retry-after", RETRY_AFTER.to_string())
    } else if failure.retryable {
        Problem::storage_unavailable().caused_by(failure.detail)
    } else {
        let invalid = InvalidValue::new(failure.code, failure.detail);
        Problem::unprocessable(invalid.at(FILE_IDS))
    }
}

/// Nobody is asked in a dry run, so it is the request that can't be written from.
#[must_use]
pub fn bad_prompt(error: ProviderError) -> Problem {
    if error.retryable {
        Problem::internal(error)
    } else {
        let invalid = InvalidValue::new(error.code, error.detail);
        Problem::unprocessable(invalid.at("#"))
    }
}

/// A dry run's prompt is more than a response can hold.
#[must_use]
pub fn prompt_too_large() -> Problem {
    let most = limits::PAGE_BYTES / 1024 / 1024;
    let detail = format!("The prompt has more than {most} MB. Name fewer files in `file_ids`.");
    let invalid = InvalidValue::new("prompt_too_large", detail);
    Problem::unprocessable(invalid.at(FILE_IDS))
}

/// One to three different platforms.
#[must_use]
pub fn not_platforms() -> InvalidValue {
    let detail = "Give a list of one to three platforms, each once.";
    InvalidValue::new("not_an_array", detail)
}

/// One to all kinds.
#[must_use]
pub fn not_kinds() -> InvalidValue {
    let kinds = OutputKind::ALL.map(OutputKind::as_str).join(", ");
    let detail = format!("Give a list of one or more kinds, each once: {kinds}.");
    InvalidValue::new("not_an_array", detail)
}

#[must_use]
pub fn no_body_to_edit() -> Problem {
    let detail = "This output has no body to edit. Regenerate it first.";
    Problem::conflict("output_has_no_body", detail)
}

/// What an inbox shows of an email, in another kind of output.
#[must_use]
pub fn not_an_email(pointer: &str) -> FieldError {
    InvalidValue::new("not_an_email", "Only an email has this.").at(pointer)
}

/// A part of an email that an inbox would cut.
#[must_use]
pub fn cut_by_inboxes(pointer: &str, length: usize, limit: usize) -> FieldError {
    let detail = format!("Inboxes show {limit} characters, and this has {length}.");
    InvalidValue::new("too_long", detail)
        .at(pointer)
        .violation(violation("email", None, length, limit))
}

/// More than a platform takes, or an inbox shows: everything at once.
#[must_use]
pub fn post_too_long(errors: Vec<FieldError>) -> Problem {
    Problem::refused("post_too_long", errors)
}

/// What clients have put into an output's metadata.
#[must_use]
pub fn too_much_metadata(bytes: usize) -> Problem {
    let most = limits::METADATA;
    let detail = format!(
        "What is set in metadata has at most {most} bytes of JSON; this would make it {bytes}."
    );
    let invalid = InvalidValue::new("too_long", detail);
    Problem::invalid(vec![invalid.at("#/metadata")])
}

/// A body that is not as its kind must be.
#[must_use]
pub fn bad_body(error: &ContentError) -> Problem {
    let body = |code: &'static str| InvalidValue::new(code, format!("{error}.")).at("#/body");
    match *error {
        ContentError::Empty => Problem::invalid(vec![body("too_short")]),
        ContentError::NoTitle => Problem::invalid(vec![body("no_title")]),
        ContentError::Section(line) => {
            let violation = Violation {
                line: Some(line),
                ..Violation::default()
            };
            Problem::invalid(vec![body("unknown_section").violation(violation)])
        }
        ContentError::TooLong {
            platform,
            part,
            length,
            limit,
        } => {
            let violation = violation(platform.as_str(), Some(part), length, limit);
            post_too_long(vec![body("too_long").violation(violation)])
        }
        ContentError::ThreadTooLong { count, limit } => {
            let violation = violation(Platform::Twitter.as_str(), None, count, limit);
            post_too_long(vec![body("too_many_posts").violation(violation)])
        }
        ContentError::TooManyHashtags {
            platform,
            count,
            limit,
        } => {
            let violation = violation(platform.as_str(), None, count, limit);
            post_too_long(vec![body("too_many_hashtags").violation(violation)])
        }
    }
}

fn violation(
    platform: &'static str,
    part: Option<usize>,
    length: usize,
    limit: usize,
) -> Violation {
    Violation {
        platform: Some(platform),
        part,
        length: Some(length),
        limit: Some(limit),
        line: None,
    }
}

/// Why an output with this status has no text to export.
#[must_use]
pub fn output_not_ready(status: OutputStatus) -> Problem {
    let not_ready = |detail| Problem::conflict("output_not_ready", detail);
    match status {
        OutputStatus::Queued | OutputStatus::Processing => {
            not_ready("There is no text yet. Wait until the output is completed.")
                .header("retry-after", RETRY_AFTER.to_string())
        }
        OutputStatus::Completed | OutputStatus::Failed | OutputStatus::Cancelled => {
            not_ready("There is no text to export. Regenerate the output first.")
        }
    }
}

#[must_use]
pub fn bad_export(error: ExportError) -> Problem {
    match error {
        ExportError::TooLarge => {
            let detail = "This output is too large, or has too many parts, for this format. \
                          Shorten it, or export it as `md`.";
            Problem::conflict("export_too_large", detail)
        }
        ExportError::Unwritable(_) => Problem::internal(error),
    }
}
