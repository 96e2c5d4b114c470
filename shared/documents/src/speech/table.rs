//! A transcript in a table: a column of times, one of names, one of what is said, in any order.

use std::collections::HashSet;

use super::{clock, names};
use crate::{Role, block::Block};

/// Rows of a transcript.
const ROWS: usize = 4;
/// Words that somebody says at once, in the mean.
const WORDS: usize = 4;

/// The blocks with a line for each row, as transcripts have them; `None` where no table is like one.
pub(crate) fn rows(blocks: &[Block]) -> Option<Vec<Block>> {
    let rows = blocks.iter().filter(|block| block.role == Role::Row);
    let columns = Columns::of(&rows.map(|row| row.cells().collect()).collect::<Vec<_>>())?;
    let lines = blocks.iter().filter_map(|block| match block.role {
        Role::Row => columns
            .line(&block.cells().collect::<Vec<_>>())
            .map(|line| Block::new(Role::Paragraph, line)),
        _ => Some(block.clone()),
    });
    Some(lines.collect())
}

struct Columns {
    time: Option<usize>,
    name: Option<usize>,
    said: usize,
}

impl Columns {
    fn of(rows: &[Vec<&str>]) -> Option<Self> {
        let widest = rows
            .iter()
            .map(Vec::len)
            .max()
            .filter(|_| rows.len() >= ROWS)?;
        let cells = |column: usize| {
            rows.iter()
                .map(move |row| row.get(column).copied().unwrap_or_default())
        };
        let words = |column: usize| {
            cells(column)
                .map(|cell| cell.split_whitespace().count())
                .sum::<usize>()
        };
        // One row may be the table's head.
        let most = |count: usize| (count + 1) * 5 >= rows.len() * 4;
        let time =
            (0..widest).find(|column| most(cells(*column).filter(|cell| is_time(cell)).count()));
        let said = (0..widest)
            .filter(|column| Some(*column) != time)
            .max_by_key(|column| words(*column))?;
        let name = (0..widest)
            .filter(|column| Some(*column) != time && *column != said)
            .find(|column| {
                let all: HashSet<&str> = cells(*column)
                    .map(bare)
                    .filter(|cell| !cell.is_empty())
                    .collect();
                let are_names = cells(*column)
                    .filter(|cell| cell.is_empty() || names::is_name(bare(cell)))
                    .count();
                most(are_names) && !all.is_empty() && all.len() * 2 <= rows.len() + 1
            });
        let is_speech = words(said) >= WORDS * rows.len() && (time.is_some() || name.is_some());
        is_speech.then_some(Self { time, name, said })
    }

    /// `[0:12] Maya Torres: What did you change?`; `None` of the head.
    fn line(&self, cells: &[&str]) -> Option<String> {
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| cells.get(column).copied())
                .unwrap_or_default()
        };
        let (time, name, said) = (cell(self.time), cell(self.name), cell(Some(self.said)));
        if self.time.is_some() && !is_time(time) || is_head(name) {
            return None;
        }
        let mut line = String::new();
        if !time.is_empty() {
            line.extend(["[", time.trim_matches(['[', ']', '(', ')']), "] "]);
        }
        if !name.is_empty() {
            line.extend([bare(name), ": "]);
        }
        line.push_str(said);
        Some(line)
    }
}

/// `NARRATOR` of `2. NARRATOR:`, as a script counts what is said.
fn bare(cell: &str) -> &str {
    let counted = cell.split_once(". ").filter(|(number, _)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let cell = counted.map_or(cell, |(_, rest)| rest);
    cell.trim().trim_end_matches(':')
}

fn is_head(name: &str) -> bool {
    let lower = name.to_lowercase();
    [
        "speaker",
        "name",
        "who",
        "sprecher",
        "sprecherin",
        "orador",
        "locuteur",
        "hablante",
        "说话人",
    ]
    .contains(&lower.as_str())
}

/// One, or a beginning and an end.
fn is_time(cell: &str) -> bool {
    let bare = cell.trim_matches(['[', ']', '(', ')', ' ']);
    clock::span(bare)
        .map(|(.., rest)| rest)
        .or_else(|| clock::seconds(bare).map(|(_, rest)| rest))
        .is_some_and(|rest| rest.trim().is_empty())
}
