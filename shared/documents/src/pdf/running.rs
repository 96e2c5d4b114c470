//! Headers, footers and numbers of pages: what stands at the edge of most pages, but for its digits.

use std::collections::{HashMap, HashSet};

use super::lines::{Line, Page};

/// Lines at each edge that are looked at.
const EDGE: usize = 2;
/// Pages from which on something can stand on most of them.
const PAGES: usize = 3;

/// A page's number in its frame.
const NUMBERS: [&str; 12] = [
    "-#-",
    "–#–",
    "—#—",
    "page#",
    "page#of#",
    "seite#",
    "seite#von#",
    "página#",
    "página#de#",
    "page#/#",
    "page#sur#",
    "第#页",
];

pub(super) fn without(mut pages: Vec<Page>) -> Vec<Page> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let edges: HashSet<String> = edges(page).map(|at| pattern(&page.lines[at])).collect();
        for pattern in edges {
            *seen.entry(pattern).or_default() += 1;
        }
    }
    // Of two pages with more on them both have it; a page's number needs no other page.
    let most = PAGES.max(pages.len() / 2).min(pages.len().max(2));
    let many = pages.len() >= PAGES;
    for page in &mut pages {
        let running: HashSet<usize> = edges(page)
            .filter(|at| {
                let pattern = pattern(&page.lines[*at]);
                let is_between = many || page.lines.len() > 2 * EDGE;
                is_between && seen.get(&pattern) >= Some(&most)
                    || NUMBERS.contains(&pattern.to_lowercase().as_str())
            })
            .collect();
        let mut at = 0..;
        page.lines
            .retain(|_| at.next().is_none_or(|at| !running.contains(&at)));
    }
    pages
}

/// The places of the highest and the lowest lines.
fn edges(page: &Page) -> impl Iterator<Item = usize> + use<> {
    let mut places: Vec<usize> = (0..page.lines.len()).collect();
    places.sort_by(|a, b| page.lines[*b].y.total_cmp(&page.lines[*a].y));
    let lowest = places.len().saturating_sub(EDGE).max(EDGE);
    let mut at = 0..;
    places.retain(|_| at.next().is_none_or(|at| at < EDGE || at >= lowest));
    places.into_iter()
}

/// A line without white space, any number as one sign.
fn pattern(line: &Line) -> String {
    let mut pattern = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !pattern.ends_with('#') {
            pattern.push(c);
        }
    }
    pattern
}
