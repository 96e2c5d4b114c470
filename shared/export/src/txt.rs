//! Plain text: what Markdown says, without its marks.

use crate::{
    blocks::{Block, Kind, Marker, Span},
    marks,
};

/// Between two parts, where Markdown draws a line.
const RULE: &str = "———";

/// Notes stand below a line of their own.
pub(crate) fn write(blocks: &[Block], notes: &[String]) -> String {
    let mut text = marks::written(&plain(blocks), |number| format!("[{number}]"));
    if !notes.is_empty() {
        text.extend(["\n", RULE, "\n\n"]);
    }
    for (number, note) in (1..).zip(notes) {
        text.extend([format!("[{number}] {note}\n")]);
    }
    text
}

fn plain(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before = None;
    for block in blocks {
        text.push_str(between(before, block.kind));
        let content = content(&block.spans);
        match block.kind {
            Kind::Rule => text.push_str(RULE),
            Kind::Item { level, marker } => item(&mut text, level, marker, &content),
            Kind::Code => text.push_str(content.trim_end()),
            _ => text.push_str(content.trim()),
        }
        before = Some(block.kind);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn between(before: Option<Kind>, kind: Kind) -> &'static str {
    match (before, kind) {
        (None, _) => "",
        (Some(Kind::Cell { .. }), Kind::Cell { first: false, .. }) => "\t",
        (Some(Kind::Item { .. }), Kind::Item { .. })
        | (Some(Kind::Cell { .. }), Kind::Cell { header: false, .. }) => "\n",
        _ => "\n\n",
    }
}

fn item(text: &mut String, level: usize, marker: Marker, content: &str) {
    let marker = match marker {
        Marker::Bullet => "• ".to_owned(),
        Marker::Number { number, .. } => format!("{number}. "),
        Marker::None => "  ".to_owned(),
    };
    for (number, line) in content.trim().lines().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text.extend(std::iter::repeat_n("  ", level + usize::from(number > 0)));
        text.push_str(if number == 0 { &marker } else { "" });
        text.push_str(line);
    }
}

/// The text; after a link's, where it leads.
fn content(spans: &[Span]) -> String {
    let mut text = String::new();
    for spans in spans.chunk_by(|a, b| a.style.link == b.style.link) {
        let start = text.len();
        text.extend(spans.iter().map(|span| span.text.as_str()));
        let Some(link) = spans.first().and_then(|span| span.style.link.as_deref()) else {
            continue;
        };
        let said = text[start..].trim();
        let bare = link.strip_prefix("mailto:").unwrap_or(link);
        if said.trim_end_matches('/') != bare.trim_end_matches('/') {
            text.extend([" (", bare, ")"]);
        }
    }
    text
}
