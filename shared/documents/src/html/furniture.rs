//! What stands around an article, by what elements and their classes say: banners, comments, links to share, other articles.

mod names;

use ego_tree::NodeRef;
use scraper::{
    ElementRef,
    node::{Element, Node},
};

use super::page;
use names::{ELSEWHERE, NAMES, PAIRS, SMALL};

/// Bytes of what holds a few words.
const FEW: usize = 160;
/// Words around what is a part of a sentence.
const SENTENCE: usize = 5;
/// Of what leads elsewhere.
const LEADS: usize = 600;

/// Whether the element says that it is none of the article.
pub(super) fn is_named(element: ElementRef<'_>) -> bool {
    let value = element.value();
    // When it was said, beside it, as oTranscribe has it.
    if value.attr("data-timestamp").is_some() || is_stamp_of_talk(element) {
        return false;
    }
    // What Notion notes of a page, above it.
    // So do Wikipedia's tables that ask for better sources, or lead to other articles.
    let is_beside = |class: &str| {
        matches!(
            class,
            "properties" | "ambox" | "navbox" | "sidebar" | "vertical-navbox"
        )
    };
    if value.name() == "table" && value.classes().any(is_beside) {
        return true;
    }
    if matches!(
        value.name(),
        "html" | "body" | "main" | "article" | "h1" | "table" | "tbody" | "tr" | "td"
    ) {
        return false;
    }
    let names = || {
        let others = ["id", "role", "aria-label", "data-component", "data-hook"]
            .into_iter()
            .filter_map(|name| value.attr(name));
        others.chain(value.classes())
    };
    let is_few = || page::texts(element).map(str::len).sum::<usize>() <= FEW;
    let is_quoted = || {
        let mut around = element.ancestors().filter_map(ElementRef::wrap);
        around.any(|around| around.value().name() == "blockquote")
    };
    let is_small = || names().any(|name| says(name, SMALL)) && is_few() && !is_quoted();
    match value.name() {
        "p" => names().any(|name| says(name, NAMES)) && is_few() || is_small(),
        "div" | "section" => names().any(|name| says(name, NAMES)) || is_small(),
        "h2" | "h3" | "h4" | "h5" | "h6" if is_small() => true,
        // A link that opens a window, within a sentence.
        "a" | "span" | "em" | "strong" | "b" | "i" | "abbr" | "q" | "mark"
            if is_in_sentence(element) =>
        {
            false
        }
        _ => names().any(|name| says(name, NAMES)),
    }
}

/// Whether words of the same paragraph stand right before it and behind it.
fn is_in_sentence(element: ElementRef<'_>) -> bool {
    let words = |node: Option<NodeRef<'_, Node>>| {
        let text = node.and_then(|node| Some(node.value().as_text()?.split_whitespace().count()));
        text.unwrap_or_default()
    };
    let (before, behind) = (words(element.prev_sibling()), words(element.next_sibling()));
    before > 0 && behind > 0 && before + behind >= SENTENCE
}

/// Whether it leads to other articles and says so first, or is a few links and nothing else.
pub(super) fn leads_elsewhere(element: ElementRef<'_>) -> bool {
    if !matches!(
        element.value().name(),
        "div" | "p" | "section" | "aside" | "ul"
    ) {
        return false;
    }
    let first = page::texts(element)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    let length = || page::texts(element).map(str::len).sum::<usize>();
    let has_link = || {
        element
            .descendent_elements()
            .any(|inside| inside.value().name() == "a")
    };
    if ELSEWHERE.iter().any(|start| first.starts_with(start)) {
        return length() <= LEADS && has_link();
    }
    let is_button = element.value().name() == "p" && element.value().classes().next().is_some();
    (element.value().name() == "div" || is_button) && is_links(element)
}

/// `00:04` in a button: when what stands beside it was said.
pub(super) fn is_time(node: NodeRef<'_, Node>) -> bool {
    ElementRef::wrap(node)
        .filter(|element| element.value().name() == "button")
        .is_some_and(|button| is_clock(button.text().collect::<String>().trim()))
}

/// `(0:12)`, `00:00:12`: no hour of a day.
fn is_stamp_of_talk(element: ElementRef<'_>) -> bool {
    if !matches!(element.value().name(), "span" | "a" | "time" | "div" | "p") {
        return false;
    }
    let text: String = element.text().collect();
    let text = text.trim();
    let inside = text
        .strip_prefix(['(', '['])
        .and_then(|text| text.strip_suffix([')', ']']));
    inside.is_some_and(is_clock) || text.matches(':').count() == 2 && is_clock(text)
}

fn is_clock(text: &str) -> bool {
    text.contains(':') && crate::speech::seconds(text).is_some_and(|(_, rest)| rest.is_empty())
}

/// A button, a row of them: few words, and all in links.
fn is_links(element: ElementRef<'_>) -> bool {
    const WORDS: usize = 6;
    let mut words = 0;
    let mut inside = element
        .descendent_elements()
        .map(|inside| inside.value().name());
    if inside.any(|name| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "sup")) {
        return false;
    }
    for node in element.descendants() {
        let Some(text) = node
            .value()
            .as_text()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
        else {
            continue;
        };
        words += text.split_whitespace().count();
        let mut around = node
            .ancestors()
            .filter_map(ElementRef::wrap)
            .take_while(|around| around.id() != element.id());
        let is_link = around.any(|around| matches!(around.value().name(), "a" | "button"));
        if !is_link || words > WORDS || crate::lines::is_ended(text) || is_clock(text) {
            return false;
        }
    }
    words > 0
}

/// Whether it says that it holds what other people wrote.
pub(super) fn is_others(element: &Element) -> bool {
    let names = [element.attr("id"), element.attr("class")];
    names.into_iter().flatten().any(|name| {
        let name = name.to_lowercase();
        ["comment", "disqus", "respond", "related"]
            .iter()
            .any(|others| name.contains(others))
    })
}

fn says(name: &str, known: &[&str]) -> bool {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut last_lower = false;
    for c in name.chars() {
        // `siteHeader`, `site-header`, `site_header`.
        if (!c.is_alphanumeric() || (c.is_uppercase() && last_lower)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        last_lower = c.is_lowercase();
    }
    words.push(word);
    // `no-sidebar`, `has-comments` say what is not there, or that it is elsewhere.
    let negated = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "no" | "has" | "with" | "without" | "content" | "main" | "body" | "article"
        )
    });
    // What a page is built of with Elementor is all a widget.
    let is_built = words.iter().any(|word| word == "elementor");
    let is_furniture = |word: &String| {
        known.contains(&word.as_str()) && !(is_built && word == "widget")
            || word.contains("comments")
    };
    !negated && words.iter().any(is_furniture)
        || words
            .windows(2)
            .any(|pair| PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())))
}

/// The address of the note that a raised link leads to; `None` where it is no note's mark.
pub(super) fn note(raised: NodeRef<'_, Node>) -> Option<String> {
    let element = ElementRef::wrap(raised)?;
    let link = element
        .descendent_elements()
        .find(|element| element.value().name() == "a");
    let class = |element: &ElementRef<'_>| {
        element.attr("class").is_some_and(|class| {
            ["reference", "footnote", "noteref", "fn"]
                .iter()
                .any(|name| class.contains(name))
        })
    };
    let address = link
        .and_then(|link| link.attr("href"))
        .filter(|address| address.contains('#'));
    match address {
        Some(address) => Some(address.rsplit('#').next().unwrap_or_default().to_owned()),
        None if class(&element) || link.as_ref().is_some_and(class) => Some(String::new()),
        None => None,
    }
}

/// The same of a link in the line that is called a note's, as Substack's.
pub(super) fn note_link(link: NodeRef<'_, Node>) -> Option<String> {
    let element = ElementRef::wrap(link).filter(|element| element.value().name() == "a")?;
    let is_mark = element.value().classes().any(|class| {
        matches!(
            class,
            "footnote-anchor" | "footnote-ref" | "noteref" | "fnref"
        )
    });
    let address = element.attr("href").filter(|_| is_mark)?;
    Some(address.rsplit('#').next().unwrap_or_default().to_owned())
}

/// A comment that somebody made on the text while it was written: Google Docs and Word put them at the end of their pages.
pub(super) fn is_comment(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = ElementRef::wrap(node) else {
        return false;
    };
    let value = element.value();
    let word = value.classes().any(|class| {
        matches!(
            class,
            "MsoCommentReference" | "MsoCommentText" | "MsoCommentSubject"
        ) || class.starts_with("msocom")
    }) || value
        .attr("style")
        .is_some_and(|style| style.contains("mso-element:comment"));
    if word
        || value.name() == "a"
            && value
                .attr("id")
                .is_some_and(|id| id.starts_with("cmnt_ref"))
    {
        return true;
    }
    if !matches!(value.name(), "div" | "p" | "aside") {
        return false;
    }
    let leads_back = |link: ElementRef<'_>| {
        link.attr("id")
            .or_else(|| link.attr("name"))
            .is_some_and(|id| {
                (id.starts_with("cmnt") && !id.starts_with("cmnt_ref"))
                    || id.starts_with("_msocom_")
            })
    };
    let first = element
        .descendent_elements()
        .find(|element| element.value().name() == "a");
    first.is_some_and(leads_back)
        && element
            .descendent_elements()
            .filter(|element| element.value().name() == "p")
            .count()
            <= 8
}
