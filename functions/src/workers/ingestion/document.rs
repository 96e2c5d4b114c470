//! What is written in a document, or shown as its captions.

use documents::{Turn, read_bounded};
use domain::{Failure, Progress, Segment, Stage};
use models::{ingestion::IngestionInput, transcriptions::NewTranscription};
use ring::digest::{SHA256, digest};
use web::hex;

use super::{AttemptError, Ingestion};
use crate::{
    files::{segment, word_count},
    workers::Attempt,
};

impl Ingestion {
    pub(super) async fn read_document(
        &self,
        input: &IngestionInput,
        extension: &str,
        attempt: &Attempt,
    ) -> Result<NewTranscription, AttemptError> {
        let turn = Turn::wait().await;
        attempt.tell(Progress::begin(Stage::Reading));
        let bytes = self
            .storage
            .get(
                &input.path,
                input.etag.as_deref(),
                documents::limits::PACKED_BYTES,
            )
            .await?;
        let document = read_bounded(&turn, extension, &bytes)
            .await
            .map_err(|error| Failure {
                code: error.code().to_owned(),
                detail: sentence(&error.to_string()),
                retryable: error.is_passing(),
            })?;
        let segments: Vec<_> = document.segments.into_iter().map(segment).collect();
        let last = segments.iter().filter_map(end).reduce(f64::max);
        Ok(NewTranscription {
            language: None,
            duration_seconds: last,
            word_count: word_count(&document.text),
            text: document.text,
            segments,
            provider: None,
            model: None,
            sha256: hex(digest(&SHA256, &bytes).as_ref()),
        })
    }
}

fn end(segment: &Segment) -> Option<f64> {
    match segment {
        Segment::Said { end, .. } => Some(*end),
        Segment::Page { .. } | Segment::Paragraph { .. } => None,
    }
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), rest.as_str())
}
