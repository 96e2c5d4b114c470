//! Lines that a court counts: the record of a hearing has a number before each of the 25 lines of a page.

/// Lines with a number from which on they are counted.
const COUNTED: usize = 20;
/// Lines of a page.
const PAGE: std::ops::RangeInclusive<u32> = 15..=40;

struct Line<'a> {
    number: u32,
    /// The column that its text begins at.
    column: usize,
    text: &'a str,
}

/// The text without the numbers, a paragraph a line; what stands outside of the count (a page's number, who wrote it down) is
/// none of it. `None` where nearly each line has no number.
pub(crate) fn paragraphs(text: &str) -> Option<String> {
    let all = text.lines().filter(|line| !line.trim().is_empty()).count();
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut last = 0;
    for line in text.lines() {
        if let Some(line) =
            numbered(line).filter(|line| line.number == 1 || line.number == last + 1)
        {
            last = line.number;
            lines.push(line);
        }
    }
    let longest = lines.iter().map(|line| line.number).max()?;
    if lines.len() < COUNTED || lines.len() * 4 < all * 3 || !PAGE.contains(&longest) {
        return None;
    }
    let has_text = |line: &&Line<'_>| !line.text.is_empty();
    let margin = lines
        .iter()
        .filter(has_text)
        .map(|line| line.column)
        .min()?;
    let mut paragraphs = String::with_capacity(text.len());
    let mut is_open = false;
    for line in &lines {
        let begins = line.column > margin || begins_turn(line.text);
        if line.text.is_empty() || begins || !is_open {
            paragraphs.push_str("\n\n");
        } else {
            paragraphs.push(' ');
        }
        paragraphs.push_str(line.text);
        is_open = !line.text.is_empty();
    }
    Some(paragraphs)
}

fn numbered(line: &str) -> Option<Line<'_>> {
    let bare = line.trim_start();
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = bare[..bare.len() - rest.len()].parse().ok()?;
    let text = rest.trim();
    let parted = text.is_empty() || rest.starts_with(char::is_whitespace);
    parted.then(|| Line {
        number,
        column: line.len() - rest.trim_start().len(),
        text,
    })
}

/// `Q.  Good morning`, `MR. FOLLY:  Objection`
fn begins_turn(text: &str) -> bool {
    let is_shouted = |name: &str| !name.contains(char::is_lowercase) && name.len() <= 40;
    text.starts_with("Q. ")
        || text.starts_with("A. ")
        || text
            .split_once(':')
            .is_some_and(|(name, _)| is_shouted(name))
}
