//! What a style makes of words, as the elements that mean the same: Google Docs and others know no other way to raise them.

use std::collections::HashMap;

use ego_tree::NodeId;
use html5ever::LocalName;
use scraper::{ElementRef, Html, Selector, node::Node};

use super::hidden;

/// `vertical-align: super` is a `sup`, `sub` one of its own, what is struck out an `s`.
pub(super) fn as_elements(page: &mut Html) {
    let mut names: HashMap<NodeId, &'static str> = HashMap::new();
    let mut sheets = String::new();
    for element in page.root_element().descendent_elements() {
        if element.value().name() == "style" {
            sheets.extend(element.text());
        }
        if let Some(name) = element.attr("style").and_then(meaning) {
            names.insert(element.id(), name);
        }
    }
    let rules = hidden::rules(&sheets)
        .filter_map(|(selector, declarations)| Some((selector, meaning(declarations)?)));
    for (selector, name) in rules {
        if let Ok(selector) = Selector::parse(selector) {
            names.extend(page.select(&selector).map(|element| (element.id(), name)));
        }
    }
    for (id, name) in names {
        let is_words = page
            .tree
            .get(id)
            .and_then(ElementRef::wrap)
            .is_some_and(|element| matches!(element.value().name(), "span" | "font"));
        if is_words
            && let Some(mut node) = page.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            element.name.local = LocalName::from(name);
        }
    }
}

fn meaning(declarations: &str) -> Option<&'static str> {
    declarations.split(';').find_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim().to_ascii_lowercase();
        let begins = |word: &str| value.split_whitespace().any(|part| part == word);
        match property.trim().to_ascii_lowercase().as_str() {
            "vertical-align" if begins("super") => Some("sup"),
            "vertical-align" if begins("sub") => Some("sub"),
            "text-decoration" | "text-decoration-line" if begins("line-through") => Some("s"),
            _ => None,
        }
    })
}
