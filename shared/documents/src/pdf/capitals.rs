//! A paragraph's first letter that is drawn large, over several lines.

use std::collections::HashSet;

use super::lines::Line;

/// Of the letter's size: how large its paragraph's are at most.
const SMALLER: f64 = 0.6;
/// Of the paragraph's size: how far its first line begins from the letter.
const BESIDE: f64 = 1.5;
/// Of the letter's size: how far its paragraph's first line stands above the letter's, which is that of a further line.
const ABOVE: f64 = 0.25;
/// Letters of a page that are looked at.
const MOST: usize = 50;
/// Letters that are words too.
const WORDS: [&str; 3] = ["A", "I", "O"];

pub(super) fn join(lines: &mut Vec<Line>) {
    let is_alone = |line: &Line| {
        let mut letters = line.text.trim().chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    let letters: Vec<usize> = (0..lines.len())
        .filter(|place| is_alone(&lines[*place]))
        .take(MOST)
        .collect();
    let mut joined = Vec::new();
    for place in letters {
        let letter = &lines[place];
        let end = letter.x + letter.width;
        let first = (0..lines.len())
            .filter(|place| {
                let line = &lines[*place];
                line.angle == letter.angle
                    && line.size < letter.size * SMALLER
                    && (end - line.size..end + line.size * BESIDE).contains(&line.x)
                    && (letter.y + letter.size * ABOVE..letter.y + letter.size).contains(&line.y)
                    && line.text.starts_with(char::is_alphabetic)
            })
            .max_by(|one, other| lines[*one].y.total_cmp(&lines[*other].y));
        let Some(first) = first else { continue };
        let mut text = letter.text.trim().to_owned();
        if is_word(&text, &lines[first], lines) {
            text.push(' ');
        }
        // It still begins where the others beside the letter do.
        lines[first].text.insert_str(0, &text);
        joined.push(place);
    }
    let mut at = 0..;
    lines.retain(|_| {
        at.next()
            .is_none_or(|at| joined.binary_search(&at).is_err())
    });
}

/// `A boat`: what follows is a word of the page, and what both would be is none.
fn is_word(letter: &str, first: &Line, lines: &[Line]) -> bool {
    if !WORDS.contains(&letter) {
        return false;
    }
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let next = bare(first.text.split_whitespace().next().unwrap_or_default());
    let others = lines.iter().filter(|line| !std::ptr::eq(*line, first));
    let words: HashSet<String> = others
        .flat_map(|line| line.text.split_whitespace())
        .map(bare)
        .collect();
    words.contains(&next) && !words.contains(&(letter.to_lowercase() + &next))
}
