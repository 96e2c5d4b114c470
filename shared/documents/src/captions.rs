//! SubRip and WebVTT to what was said, by whom and when.
//!
//! Ours, since the crates there are refuse whole files for what players forgive: a missing number, a comma for a dot, an
//! empty line inside of a cue. <https://www.w3.org/TR/webvtt1/>

mod cues;
mod rolling;

use cues::Cue;

use crate::{Document, DocumentError, Position, Segment, limits};

/// A segment a cue. A new paragraph begins with another speaker and after a silence.
pub(crate) fn read(extension: &str, captions: &str) -> Result<Document, DocumentError> {
    let cues = cues::cues(captions, extension == "vtt")?;
    if cues.is_empty() && !captions.trim_start().starts_with("WEBVTT") {
        return Err(DocumentError::WrongKind(extension.to_owned()));
    }
    let cues = rolling::once(cues);
    let mut text = String::new();
    let mut last: Option<&Cue> = None;
    for cue in &cues {
        if let Some(last) = last {
            let pause = cue.start - last.end >= limits::PAUSE;
            let parted = pause || cue.turn || cue.speaker != last.speaker;
            text.push_str(if parted { "\n\n" } else { " " });
        }
        text.push_str(&cue.text);
        last = Some(cue);
    }
    let segments = cues
        .into_iter()
        .map(|cue| Segment {
            position: Position::Time {
                start: cue.start,
                end: cue.end,
            },
            text: cue.text,
            speaker: cue.speaker,
        })
        .collect();
    Document::of(text, segments)
}
