//! A document as Markdown, and Markdown as bounded events.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::{Document, ExportError, Kind, limits, marks};

/// The body as it is. A letter's subject stands before it as YAML front matter, which newsletter tools and site
/// generators read; a string of JSON is one of YAML.
pub(crate) fn with_front_matter(document: &Document<'_>) -> String {
    let body = with_footnotes(document);
    let Kind::Letter { subject, preview } = document.kind else {
        return body;
    };
    let fields = [("subject", subject), ("preview_text", preview)];
    let fields: String = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}\n", serde_json::json!(value?))))
        .collect();
    if fields.is_empty() {
        return body;
    }
    format!("---\n{fields}---\n\n{body}")
}

/// As GitHub, pandoc and most site generators have footnotes, under names that the text's own don't have.
fn with_footnotes(document: &Document<'_>) -> String {
    let mut body = marks::written(document.body, |number| format!("[^check-{number}]"));
    if !document.notes.is_empty() {
        body.truncate(body.trim_end().len());
        body.push_str("\n\n");
    }
    for (number, note) in (1..).zip(document.notes) {
        body.extend([format!("[^check-{number}]: {}\n", literal(note))]);
    }
    body
}

/// The whole document as one Markdown text, for the formats that are rendered from it.
pub(crate) fn whole<'a>(document: &Document<'a>) -> Cow<'a, str> {
    match document.kind {
        Kind::Post => Cow::Borrowed(document.body),
        Kind::Letter { subject, preview } => {
            let line = |name: &str, value: &str| format!("**{name}:** {}\n\n", literal(value));
            let subject = subject.map(|subject| line("Subject", subject));
            let preview = preview.map(|preview| line("Preview", preview));
            let rule = (subject.is_some() || preview.is_some()).then(|| "---\n\n".to_owned());
            let head: String = [subject, preview, rule].into_iter().flatten().collect();
            Cow::Owned(head + document.body)
        }
        Kind::Social(sections) => {
            let sections = sections.iter().map(|section| {
                let parts: Vec<_> = section.parts.iter().map(|part| literal(part)).collect();
                format!(
                    "## {}\n\n{}\n\n",
                    section.heading,
                    parts.join("\n\n---\n\n")
                )
            });
            Cow::Owned(sections.collect())
        }
    }
}

/// Markdown that reads as exactly this text, its lines and paragraphs kept (CommonMark 0.31, section 2.4).
fn literal(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() * 2);
    let mut lines = text.trim().lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        for c in line.chars() {
            if c.is_ascii_punctuation() {
                markdown.push('\\');
            }
            markdown.push(c);
        }
        let breaks = !line.is_empty() && lines.peek().is_some_and(|next| !next.is_empty());
        markdown.push_str(if breaks { "\\\n" } else { "\n" });
    }
    markdown.trim_end().to_owned()
}

/// Places in a Markdown text, moved out of what a reference would break: behind links, code and tags.
#[must_use]
pub fn beside_markup(markdown: &str, places: &[usize]) -> Vec<usize> {
    if places.is_empty() {
        return Vec::new();
    }
    let whole: Vec<Range<usize>> = Parser::new_ext(markdown, options())
        .into_offset_iter()
        .filter(|(event, _)| {
            matches!(
                event,
                Event::Start(
                    Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock
                ) | Event::Code(_)
                    | Event::InlineHtml(_)
            )
        })
        .map(|(_, at)| at)
        .collect();
    let inside = |place: usize| {
        let mut around = whole.iter().filter(|at| at.start < place && place < at.end);
        around.next().map_or(place, |at| at.end)
    };
    places.iter().map(|place| inside(*place)).collect()
}

/// Of Markdown beyond CommonMark, what is read.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// What a document says, mark by mark: no deeper and no more than the limits.
pub(crate) fn events(markdown: &str) -> Result<Vec<Event<'_>>, ExportError> {
    if markdown.len() > limits::MARKDOWN {
        return Err(ExportError::TooLarge);
    }
    let (mut events, mut depth, mut html) = (Vec::new(), 0_usize, 0);
    for event in Parser::new_ext(markdown, options()) {
        let kept = match event {
            Event::Start(_) => {
                depth += 1;
                depth <= limits::DEPTH
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                depth < limits::DEPTH
            }
            Event::Html(ref raw) | Event::InlineHtml(ref raw) => {
                html += raw.len();
                true
            }
            _ => true,
        };
        if kept {
            // A box that can be ticked is one in every format.
            events.push(match event {
                Event::TaskListMarker(true) => Event::Text("☑ ".into()),
                Event::TaskListMarker(false) => Event::Text("☐ ".into()),
                event => event,
            });
        }
        if events.len() > limits::EVENTS || html > limits::RAW_HTML {
            return Err(ExportError::TooLarge);
        }
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::beside_markup;
    use crate::marks::{with_references, written};

    #[test]
    fn a_reference_breaks_no_link_and_no_code() {
        let text = "See [a link](https://a.example/b) and `12 apples` or 13.";
        let places = ["a.example", "12", "13"].map(|words| text.find(words).unwrap() + words.len());
        let places = beside_markup(text, &places).into_iter();
        let marked = with_references(text, places.zip(1..));
        assert_eq!(
            written(&marked, |number| format!("[^{number}]")),
            "See [a link](https://a.example/b)[^1] and `12 apples`[^2] or 13[^3]."
        );
    }
}
