//! What stands between two lines that belong together: a space, and none where the script has none.

/// `text` and what comes after it, in one line. Segments' breaks go as CSS Text 3, 4.1.3 has it: none between characters of
/// Chinese or Japanese, a space elsewhere.
pub fn append(text: &mut String, next: &str) {
    if let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) {
        let before = text.chars().rev().find(|c| !is_quote(*c));
        let after = next.chars().find(|c| !is_quote(*c));
        let wide = |c: char, beside: Option<char>| {
            is_wide(c) || (is_quote(c) && beside.is_some_and(is_wide))
        };
        if !(wide(last, before) && wide(first, after)) {
            text.push(' ');
        }
    }
    text.push_str(next);
}

/// Lines as one.
#[must_use]
pub fn lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        append(&mut joined, line);
    }
    joined
}

/// A small letter of a script that begins its sentences with capitals: Georgian has small letters alone.
#[must_use]
pub fn is_small(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10D0}'..='\u{10FF}')
}

/// A character of Chinese or Japanese, or a mark of theirs, as wide as it is high. Korean parts its words.
pub(crate) const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFD}')
}

/// As wide as the characters around it.
const fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Words of a line; two signs of a script without spaces are about one.
pub(crate) fn words(line: &str) -> usize {
    let wide = line.chars().filter(|c| is_wide(*c)).count();
    line.split_whitespace().count().max(wide / 2)
}
