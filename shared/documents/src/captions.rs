//! SubRip, WebVTT and YouTube's SBV to what was said, by whom and when.
//!
//! Ours, since the crates there are refuse whole files for what players forgive: a missing number, a comma for a dot, an
//! empty line inside of a cue. <https://www.w3.org/TR/webvtt1/>

mod cues;
mod markup;
mod rolling;

use crate::{Document, DocumentError, speech};

pub(crate) fn read(extension: &str, captions: &str) -> Result<Document, DocumentError> {
    let cues = cues::cues(captions, extension == "vtt")?;
    if cues.is_empty() && !captions.trim_start().starts_with("WEBVTT") {
        return Err(DocumentError::WrongKind(extension.to_owned()));
    }
    let said = rolling::once(cues)
        .into_iter()
        .map(cues::Cue::said)
        .collect();
    speech::document(speech::Talk {
        above: Vec::new(),
        said,
    })
}
