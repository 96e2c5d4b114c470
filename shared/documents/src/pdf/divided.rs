//! A word that is divided at the end of a line: its hyphen is the line's, or its own.

use std::collections::HashSet;

use super::lines::Page;
use crate::join;

/// A hyphen that only a line's end shows: it is never the word's own.
pub(super) const SOFT: char = '\u{AD}';
pub(super) const HYPHENS: [char; 3] = ['-', '\u{2010}', SOFT];
/// Letters of a half that says something: shorter ones are syllables as often as words.
const HALF: usize = 4;

/// The words that stand undivided somewhere in a document.
pub(super) struct Words<'a>(HashSet<&'a str>);

impl<'a> Words<'a> {
    pub(super) fn of(pages: &'a [Page]) -> Self {
        let mut words = HashSet::new();
        let mut is_divided = false;
        for line in pages.iter().flat_map(|page| &page.lines) {
            let line = line.text.trim();
            let first = usize::from(is_divided);
            is_divided = line.ends_with(HYPHENS);
            let last = usize::from(is_divided);
            let line: Vec<&str> = line.split_whitespace().collect();
            let whole = line.get(first..line.len() - last.min(line.len()));
            words.extend(whole.into_iter().flatten().map(|word| bare(word)));
        }
        Self(words)
    }

    /// `text` with one line more.
    pub(super) fn append(&self, text: &mut String, line: &str) {
        if let Some(before) = text.strip_suffix(SOFT) {
            text.truncate(before.len());
            text.push_str(line);
            return;
        }
        let before = text.strip_suffix(HYPHENS);
        let before = before.filter(|before| before.ends_with(char::is_alphanumeric));
        match before {
            Some(before)
                if line.starts_with(char::is_lowercase)
                    && before.ends_with(char::is_alphabetic) =>
            {
                if !self.is_compound(last(before), first(line)) {
                    text.truncate(before.len());
                }
                text.push_str(line);
            }
            // `COVID-19`, `Anglo-American`: a divided word goes on in small letters, but for a `TraceMonkey`.
            Some(before)
                if line.starts_with(char::is_uppercase)
                    && before.ends_with(char::is_lowercase)
                    && self.is_name(last(before), first(line)) =>
            {
                text.truncate(before.len());
                text.push_str(line);
            }
            Some(_) if line.starts_with(|c: char| c.is_numeric() || c.is_uppercase()) => {
                text.push_str(line);
            }
            _ => join::append(text, line),
        }
    }

    /// Written without its hyphen elsewhere, and nowhere with it.
    fn is_name(&self, start: &str, end: &str) -> bool {
        let knows = |word: String| self.0.contains(word.as_str());
        knows(format!("{start}{end}")) && !knows(format!("{start}-{end}"))
    }

    /// Written with its hyphen elsewhere; where it is nowhere else, of two words that are.
    fn is_compound(&self, start: &str, end: &str) -> bool {
        let knows = |word: &str| self.0.contains(word);
        let says = |half: &str| half.chars().count() >= HALF && knows(half);
        !knows(&format!("{start}{end}"))
            && (knows(&format!("{start}-{end}")) || says(start) && says(end))
    }
}

fn last(text: &str) -> &str {
    bare(text.split_whitespace().next_back().unwrap_or_default())
}

fn first(line: &str) -> &str {
    bare(line.split_whitespace().next().unwrap_or_default())
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
