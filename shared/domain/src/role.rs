//! What a part of a document is in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
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

    #[must_use]
    pub const fn is_paragraph(&self) -> bool {
        matches!(self, Self::Paragraph)
    }
}
