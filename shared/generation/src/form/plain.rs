//! What every form does with a model's text.

use crate::finding::{Code, Finding};

pub(super) fn invalid_form(what: impl Into<String>) -> Finding {
    Finding::new(Code::InvalidForm, what)
}

/// One kind of line break, no control characters: a database takes no NUL.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The text inside of a fence, if all of it is in one.
pub(super) fn unfenced(text: &str) -> &str {
    let inside = || {
        let (info, inside) = text.strip_prefix("```")?.split_once('\n')?;
        let inside = inside.trim_end().strip_suffix("```")?;
        (["", "markdown", "md", "text"].contains(&info.trim())).then(|| inside.trim())
    };
    inside().unwrap_or(text)
}

/// The text of a heading.
pub(super) fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(char::is_whitespace))
        .then(|| rest.trim().trim_end_matches('#').trim_end())
}
