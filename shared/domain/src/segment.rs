//! The parts of what is said in a recording or written in a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
        /// Where the provider tells voices apart.
        speaker: Option<String>,
    },
    /// Of a document, with the page, from 1.
    Page {
        #[schemars(range(min = 1))]
        page: u32,
        text: String,
    },
    /// Of a document without pages, with the paragraph, from 1.
    Paragraph {
        #[schemars(range(min = 1))]
        paragraph: u32,
        text: String,
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
}
