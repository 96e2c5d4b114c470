//! As much of Markdown as tells prose from the rest.

use std::ops::Range;

/// The paragraphs, headings and lists of a text, which empty lines part, in bytes; no code.
pub(crate) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let (mut at, mut open, mut in_code) = (0, None::<usize>, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let fence = bare.starts_with("```") || bare.starts_with("~~~");
        in_code ^= fence;
        // In a quotation `>` alone parts nothing: who said it comes after.
        if bare.is_empty() || fence || in_code {
            blocks.extend(open.take().map(|open| open..start));
        } else if open.is_none() {
            open = Some(start + line.len() - line.trim_start().len());
        }
    }
    blocks.extend(open.map(|open| open..at));
    for block in &mut blocks {
        block.end = block.start + text[block.clone()].trim_end().len();
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// The lines of all blocks.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    blocks(text).into_iter().flat_map(|block| {
        let mut at = block.start;
        text[block]
            .split_inclusive('\n')
            .map(|line| {
                let start = at;
                at += line.len();
                start..start + line.trim_end().len()
            })
            .collect::<Vec<_>>()
    })
}

/// Bytes of what marks a line as a heading, a quotation or an item, its number included.
pub(crate) fn mark(line: &str) -> usize {
    let mut rest = line.trim_start();
    loop {
        let bare = if let Some(quoted) = rest.strip_prefix('>') {
            quoted
        } else if rest.starts_with('#') {
            rest.trim_start_matches('#')
        } else if rest.starts_with(['-', '*', '+', '•']) {
            rest.trim_start_matches(['-', '*', '+', '•'])
        } else {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            let item = rest[digits..].strip_prefix(['.', ')']);
            item.filter(|_| (1..=2).contains(&digits)).unwrap_or(rest)
        };
        // A hashtag, an emphasis, a decimal are none; a quotation's mark needs no space.
        let marks = bare.len() < rest.len()
            && (rest.starts_with('>') || bare.is_empty() || bare.starts_with([' ', '\t']));
        if !marks {
            return line.len() - rest.len();
        }
        rest = bare.trim_start();
    }
}

pub(crate) fn is_heading(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('#') && line.trim_start_matches('#').starts_with([' ', '\t'])
}

/// Whether all of a line is in bold, as the heading of a list is.
pub(crate) fn is_bold(line: &str) -> bool {
    let line = line.trim();
    let inside = line
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"));
    inside.is_some_and(|inside| !inside.contains("**") && !inside.ends_with(['.', '!']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_what_empty_lines_part() {
        let text = "# T\n\nOne\ntwo.\n\n```\ncode\n\ncode\n```\n\n  > a\n> b\n";
        let blocks: Vec<&str> = blocks(text).into_iter().map(|block| &text[block]).collect();
        assert_eq!(blocks, ["# T", "One\ntwo.", "> a\n> b"]);
    }

    #[test]
    fn a_mark_is_no_text() {
        for (line, rest) in [
            ("## 3. The head", "The head"),
            ("> - 12) item", "item"),
            ("**bold** it is", "**bold** it is"),
            ("1863 was a year", "1863 was a year"),
            ("- **Bold.** Text", "**Bold.** Text"),
            ("#tag", "#tag"),
        ] {
            assert_eq!(&line[mark(line)..], rest, "{line}");
        }
    }
}
