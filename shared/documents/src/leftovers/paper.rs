//! Who wrote a paper, where they work, and when it was received: between its title and what it says in short.

use crate::{
    Role,
    block::{self, Block},
};

/// What heads that, in a line of its own or before it.
const HEADS: &str = "abstract, zusammenfassung, kurzfassung, résumé, resumen, resumo, riassunto, samenvatting, sammanfattning, аннотация, 摘要, 要旨, 초록";
/// In lines of who wrote it.
const SAYS: [&str; 16] = [
    "@",
    "universit",
    "institut",
    "department",
    "school of",
    "faculty",
    "laborator",
    "hospital",
    "correspond",
    "received",
    "accepted",
    "dipartimento",
    "departamento",
    "fakultät",
    "大学",
    "研究",
];
/// Wherever such a line stands.
const BEGINS: [&str; 7] = [
    "corresponding author",
    "correspondence:",
    "correspondence to",
    "these authors contributed",
    "both authors contributed",
    "all authors contributed",
    "received:",
];
/// Lines above that are looked at, and words of one.
const ABOVE: usize = 40;
const WORDS: usize = 60;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let Some(head) = lines.iter().take(ABOVE).position(|(_, line)| is_head(line)) else {
        return;
    };
    let title = lines
        .iter()
        .position(|(place, _)| blocks[*place].role == Role::Title);
    let from = title.filter(|title| *title < head).unwrap_or(0);
    let from = lines
        .iter()
        .skip(from)
        .take_while(|(place, _)| *place == lines[from].0)
        .count()
        + from;
    let mut is_left = vec![false; lines.len()];
    // Without one, the first line is that isn't the journal's.
    let above = lines[..head].iter().position(|(_, line)| !is_journal(line));
    let from = match above.filter(|_| title.is_none()) {
        Some(above) => {
            is_left[..above].fill(true);
            above + 1
        }
        None => from,
    };
    if from < head {
        let between = &lines[from..head];
        let says = |(_, line): &(usize, &str)| {
            let lower = line.to_lowercase();
            SAYS.iter().any(|says| lower.contains(says))
        };
        let is_short = |(_, line): &(usize, &str)| line.split_whitespace().count() <= WORDS;
        if between.iter().any(says) && between.iter().all(is_short) {
            is_left[from..head].fill(true);
        }
    }
    for (left, (_, line)) in is_left.iter_mut().zip(&lines).skip(head) {
        let lower = line.to_lowercase();
        let bare = lower.trim_start_matches(|c: char| !c.is_alphabetic());
        *left = is_head_of_page(line)
            || BEGINS.iter().any(|begins| bare.starts_with(begins))
                && line.split_whitespace().count() <= WORDS;
    }
    block::without_lines(blocks, &is_left);
}

/// `Norland Journal of Ecology 41 (2025) 215–216`
fn is_journal(line: &str) -> bool {
    const SAYS: [&str; 7] = [
        "journal",
        "proceedings",
        "doi",
        "vol.",
        "issn",
        "http",
        "transactions",
    ];
    let lower = line.to_lowercase();
    let has_figure = lower.contains(|c: char| c.is_ascii_digit());
    has_figure && SAYS.iter().any(|says| lower.contains(says))
}

/// `L. Aarestad et al. 216`
fn is_head_of_page(line: &str) -> bool {
    const WORDS: usize = 6;
    line.contains(" et al")
        && line.split_whitespace().count() <= WORDS
        && !line.contains(['(', '['])
}

fn is_head(line: &str) -> bool {
    let lower = line.to_lowercase();
    let head = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    HEADS.split(", ").any(|known| {
        head.strip_prefix(known).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with(['.', ':', '—', '–', '-', '：'])
        })
    })
}
