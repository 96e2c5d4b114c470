//! A transcript in the columns of a table: who speaks, when, and what is said over several lines.

use std::collections::{HashMap, HashSet};

use super::{
    lines::{Line, Page},
    spaces::CELLS,
};
use crate::{
    Role,
    block::{Block, CELL},
    clean,
    divided::Words,
    speech,
};

/// Cells of such a row.
const COLUMNS: usize = 4;
/// Lines with cells from which on a file has a table.
const TABLE: usize = 3;
/// People of one talk.
const SPEAKERS: usize = 50;

/// A row of such a table, with where its cells begin.
struct Row<'a> {
    first: &'a Line,
    starts: Vec<f64>,
    cells: Vec<String>,
}

/// Lines that have a time in a cell begin rows, and those below them go on with the cells above them; all others are paragraphs.
pub(super) fn blocks(pages: &[Page]) -> Vec<Block> {
    let lines = || pages.iter().flat_map(|page| &page.lines);
    // Elsewhere a time and what comes after it are one line.
    let is_table = lines().filter(|line| line.cells.len() > 1).count() >= TABLE;
    let words = Words::of(lines().map(|line| line.text.as_str()));
    let mut blocks: Vec<Block> = Vec::new();
    let mut rows: Vec<(usize, Row<'_>)> = Vec::new();
    let mut is_open = false;
    for line in lines() {
        let cells = cells(line, is_table);
        if cells.is_empty() {
            continue;
        }
        if is_open
            && !cells.iter().any(|(_, cell)| is_time(cell))
            && let Some((_, row)) = rows.last_mut()
            && row.goes_on(&cells)
        {
            row.append(cells, &words);
            continue;
        }
        let is_row = cells.len() <= COLUMNS && (is_table || cells.len() > 1);
        is_open = is_row && cells.iter().any(|(_, cell)| is_time(cell));
        let (starts, cells): (Vec<f64>, Vec<String>) = cells.into_iter().unzip();
        if is_open {
            rows.push((
                blocks.len(),
                Row {
                    first: line,
                    starts,
                    cells,
                },
            ));
            blocks.push(Block::new(Role::Row, ""));
        } else {
            blocks.push(Block::new(Role::Paragraph, cells.join(" ")));
        }
    }
    let mut names: HashSet<String> = rows
        .iter()
        .filter_map(|(_, row)| row.name().map(str::to_owned))
        .collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in rows.iter().filter_map(|(_, row)| row.leads()) {
        *counts.entry(name).or_default() += 1;
    }
    names.extend(
        counts
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(name, _)| name),
    );
    for (place, mut row) in rows {
        if names.len() <= SPEAKERS {
            row.part(&names);
        }
        blocks[place].text = row.cells.join(CELL);
    }
    blocks
}

/// The cells of a line, each with where it begins.
fn cells(line: &Line, is_table: bool) -> Vec<(f64, String)> {
    let texts: Vec<&str> = line.text.split(CELLS).collect();
    // Where signs were joined, nobody knows where the others begin.
    let start = |at: usize| {
        line.cells
            .get(at)
            .copied()
            .filter(|_| line.cells.len() == texts.len())
    };
    let cells = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (start(at).unwrap_or(line.x), clean::line(text)));
    let mut cells: Vec<(f64, String)> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
    // Beside a time there may be no room.
    let timed = cells.first().and_then(|(start, first)| {
        let (time, rest) = first.split_once(' ').filter(|(time, _)| is_time(time))?;
        let is_apart = is_table && rest.starts_with(char::is_uppercase);
        let rest = is_apart.then_some(rest)?;
        Some((*start, time.to_owned(), rest.to_owned()))
    });
    if let Some((start, time, rest)) = timed {
        cells.splice(
            0..1,
            [(start, time), (line.second.unwrap_or(f64::MAX), rest)],
        );
    }
    cells
}

impl Row<'_> {
    /// Whether each of these cells stands below one of the row's, or behind them all.
    fn goes_on(&self, cells: &[(f64, String)]) -> bool {
        cells
            .iter()
            .all(|(start, _)| *start > self.first.x + self.first.size)
            && (cells.len() == 1 || cells.iter().all(|(start, _)| self.column(*start).is_some()))
    }

    fn column(&self, start: f64) -> Option<usize> {
        self.starts
            .iter()
            .position(|own| (own - start).abs() < self.first.size)
    }

    fn append(&mut self, cells: Vec<(f64, String)>, words: &Words<'_>) {
        for (start, cell) in cells {
            let is_behind = self.starts.iter().all(|own| start > own + self.first.size);
            // Cells may be drawn one after the other, each with all of its lines.
            if is_behind && self.cells.len() < COLUMNS && self.cells.len() < 3 {
                self.starts.push(start);
                self.cells.push(cell);
                continue;
            }
            let last = self.cells.len() - 1;
            let column = self.column(start).unwrap_or(last);
            words.append(&mut self.cells[column], &cell);
        }
    }

    /// What stands between the time and what is said.
    fn name(&self) -> Option<&str> {
        let [time, name, _] = &self.cells[..] else {
            return None;
        };
        is_time(time).then_some(name)
    }

    /// Two words before what is said that may be a name.
    fn leads(&self) -> Option<String> {
        let [time, said, ..] = &self.cells[..] else {
            return None;
        };
        let words: Vec<&str> = said.splitn(3, ' ').collect();
        let are_names = words.len() == 3
            && words
                .iter()
                .all(|word| word.starts_with(char::is_uppercase));
        (is_time(time) && are_names).then(|| words[..2].join(" "))
    }

    /// A name beside which there was no room: `Karim Osman I drove that train`.
    fn part(&mut self, names: &HashSet<String>) {
        let [time, said, below @ ..] = &self.cells[..] else {
            return;
        };
        if !is_time(time) {
            return;
        }
        let parted = names.iter().find_map(|name| {
            let rest = said.strip_prefix(name.as_str())?.strip_prefix(' ')?;
            Some((name.clone(), rest.to_owned()))
        });
        if let Some((name, said)) = parted {
            let said = std::iter::once(said).chain(below.iter().cloned());
            let said = said.collect::<Vec<_>>().join(" ");
            self.cells = vec![time.clone(), name, said];
        }
    }
}

/// Tables of other things have none.
fn is_time(cell: &str) -> bool {
    let bare = cell.trim_matches(['[', ']', '(', ')']);
    speech::seconds(bare).is_some_and(|(_, rest)| rest.is_empty())
}
