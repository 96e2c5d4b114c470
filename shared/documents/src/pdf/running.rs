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
    if are_copies(&pages, most) {
        return pages;
    }
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

/// Whether most lines are on as many pages word for word, and no number at an edge counts them: an invoice for the seller and for
/// the buyer. What stands at the edges of such pages is theirs as much as the rest.
fn are_copies(pages: &[Page], most: usize) -> bool {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for page in pages {
        let texts: HashSet<&str> = page.lines.iter().map(|line| line.text.trim()).collect();
        for text in texts {
            *seen.entry(text).or_default() += 1;
        }
    }
    let is_alike = |line: &Line| seen.get(line.text.trim()) >= Some(&most);
    let (mut inner, mut alike) = (0, 0);
    for page in pages {
        let edges: HashSet<usize> = edges(page).collect();
        for (at, line) in (0..).zip(&page.lines) {
            if !edges.contains(&at) {
                inner += 1;
                alike += usize::from(is_alike(line));
            } else if !is_alike(line) && line.text.contains(char::is_numeric) {
                return false;
            }
        }
    }
    alike > 0 && alike * 2 >= inner
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
