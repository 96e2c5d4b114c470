//! The parts of what is said in a recording or written in a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Role;

/// A part of the text and where it is in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Segment {
    /// Said from `start` to `end`, in seconds from the recording's beginning.
    Said {
        #[schemars(range(min = 0.0))]
        start: f64,
        #[schemars(range(min = 0.0))]
        end: f64,
        text: String,
        /// Where the provider tells voices apart, or the file says who speaks.
        speaker: Option<String>,
    },
    /// Of a document, with the page, from 1.
    Page {
        #[schemars(range(min = 1))]
        page: u32,
        text: String,
        /// Without one it is a paragraph.
        #[serde(default, skip_serializing_if = "Role::is_paragraph")]
        role: Role,
        /// Of a transcript without times, who speaks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speaker: Option<String>,
    },
    /// Of a document without pages, with the paragraph, from 1.
    Paragraph {
        #[schemars(range(min = 1))]
        paragraph: u32,
        text: String,
        /// Without one it is a paragraph.
        #[serde(default, skip_serializing_if = "Role::is_paragraph")]
        role: Role,
        /// Of a transcript without times, who speaks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speaker: Option<String>,
    },
}

impl Segment {
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Said { text, .. } | Self::Page { text, .. } | Self::Paragraph { text, .. } => {
                text
            }
        }
    }

    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        match self {
            Self::Said { speaker, .. }
            | Self::Page { speaker, .. }
            | Self::Paragraph { speaker, .. } => speaker.as_deref(),
        }
    }

    pub fn text_mut(&mut self) -> &mut String {
        match self {
            Self::Said { text, .. } | Self::Page { text, .. } | Self::Paragraph { text, .. } => {
                text
            }
        }
    }

    pub fn speaker_mut(&mut self) -> &mut Option<String> {
        match self {
            Self::Said { speaker, .. }
            | Self::Page { speaker, .. }
            | Self::Paragraph { speaker, .. } => speaker,
        }
    }

    /// Of what is said with times, none: it is a turn.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Said { .. } => None,
            Self::Page { role, .. } | Self::Paragraph { role, .. } => Some(*role),
        }
    }
}
