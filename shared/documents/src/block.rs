//! What all readers hand on: the parts of a document, each with its role and its place.

use domain::Role;

/// Between the cells of a row, until the document is put together.
pub(crate) const CELL: &str = "\u{1F}";

/// A part as a reader finds it. A line end in its text is the file's own, and may be a wrap.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Block {
    pub(crate) role: Role,
    pub(crate) text: String,
}

impl Block {
    pub(crate) fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
        }
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.text.split(CELL)
    }
}
