//! What Gemini writes around the notes that it takes of a meeting: who was asked, what is attached, when each was said.

use crate::{Role, block::Block, speech};

/// What lines of its head begin with, and what others are.
const BEGIN: [&str; 3] = ["invited ", "attachments ", "meeting records "];
const ARE: [&str; 2] = ["notes", "transcript recording"];

/// Where what was said stands below them, they are left out.
pub(super) fn remove(blocks: &mut Vec<Block>) {
    let is_signed = |block: &Block| block.text.to_lowercase().contains(speech::GEMINI[0]);
    if !blocks.iter().any(is_signed) {
        return;
    }
    let is_head = |line: &str| {
        let lower = line.to_lowercase();
        let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        BEGIN.iter().any(|begin| bare.starts_with(begin))
            || ARE.contains(&bare)
            || speech::is_day(line)
    };
    for block in blocks.iter_mut() {
        let kept: Vec<&str> = block.text.lines().filter(|line| !is_head(line)).collect();
        block.text = without_times(&kept.join("\n"));
        if block.text.is_empty() {
            block.role = Role::Furniture;
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    let has_transcript = |block: &Block| block.text.lines().any(speech::heads_transcript);
    if let Some(place) = blocks.iter().rposition(has_transcript) {
        let title = blocks[0].text.lines().next().unwrap_or_default().to_owned();
        let text = &blocks[place].text;
        let said = text
            .lines()
            .skip_while(|line| !speech::heads_transcript(line));
        blocks[place].text = said.skip(1).collect::<Vec<_>>().join("\n");
        blocks.drain(..place);
        blocks.insert(0, Block::new(Role::Title, title));
        blocks.retain(|block| !block.text.is_empty());
    }
}

/// Without `(00:12:34)`.
fn without_times(text: &str) -> String {
    let is_time = |inside: &str| {
        inside.matches(':').count() == 2
            && inside
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    super::without_each(text, "(", |rest| {
        let (inside, _) = rest[1..]
            .split_once(')')
            .filter(|(inside, _)| is_time(inside))?;
        Some(inside.len() + 2)
    })
}
