//! Lines to paragraphs, and pages to a text.

use std::collections::HashMap;

use super::{
    lines::{Line, Page},
    spaces::CELLS,
};
use crate::{
    Position, Role, Segment, assemble,
    block::Block,
    clean,
    divided::{HYPHENS, SOFT, Words},
    join, lines, speech,
};

/// Of the usual distance of lines: more parts paragraphs.
const GAP: f64 = 1.3;
/// Of a font's size: how much further in a paragraph's first line begins, and how much the size of a heading differs.
const INDENT: f64 = 0.8;
/// Of a font's size: the step from one line of a heading to the next, at most.
const HEADED: f64 = 1.4;
/// How far further in an item's text begins than its mark, at most.
const HANGING: f64 = 4.0;
const SIZE: f64 = 0.12;

/// Of a font's size: by how much more a line is shorter that somebody has ended.
const ROOM: f64 = 1.0;
/// Steps of a page that say little, and what one between lines has at least and at most, in sizes of the font.
const FEW: usize = 8;
const CLOSEST: f64 = 0.9;
const WIDEST: f64 = 2.2;
/// By how much the step between paragraphs is larger than that between lines.
const APART: f64 = 1.5;
/// Words of a heading, and of what stands above the title.
const HEADING: usize = 25;
const KICKER: usize = 2;
/// Lines of a text in large letters, and words of a full one.
const LINES: usize = 4;
const FULL: usize = 6;
/// Words of what a paper has above all, and paragraphs up to the title.
const MASTHEAD: usize = 8;
const ABOVE: usize = 4;

/// The lines of a paragraph, and what it is by the size of its letters.
struct Paragraph {
    page: u32,
    role: Role,
    lines: Vec<String>,
}

/// Paragraphs whose lines stay lines.
pub(super) fn blocks(pages: &[Page]) -> Vec<Block> {
    let mut blocks = lined(pages);
    for block in &mut blocks {
        block.text.retain(|c| c != SOFT);
    }
    blocks
}

fn lined(pages: &[Page]) -> Vec<Block> {
    let block = |paragraph: Paragraph| Block {
        role: paragraph.role,
        text: paragraph.lines.join("\n"),
        page: paragraph.page,
        ..Block::default()
    };
    paragraphs(pages).into_iter().map(block).collect()
}

/// The paragraphs of all pages; a sentence that goes on goes on.
pub(super) fn segments(pages: &[Page]) -> Vec<Segment> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    let words = Words::of(lines.map(|line| line.text.as_str()));
    let mut blocks = lined(pages);
    assemble::clear(&mut blocks);
    assemble::without_surroundings(&mut blocks);
    let first = blocks
        .iter()
        .map(|block| block.page)
        .find(|page| *page > 0)
        .unwrap_or(1);
    for block in &mut blocks {
        block.text = words.joined(&block.text);
        // A subject that was read out of a letter's head stands where its text does.
        if block.page == 0 {
            block.page = first;
        }
    }
    lines::marks(&mut blocks);
    let mut segments: Vec<Segment> = Vec::new();
    let mut page = 0;
    for Block {
        role,
        mut text,
        page: own,
        ..
    } in blocks
    {
        let is_first = own != page;
        page = own;
        let mut continues = false;
        if let Some(before) = segments
            .last_mut()
            .filter(|before| is_first && before.role == role)
            && text.starts_with(char::is_lowercase)
            && !lines::is_ended(&before.text)
        {
            continues = true;
            // A word that is divided between the pages stands on the first.
            if before.text.ends_with(HYPHENS) {
                let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
                words.append(&mut before.text, word);
                text = String::from(rest);
            }
        }
        if !text.is_empty() {
            segments.push(Segment {
                position: Position::Page(page),
                text,
                speaker: None,
                role,
                continues,
            });
        }
    }
    for segment in &mut segments {
        segment.text.retain(|c| c != SOFT);
    }
    segments.retain(|segment| !segment.text.is_empty() && segment.role.is_text());
    segments
}

fn paragraphs(pages: &[Page]) -> Vec<Paragraph> {
    let body = usual_size(pages.iter().flat_map(|page| &page.lines));
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for page in pages {
        let usual = distance(&page.lines);
        let rows = rows(&page.lines, usual);
        let mut last: Option<&Line> = None;
        for (line, cells) in page.lines.iter().zip(rows) {
            if let Some(cells) = cells {
                paragraphs.push(Paragraph {
                    page: page.number,
                    role: Role::Row,
                    lines: vec![cells.join(", ")],
                });
                last = None;
                continue;
            }
            let mut text = clean::line(&line.text);
            // Across a page stands `DRAFT`, large, and no text.
            let is_across = line.angle % 90 != 0 && line.size > body * 2.0;
            if text.is_empty() || is_across && text.split_whitespace().count() < 4 {
                continue;
            }
            if line.text.trim_end().ends_with(SOFT) {
                text.push(SOFT);
            }
            match (last, paragraphs.last_mut()) {
                (Some(last), Some(open)) if !parts(last, line, (usual, body), open) => {
                    open.lines.push(text);
                }
                _ => paragraphs.push(Paragraph {
                    page: page.number,
                    role: role(line, &text, body),
                    lines: vec![text],
                }),
            }
            last = Some(line);
        }
    }
    join_large(&mut paragraphs);
    heads(&mut paragraphs);
    paragraphs
}

/// Lines in large letters, one below the other, that are sentences: a text and no headings.
fn join_large(paragraphs: &mut Vec<Paragraph>) {
    let is_large = |paragraph: &Paragraph, page: u32| {
        paragraph.role == Role::Heading && paragraph.page == page && paragraph.lines.len() == 1
    };
    let is_full = |paragraph: &Paragraph| {
        let words = paragraph
            .lines
            .iter()
            .flat_map(|line| line.split_whitespace());
        words.count() >= FULL
    };
    let mut joined: Vec<Paragraph> = Vec::new();
    let mut rest = std::mem::take(paragraphs).into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut run = vec![first];
        while is_large(&run[0], run[0].page)
            && is_full(&run[0])
            && let Some(next) = rest.next_if(|next| is_large(next, run[0].page))
        {
            run.push(next);
        }
        let ends = |paragraph: &Paragraph| {
            let mut lines = paragraph.lines.iter();
            lines.any(|line| line.contains(". ") || lines::is_ended(line))
        };
        let is_text = run[..run.len() - 1].iter().all(is_full) && run.iter().any(ends);
        if run.len() >= LINES && is_text {
            let (page, lines) = (run[0].page, run.into_iter().flat_map(|one| one.lines));
            joined.push(Paragraph {
                page,
                role: Role::Paragraph,
                lines: lines.collect(),
            });
        } else {
            joined.append(&mut run);
        }
    }
    *paragraphs = joined;
}

/// The cells of the lines that are rows of a table: they stand apart, and so do those of the line above or below. The head of a
/// table may be closer together.
fn rows(lines: &[Line], usual: f64) -> Vec<Option<Vec<String>>> {
    let is_near =
        |line: &Line, other: &Line| (f64::EPSILON..usual * 3.0).contains(&(line.y - other.y).abs());
    let has_cells = |line: &Line| line.text.trim().contains(CELLS);
    let is_beside = |line: &Line, other: Option<&Line>| {
        other.is_some_and(|other| has_cells(other) && is_near(line, other))
    };
    let mut rows: Vec<Option<Vec<String>>> = (0..lines.len())
        .map(|place| {
            let line = &lines[place];
            let above = place.checked_sub(1).and_then(|place| lines.get(place));
            let is_row = has_cells(line)
                && (is_beside(line, above) || is_beside(line, lines.get(place + 1)));
            is_row.then(|| {
                let cells = line.text.split(CELLS).map(clean::line);
                cells.filter(|cell| !cell.is_empty()).collect()
            })
        })
        .collect();
    for place in 1..lines.len() {
        let (head, line) = (&lines[place - 1], &lines[place]);
        let is_above = rows[place].is_some() && rows[place - 1].is_none() && is_near(head, line);
        let is_beside = (head.x - line.x).abs() < line.size && head.width <= line.width;
        let is_head = head.text.split_whitespace().count() > 1 && !lines::is_ended(&head.text);
        if is_above && is_beside && is_head && (head.size - line.size).abs() < line.size * SIZE {
            rows[place - 1] = Some(vec![clean::line(&head.text)]);
        }
    }
    rows
}

/// By its size, and by how it begins.
fn role(line: &Line, text: &str, body: f64) -> Role {
    let is_small = line.size < body * (1.0 - SIZE / 2.0);
    if is_small && (line.is_note || is_numbered_note(text)) {
        Role::Note
    } else if line.size > body * (1.0 + SIZE) {
        Role::Heading
    } else if after_number(text).is_some() {
        Role::Caption
    } else {
        Role::Paragraph
    }
}

/// `1 Measured in 2019`, in small letters.
fn is_numbered_note(text: &str) -> bool {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
    let mark = text.len() - rest.len();
    (1..=3).contains(&mark)
        && rest.trim_start().starts_with(char::is_alphabetic)
        && rest.starts_with([' ', '.', ')'])
}

/// What comes after `Figure 3`.
fn after_number(text: &str) -> Option<String> {
    const NAMES: [&str; 8] = [
        "figure ",
        "fig. ",
        "table ",
        "abbildung ",
        "tabelle ",
        "figura ",
        "tabla ",
        "tableau ",
    ];
    let lower = text.to_lowercase();
    let rest = NAMES.iter().find_map(|name| lower.strip_prefix(name))?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    (after.len() < rest.len()).then(|| after.to_owned())
}

/// What is large and long is a text in large letters; the first of the headings is the title, if all else comes after it.
fn heads(paragraphs: &mut [Paragraph]) {
    for paragraph in &mut *paragraphs {
        let words: usize = paragraph
            .lines
            .iter()
            .map(|line| line.split_whitespace().count())
            .sum();
        if paragraph.role == Role::Heading && words > HEADING {
            paragraph.role = Role::Paragraph;
        }
    }
    // A word or two may stand above it: `REGION`.
    let is_kicker = |paragraph: &Paragraph| {
        let words = paragraph
            .lines
            .iter()
            .map(|line| line.split_whitespace().count());
        let words: usize = words.sum();
        // `THE HARWICK TIMES`, `Tuesday, 4 November 2025`
        let is_masthead = words <= MASTHEAD
            && paragraph.lines.iter().all(|line| {
                speech::is_day(line)
                    || line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
            });
        paragraph.role == Role::Paragraph && (words <= KICKER || is_masthead)
    };
    let first = paragraphs
        .iter()
        .take(ABOVE)
        .position(|first| !is_kicker(first))
        .filter(|first| paragraphs[*first].role == Role::Heading);
    if let Some(first) = first {
        for above in &mut paragraphs[..first] {
            above.role = Role::Furniture;
        }
        paragraphs[first].role = Role::Title;
    }
}

/// That of most characters.
fn usual_size<'a>(lines: impl Iterator<Item = &'a Line>) -> f64 {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    for line in lines {
        #[expect(clippy::cast_possible_truncation, reason = "tenths of a point")]
        let size = (line.size * 10.0).round() as i64;
        *sizes.entry(size).or_default() += line.text.len();
    }
    let most = sizes
        .into_iter()
        .max_by_key(|(size, count)| (*count, *size));
    #[expect(clippy::cast_precision_loss, reason = "tenths of a point")]
    let size = most.map_or(f64::MAX, |(size, _)| size as f64 / 10.0);
    size
}

/// The median of the steps down from a line to the next; of a few steps, which may as well be those between paragraphs, the
/// smallest that lines can have.
fn distance(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|step| *step > 0.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    if steps.len() < FEW {
        let size = usual_size(lines.iter());
        let least = steps.iter().find(|step| **step > size * CLOSEST);
        return least.map_or(f64::MAX, |least| least.min(size * WIDEST));
    }
    let middle = steps[(steps.len() - 1) / 2];
    // Of a letter whose paragraphs have one line each, most steps are those between them.
    let size = usual_size(lines.iter());
    let is_usual = |line: &Line| (line.size - size).abs() < size * SIZE;
    let within = lines
        .windows(2)
        .filter(|pair| pair.iter().all(is_usual))
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|step| (size * CLOSEST..size * HEADED).contains(step));
    let closest = within.min_by(f64::total_cmp);
    closest
        .filter(|closest| closest * APART < middle)
        .unwrap_or(middle)
}

/// Whether the first word of a line would have had its place in the one before: then somebody has ended that.
fn has_room(last: &Line, line: &Line) -> bool {
    let characters = line.text.chars().count().max(1);
    let word = match line.text.trim_start().chars().next() {
        Some(first) if join::is_wide(first) => 1,
        _ => line
            .text
            .split_whitespace()
            .next()
            .map_or(0, |word| word.chars().count()),
    };
    #[expect(clippy::cast_precision_loss, reason = "a line has fewer characters")]
    let word = line.width / characters as f64 * (word + 1) as f64;
    // A hyphen ends no line that somebody has ended.
    !last.text.trim_end().ends_with(HYPHENS) && last.width + word + line.size * ROOM < line.width
}

fn parts(last: &Line, line: &Line, (usual, body): (f64, f64), open: &Paragraph) -> bool {
    let ended = || open.lines.last().is_some_and(|line| lines::is_ended(line));
    if last.angle != line.angle || line.is_note || lines::is_marked(&line.text) {
        return true;
    }
    let size = last.size.max(line.size);
    if (last.size - line.size).abs() > size * SIZE {
        return true;
    }
    let is_divided = last.text.trim_end().ends_with(HYPHENS)
        && line.text.trim_start().starts_with(char::is_lowercase);
    if is_divided {
        return false;
    }
    let is_caption = || after_number(&line.text).is_some_and(|after| after.starts_with([':', '.']));
    if ended() && is_caption() {
        return true;
    }
    if has_room(last, line) && !line.text.trim_start().starts_with(char::is_lowercase) {
        return true;
    }
    let step = last.y - line.y;
    if step < 0.0 {
        // The top of a next column, where a sentence may go on.
        return ended();
    }
    let indent = line.indent(last);
    // The lines of an item begin where its text does, behind its mark.
    let is_item = open
        .lines
        .first()
        .is_some_and(|line| lines::is_marked(line));
    let is_hanging = is_item && open.lines.len() == 1 && indent < size * HANGING;
    let is_left = is_item && open.lines.len() > 1 && indent < -size * INDENT;
    let is_large = size > body * (1.0 + SIZE);
    let apart = if is_large {
        (usual * GAP).max(size * HEADED)
    } else {
        usual * GAP
    };
    let middle = |line: &Line| line.x + line.width / 2.0;
    let is_centred = is_large && (middle(last) - middle(line)).abs() < size;
    let is_indented = indent > size * INDENT && !is_hanging && !is_centred;
    step > apart || step > 0.0 && (is_indented || is_left)
}
