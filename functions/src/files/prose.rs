//! The text of a file that is its own text. Nobody stores it: whoever wants it reads it anew, and the positions of what is
//! written from it count in what is read.

use documents::{Document, Position};
use domain::{FileId, Segment, Timestamp};
use models::transcriptions::{Transcribed, Transcription};
use storage::{Storage, StorageError};
use web::Problem;

use super::{problems, word_count};
use crate::storage_problem;

/// Whether a file of this path is read anew where nothing of it is stored.
#[must_use]
pub fn is_prose(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        documents::PROSE.contains(&extension.to_ascii_lowercase().as_str())
    })
}

/// Its text, as a transcription that nobody has stored.
pub async fn read_prose(
    storage: &Storage,
    id: FileId,
    file: &Transcribed,
) -> Result<Transcription, Problem> {
    let extension = file.path.rsplit('.').next().unwrap_or_default();
    let bytes = storage
        .get(
            &file.path,
            file.etag.as_deref(),
            documents::limits::TEXT_BYTES,
        )
        .await
        .map_err(|error| match error {
            StorageError::NotFound => problems::unreadable_prose(problems::NOT_STORED),
            StorageError::Changed => problems::unreadable_prose(
                "it was uploaded again after it was checked; upload it anew",
            ),
            StorageError::TooLarge(_) => problems::transcription_too_large(),
            other => storage_problem(other),
        })?;
    let document = documents::read(&extension.to_ascii_lowercase(), &bytes)
        .map_err(|error| problems::unreadable_prose(&error.to_string()))?;
    Ok(transcription(id, file.created_at, document))
}

fn transcription(file: FileId, created_at: Timestamp, document: Document) -> Transcription {
    Transcription {
        id: file.0,
        file_id: file,
        language: None,
        duration_seconds: None,
        word_count: word_count(&document.text),
        text: document.text,
        provider: None,
        model: None,
        created_at,
        version: 1,
        corrected_at: None,
        speakers: Vec::new(),
        segments: document.segments.into_iter().map(segment).collect(),
    }
}

/// As it is stored and shown.
#[must_use]
pub fn segment(
    documents::Segment {
        position,
        text,
        speaker,
        role,
        ..
    }: documents::Segment,
) -> Segment {
    match position {
        Position::Page(page) => Segment::Page {
            page,
            text,
            role,
            speaker,
        },
        Position::Paragraph(paragraph) => Segment::Paragraph {
            paragraph,
            text,
            role,
            speaker,
        },
        Position::Time { start, end } => Segment::Said {
            start,
            end,
            text,
            speaker,
        },
    }
}
