//! Which elements a browser wouldn't show.
//!
//! A page may say one thing to its readers and, in what they don't see, another to a machine that reads it. This knows what
//! is said in attributes and in the page's own style sheet by simple rules; what other files, scripts and colours hide it
//! can't know.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use super::page;

/// Bytes of a text that a page is for.
const SCREEN: usize = 500;
/// Of any unit: nobody scrolls so far to the left or up.
const AWAY: f32 = -999.0;

#[derive(Default)]
pub(super) struct Hidden(HashSet<NodeId>);

impl Hidden {
    pub(super) fn of(page: &Html) -> Self {
        let mut hidden = HashSet::new();
        let all = length(page.root_element());
        let mut sheets = String::new();
        for element in page.root_element().descendent_elements() {
            if element.value().name() == "style" {
                sheets.extend(element.text());
            }
            if hides_itself(&element) && !is_formula(&element) {
                hidden.insert(element.id());
            }
        }
        for (selector, _) in rules(&sheets).filter(|(_, declarations)| hides(declarations)) {
            let Ok(selector) = Selector::parse(selector) else {
                continue;
            };
            let found: Vec<ElementRef<'_>> = page.select(&selector).collect();
            // What hides nearly all of a page hides it until a script has run.
            let held: usize = found.iter().copied().map(length).sum();
            if held * 10 < all * 9 || held < SCREEN {
                let found = found.iter().filter(|element| !is_formula(element));
                hidden.extend(found.map(|element| element.id()));
            }
        }
        Self(hidden)
    }

    pub(super) const fn these(nodes: HashSet<NodeId>) -> Self {
        Self(nodes)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0).copied().collect())
    }

    /// The page as HTML, without these elements.
    pub(super) fn without(&self, page: &Html) -> String {
        let mut page = page.clone();
        let nodes: Vec<_> = page
            .tree
            .nodes()
            .map(|node| node.id())
            .filter(|node| self.contains(*node))
            .collect();
        for node in nodes {
            if let Some(mut node) = page.tree.get_mut(node) {
                node.detach();
            }
        }
        page.html()
    }

    pub(super) fn contains(&self, node: NodeId) -> bool {
        self.0.contains(&node)
    }
}

/// Of a formula that is drawn, the same as a text: Wikipedia hides it from who sees the picture.
fn is_formula(element: &ElementRef<'_>) -> bool {
    let mut inside = element.child_elements().map(|child| child.value().name());
    element.value().name() == "math" || inside.next() == Some("math") && inside.next().is_none()
}

fn length(element: ElementRef<'_>) -> usize {
    page::texts(element).map(str::len).sum()
}

fn hides_itself(element: &ElementRef<'_>) -> bool {
    element.attr("hidden").is_some()
        || element
            .attr("aria-hidden")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
        || element.attr("style").is_some_and(hides)
}

/// The rules of a style sheet, selector and declarations. Those inside of `@media` are for some readers, and not looked at.
pub(super) fn rules(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = sheet;
    std::iter::from_fn(move || {
        loop {
            let (before, after) = rest.split_once('{')?;
            let selector = before
                .rsplit(['}', ';', '/'])
                .next()
                .unwrap_or(before)
                .trim();
            if selector.starts_with('@') {
                rest = skip(after);
                continue;
            }
            let (declarations, next) = after.split_once('}').unwrap_or((after, ""));
            rest = next;
            return Some((selector, declarations));
        }
    })
}

/// What comes after the block that has just been opened.
fn skip(block: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in block.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &block[at + 1..];
        }
    }
    ""
}

fn hides(declarations: &str) -> bool {
    declarations.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.to_ascii_lowercase();
        let value = value.trim().trim_end_matches("!important").trim_end();
        let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        let number = number.parse().ok();
        let nothing = number == Some(0.0_f32);
        let away = number.is_some_and(|number| number <= AWAY);
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value == "none",
            "visibility" => matches!(value, "hidden" | "collapse"),
            "content-visibility" => value == "hidden",
            "opacity" | "font-size" => nothing,
            "left" | "right" | "top" | "bottom" | "text-indent" | "margin-left" | "margin-top" => {
                away
            }
            _ => false,
        }
    })
}
