//! A public-domain library's book: its own text stands between two lines of stars, and what the library says around it is none.

/// The book's title and its text, with the library's signs of italics and without its notes; `None` where it is no such file.
pub(crate) fn book(text: &str) -> Option<(Option<&str>, String)> {
    let start = marker(text, "START OF TH")?;
    let (head, rest) = text.split_at(start);
    let rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    let end = marker(rest, "END OF TH").unwrap_or(rest.len());
    let title = head.lines().find_map(|line| line.strip_prefix("Title: "));
    Some((title.map(str::trim), without_signs(&rest[..end])))
}

/// Where the line begins that says so behind its stars.
fn marker(text: &str, says: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let from = at;
        at += line.len();
        let bare = line.trim_start();
        let said = bare.trim_start_matches('*');
        (said.len() < bare.len() && said.trim_start().starts_with(says)).then_some(from)
    })
}

/// Without `_` around words in italics, and without `[Footnote 1: …]` and its mark.
fn without_signs(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['_', '[']) {
        kept.push_str(&rest[..at]);
        let sign = &rest[at..];
        let note = sign
            .strip_prefix("[Footnote")
            .and_then(|note| note.split_once(']'))
            .or_else(|| {
                let (number, after) = sign.strip_prefix('[')?.split_once(']')?;
                let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
                is_number.then_some((number, after))
            });
        rest = match note {
            Some((_, after)) => after,
            None if sign.starts_with('[') => {
                kept.push('[');
                &sign[1..]
            }
            None => &sign[1..],
        };
    }
    kept.push_str(rest);
    kept
}
