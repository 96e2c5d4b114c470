//! What all readers hand on: the parts of a document, each with its role and its place.

use serde::{Deserialize, Serialize};

use crate::{Document, DocumentError, Position, Segment, clean, join, leftovers, lines, speech};

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

/// The document of these parts; their paragraphs are counted.
pub(crate) fn document(mut blocks: Vec<Block>) -> Result<Document, DocumentError> {
    for block in &mut blocks {
        block.text = clean::visible_lines(&block.text);
    }
    leftovers::remove(&mut blocks);
    title(&mut blocks);
    if let Some(said) = speech::transcript(&blocks) {
        return speech::document(said);
    }
    let segments = lines::units(blocks)
        .into_iter()
        .filter(|block| block.role.is_text())
        .zip(1..)
        .map(|(block, number)| Segment {
            position: Position::Paragraph(number),
            text: block.text,
            speaker: None,
            role: block.role,
            continues: false,
        })
        .collect();
    Document::of(segments)
}

/// A heading above all else is the title, where the file states no other.
fn title(blocks: &mut [Block]) {
    let has_title = blocks.iter().any(|block| block.role == Role::Title);
    let first = blocks.iter_mut().find(|block| block.role.is_text());
    if let Some(first) = first.filter(|first| !has_title && first.role == Role::Heading) {
        first.role = Role::Title;
    }
}

/// The text of segments: paragraphs separated by an empty line.
pub(crate) fn text(segments: &[Segment]) -> String {
    let mut text = String::new();
    let mut paragraph = String::new();
    for segment in segments {
        if segment.continues && !paragraph.is_empty() {
            join::append(&mut paragraph, &segment.text);
        } else {
            close(&mut text, &mut paragraph);
            paragraph.push_str(&segment.text);
        }
    }
    close(&mut text, &mut paragraph);
    text
}

fn close(text: &mut String, paragraph: &mut String) {
    if !text.is_empty() && !paragraph.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
    paragraph.clear();
}
