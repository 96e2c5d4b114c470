//! A web page that stands on its own, and in which nothing runs.

use ammonia::Builder;
use pulldown_cmark::{Event, html::push_html};

use crate::{Document, ExportError, limits, links, markdown};

/// Were there a script in it all the same, no browser would run it.
const POLICY: &str =
    "default-src 'none'; img-src http: https:; form-action 'none'; base-uri 'none'";

pub(crate) fn write(document: &Document<'_>) -> Result<String, ExportError> {
    let markdown = markdown::whole(document);
    let events = markdown::events(&markdown)?;
    let mut body = String::with_capacity(markdown.len() * 2);
    push_html(&mut body, events.into_iter());
    if body.matches('&').count() > limits::ESCAPES {
        return Err(ExportError::TooLarge);
    }
    let body = Builder::new()
        .url_schemes(links::schemes())
        .clean(&body)
        .to_string();
    let title = escaped(document.title);
    Ok(format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n</head>\n<body dir=\"auto\">\n{body}</body>\n</html>\n"
    ))
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
