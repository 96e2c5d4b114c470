//! Rules that somebody has drawn of signs in a plain text: below a heading, above and below it, between two parts.

use crate::{Role, block::Block};

const SIGNS: [char; 7] = ['=', '-', '~', '*', '_', '#', '+'];
/// Signs of a rule, at least.
const SHORTEST: usize = 3;
/// Words of a heading.
const HEADING: usize = 14;

/// The lines that stand together without rules: a line by itself above one is a heading.
pub(crate) fn parts(group: &str) -> Vec<Block> {
    let mut parts: Vec<Block> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for line in group.lines() {
        if !is_rule(line) {
            open.push(line);
            continue;
        }
        // A line of a table or of an address has others beside it.
        let role = match open.as_slice() {
            [alone]
                if !crate::lines::is_ended(alone)
                    && alone.split_whitespace().count() <= HEADING =>
            {
                Role::Heading
            }
            _ => Role::Paragraph,
        };
        push(&mut parts, role, &mut open);
    }
    push(&mut parts, Role::Paragraph, &mut open);
    parts
}

fn push(parts: &mut Vec<Block>, role: Role, open: &mut Vec<&str>) {
    if !open.is_empty() {
        parts.push(Block::new(role, open.join("\n")));
        open.clear();
    }
}

fn is_rule(line: &str) -> bool {
    let mut signs = line.chars();
    let first = signs.next().filter(|first| {
        SIGNS.contains(first)
            || ('\u{2500}'..='\u{257F}').contains(first)
            || matches!(first, '—' | '–')
    });
    first.is_some_and(|first| {
        signs.clone().count() + 1 >= SHORTEST && signs.all(|sign| sign == first)
    })
}
