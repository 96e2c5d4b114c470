//! Which passages of the sources a paragraph rests on.

use domain::FileId;
use schemars::JsonSchema;
use serde::Serialize;

/// What a paragraph rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Provenance {
    /// Its number among the body's paragraphs, headings and lists, which empty lines part, from 0; code doesn't count.
    pub paragraph: usize,
    /// Empty where nothing in the sources supports it.
    pub sources: Vec<Passage>,
}

/// A passage of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage {
    pub file_id: FileId,
    /// Characters into the source's text.
    pub start: usize,
    pub end: usize,
}
