//! What all readers hand on: the parts of a document, each with its role and its place.

use domain::Role;

use crate::clean;

/// Between the cells of a row, until the document is put together.
pub(crate) const CELL: &str = "\u{1F}";

/// A part as a reader finds it. A line end in its text is the file's own, and may be a wrap.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Block {
    pub(crate) role: Role,
    pub(crate) text: String,
    /// Of a file that has some, counted from 1.
    pub(crate) page: u32,
    /// All of it is a link to something else.
    pub(crate) leads: bool,
    /// All of it is printed in bold.
    pub(crate) is_bold: bool,
    /// What it begins with in bold, where more stands behind that.
    pub(crate) lead: String,
}

impl Block {
    pub(crate) fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
            ..Self::default()
        }
    }

    /// One of which so many bytes, without spaces, are links, and so many in bold.
    pub(crate) fn marked(self, linked: usize, bold: usize) -> Self {
        /// Of signs beside them.
        const SIGNS: usize = 3;
        let all = inked(&self.text);
        let is_all = |bytes: usize| bytes > 0 && all <= bytes + SIGNS;
        Self {
            leads: is_all(linked),
            is_bold: is_all(bold),
            ..self
        }
    }

    /// One that begins with this in bold.
    pub(crate) fn led_by(self, bold: &str) -> Self {
        let lead = clean::line(bold);
        Self { lead, ..self }
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.text.split(CELL)
    }
}

/// Without those that are marked, unless that is all of them.
pub(crate) fn without(blocks: &mut Vec<Block>, is_left: &[bool]) {
    if is_left.contains(&false) {
        let mut is_left = is_left.iter();
        blocks.retain(|_| !is_left.next().is_some_and(|left| *left));
    }
}

/// The lines of all blocks, each with its block's place.
pub(crate) fn lines(blocks: &[Block]) -> Vec<(usize, &str)> {
    let numbered = blocks.iter().enumerate();
    numbered
        .flat_map(|(place, block)| block.text.lines().map(move |line| (place, line)))
        .collect()
}

/// Without those of [`lines`] that are marked, unless that is all of them.
pub(crate) fn without_lines(blocks: &mut Vec<Block>, is_left: &[bool]) {
    if !is_left.contains(&true) || !is_left.contains(&false) {
        return;
    }
    let mut is_left = is_left.iter();
    blocks.retain_mut(|block| {
        let count = block.text.lines().count();
        let kept = block.text.lines().zip(is_left.by_ref().take(count));
        let kept: Vec<&str> = kept
            .filter(|(_, left)| !**left)
            .map(|(line, _)| line)
            .collect();
        if kept.len() == count {
            return true;
        }
        let is_empty = kept.is_empty();
        block.text = kept.join("\n");
        !is_empty
    });
}

/// Bytes that are no spaces.
pub(crate) fn inked(text: &str) -> usize {
    text.bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .count()
}
