//! Lines to paragraphs, and pages to a text.

use super::{
    divided::Words,
    lines::{Line, Page},
};
use crate::{Position, Role, Segment, clean, lines};

/// Of the usual distance of lines: more parts paragraphs.
const GAP: f64 = 1.3;
/// Of a font's size: how much further in a paragraph's first line begins, and how much the size of a heading differs.
const INDENT: f64 = 0.8;
const SIZE: f64 = 0.12;

/// The paragraphs of a page.
fn paragraphs(lines: &[Line], words: &Words<'_>) -> Vec<String> {
    let usual = distance(lines);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in lines {
        let text = clean::line(&line.text);
        if text.is_empty() {
            continue;
        }
        match (last, paragraphs.last_mut()) {
            (Some(last), Some(open)) if !parts(last, line, usual, open) => {
                words.append(open, &text);
            }
            _ => paragraphs.push(text),
        }
        last = Some(line);
    }
    paragraphs
}

/// The paragraphs of one page more; a sentence that goes on goes on.
pub(super) fn add(segments: &mut Vec<Segment>, page: &Page, words: &Words<'_>) {
    for (place, mut text) in paragraphs(&page.lines, words).into_iter().enumerate() {
        let before = segments.last_mut().filter(|_| place == 0);
        let mut continues = false;
        if let Some(before) = before
            && text.starts_with(char::is_lowercase)
            && !lines::is_ended(&before.text)
        {
            continues = true;
            // A word that is divided between the pages stands on the first.
            if before.text.ends_with(super::divided::HYPHENS) {
                let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
                words.append(&mut before.text, word);
                text = String::from(rest);
            }
        }
        if !text.is_empty() {
            segments.push(Segment {
                position: Position::Page(page.number),
                text,
                speaker: None,
                role: Role::Paragraph,
                continues,
            });
        }
    }
}

/// The median of the steps down from a line to the next.
fn distance(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|step| *step > 0.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f64::MAX)
}

fn parts(last: &Line, line: &Line, usual: f64, open: &str) -> bool {
    let step = last.y - line.y;
    let size = last.size.max(line.size);
    if (last.size - line.size).abs() > size * SIZE {
        return true;
    }
    if step < 0.0 {
        // The top of a next column, where a sentence may go on.
        return lines::is_ended(open);
    }
    step > usual * GAP || (step > 0.0 && line.x - last.x > size * INDENT)
}
