//! Items of a list that a file has in one line: `1. The first 2. The second`, `a. Flour b. Water`.

use super::{first_word, is_german_month};

/// The line at its items, each with its mark; whole where it is no such list.
pub(super) fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut next = match line.split(' ').next().and_then(Mark::of) {
        Some(first) => first.next(),
        None => return vec![line],
    };
    for (space, _) in line.match_indices(' ') {
        let rest = &line[space + 1..];
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        // `Am 2. Mai`: a day.
        let is_item = after.starts_with(char::is_uppercase) && !is_german_month(first_word(after));
        if Mark::of(word) == Some(next) && is_item {
            parts.push(&line[from..=space]);
            from = space + 1;
            next = next.next();
        }
    }
    parts.push(&line[from..]);
    parts
}

/// The length of the mark with which an item begins; of what is no list, none.
pub(super) fn mark(part: &str) -> usize {
    let word = part.split(' ').next().unwrap_or_default();
    if Mark::of(word).is_some() {
        word.len()
    } else {
        0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Number(u32),
    Letter(u32),
}

impl Mark {
    fn of(word: &str) -> Option<Self> {
        let word = word.trim_start_matches(['•', '⁃', '-', '(']);
        let bare = word.trim_end_matches(['.', ')']);
        if bare.len() == word.len() {
            return None;
        }
        let mut letters = bare.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_ascii_lowercase() => {
                Some(Self::Letter(u32::from(letter)))
            }
            _ if bare.len() < 3 => bare.parse().ok().map(Self::Number),
            _ => None,
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Number(number) => Self::Number(number + 1),
            Self::Letter(letter) => Self::Letter(letter + 1),
        }
    }
}
