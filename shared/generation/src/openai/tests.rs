use uuid::Uuid;

use super::*;
use crate::Source;

/// A brief with one source.
pub(super) fn brief(kind: Kind, text: &str) -> Brief {
    Brief {
        kind,
        title: "A project".to_owned(),
        topic: None,
        tone_of_voice: None,
        target_length: None,
        language: None,
        audience: None,
        platforms: crate::Platform::ALL.to_vec(),
        thread: false,
        include_hashtags: true,
        include_quotes: false,
        subject_line: None,
        preview_text: None,
        templates: Vec::new(),
        prompt_overrides: None,
        sources: vec![Source {
            file_id: Uuid::nil(),
            filename: "talk.txt".to_owned(),
            text: text.to_owned(),
            sha256: None,
        }],
    }
}
