//! Tables of a source, whose cells say what their rows and columns are named.

use std::ops::Range;

use domain::Role;

use crate::Source;

/// Lines of a table, its head included, and cells of a line.
const ROWS: usize = 3;
const CELLS: usize = 2;

/// A line that says a cell of a table, as `Ashgate, Loss: 17.5 %`.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) row: String,
    pub(super) said: String,
}

/// The bytes of a table, and its cells that have figures.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) at: Range<usize>,
    pub(super) cells: Vec<Cell>,
}

/// Of a source whose reader found rows, or whose text has bars or tabs between cells.
pub(super) fn of(source: &Source) -> Vec<Table> {
    let begin = source.text.as_ptr().addr();
    let lines = source.paragraphs().into_iter().flat_map(|paragraph| {
        let is_row = paragraph.role == Role::Row;
        paragraph.text.lines().map(move |line| (line, is_row))
    });
    let mut tables = Vec::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut at = 0..0;
    for (line, is_row) in lines {
        let start = line.as_ptr().addr() - begin;
        let cells = cells(line, is_row);
        let goes_on = rows.last().is_some_and(|last| last.len() == cells.len());
        if !goes_on {
            tables.extend(table(&rows, at.clone()));
            rows.clear();
            at.start = start;
        }
        if cells.len() >= CELLS {
            at.end = start + line.len();
            rows.push(cells);
        }
    }
    tables.extend(table(&rows, at));
    tables
}

fn cells(line: &str, is_row: bool) -> Vec<&str> {
    let line = line.trim().trim_matches('|');
    let sign = ["|", "\t"].into_iter().find(|sign| line.contains(sign));
    // A reader's rows have commas.
    match sign.or(is_row.then_some(", ")) {
        Some(sign) => line.split(sign).map(str::trim).collect(),
        None => Vec::new(),
    }
}

fn table(rows: &[Vec<&str>], at: Range<usize>) -> Option<Table> {
    let (head, rows) = rows.split_first()?;
    let has_figure = |cell: &&str| cell.contains(|c: char| c.is_numeric());
    let is_table = rows.len() + 1 >= ROWS
        && !head[1..].iter().any(|cell| starts_with_number(cell))
        && rows.iter().any(|row| row[1..].iter().any(has_figure));
    if !is_table {
        return None;
    }
    let cells = rows.iter().flat_map(|row| {
        let named = row.iter().zip(head).skip(1);
        let named = named.filter(|(cell, _)| has_figure(cell));
        named.map(|(cell, head)| Cell {
            row: row[0].to_owned(),
            said: format!("{}, {}", row[0], said(cell, head)),
        })
    });
    Some(Table {
        at,
        cells: cells.collect(),
    })
}

fn starts_with_number(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_numeric())
}

/// `Loss: 17.5 %` of `17.5` under `Loss (%)`.
fn said(cell: &str, head: &str) -> String {
    let (name, unit) = match head.split_once(['(', '[']) {
        Some((name, unit)) => (name.trim(), unit.trim_end_matches([')', ']', ' '])),
        None => (head, ""),
    };
    let bare = cell
        .chars()
        .all(|c| c.is_numeric() || ".,'’ -−–\u{A0}\u{202F}".contains(c));
    let sign = unit.chars().next().filter(|c| "$€£¥₽₹".contains(*c));
    match sign {
        Some(sign) if bare => {
            let scale = unit[sign.len_utf8()..].trim();
            format!("{name}: {sign}{cell} {scale}")
        }
        _ if bare && !unit.is_empty() => format!("{name}: {cell} {unit}"),
        _ => format!("{name}: {cell}"),
    }
}

#[cfg(test)]
mod tests {
    use domain::OutputKind;

    use super::*;
    use crate::{brief::brief, source::Part};

    fn said(text: &str, parts: Vec<Part>) -> Vec<String> {
        let mut source = brief(OutputKind::Blog, text).sources.remove(0);
        source.parts = parts;
        let cells = of(&source).into_iter().flat_map(|table| table.cells);
        cells.map(|cell| cell.said).collect()
    }

    #[test]
    fn a_cell_says_its_row_its_column_and_its_unit() {
        let bars = "Table 1.\n\nNetwork | Loss (%) | Cost ($ million) | Repairs\nAshgate | 17.5 | 2.1 | 312\nCorran | 13 | 0.4 | none\n\nThe rest.";
        let cells = [
            "Ashgate, Loss: 17.5 %",
            "Ashgate, Cost: $2.1 million",
            "Ashgate, Repairs: 312",
            "Corran, Loss: 13 %",
            "Corran, Cost: $0.4 million",
        ];
        assert_eq!(said(bars, Vec::new()), cells);
        let rows = "Network, Loss (%)\n\nAshgate, 17.5\n\nCorran, 13";
        let part = |text: &str| Part {
            role: Role::Row,
            speaker: None,
            chars: text.chars().count(),
        };
        let parts = rows.split("\n\n").map(part).collect();
        assert_eq!(
            said(rows, parts),
            ["Ashgate, Loss: 17.5 %", "Corran, Loss: 13 %"]
        );
    }

    #[test]
    fn what_has_no_head_is_no_table() {
        for text in [
            "a | b\nc | d\ne | f",
            "Ashgate | 17\nCorran | 13\nDunmere | 11",
            "Home | News | 2024",
            "Ashgate, 17.5\n\nCorran, 13\n\nDunmere, 9",
        ] {
            assert_eq!(said(text, Vec::new()), Vec::<String>::new(), "{text}");
        }
    }
}
