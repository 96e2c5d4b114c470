//! Lists of other articles, known by their shape: each entry a heading that leads elsewhere, and little more.

use scraper::ElementRef;

use super::page;

/// Entries of a list at least.
const ENTRIES: usize = 3;
/// Nodes of an entry at most.
const NODES: usize = 200;
/// Bytes of its text at most.
const ENTRY: usize = 600;

/// Whether an element's children are such entries, but for a heading of them all.
pub(super) fn is_list(element: ElementRef<'_>) -> bool {
    if !matches!(
        element.value().name(),
        "ul" | "ol" | "div" | "section" | "aside"
    ) {
        return false;
    }
    let children: Vec<_> = element.child_elements().collect();
    let entries = children.iter().filter(|child| is_teaser(**child)).count();
    entries >= ENTRIES && entries * 4 >= children.len() * 3
}

fn is_teaser(entry: ElementRef<'_>) -> bool {
    if !matches!(
        entry.value().name(),
        "li" | "div" | "article" | "section" | "a"
    ) {
        return false;
    }
    if entry.descendants().nth(NODES).is_some() {
        return false;
    }
    let mut headings = entry
        .descendent_elements()
        .filter(|element| is_heading(*element));
    let (Some(heading), None) = (headings.next(), headings.next()) else {
        return false;
    };
    let is_link = |element: &ElementRef<'_>| {
        element.value().name() == "a"
            && element
                .attr("href")
                .is_some_and(|address| !address.starts_with('#'))
    };
    let around = heading.ancestors().filter_map(ElementRef::wrap);
    let leads = heading
        .descendent_elements()
        .chain(around.take_while(|element| element.id() != entry.id()))
        .chain([entry])
        .any(|element| is_link(&element));
    leads && page::texts(entry).map(str::len).sum::<usize>() <= ENTRY
}

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h2" | "h3" | "h4" | "h5" | "h6")
}
