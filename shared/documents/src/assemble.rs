//! From the blocks that a reader found to a document: cleaned, with its title, as prose or as a transcript.

use crate::{
    Document, DocumentError, Position, Role, Segment,
    block::{Block, CELL},
    clean, comments, join, leftovers, lines, mail, speech,
};

/// The document of these parts; their paragraphs are counted.
pub(crate) fn document(mut blocks: Vec<Block>) -> Result<Document, DocumentError> {
    for block in &mut blocks {
        block.text = if block.role == Role::Row {
            block
                .cells()
                .map(clean::line)
                .collect::<Vec<_>>()
                .join(CELL)
        } else {
            clean::visible_lines(&block.text)
        };
    }
    // A picture of a bulb beside words, a row of dashes.
    let says = |block: &Block| block.text.contains(char::is_alphanumeric);
    if blocks.iter().any(says) {
        blocks.retain(says);
    }
    clear(&mut blocks);
    let table = speech::rows(&blocks);
    rows(&mut blocks);
    let named = table.or_else(|| speech::with_colons(&blocks));
    if let Some(said) = speech::transcript(named.as_deref().unwrap_or(&blocks)) {
        return speech::document(said);
    }
    without_surroundings(&mut blocks);
    bold(&mut blocks);
    let segments = lines::units(&blocks)
        .into_iter()
        .map(remark)
        .filter(|block| block.role.is_text())
        .zip(1..)
        .map(|(block, number)| Segment {
            position: Position::Paragraph(number),
            text: block.text,
            speaker: None,
            role: block.role,
            continues: false,
        })
        .collect();
    Document::of(segments)
}

/// What is none of its author's text goes, and one heading may be its title.
pub(crate) fn clear(blocks: &mut Vec<Block>) {
    comments::remove(blocks);
    mail::remove(blocks);
    leftovers::remove(blocks);
    title(blocks);
}

/// The same of a text that is no talk.
pub(crate) fn without_surroundings(blocks: &mut Vec<Block>) {
    leftovers::remove_around(blocks);
    title(blocks);
}

/// A paragraph in brackets is somebody's remark, and none of the text: `[Can we get a second source? – Tom]`.
fn remark(mut block: Block) -> Block {
    let is_one = block.text.starts_with('[')
        && block.text.ends_with(']')
        && block.text.matches('[').count() == 1
        && block.text.contains(' ');
    if is_one && block.role == Role::Paragraph {
        block.role = Role::Note;
    }
    block
}

/// The cells of rows, parted by commas.
fn rows(blocks: &mut [Block]) {
    for block in blocks.iter_mut().filter(|block| block.role == Role::Row) {
        let cells = block.cells().map(str::trim).filter(|cell| !cell.is_empty());
        block.text = cells.collect::<Vec<_>>().join(", ");
    }
}

/// Lines in bold, each above a text that isn't: headings of a file that states none, and the questions of an interview. One
/// above all else is the title.
fn bold(blocks: &mut [Block]) {
    const WORDS: usize = 30;
    const TITLE: usize = 14;
    const ENOUGH: usize = 3;
    let is_line = |block: &Block| {
        block.is_bold
            && block.role == Role::Paragraph
            && !block.text.contains('\n')
            && block.text.split_whitespace().count() <= WORDS
    };
    let texts: Vec<usize> = (0..blocks.len())
        .filter(|place| blocks[*place].role.is_text())
        .collect();
    let is_above = |pair: &&[usize]| is_line(&blocks[pair[0]]) && !blocks[pair[1]].is_bold;
    let mut heads: Vec<usize> = texts
        .windows(2)
        .filter(is_above)
        .map(|pair| pair[0])
        .collect();
    let has = |role: Role| blocks.iter().any(|block| block.role == role);
    let (has_title, has_headings) = (has(Role::Title), has(Role::Heading));
    let first = texts
        .first()
        .filter(|first| heads.first() == Some(*first))
        .copied();
    let first = first.filter(|first| {
        let text = &blocks[*first].text;
        !has_title
            && !has_headings
            && text.split_whitespace().count() <= TITLE
            && !text.ends_with([':', '.'])
    });
    if let Some(first) = first {
        blocks[first].role = Role::Title;
        heads.remove(0);
    }
    let is_many = heads.len() >= ENOUGH && heads.len() * 4 < texts.len() * 3;
    if is_many && !has_headings {
        for head in heads {
            blocks[head].role = Role::Heading;
        }
    }
}

/// A heading above all else is the title, where the file states no other.
fn title(blocks: &mut [Block]) {
    let has_title = blocks.iter().any(|block| block.role == Role::Title);
    let first = blocks.iter_mut().find(|block| block.role.is_text());
    if let Some(first) = first.filter(|first| !has_title && first.role == Role::Heading) {
        first.role = Role::Title;
    }
}

/// The text of segments: paragraphs separated by an empty line.
pub(crate) fn text(segments: &[Segment]) -> String {
    let mut text = String::new();
    let mut paragraph = String::new();
    for segment in segments {
        if segment.continues && !paragraph.is_empty() {
            join::append(&mut paragraph, &segment.text);
        } else {
            close(&mut text, &mut paragraph);
            paragraph.push_str(&segment.text);
        }
    }
    close(&mut text, &mut paragraph);
    text
}

fn close(text: &mut String, paragraph: &mut String) {
    if !text.is_empty() && !paragraph.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
    paragraph.clear();
}
