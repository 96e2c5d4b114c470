//! HTML to its tree, as a browser makes it, and no deeper than it may be.

use html5ever::{driver, tendril::TendrilSink};
use scraper::{ElementRef, Html, HtmlTreeSink};

use crate::{DocumentError, limits};

/// Bytes after which the depth is looked at: what it costs to find an element's place grows with it.
const STEP: usize = 4 * 1024;

pub(super) fn parse(html: &str) -> Result<Html, DocumentError> {
    let mut parser = driver::parse_document(
        HtmlTreeSink::new(Html::new_document()),
        driver::ParseOpts::default(),
    );
    let mut rest = html;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.ceil_char_boundary(STEP));
        parser.process(step.into());
        if open(&parser.tokenizer.sink.sink.0.borrow()) > limits::NESTING {
            return Err(DocumentError::TooDeep);
        }
        rest = after;
    }
    Ok(parser.finish())
}

/// How deep the last element is.
fn open(page: &Html) -> usize {
    std::iter::successors(Some(page.tree.root()), ego_tree::NodeRef::last_child).count()
}

/// The texts in an element, without its scripts and styles.
pub(super) fn texts(element: ElementRef<'_>) -> impl Iterator<Item = &str> {
    element.descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        let around = node.parent()?.value().as_element()?.name();
        let runs = matches!(
            around,
            "script" | "style" | "noscript" | "template" | "textarea"
        );
        (!runs).then(|| text.trim())
    })
}
