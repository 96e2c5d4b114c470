//! Tables of data and tables that place things: of the first each row is a block, of the second what stands in the cells.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

/// Words of a cell in a table of data, at most, on the whole.
const CELL: usize = 30;

/// The rows of the tables of data.
#[derive(Default)]
pub(super) struct Layout(HashSet<NodeId>);

impl Layout {
    pub(super) fn of(root: ElementRef<'_>) -> Self {
        let mut rows = HashSet::new();
        for table in root
            .descendent_elements()
            .filter(|element| element.value().name() == "table")
        {
            if is_data(table) {
                rows.extend(own_rows(table).map(|row| row.id()));
            }
        }
        // Rows without a table around them, as fragments have them.
        Self(rows)
    }

    pub(super) fn is_data(&self, row: NodeId) -> bool {
        self.0.contains(&row)
    }
}

/// Not those of a table inside of it.
fn own_rows(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    table
        .child_elements()
        .flat_map(|child| match child.value().name() {
            "tbody" | "thead" | "tfoot" => child.child_elements().collect::<Vec<_>>(),
            _ => vec![child],
        })
        .filter(|element| element.value().name() == "tr")
}

fn is_data(table: ElementRef<'_>) -> bool {
    if matches!(table.attr("role"), Some("presentation" | "none")) {
        return false;
    }
    let mut heads = false;
    let mut widest = 0;
    for row in own_rows(table) {
        let mut cells = 0;
        for cell in row.child_elements() {
            cells += 1;
            heads |= cell.value().name() == "th";
            let mut blocks = 0;
            for element in cell.descendent_elements() {
                match element.value().name() {
                    "table" | "h1" | "h2" | "h3" | "article" | "section" => return false,
                    "p" | "div" | "li" => blocks += 1,
                    _ => {}
                }
            }
            let words: usize = cell
                .text()
                .map(|text| text.split_whitespace().count())
                .sum();
            if words > CELL && (blocks > 1 || !heads) {
                return false;
            }
        }
        widest = widest.max(cells);
    }
    widest > 1
}
