//! A word that is divided at the end of a line: its hyphen is the line's, or its own.

use std::collections::HashSet;

use crate::join;

/// A hyphen that only a line's end shows: it is never the word's own.
pub(crate) const SOFT: char = '\u{AD}';
pub(crate) const HYPHENS: [char; 3] = ['-', '\u{2010}', SOFT];
/// Letters of a half that says something: shorter ones are syllables as often as words.
const HALF: usize = 4;
/// Before them a hyphen stands for what comes after: `Haus-` / `und Gartenarbeit`, `short-` / `or long-term`.
const SHARED: [&str; 8] = ["und", "oder", "bzw", "bis", "sowie", "and", "or", "och"];
/// English: a word that begins with one of them and goes on with a whole word has a hyphen there, whether it stands at a line's end
/// or not: `well-known`.
const FIRST: &str = "well self long short cross state half full real high low two three four five six seven eight nine ten first \
second third";
/// What goes on with a syllable after them: `self-ish`, `cross-ing`, `high-land`.
const SYLLABLES: [&str; 30] = [
    "ness", "ing", "ish", "less", "age", "en", "er", "es", "ed", "ly", "ment", "ful", "fold",
    "ward", "wise", "land", "light", "way", "hand", "hood", "ship", "dom", "some", "teen", "ty",
    "ism", "ize", "ise", "ity", "ist",
];

/// The words that stand undivided somewhere in a document.
pub(crate) struct Words<'a>(HashSet<&'a str>);

impl<'a> Words<'a> {
    pub(crate) fn of(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        let mut is_divided = false;
        for line in lines {
            let line = line.trim();
            let first = usize::from(is_divided);
            is_divided = line.ends_with(HYPHENS);
            let last = usize::from(is_divided);
            let line: Vec<&str> = line.split_whitespace().collect();
            let whole = line.get(first..line.len() - last.min(line.len()));
            words.extend(whole.into_iter().flatten().map(|word| bare(word)));
        }
        Self(words)
    }

    /// The lines as one.
    pub(crate) fn joined(&self, lines: &str) -> String {
        let mut text = String::with_capacity(lines.len());
        for line in lines.lines() {
            if text.is_empty() {
                text.push_str(line);
            } else {
                self.append(&mut text, line);
            }
        }
        text
    }

    /// `text` with one line more.
    pub(crate) fn append(&self, text: &mut String, line: &str) {
        if let Some(before) = text.strip_suffix(SOFT) {
            text.truncate(before.len());
            text.push_str(line);
            return;
        }
        let before = text.strip_suffix(HYPHENS);
        let before = before.filter(|before| before.ends_with(char::is_alphanumeric));
        match before {
            Some(_) if SHARED.contains(&first(line)) => join::append(text, line),
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
            && (knows(&format!("{start}-{end}"))
                || says(start) && says(end)
                || is_written_so(start, end))
    }
}

/// English: by how it begins.
fn is_written_so(start: &str, end: &str) -> bool {
    let lower = start.to_lowercase();
    let goes_on = |syllable: &&str| {
        end.strip_prefix(*syllable)
            .is_some_and(|rest| rest.len() < 3)
    };
    FIRST.split(' ').any(|first| first == lower)
        && end.chars().count() >= HALF
        && !SYLLABLES.iter().any(goes_on)
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
