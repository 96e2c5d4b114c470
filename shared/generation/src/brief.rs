//! Everything that a provider may know of what is asked for.

use domain::{FileId, OutputKind, Platform};
use schemars::JsonSchema;
use serde::Serialize;

use crate::hash;

#[derive(Debug, Clone)]
pub struct Brief {
    pub kind: OutputKind,
    /// The project's title.
    pub title: String,
    pub topic: Option<String>,
    pub tone_of_voice: Option<String>,
    /// Words.
    pub target_length: Option<u32>,
    /// A language tag or name; `None`: the sources' own.
    pub language: Option<String>,
    pub audience: Option<String>,
    /// For a social set: one post each.
    pub platforms: Vec<Platform>,
    /// On X a thread instead of one post.
    pub thread: bool,
    pub include_hashtags: bool,
    pub include_quotes: bool,
    pub subject_line: Option<String>,
    pub preview_text: Option<String>,
    /// Texts to choose from, from 1.
    pub variants: u32,
    /// Template type (`blog`, `twitter` …) and prompt.
    pub templates: Vec<(String, String)>,
    /// Appended to the prompt.
    pub prompt_overrides: Option<String>,
    pub sources: Vec<Source>,
}

#[derive(Debug, Clone)]
pub struct Source {
    pub file_id: FileId,
    pub filename: String,
    /// Clean text: paragraphs separated by an empty line.
    pub text: String,
    /// Of the file's bytes, in hex, where they are known.
    pub sha256: Option<String>,
}

impl Source {
    /// Of the file's bytes where they are known, else of the text.
    #[must_use]
    pub fn sha256(&self) -> String {
        let own = || hash::sha256(&self.text);
        self.sha256.clone().unwrap_or_else(own)
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceUsed {
    pub file_id: FileId,
    pub sha256: String,
}

impl Brief {
    /// Words to aim at.
    pub(crate) fn target_words(&self) -> u32 {
        self.target_length.unwrap_or(self.kind.default_words())
    }

    pub(crate) fn sources_used(&self) -> Vec<SourceUsed> {
        let used = |source: &Source| SourceUsed {
            file_id: source.file_id,
            sha256: source.sha256(),
        };
        self.sources.iter().map(used).collect()
    }
}

#[cfg(test)]
/// A brief with one source.
pub(crate) fn brief(kind: OutputKind, text: &str) -> Brief {
    Brief {
        kind,
        title: "A project".to_owned(),
        topic: None,
        tone_of_voice: None,
        target_length: None,
        language: None,
        audience: None,
        platforms: Platform::ALL.to_vec(),
        thread: false,
        include_hashtags: true,
        include_quotes: false,
        subject_line: None,
        preview_text: None,
        variants: 1,
        templates: Vec::new(),
        prompt_overrides: None,
        sources: vec![Source {
            file_id: FileId(uuid::Uuid::nil()),
            filename: "talk.txt".to_owned(),
            text: text.to_owned(),
            sha256: None,
        }],
    }
}
