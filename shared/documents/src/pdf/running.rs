//! Headers, footers and numbers of pages: what stands at the edge of most pages, but for its digits.

use std::collections::{HashMap, HashSet};

use super::lines::{Line, Page};

/// Lines at each edge that are looked at.
const EDGE: usize = 2;
/// Pages from which on something can stand on most of them.
const PAGES: usize = 3;

/// Letters of a line that any numbers may stand beside, and words of one that has its page's number.
const LETTERS: usize = 8;
const HEAD: usize = 10;

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
        let edges: HashSet<String> = edges(page)
            .flat_map(|at| keys(&page.lines[at].text, page.number))
            .collect();
        for key in edges {
            *seen.entry(key).or_default() += 1;
        }
    }
    // Of two pages with more on them both have it; a page's number needs no other page.
    let most = PAGES.max(pages.len() / 2).min(pages.len().max(2));
    let many = pages.len() >= PAGES || pages.iter().any(|page| page.lines.len() > 2 * EDGE);
    if are_copies(&pages, most) {
        return pages;
    }
    let count = pages.last().map_or(0, |page| page.number);
    for page in &mut pages {
        let lowest = edges(page).last().filter(|_| page.lines.len() > 2 * EDGE);
        let is_printed = edges(page).any(|at| is_count(&page.lines[at].text, page.number, count));
        let running: HashSet<usize> = edges(page)
            .filter(|at| {
                let text = &page.lines[*at].text;
                let is_seen = || {
                    keys(text, page.number)
                        .iter()
                        .any(|key| seen.get(key) >= Some(&most))
                };
                many && is_seen()
                    || lowest == Some(*at) && text.trim() == page.number.to_string()
                    || NUMBERS.contains(&pattern(text).to_lowercase().as_str())
                    || is_printed && (is_dated(text) || is_count(text, page.number, count))
            })
            .collect();
        let mut at = 0..;
        page.lines
            .retain(|_| at.next().is_none_or(|at| !running.contains(&at)));
    }
    pages
}

/// What a browser prints below a page: `2/5`, behind the page's address or alone.
fn is_count(text: &str, page: u32, count: u32) -> bool {
    let text: String = text.split_whitespace().collect();
    let before = text.strip_suffix(&format!("{page}/{count}"));
    before.is_some_and(|before| {
        before.is_empty() || before.starts_with("http") || before.starts_with("file:")
    })
}

/// What it prints above: `11/30/26, 6:37 PM`, and the page's title.
fn is_dated(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let mut words = text.split_whitespace();
    let (date, time) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let mut date = date.trim_end_matches(',').split(['/', '.', '-']);
    let is_date = date.by_ref().take(3).filter(|part| is_number(part)).count() == 3;
    is_date && date.next().is_none() && time.split(':').filter(|part| is_number(part)).count() >= 2
}

/// What a line must have in common with those of other pages: its words, with any numbers where they are words enough; with
/// few, its numbers too, or one that counts the pages. A row of a table has other numbers. A book's head has a chapter's title and
/// the number of its page; a number before a title may be its own.
fn keys(text: &str, page: u32) -> Vec<String> {
    let pattern = pattern(text);
    let letters = pattern.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut keys = Vec::new();
    if words.len() <= HEAD {
        let number = words.last().and_then(|word| word.parse::<i64>().ok());
        keys.extend(number.map(|number| format!("# {}", number - i64::from(page))));
    }
    if letters >= LETTERS || !pattern.contains('#') {
        keys.push(pattern);
    } else {
        keys.extend(counts_of(text, page));
        keys.push(format!("{pattern} {}", text.trim()));
    }
    keys
}

/// How far each number of a line is from its page's: the same on all pages where it counts them.
fn counts_of(text: &str, page: u32) -> impl Iterator<Item = String> {
    let pattern = pattern(text);
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse::<i64>().ok());
    numbers
        .zip(0..)
        .map(move |(number, place)| format!("{pattern} {place} {}", number - i64::from(page)))
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
    let mut counted: HashMap<String, usize> = HashMap::new();
    let (mut inner, mut alike) = (0, 0);
    for page in pages {
        let edges: HashSet<usize> = edges(page).collect();
        let mut counts = HashSet::new();
        for (at, line) in (0..).zip(&page.lines) {
            if !edges.contains(&at) {
                inner += 1;
                alike += usize::from(is_alike(line));
            } else if !is_alike(line) {
                counts.extend(counts_of(&line.text, page.number));
            }
        }
        for count in counts {
            *counted.entry(count).or_default() += 1;
        }
    }
    let is_counted = counted.values().any(|pages| *pages >= most);
    alike > 0 && alike * 2 >= inner && !is_counted
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
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !pattern.ends_with('#') {
            pattern.push(c);
        }
    }
    pattern
}
