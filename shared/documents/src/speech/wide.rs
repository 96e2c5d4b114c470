//! Interviews of Japanese and Chinese magazines: a wide space parts who speaks from what is said, and two dashes stand before what
//! the interviewer asks.
//!
//! ```text
//! ――最初に何をしましたか。
//! あかり　部屋を減らしました。
//! ```

use std::collections::HashMap;

use crate::join::is_wide;

const SPACE: char = '\u{3000}';
/// Signs of a name, and of what is said at least.
const NAME: usize = 8;
const SAID: usize = 5;
/// Lines with names from which on the text is an interview.
const ENOUGH: usize = 4;

/// With colons, as other transcripts have them; `None` where the text is no such interview.
pub(crate) fn interview(text: &str) -> Option<String> {
    let mut names: HashMap<&str, usize> = HashMap::new();
    for (name, _) in text.lines().filter_map(labelled) {
        *names.entry(name).or_default() += 1;
    }
    // Whoever speaks speaks again; the items of a list have a name each.
    names.retain(|_, times| *times > 1);
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    let said: usize = names.values().sum();
    if said < ENOUGH || said * 4 < lines {
        return None;
    }
    let lines = text.lines().map(|line| match labelled(line) {
        Some((name, said)) if names.contains_key(name) => format!("{name}：{said}"),
        _ => line.to_owned(),
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// `あかり　部屋を減らしました。`
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (name, said) = line.split_once(SPACE)?;
    let signs = name.chars().count();
    let is_name =
        (1..=NAME).contains(&signs) && name.chars().all(|c| is_wide(c) && c.is_alphabetic());
    let said = said.trim();
    (is_name && said.chars().count() >= SAID).then_some((name, said))
}

/// What an interviewer asks, behind two dashes.
pub(super) fn question(line: &str) -> Option<&str> {
    let asked = ["――", "——", "──"]
        .iter()
        .find_map(|dashes| line.strip_prefix(dashes))?;
    Some(asked.trim_start_matches(['―', '—', '─', ' ', SPACE]))
}
