//! Slides and what is noted of them, in a text: a line that counts each, and one above the notes.

use crate::{Role, block::Block};

const SLIDES: [&str; 9] = [
    "slide ",
    "folie ",
    "diapositive ",
    "diapositiva ",
    "slide n",
    "dia ",
    "слайд ",
    "スライド ",
    "幻灯片 ",
];
const NOTES: [&str; 12] = [
    "notes",
    "speaker notes",
    "presenter notes",
    "notizen",
    "sprechernotizen",
    "commentaires",
    "notes du présentateur",
    "notas",
    "notas del orador",
    "note",
    "ノート",
    "备注",
];
/// Slides of a text that is made of some.
const ENOUGH: usize = 3;

/// What stands first on a slide heads it.
pub(super) fn remove(blocks: &mut Vec<Block>) {
    let first = |block: &Block| block.text.lines().next().is_some_and(is_number);
    if blocks.iter().filter(|block| first(block)).count() < ENOUGH {
        return;
    }
    let has_title = blocks.iter().any(|block| block.role == Role::Title);
    let mut parted: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut heads = false;
    let mut is_first = !has_title;
    for block in blocks.drain(..) {
        let mut open: Vec<&str> = Vec::new();
        for line in block.text.lines() {
            if is_number(line) {
                heads = true;
            } else if is_notes(line) {
                close(&mut parted, &block, &mut open);
            } else if std::mem::take(&mut heads) {
                close(&mut parted, &block, &mut open);
                let role = if std::mem::take(&mut is_first) {
                    Role::Title
                } else {
                    Role::Heading
                };
                parted.push(Block::new(role, line));
            } else {
                open.push(line);
            }
        }
        close(&mut parted, &block, &mut open);
    }
    *blocks = parted;
}

fn close(parted: &mut Vec<Block>, block: &Block, open: &mut Vec<&str>) {
    if !open.is_empty() {
        parted.push(Block {
            text: open.join("\n"),
            ..block.clone()
        });
        open.clear();
    }
}

/// `Slide 2`, `Slide 2:`, `Slide 2 of 9`
fn is_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    let number = SLIDES.iter().find_map(|slide| lower.strip_prefix(slide));
    number.is_some_and(|number| {
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.split_whitespace().count() <= 3
            && !number.contains(|c: char| c.is_alphabetic() && !"ofvondedi".contains(c))
    })
}

fn is_notes(line: &str) -> bool {
    let lower = line.to_lowercase();
    NOTES.contains(&lower.trim_end_matches([':', '：', ' ']))
}
