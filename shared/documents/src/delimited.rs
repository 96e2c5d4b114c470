//! A transcript as a table of signs: what Premiere and others call CSV, Whisper TSV.

use crate::{
    Role,
    block::{Block, CELL},
    speech,
};

/// What a column may be called that holds what was said, and those beside it.
const SAID: [&str; 8] = [
    "text",
    "transcript",
    "content",
    "caption",
    "dialogue",
    "utterance",
    "message",
    "sentence",
];
const BESIDE: [&str; 18] = [
    "start",
    "start time",
    "start_time",
    "begin",
    "time",
    "timestamp",
    "in",
    "end",
    "timecode",
    "time code",
    "start timecode",
    "timecode in",
    "tc",
    "tc in",
    "speaker",
    "speaker name",
    "speaker_name",
    "name",
];

/// The rows of a text that is all one table with a head; its times in milliseconds as others write them. `None` of any other.
pub(crate) fn rows(text: &str) -> Option<Vec<Block>> {
    titled(text).or_else(|| untitled(text))
}

/// Columns that nothing heads, of which one has times, as ELAN and others write them.
fn untitled(text: &str) -> Option<Vec<Block>> {
    const ROWS: usize = 4;
    const COLUMNS: std::ops::RangeInclusive<usize> = 3..=12;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let rows: Vec<Vec<&str>> = lines
        .map(|line| line.split('\t').map(str::trim).collect())
        .collect();
    let columns = rows.first()?.len();
    if rows.len() < ROWS
        || !COLUMNS.contains(&columns)
        || rows.iter().any(|row| row.len() != columns)
    {
        return None;
    }
    let is_time = |cell: &str| speech::seconds(cell).is_some_and(|(_, rest)| rest.is_empty());
    (0..columns).find(|column| rows.iter().all(|row| is_time(row[*column])))?;
    let row = |row: &Vec<&str>| Block::new(Role::Row, row.join(CELL));
    Some(rows.iter().map(row).collect())
}

fn titled(text: &str) -> Option<Vec<Block>> {
    let head = text.lines().next()?.trim_start_matches('\u{feff}');
    let delimiter = ['\t', ',', ';']
        .into_iter()
        .find(|sign| head.contains(*sign))?;
    let names: Vec<String> = cells(head, delimiter)
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let has = |known: &[&str]| names.iter().any(|name| known.contains(&name.as_str()));
    if !has(&SAID) || !has(&BESIDE) {
        return None;
    }
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let mut rows: Vec<Vec<String>> = lines.map(|line| cells(line, delimiter)).collect();
    if rows.is_empty() || rows.iter().any(|row| row.len() != names.len()) {
        return None;
    }
    for (column, name) in names.iter().enumerate() {
        milliseconds(name, &mut rows, column);
    }
    // What counts the rows, or says when one ends, is none of what was said.
    let kept: Vec<usize> = (0..names.len())
        .filter(|column| has_use(&names[*column]))
        .collect();
    let row = |row: Vec<String>| {
        let cells: Vec<&str> = kept.iter().map(|column| row[*column].as_str()).collect();
        Block::new(Role::Row, cells.join(CELL))
    };
    Some(rows.into_iter().map(row).collect())
}

/// A part of a text: lines that are rows of a sheet, which somebody has copied into it, or all others.
pub(crate) enum Part {
    Rows(Vec<Block>),
    Text(String),
}

/// The parts of a text, in its order. Items of lists have a sign before their tab, and what is said is longer than a cell.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    const ROWS: usize = 3;
    const WORDS: usize = 5;
    let mut parts = Vec::new();
    let mut open = String::new();
    let lines: Vec<&str> = text.lines().collect();
    for run in lines.chunk_by(|one, other| columns(one) == columns(other)) {
        let count = columns(run[0]) * run.len();
        let words: usize = run.iter().map(|line| line.split_whitespace().count()).sum();
        // Behind a time stands what was said, if only a word.
        let is_talk = run
            .iter()
            .all(|line| speech::seconds(line.trim_start_matches(['[', '('])).is_some());
        if columns(run[0]) > 1 && run.len() >= ROWS && words <= WORDS * count && !is_talk {
            if !open.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut open)));
            }
            let row = |line: &&str| {
                Block::new(Role::Row, line.split('\t').collect::<Vec<_>>().join(CELL))
            };
            parts.push(Part::Rows(run.iter().map(row).collect()));
        } else {
            open.extend(run.iter().flat_map(|line| [*line, "\n"]));
        }
    }
    parts.push(Part::Text(open));
    parts
}

/// Cells of a line; one of what only begins with tabs, or with the sign of an item.
fn columns(line: &str) -> usize {
    let bare = line.trim_end_matches(['\r', ' ']);
    let is_text =
        bare.starts_with('\t') && bare.trim_start_matches('\t').matches('\t').count() == 0;
    let first = bare.split('\t').next().unwrap_or_default();
    let is_sign = !first.is_empty()
        && (!first.contains(char::is_alphanumeric)
            || first.chars().count() <= 4 && first.ends_with(['.', ')'])
            || first.chars().count() == 1);
    if is_text || is_sign {
        1
    } else {
        bare.matches('\t').count() + 1
    }
}

fn has_use(name: &str) -> bool {
    (SAID.contains(&name) || BESIDE.contains(&name)) && name != "end"
}

/// Whole numbers that are too large for seconds.
fn milliseconds(name: &str, rows: &mut [Vec<String>], column: usize) {
    let is_time = matches!(
        name,
        "start" | "begin" | "start_time" | "time" | "timestamp"
    );
    let read = |row: &Vec<String>| row[column].trim().parse::<f64>().ok();
    if !is_time || rows.iter().any(|row| read(row).is_none()) {
        return;
    }
    let is_whole = rows.iter().all(|row| !row[column].contains('.'));
    for row in rows {
        let time = read(row).unwrap_or_default() / if is_whole { 1_000.0 } else { 1.0 };
        let (minutes, seconds) = ((time / 60.0).floor(), time % 60.0);
        row[column] = format!("{minutes:02}:{seconds:06.3}");
    }
}

/// Of a line; in quotation marks a sign is itself (RFC 4180).
fn cells(line: &str, delimiter: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let Some(cell) = cells.last_mut() else {
            break;
        };
        if sign == '"' && is_quoted && signs.peek() == Some(&'"') {
            signs.next();
            cell.push('"');
        } else if sign == '"' && (is_quoted || cell.is_empty()) {
            is_quoted = !is_quoted;
        } else if sign == delimiter && !is_quoted {
            cells.push(String::new());
        } else {
            cell.push(sign);
        }
    }
    cells
}
