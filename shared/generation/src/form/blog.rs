//! A blog post: Markdown with a title.

use super::{
    plain::{heading, invalid_form, unfenced},
    spec::FormSpec,
};
use crate::{Brief, finding::Finding, written::Written};

pub(super) const FORM: FormSpec = FormSpec {
    instructions: |_| INSTRUCTIONS.to_owned(),
    schema: |_| None,
    read,
    texts: |_| 1,
    has_target_length: true,
};

const INSTRUCTIONS: &str = "Answer with the post itself in Markdown and nothing else, neither before nor after it, and no code fence. The first line is `# ` and the title. Then a lead of a few sentences without a heading, then sections, each under a line `## ` and its heading.\n";

fn read(_: &Brief, text: &str) -> Result<Written, Finding> {
    Ok(Written {
        body: body(text)?,
        ..Written::default()
    })
}

/// A first line that is a heading of another level is taken for the title; a remark before the title goes; other titles
/// become sections.
fn body(text: &str) -> Result<String, Finding> {
    /// Lines of a remark such as 'Here is your post:'.
    const REMARK: usize = 3;
    let lines: Vec<&str> = unfenced(text).lines().collect();
    let remark = lines
        .iter()
        .take(REMARK)
        .position(|line| line.starts_with("# "))
        .unwrap_or_default();
    let mut lines = lines.into_iter().skip(remark);
    let title = lines
        .next()
        .and_then(heading)
        .filter(|title| !title.is_empty());
    let title = title
        .ok_or_else(|| invalid_form("It has no title: its first line is `# ` and the title."))?;
    let mut body = format!("# {title}\n");
    let mut in_fence = false;
    for line in lines {
        in_fence ^= line.trim_start().starts_with("```");
        if !in_fence && line.starts_with("# ") {
            body.push('#');
        }
        body.push_str(line.trim_end());
        body.push('\n');
    }
    if body
        .lines()
        .skip(1)
        .all(|line| line.trim().is_empty() || heading(line).is_some())
    {
        return Err(invalid_form("It is a title and nothing else."));
    }
    Ok(format!("{}\n", body.trim_end()))
}
