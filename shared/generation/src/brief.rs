//! Everything that a provider may know of what is asked for.

use domain::{OutputKind, Platform};

use crate::{Source, SourceUsed};

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
    /// Names and terms in the spelling that is right, whether a source has them or not.
    pub vocabulary: Vec<String>,
    pub sources: Vec<Source>,
}

impl Brief {
    /// Nothing is wished for but the kind.
    #[must_use]
    pub fn new(kind: OutputKind, title: &str, sources: Vec<Source>) -> Self {
        Self {
            kind,
            title: title.to_owned(),
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
            vocabulary: Vec::new(),
            sources,
        }
    }

    /// Words to aim at.
    pub(crate) fn target_words(&self) -> u32 {
        self.target_length.unwrap_or(self.kind.default_words())
    }

    pub(crate) fn sources_used(&self) -> Vec<SourceUsed> {
        self.sources.iter().map(Source::used).collect()
    }
}

#[cfg(test)]
/// A brief with one source.
pub(crate) fn brief(kind: OutputKind, text: &str) -> Brief {
    Brief::new(
        kind,
        "A project",
        vec![Source {
            file_id: domain::FileId(uuid::Uuid::nil()),
            filename: "talk.txt".to_owned(),
            text: text.to_owned(),
            parts: Vec::new(),
            sha256: None,
            text_version: None,
        }],
    )
}
