//! What all readers hand on: the parts of a document, each with its role and its place.

use serde::{Deserialize, Serialize};

/// What a part of a document is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// As the file states it.
    Title,
    Heading,
    #[default]
    Paragraph,
    Item,
    Quotation,
    /// Of a table of data; its cells are parted by commas.
    Row,
    /// What one speaker says.
    Turn,
    /// Below a picture or above a table.
    Caption,
    /// At the foot of a page or at the end.
    Note,
    /// What is heard and not said.
    Cue,
    /// Around the text and none of it: menus, banners, what a program adds.
    Furniture,
}

impl Role {
    /// Whether it is a part of the text.
    #[must_use]
    pub const fn is_text(self) -> bool {
        !matches!(self, Self::Cue | Self::Furniture)
    }
}

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
}
