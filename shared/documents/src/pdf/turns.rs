//! A transcript in the columns of a table: who speaks, when, and what is said over several lines.

use super::{
    lines::{Line, Page},
    spaces::CELLS,
};
use crate::{
    Role,
    block::{Block, CELL},
    clean, join, speech,
};

/// Cells of such a row.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=4;

/// Lines that have cells and a time are rows, and the lines further in below them go on with the last cell; all others are paragraphs.
pub(super) fn blocks(pages: &[Page]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut row: Option<&Line> = None;
    for line in pages.iter().flat_map(|page| &page.lines) {
        let cells: Vec<String> = line
            .text
            .split(CELLS)
            .map(clean::line)
            .filter(|cell| !cell.is_empty())
            .collect();
        let goes_on = |row: &Line| line.x > row.x + row.size && cells.len() == 1;
        match (row, blocks.last_mut()) {
            (Some(begun), Some(open)) if goes_on(begun) => {
                join::append(&mut open.text, &cells[0]);
            }
            _ if COLUMNS.contains(&cells.len()) && cells.iter().any(|cell| is_time(cell)) => {
                blocks.push(Block::new(Role::Row, cells.join(CELL)));
                row = Some(line);
            }
            _ => {
                blocks.push(Block::new(Role::Paragraph, cells.join(" ")));
                row = None;
            }
        }
    }
    blocks
}

/// Tables of other things have none.
fn is_time(cell: &str) -> bool {
    let bare = cell.trim_matches(['[', ']', '(', ')']);
    speech::seconds(bare).is_some_and(|(_, rest)| rest.is_empty())
}
