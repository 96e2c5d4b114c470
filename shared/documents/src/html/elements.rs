//! What an element is to a reader, by its name and its classes.

use ego_tree::NodeRef;
use scraper::{
    ElementRef,
    node::{Element, Node},
};

use crate::Role;

/// The sign behind a heading that leads to it.
pub(super) fn is_anchor(node: NodeRef<'_, Node>) -> bool {
    ElementRef::wrap(node).is_some_and(|element| {
        element.value().name() == "a"
            && element
                .attr("href")
                .is_some_and(|address| address.starts_with('#'))
            && matches!(
                element.text().collect::<String>().trim(),
                "#" | "¶" | "§" | "🔗"
            )
    })
}

/// A program's lines, which stand beside the text; other text that stands as it was typed is some.
pub(super) fn is_code(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = ElementRef::wrap(node).filter(|element| element.value().name() == "pre")
    else {
        return false;
    };
    let is_named = |class: &str| {
        [
            "highlight",
            "language-",
            "prettyprint",
            "sourcecode",
            "brush:",
        ]
        .iter()
        .any(|name| class.to_ascii_lowercase().contains(name))
    };
    element.value().classes().any(is_named)
        || element
            .child_elements()
            .any(|inside| inside.value().name() == "code")
}

/// Of the notes below the text.
fn is_note(element: &Element, inherited: Role) -> bool {
    let is_named = |name: &str| {
        matches!(
            name,
            "footnote" | "footnotes" | "endnote" | "endnotes" | "references"
        )
    };
    inherited == Role::Note
        || matches!(
            element.attr("role"),
            Some("doc-footnote" | "doc-endnotes" | "doc-endnote")
        )
        || matches!(
            element.name(),
            "div" | "section" | "ol" | "li" | "p" | "aside"
        ) && element.classes().any(is_named)
}

/// `pullquote`, `wp-block-pullquote`, `pull-quote`
fn is_pull_quote(class: &str) -> bool {
    let class = class.to_ascii_lowercase().replace(['-', '_'], "");
    class.ends_with("pullquote")
}

pub(super) fn role_of(element: &Element, inherited: Role) -> Role {
    match element.name() {
        "h1" => Role::Title,
        "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        _ if is_note(element, inherited) => Role::Note,
        "li" | "dt" | "dd" => Role::Item,
        "blockquote" => Role::Quotation,
        "p" | "div" | "aside" | "figure" | "section" if element.classes().any(is_pull_quote) => {
            Role::Quotation
        }
        "figcaption" | "caption" => Role::Caption,
        "p" | "div" | "span"
            if element
                .classes()
                .any(|class| matches!(class, "caption" | "wp-caption-text" | "image-caption")) =>
        {
            Role::Caption
        }
        "p" | "div"
            if element
                .classes()
                .any(|class| class == "title" || class == "MsoTitle") =>
        {
            Role::Title
        }
        "p" if element
            .classes()
            .any(|class| class == "subtitle" || class.starts_with("MsoHeading")) =>
        {
            Role::Heading
        }
        "p" if element
            .classes()
            .any(|class| class.starts_with("MsoListParagraph")) =>
        {
            Role::Item
        }
        "div" | "span" | "p" | "section" if element.attr("role") == Some("heading") => {
            Role::Heading
        }
        _ => inherited,
    }
}

/// What has no prose of the page in it: it runs, is drawn, is filled in, or leads around the site.
pub(super) fn is_silent(element: &Element) -> bool {
    matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "canvas"
            | "audio"
            | "video"
            | "nav"
            | "menu"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "datalist"
            | "progress"
            | "meter"
            | "rt"
            | "rp"
    ) || matches!(element.name(), "del" | "s" | "strike")
        || (element.name() == "dialog" && element.attr("open").is_none())
        || matches!(
            element.attr("role"),
            Some(
                "navigation" | "search" | "menu" | "menubar" | "toolbar" | "dialog" | "alertdialog"
            )
        )
}

pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "math"
            | "picture"
            | "source"
            | "nobr"
            | "center-inline"
    )
}
