//! Rows of tables: of data, or of what they only place.

use crate::{
    Role,
    block::{self, Block},
};

/// Words of a cell of data, where it has more than one paragraph.
const CELL: usize = 25;

/// A row of data is a block, its cells parted by commas; where one cell holds all, or cells hold texts, a table only places
/// them.
pub(super) fn row(cells: Vec<Vec<Block>>) -> Vec<Block> {
    let words = |cell: &[Block]| -> usize {
        cell.iter()
            .map(|block| block.text.split_whitespace().count())
            .sum()
    };
    let places = cells.len() < 2
        || cells.iter().any(|cell| {
            cell.iter()
                .any(|block| block.role == Role::Row || block.role == Role::Title)
                || (cell.len() > 1 && words(cell) > CELL)
        });
    if places {
        return cells.into_iter().flatten().collect();
    }
    let cells: Vec<String> = cells
        .into_iter()
        .map(|cell| {
            cell.into_iter()
                .map(|block| block.text.replace('\n', " "))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let text = cells.join(block::CELL);
    if cells.iter().all(String::is_empty) {
        Vec::new()
    } else {
        vec![Block::new(Role::Row, text)]
    }
}
