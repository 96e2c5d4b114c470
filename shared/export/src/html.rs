//! A web page that stands on its own, in which nothing runs and which fetches nothing.

use std::{collections::HashSet, ops::RangeInclusive};

use ammonia::Builder;
use pulldown_cmark::{Event, html::push_html};

use crate::{Document, ExportError, images, limits, links, markdown, marks};

/// Were there a script or an image in it all the same, no browser would run or fetch it.
const POLICY: &str = "default-src 'none'; form-action 'none'; base-uri 'none'";

pub(crate) fn write(document: &Document<'_>) -> Result<String, ExportError> {
    let markdown = markdown::whole(document);
    let events = markdown::events(&markdown)?;
    let mut body = String::with_capacity(markdown.len() * 2);
    push_html(&mut body, events.into_iter());
    if body.matches('&').count() > limits::ESCAPES {
        return Err(ExportError::TooLarge);
    }
    let body = cleaned(Builder::new().url_schemes(links::schemes()), &body)?;
    let body = with_notes(&images::linked(&body), document.notes);
    let title = escaped(document.title);
    Ok(format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n</head>\n<body dir=\"auto\">\n{body}</body>\n</html>\n"
    ))
}

/// References that lead to the notes below, which lead back.
fn with_notes(body: &str, notes: &[String]) -> String {
    let mut body = marks::written(body, |number| {
        format!("<sup id=\"check-{number}-at\"><a href=\"#check-{number}\">{number}</a></sup>")
    });
    if notes.is_empty() {
        return body;
    }
    body.push_str("<hr>\n<ol>\n");
    for (number, note) in (1..).zip(notes) {
        let note = escaped(note);
        body.extend([format!(
            "<li id=\"check-{number}\">{note} <a href=\"#check-{number}-at\">↩</a></li>\n"
        )]);
    }
    body.push_str("</ol>\n");
    body
}

/// For each of these, whose first byte is that of a no-break space, html5ever looks through the rest of the text when it
/// writes it: many of them would take the square of their number.
const SLOW: RangeInclusive<char> = '\u{80}'..='\u{BF}';
/// Characters of private use, in blocks of as many.
const PRIVATE: RangeInclusive<char> = '\u{100000}'..='\u{10FFBF}';
const BLOCK: u32 = 64;

/// Clean HTML. While it is cleaned a block of private characters that are not in it stands for those that are slow.
fn cleaned(builder: &Builder<'_>, html: &str) -> Result<String, ExportError> {
    let block = |c: char| (u32::from(c) - u32::from(*PRIVATE.start())) / BLOCK;
    let private = html.chars().filter(|c| PRIVATE.contains(c));
    let used: HashSet<u32> = private.map(block).collect();
    let free = (0..block(*PRIVATE.end())).find(|block| !used.contains(block));
    let first = u32::from(*PRIVATE.start()) + free.ok_or(ExportError::TooLarge)? * BLOCK;
    let other = |c: char, from: u32, to: u32| char::from_u32(u32::from(c) - from + to).unwrap_or(c);
    let slow = u32::from(*SLOW.start());
    let replaced = html.chars().map(|c| match c {
        c if SLOW.contains(&c) => other(c, slow, first),
        c => c,
    });
    let clean = builder.clean(&replaced.collect::<String>()).to_string();
    let mut html = String::with_capacity(clean.len());
    for c in clean.chars() {
        match u32::from(c).checked_sub(first) {
            Some(place) if place < BLOCK => match other(c, first, slow) {
                '\u{A0}' => html.push_str("&nbsp;"),
                c => html.push(c),
            },
            _ => html.push(c),
        }
    }
    Ok(html)
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    push_html(&mut html, std::iter::once(Event::Text(text.into())));
    html
}

/// The text of raw HTML.
pub(crate) fn text(html: &str) -> String {
    let clean = Builder::empty()
        .clean_content_tags(["script", "style"].into())
        .clean(html)
        .to_string();
    // What a serializer of HTML escapes in text, and no more (section 13.3 of the HTML standard).
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(clean, |text, (entity, c)| text.replace(entity, c))
}
