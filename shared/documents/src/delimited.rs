//! A transcript as a table of signs: what Premiere and others call CSV, Whisper TSV.

use crate::{
    Role,
    block::{Block, CELL},
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
